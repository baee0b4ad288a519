"""The sheets of figures: production, processing, transport, capacity, reserves, grades and waste of sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from orepath.errors import fault
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Refused
from orepath.evidence.workbook.opening import Cell
from orepath.sources.jasansky_mines.materials import measured, mineral_of
from orepath.sources.jasansky_mines.sheets import SHEETS, SOURCE, Row
from orepath.sources.jasansky_mines.sites import Sites, name_of
from orepath.vocabulary.periods import year as calendar_year

MEASURES: dict[str, list[dict[str, Any]]] = {
    sheet: [entry for entry in SOURCE.raw["measures"] if entry["sheet"] == sheet] for sheet in SHEETS
}
USED = {
    sheet: {"mine_fac", "sub_site", *(entry[part] for entry in entries for part in ("value", "unit", "year"))}
    for sheet, entries in MEASURES.items()
}
"""The columns of a sheet that are not kept beside its figures."""
VOLUME = {"site_waste": "site_waste_volume"}


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


def figures(sheet: str, rows: Iterable[Row], tally: Tally) -> Iterator[dict[str, Any]]:
    """The statements of a sheet; a row that repeats another cell for cell is refused."""
    numbers: Counter[str] = Counter()
    first: dict[tuple[Cell, ...], int] = {}
    for row in rows:
        whole = (*row.cells, *row.cells.values())
        if first.setdefault(whole, row.number) != row.number:
            why = SOURCE.says("repeated_row", row=first[whole], sheet=sheet)
            tally.refused.append(Refused(row.number, f"{row.where}: {why}"))
            continue
        located = tally.sites.places.get(row.text("mine_fac"))
        if located is None:
            found, allowed = row.text("mine_fac")[:80], "a name of the sheet general"
            tally.faults.append(fault("bad_cell", row.where, column="mine_fac", found=found, allowed=allowed))
            continue
        name = name_of(row)
        if "sub_site" in row.cells and name not in tally.sites.parts:
            tally.unlisted.add(name)
        yield from _of_row(sheet, row, name, located, numbers, tally)


def _of_row(
    sheet: str, row: Row, name: str, located: str, numbers: Counter[str], tally: Tally
) -> Iterator[dict[str, Any]]:
    measures = MEASURES[sheet]
    given = [entry for entry in measures if entry["value"] in row.cells]
    if len(given) < len(measures):
        lacking = [entry for entry in measures if entry["value"] not in row.cells and entry.get("always")]
        given += [entry for entry in lacking if _due(entry, row, given)]
    key = "|".join((sheet, name, *(row.text(column) for column in SHEETS[sheet]["key"])))
    rest = [f"{_key(column)}{encode_basestring(text)}" for column, text in row.rest(USED[sheet]).items()]
    fields = f"{{{', '.join(rest)}}}"
    repeated = False
    for entry in given:
        year = row.year_of(entry["year"], tally.faults)
        if entry["year"] not in row.cells and not entry.get("undated"):
            tally.faults.append(fault("required_cell", row.where, column=entry["year"]))
        row_key = f"{key}|{year or ''}"
        numbers[entry["property"] + row_key] += 1
        number = numbers[entry["property"] + row_key]
        repeated |= number > 1
        made = _figure(entry, row, tally)
        period = _period(year) if year else None
        yield {
            "row_key": row_key if number == 1 else f"{row_key}#{number}",
            "item": name,
            "place": located,
            "stage": entry.get("stage"),
            "from_": period.from_ if period else None,
            "until": period.until if period else None,
            "fields": fields,
            "locator": row.where,
            **made,
        }
    tally.repeats += repeated
    tally.periods += len(given) if "reporting_period" in row.cells else 0


@cache
def _key(column: str) -> str:
    """A column as the key of a JSON object."""
    return f"{encode_basestring(column)}: "


def _due(entry: dict[str, Any], row: Row, given: list[dict[str, Any]]) -> bool:
    """Whether an empty value is a statement: the row has a unit for it, or no other figure."""
    return entry["unit"] in row.cells or not given


_period = cache(calendar_year)


def _figure(entry: dict[str, Any], row: Row, tally: Tally) -> dict[str, Any]:
    abouts = row.filled(entry["about"])
    about = abouts[0] if abouts else None
    mineral = next(filter(None, map(mineral_of, abouts)), None)
    unit, number = row.text(entry["unit"]), row.number_of(entry["value"], tally.faults)
    property_: str = entry["property"]
    known = _unit(entry, row, unit, mineral, tally)
    if known and known[0] == "m3":
        property_ = VOLUME.get(property_, property_)
    notes = row.filled(entry["kind"]) + row.filled(["reporting_period"])
    share = row.number_of(entry["share"], tally.faults) if "share" in entry else None
    if share is not None and share != 1 and number is not None:
        notes.append(f"the owner's share, {share:g} of the site's")
        tally.shares += 1
    if number is not None and not known:
        notes.append("unit not converted")
        tally.unconverted[unit or "-"] += 1
    return {
        "property": property_,
        "mineral": mineral,
        "value": number * known[1] if number is not None and known else None,
        "unit": known[0] if known else None,
        "status": "not_available" if number is None else "reported",
        "text": about,
        "original": " ".join(filter(None, (row.text(entry["value"]), unit))),
        "note": "; ".join(notes) or None,
    }


def _unit(entry: dict[str, Any], row: Row, unit: str, mineral: str | None, tally: Tally) -> tuple[str, float] | None:
    grade = entry["property"] == "site_grade"
    try:
        known = measured(unit, mineral)
    except KeyError:
        known = ("", 0.0)
    if known and (known[0] not in (("share",) if grade else ("t", "m3"))):
        allowed = "%, g/t" if grade else "Kt, tonnes, ounces, bcm"
        tally.faults.append(fault("bad_cell", row.where, column=entry["unit"], found=unit[:80], allowed=allowed))
        return None
    return known
