"""Procurement chains out of a table's rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from orepath.errors import Fault, InputError, fault
from orepath.qualification.chains import Activity, Chain, Step
from orepath.tabular.cells import UNKNOWN
from orepath.tabular.quantity import decimal
from orepath.tabular.table import Row, Table

RECYCLING = "recycling"


def chains_of(table: Table) -> tuple[Chain, ...]:
    """The chains of a table, in the order in which each first occurs.

    Raises
    ------
    InputError
        For every chain whose rows differ in value or mineral, or mix new material with recycled.
    """
    faults = list(chain_faults(table))
    if faults:
        raise InputError(faults)
    return tuple(_chain(chain, its) for chain, its in _by_chain(table).items())


def chain_faults(table: Table) -> Iterator[Fault]:
    """What is wrong between the rows of a chain; what a row does not say rightly is not compared."""
    for chain, rows in _by_chain(table).items():
        yield from _faults(chain, rows, table.name)


def _by_chain(table: Table) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        if "chain_id" in row.cells:
            found.setdefault(row.text("chain_id"), []).append(row)
    return found


def _chain(chain: str, rows: Sequence[Row]) -> Chain:
    return Chain(chain, rows[0].text("mineral"), rows[0].number("value_usd"), tuple(map(_step, rows)))


def _step(row: Row) -> Step:
    return Step(
        activity=cast(Activity, row.text("activity")),
        country=row.text("country") or None,
        entity_id=row.text("entity_id") or None,
        value_added_usd=row.number("value_added_usd"),
        mass_kg=row.number("mass_kg"),
        evidence=row.text("evidence"),
        where=row.where,
    )


def _faults(chain: str, rows: Sequence[Row], file: str) -> Iterator[Fault]:
    valued = [row for row in rows if "value_usd" in row.cells]
    values = [row.number("value_usd") for row in valued]
    if len(set(values)) > 1:
        shown = _each(valued, [UNKNOWN.key if value is None else decimal(value) for value in values])
        yield fault("qualify_chain_total", file, chain=chain, found=shown)
    named = [row for row in rows if "mineral" in row.cells]
    minerals = [row.text("mineral") for row in named]
    if len(set(minerals)) > 1:
        yield fault("qualify_chain_mineral", file, chain=chain, found=_each(named, minerals))
    told = [row for row in rows if "activity" in row.cells]
    recycled = [row for row in told if row.text("activity") == RECYCLING]
    virgin = [row for row in told if row.text("activity") != RECYCLING]
    if recycled and virgin:
        yield fault("qualify_chain_sorts", file, chain=chain, virgin=_lines(virgin), recycled=_lines(recycled))


def _each(rows: Sequence[Row], said: Sequence[str]) -> str:
    """Each thing that is said, with the rows that say it."""
    found: dict[str, list[Row]] = {}
    for row, each in zip(rows, said, strict=True):
        found.setdefault(each, []).append(row)
    return "; ".join(f"{each} (row {_lines(its)})" for each, its in found.items())


def _lines(rows: Iterable[Row]) -> str:
    return ", ".join(row.where.rpartition(" ")[2] for row in rows)
