"""What the rows of the file say, column by column, and what is wrong with them; cells that are alike are read once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from orepath.errors import Fault, fault
from orepath.evidence.alike import each
from orepath.sources.usgs_mcs_2026.cell import ALLOWED, Measure, Words, measure
from orepath.sources.usgs_mcs_2026.line import SOURCE, Line, Measured, line_of, name_of_repeated, section_of
from orepath.sources.usgs_mcs_2026.subject import Row
from orepath.sources.usgs_mcs_2026.table import Table
from orepath.vocabulary.periods import Period, years
from orepath.vocabulary.places import find_place

WORDS = Words(**SOURCE.raw["words"])
LINE = (
    "MCS chapter",
    "Section",
    "Commodity",
    "Statistics",
    "Statistics_detail",
    "Unit",
    "Is critical mineral 2025",
    "Other notes",
)
"""Columns of the cells that rows of one line have in common."""
UNITS = f"metric tons, kilograms or another unit of weight, percent, {', '.join(SOURCE.raw['units']['own'])}"
NOTED = ("s", "?")
"""How values begin of which the notes say what they state."""
YEARS = re.compile(r"(20\d\d)(?:–(\d\d))?")


@dataclass(frozen=True)
class Said:
    """What rows say, column by column; None where a cell holds what it may not, and as name of a row that may not be.

    Parameters
    ----------
    keys
        What tells a row of the edition from all others, beside its property.
    names
        What tells a row from another of its key.
    """

    table: Table
    keys: list[str]
    names: list[str | None]
    lines: list[Line]
    places: list[str | None]
    periods: list[Period | None]
    measures: list[Measure | None]


def said(table: Table) -> Said:
    """What the rows of a file say."""
    columns = table.columns
    sections, commodities, details = columns["Section"], columns["Commodity"], columns["Statistics_detail"]
    kinds = each(sections, section_of)
    heads = each(sections, lambda heading: section_of(heading) or heading)
    keys = list(map(" | ".join, zip(heads, commodities, details, columns["Country"], columns["Year"], strict=True)))
    occurrences, seen = [], Counter[str]()
    for key in keys:
        seen[key] += 1
        occurrences.append(seen[key])
    repeated = zip(kinds, columns["MCS chapter"], details, occurrences, strict=True)
    names = each(repeated, lambda cells: name_of_repeated(*cells))
    alike = zip(names, *(columns[name] for name in LINE), strict=True)
    lines = each(alike, lambda cells: line_of(Row(*cells[1:]), cells[0] or ""))
    return Said(
        table,
        keys,
        names,
        lines,
        each(columns["Country"], lambda country: SOURCE.raw["places"].get(country) or find_place(country)),
        each(columns["Year"], _period),
        _measures(columns, lines),
    )


def _measures(columns: dict[str, list[str]], lines: list[Line]) -> list[Measure | None]:
    """What each value states in the unit kept; only of some is it the notes that say it."""
    cells = (
        (value, notes if value[:1] in NOTED else "", line.measured)
        for value, notes, line in zip(columns["Value"], columns["Notes"], lines, strict=True)
    )
    return each(cells, lambda cell: _measure(*cell))


def _measure(value: str, notes: str, measured: Measured) -> Measure | None:
    found = measure(value, measured.unit, notes, WORDS, reliance=measured.reliance)
    return found and found.times(measured.factor)


def _period(cell: str) -> Period | None:
    found = YEARS.fullmatch(cell)
    if not found:
        return None
    first = int(found[1])
    last = int(found[1][:2] + found[2]) if found[2] else first
    earliest, latest = SOURCE.raw["years"]
    return years(first, last) if earliest <= first <= last <= latest else None


def is_sound(rows: Said) -> bool:
    """Whether `faults_of` finds nothing wrong."""
    return (
        None not in rows.names
        and None not in rows.places
        and None not in rows.periods
        and None not in rows.measures
        and not any(line.wrong for line in set(rows.lines))
        and all(map(_has_unit, rows.lines, rows.measures))
    )


def _has_unit(line: Line, stated: Measure | None) -> bool:
    """Whether the unit of a row is known; words need none."""
    return line.unit is not None and (line.measured.unit != "" or stated is None or bool(stated.text))


def faults_of(rows: Said, file: str) -> Iterator[Fault]:
    """Every fault of the rows, one after the other."""
    columns, first = rows.table.columns, dict[str, int]()
    cells = zip(*(columns[name] for name in ("Country", "Unit", "Year", "Value")), strict=True)
    read = zip(rows.lines, rows.places, rows.periods, rows.measures, strict=True)
    for number, key, name, (country, unit, year, value), (line, place, period, stated) in zip(
        rows.table.lines, rows.keys, rows.names, cells, read, strict=True
    ):
        where = f"{file}, row {number}"
        first.setdefault(key, number)
        if name is None:
            yield fault("duplicate_key", where, key=key, first=first[key])
            continue
        checks: tuple[tuple[str, str, object, str], ...] = (
            *((column, found, None, allowed) for column, found, allowed in line.wrong),
            ("Country", country, place, "the name of a place"),
            ("Unit", unit, _has_unit(line, stated) or None, UNITS),
            ("Year", year, period, "a year, or 2021–24"),
            ("Value", value, stated, ALLOWED),
        )
        for column, found, good, allowed in checks:
            if good is None:
                yield fault("bad_cell", where, column=column, found=found, allowed=allowed)
