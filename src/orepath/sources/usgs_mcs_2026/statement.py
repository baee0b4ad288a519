"""From a row to a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from orepath.errors import fault
from orepath.evidence.faults import Faults
from orepath.evidence.source import source
from orepath.sources.usgs_mcs_2026.cell import ALLOWED, Measure, Words, measure
from orepath.sources.usgs_mcs_2026.status import with_status
from orepath.sources.usgs_mcs_2026.subject import Subject, basis, chapters, item, subject, unit_read, words
from orepath.sources.usgs_mcs_2026.table import Row
from orepath.vocabulary.periods import Period, years
from orepath.vocabulary.places import find_place
from orepath.vocabulary.terms import fold, units

SOURCE = source("orepath.sources.usgs_mcs_2026")
WORDS = Words(**SOURCE.raw["words"])
CRITICAL: list[str] = SOURCE.raw["critical"]
UNITS = f"metric tons, kilograms or another unit of weight, percent, {', '.join(SOURCE.raw['units']['own'])}"
PROPERTIES = ", ".join(SOURCE.raw["properties"])
MOST_LINES = 10_000
"""Lines, places and years kept in mind; the edition has some 1,500 lines."""
YEARS = re.compile(r"(20\d\d)(?:–(\d\d))?")


@dataclass
class FileFaults:
    """The faults of a file, and of one row while it is read."""

    file: str
    found: Faults = field(default_factory=Faults)

    def cell(self, row: Row, column: str, found: str, allowed: str) -> None:
        """Note a cell that holds what it may not."""
        where = f"{self.file}, row {row.line}"
        self.found.append(fault("bad_cell", where, column=column, found=found, allowed=allowed))


def row_key(row: Row) -> str:
    """What tells a row of the edition from all others, beside its property."""
    return " | ".join((section_of(row) or row.section, row.commodity, row.detail, row.country, row.year))


def section_of(row: Row) -> str | None:
    """The kind of section a row stands in: salient, imports or world; None where that is not known."""
    known: str | None = SOURCE.raw["sections"].get(row.section)
    return known or ("world" if row.section.startswith(SOURCE.raw["world"]["begins"]) else None)


def name_of_repeated(row: Row, occurrence: int) -> str | None:
    """What a row that occurs again is called, empty for one that need not be told apart; None where it may not."""
    for entry in SOURCE.raw["repeated"]:
        if section_of(row) == "salient" and row.chapter == entry["chapter"] and row.detail in entry["details"]:
            return entry["names"][occurrence - 1] if occurrence <= len(entry["names"]) else None
    return "" if occurrence == 1 else None


class Line(NamedTuple):
    """What rows say that differ in place, year, value and notes alone.

    Parameters
    ----------
    wrong
        The cells that hold what they may not: column, what was found, what is allowed.
    unit
        The unit kept, and its factor; None where it is not known.
    """

    wrong: tuple[tuple[str, str, str], ...]
    property_: str
    unit: tuple[str, float] | None
    unit_name: str
    unit_note: str | None
    about: Subject
    item: str
    called: str | None
    basis: str | None


@lru_cache(maxsize=MOST_LINES)
def _line(row: Row, name: str) -> Line:
    """The line of a row of which place, year, value and notes are left out."""
    section, property_ = section_of(row), _property(row)
    unit, unit_note = unit_read(row, SOURCE.raw["unit_read"])
    about = subject(section or "", row.commodity, row.detail)
    called = f"In the file: {words(row)}." if about.item and fold(about.item) != fold(words(row)) else None
    said = item(row, about, property_ or "", name)
    wrong = _wrong(row, section, property_)
    return Line(wrong, property_ or "", _unit(unit), unit, unit_note, about, said, called, basis(row.other_notes))


def _wrong(row: Row, section: str | None, property_: str | None) -> tuple[tuple[str, str, str], ...]:
    commodities = chapters().get(fold(row.chapter), {})
    checks = (
        ("MCS chapter", row.chapter, bool(commodities), "a chapter of the edition, such as COBALT"),
        (
            "Commodity",
            row.commodity,
            not commodities or fold(row.commodity) in commodities,
            ", ".join(commodities.values()),
        ),
        ("Is critical mineral 2025", row.critical, row.critical in CRITICAL, ", ".join(CRITICAL)),
        ("Section", row.section, section is not None, "Salient Statistics, Import Sources or World …"),
        ("Statistics", row.statistics, property_ is not None, PROPERTIES),
    )
    return tuple((column, found, allowed) for column, found, good, allowed in checks if not good)


def statement_of(row: Row, name: str, faults: FileFaults) -> dict[str, Any] | None:
    """The statement of a row, without its key; None where a cell holds what it may not, which is noted."""
    line, period = _line(row._replace(line=0, country="", year="", value="", notes=""), name), _period(row.year)
    place = _place(row.country)
    stated = measure(row.value, line.unit_name, row.notes, WORDS, reliance=line.property_ == "net_import_reliance")
    unit = line.unit if line.unit_name or stated is None or stated.text else None
    checks: tuple[tuple[str, str, object, str], ...] = (
        *((column, found, None, allowed) for column, found, allowed in line.wrong),
        ("Country", row.country, place, "the name of a place"),
        ("Unit", row.unit, unit, UNITS),
        ("Year", row.year, period, "a year, or 2021–24"),
        ("Value", row.value, stated, ALLOWED),
    )
    for column, found, good, allowed in checks:
        if good is None:
            faults.cell(row, column, found, allowed)
    if line.wrong or not (place and unit and period and stated):
        return None
    canonical, factor = unit
    stated = with_status(stated.times(factor), row, line.property_)
    imports = line.property_ == "import_share"
    return {
        "property": line.property_,
        "mineral": line.about.mineral,
        "stage": line.about.stage,
        "item": line.item,
        "place": SOURCE.raw["reporter"] if imports else place,
        "partner": place if imports else None,
        "from_": period.from_,
        "until": period.until,
        "value": stated.value,
        "low": stated.low,
        "high": stated.high,
        "unit": canonical or None,
        "status": stated.status,
        "text": stated.text,
        "original": row.value,
        "locator": f"{faults.file}, row {row.line}",
        "note": _note(row, line, stated, name),
    }


@lru_cache(maxsize=MOST_LINES)
def _place(country: str) -> str | None:
    return SOURCE.raw["places"].get(country) or find_place(country)


def _property(row: Row) -> str | None:
    known: str | None = SOURCE.raw["properties"].get(row.statistics)
    return "apparent_consumption" if known == "consumption" and "apparent" in fold(row.detail) else known


@lru_cache(maxsize=MOST_LINES)
def _period(cell: str) -> Period | None:
    found = YEARS.fullmatch(cell)
    if not found:
        return None
    first = int(found[1])
    last = int(found[1][:2] + found[2]) if found[2] else first
    earliest, latest = SOURCE.raw["years"]
    return years(first, last) if earliest <= first <= last <= latest else None


def _unit(name: str) -> tuple[str, float] | None:
    if name in SOURCE.raw["units"]["own"] or name == "":
        return name, 1.0
    known = units().get(fold(name))
    return (known.unit, known.factor) if known else None


def _note(row: Row, line: Line, stated: Measure, name: str) -> str | None:
    country = f"The file names {row.country} together." if ", and " in row.country else None
    repeated = SOURCE.raw["repeated"][0]["note"] if name else None
    parts = (stated.note, line.unit_note, repeated, country, line.called, row.notes, line.basis)
    return " -- ".join(part for part in parts if part) or None
