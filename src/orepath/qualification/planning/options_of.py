"""Options out of a table's rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from fractions import Fraction
from functools import cache

from orepath.errors import Fault, InputError, UnknownName, fault
from orepath.qualification.chains import Chain
from orepath.qualification.chains_of import chains_of
from orepath.qualification.planning.amounts import NONE, decimal_signed
from orepath.qualification.planning.columns import columns, own_columns
from orepath.qualification.planning.option import Option
from orepath.qualification.rule import Rule
from orepath.tabular.cells import read_cell
from orepath.tabular.column import Column
from orepath.tabular.table import Given, Row, Table, read_table

MINUS = "-−△▲"
"""Signs that stand before an amount below zero; books in Japanese use the triangles."""


def read_options(
    given: Given, rule: Rule, chains: Sequence[Chain], minerals: Set[str] = frozenset()
) -> tuple[Option, ...]:
    """The options of a table, in the order in which each first occurs.

    Parameters
    ----------
    chains
        The chains that options can replace.
    minerals
        The minerals of which a chain of unknown value is a fault.

    Raises
    ------
    InputError
        With every fault: of cells and columns first, then of options at odds with themselves or with the chains.
    """
    table = read_table(given, columns(rule), "options")
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        rows.setdefault(row.text("option_id"), []).append(row)
    faults: list[Fault] = []
    options = [_option(option_id, its, table, faults) for option_id, its in rows.items()]
    sound = [option for option in options if option]
    faults += _faults(sound, chains, table.name)
    faults += [each for option in sound for each in unvalued(option.chains, minerals)]
    if faults:
        raise InputError(faults)
    return tuple(sound)


def unvalued(chains: Iterable[Chain], minerals: Set[str]) -> Iterator[Fault]:
    """The faults of chains whose value nobody knows, among those of some minerals."""
    for chain in chains:
        if chain.value_usd is None and chain.mineral in minerals:
            yield fault("plan_value_unknown", chain.steps[0].where, chain=chain.chain_id)


def _option(option_id: str, rows: Sequence[Row], table: Table, faults: list[Fault]) -> Option | None:
    """An option, or None with its faults where its rows are at odds."""
    before = len(faults)
    costs = [_signed(row, faults) for row in rows]
    said = {"replaces": [row.text("replaces") for row in rows], "what": [row.text("what") for row in rows]}
    if len(faults) == before:
        said["cost_usd"] = [decimal_signed(cost or NONE) for cost in costs]
    for column, cells in said.items():
        faults += _differing(option_id, column, cells, rows, table.name)
    chains: tuple[Chain, ...] = ()
    try:
        chains = chains_of(Table(table.name, tuple(rows), table.columns))
    except InputError as error:
        faults.extend(error.faults)
    if len(faults) > before:
        return None
    what = next((row.text("what") for row in rows if row.text("what")), "")
    return Option(option_id, rows[0].text("replaces"), costs[0] or NONE, what, chains, rows[0].where)


def _signed(row: Row, faults: list[Fault]) -> Fraction | None:
    """An amount that may be below zero."""
    cell = row.text("cost_usd")
    said = unicodedata.normalize("NFKC", cell)
    sign = -1 if said[:1] in tuple(MINUS) else 1
    found: list[Fault] = []
    amount = read_cell(_amount(), said[1:].lstrip() if sign < 0 else said, row.where, found)
    if any(each.code in ("bad_cell", "table_negative") for each in found):
        found = [fault("bad_cell", row.where, column="cost_usd", found=cell[:60], allowed="1234.5, -1234.5")]
    faults += found
    return sign * amount if isinstance(amount, Fraction) else None


@cache
def _amount() -> Column:
    return replace(next(each for each in own_columns() if each.name == "cost_usd"), kind="number")


def _differing(option_id: str, column: str, cells: Sequence[str], rows: Sequence[Row], file: str) -> Iterator[Fault]:
    """The fault of an option whose rows say different things in a column; an empty cell says nothing."""
    found: dict[str, list[str]] = {}
    for cell, row in zip(cells, rows, strict=True):
        if cell:
            found.setdefault(cell, []).append(row.where.rpartition(" ")[2])
    if len(found) > 1:
        shown = "; ".join(f"{each} (row {', '.join(lines)})" for each, lines in found.items())
        yield fault("plan_option_rows", file, option=option_id, column=column, found=shown)


def _faults(options: Sequence[Option], chains: Sequence[Chain], file: str) -> Iterator[Fault]:
    by_id = {chain.chain_id: chain for chain in chains}
    taken: dict[str, Option] = {}
    for option in options:
        old = by_id.get(option.replaces)
        if old is None:
            yield from UnknownName("chain", option.replaces, list(by_id), f"{option.where}, replaces").faults
            continue
        if all(chain.value_usd == 0 for chain in option.chains):
            yield fault("plan_option_worthless", option.where, option=option.option_id)
        for chain in option.chains:
            if chain.mineral != old.mineral:
                yield fault(
                    "plan_option_mineral",
                    option.where,
                    option=option.option_id,
                    found=chain.mineral,
                    chain=old.chain_id,
                    mineral=old.mineral,
                )
            other = taken.setdefault(chain.chain_id, option)
            if other.replaces != option.replaces or (chain.chain_id in by_id and chain.chain_id != option.replaces):
                yield fault("plan_option_chain", option.where, option=option.option_id, chain=chain.chain_id)
