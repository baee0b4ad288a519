"""The sheets of figures: production, processing, transport, capacity, reserves, grades and waste of sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from json.encoder import encode_basestring

import numpy as np
import pyarrow as pa

from orepath.errors import fault
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Refused, statement_table
from orepath.evidence.schema import STATEMENTS
from orepath.evidence.workbook.columns import spread
from orepath.evidence.workbook.opening import Cell
from orepath.sources.jasansky_mines.materials import mineral_of
from orepath.sources.jasansky_mines.measures import MEASURES, NO_UNIT, figures_of, unit_of
from orepath.sources.jasansky_mines.sheets import SHEETS, SOURCE, Row, Sheet
from orepath.sources.jasansky_mines.sites import NAMED, Sites

USED = {
    sheet: {"mine_fac", "sub_site", *(entry[part] for entry in entries for part in ("value", "unit", "year"))}
    for sheet, entries in MEASURES.items()
}
"""The columns of a sheet that are not kept beside its figures."""


@dataclass
class Tally:
    """What was made of the sheets so far, and what a person should know of it."""

    sites: Sites
    faults: Faults = field(default_factory=Faults)
    refused: list[Refused] = field(default_factory=list)
    shares: int = 0
    periods: int = 0
    repeats: int = 0
    unconverted: Counter[str] = field(default_factory=Counter)
    unlisted: set[str] = field(default_factory=set)


def figures(whole: Sheet, tally: Tally) -> pa.Table:
    """The statements of a sheet, none where something is wrong; a row that repeats another cell for cell is refused."""
    sheet = _unrepeated(whole, tally)
    sites, parts = sheet.texts("mine_fac"), sheet.texts("sub_site")
    places = [tally.sites.places.get(site) for site in sites]
    names = [f"{site} / {part}" if part else site for site, part in zip(sites, parts, strict=True)]
    keyed = [sheet.texts(column) for column in SHEETS[sheet.name]["key"]]
    keys = [f"{sheet.name}|{'|'.join(some)}" for some in zip(names, *keyed, strict=True)]
    doubtful = {at for at, place in enumerate(places) if place is None}
    found = list(figures_of(sheet, keys, doubtful))
    for at in sorted(doubtful):
        _check(sheet.name, sheet.row(at), tally)
    if doubtful:
        return STATEMENTS.empty_table()
    tally.unlisted |= {name for name, part in zip(names, parts, strict=True) if part} - tally.sites.parts
    tally.shares += sum(one.shares for one in found)
    tally.periods += sum(one.periods for one in found)
    tally.repeats += len(set[int]().union(*(one.repeated for one in found)))
    rows, is_due = (np.concatenate(some) for some in zip(*((one.rows, one.is_due) for one in found), strict=True))
    order = np.argsort(rows * 2 + is_due, kind="stable")
    unconverted = [unit for one in found for unit in one.unconverted]
    tally.unconverted.update(unconverted[at] for at in order.tolist() if unconverted[at])
    of_row: dict[str, Sequence[str | None]] = {
        "item": names,
        "place": places,
        "fields": _records(sheet),
        "locator": sheet.locators(),
    }
    columns = {name: spread(values, rows[order]) for name, values in of_row.items()}
    for name in found[0].columns:
        values = list(chain.from_iterable(one.columns[name] for one in found))
        columns[name] = pa.array(values, STATEMENTS.field(name).type).take(pa.array(order))
    return statement_table(columns, len(order))


def _unrepeated(sheet: Sheet, tally: Tally) -> Sheet:
    """The sheet without the rows that repeat another, which are refused."""
    hashes = list(map(hash, zip(*sheet.columns.values(), strict=True)))
    times = Counter(hashes)
    first: dict[tuple[Cell, ...], int] = {}
    repeating = set()
    for at in [at for at, each in enumerate(hashes) if times[each] > 1]:
        earlier = first.setdefault(tuple(column[at] for column in sheet.columns.values()), at)
        if earlier != at:
            repeating.add(at)
            why = SOURCE.says("repeated_row", row=sheet.numbers[earlier], sheet=sheet.name)
            tally.refused.append(Refused(sheet.numbers[at], f"{sheet.locator(at)}: {why}"))
    return sheet.taken([at for at in range(len(sheet)) if at not in repeating]) if repeating else sheet


def _records(sheet: Sheet) -> list[str]:
    """The other cells of each row as JSON."""
    members = [_members(name, sheet.texts(name)) for name in sheet.columns if name not in USED[sheet.name]]
    return [f"{{{''.join(some)[2:]}}}" for some in zip(*members, strict=True)]


def _members(name: str, texts: Sequence[str]) -> list[str]:
    """The texts that are not empty as further members of JSON objects."""
    key = f", {encode_basestring(name)}: "
    return list(map(cache(lambda text: key + encode_basestring(text) if text else ""), texts))


def _check(sheet: str, row: Row, tally: Tally) -> None:
    """Add the faults of a row."""
    if row.text("mine_fac") not in tally.sites.places:
        tally.faults.append(
            fault("bad_cell", row.where, column="mine_fac", found=row.text("mine_fac")[:80], allowed=NAMED)
        )
        return
    given = [entry for entry in MEASURES[sheet] if entry["value"] in row.cells]
    lacking = [entry for entry in MEASURES[sheet] if entry["value"] not in row.cells and entry.get("always")]
    for entry in given + [entry for entry in lacking if entry["unit"] in row.cells or not given]:
        row.year_of(entry["year"], tally.faults)
        if entry["year"] not in row.cells and not entry.get("undated"):
            tally.faults.append(fault("required_cell", row.where, column=entry["year"]))
        row.number_of(entry["value"], tally.faults)
        unit, minerals = row.text(entry["unit"]), map(mineral_of, row.filled(entry["about"]))
        if unit_of(entry, unit, next(filter(None, minerals), None)) is NO_UNIT:
            allowed = "%, g/t" if entry["property"] == "site_grade" else "Kt, tonnes, ounces, bcm"
            tally.faults.append(fault("bad_cell", row.where, column=entry["unit"], found=unit[:80], allowed=allowed))
        if "share" in entry:
            row.number_of(entry["share"], tally.faults)
