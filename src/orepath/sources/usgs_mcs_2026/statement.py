"""From a row to a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from orepath.errors import Fault, fault
from orepath.evidence.source import source
from orepath.sources.usgs_mcs_2026.cell import ALLOWED, Measure, Words, measure
from orepath.sources.usgs_mcs_2026.status import with_status
from orepath.sources.usgs_mcs_2026.subject import Subject, basis, item, subject, unit_read, words
from orepath.sources.usgs_mcs_2026.table import Row
from orepath.vocabulary.periods import Period, years
from orepath.vocabulary.places import find_place
from orepath.vocabulary.terms import fold, units

SOURCE = source("orepath.sources.usgs_mcs_2026")
YEARS = re.compile(r"(20\d\d)(?:–(\d\d))?")


@dataclass
class Faults:
    """The faults of a file, and of one row while it is read."""

    file: str
    found: list[Fault] = field(default_factory=list)

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


def statement_of(row: Row, name: str, faults: Faults) -> dict[str, Any] | None:
    """The statement of a row, without its key; None where a cell holds what it may not, which is noted."""
    section, property_, period = section_of(row), _property(row), _period(row.year)
    place = SOURCE.raw["places"].get(row.country) or find_place(row.country)
    unit, unit_note = unit_read(row, SOURCE.raw["unit_read"])
    known = _unit(unit)
    allowed_words = Words(**SOURCE.raw["words"])
    stated = measure(row.value, unit, row.notes, allowed_words, reliance=property_ == "net_import_reliance")
    checks: tuple[tuple[str, str, object, str], ...] = (
        ("Section", row.section, section, "Salient Statistics, Import Sources or World …"),
        ("Statistics", row.statistics, property_, ", ".join(SOURCE.raw["properties"])),
        ("Country", row.country, place, "the name of a place"),
        ("Unit", row.unit, known if unit or stated is None or stated.text else None, "a unit of the edition"),
        ("Year", row.year, period, "a year, or 2021–24"),
        ("Value", row.value, stated, ALLOWED),
    )
    for column, found, good, allowed in checks:
        if good is None:
            faults.cell(row, column, found, allowed)
    if section is None or property_ is None or period is None or place is None or known is None or stated is None:
        return None
    about = subject(section, row.commodity, row.detail)
    canonical, factor = known
    stated = with_status(stated.times(factor), row, property_)
    imports = property_ == "import_share"
    return {
        "property": property_,
        "mineral": about.mineral,
        "stage": about.stage,
        "item": item(row, about, property_, name),
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
        "note": _note(row, about, stated, unit_note, name),
    }


def _property(row: Row) -> str | None:
    known: str | None = SOURCE.raw["properties"].get(row.statistics)
    return "apparent_consumption" if known == "consumption" and "apparent" in fold(row.detail) else known


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


def _note(row: Row, about: Subject, stated: Measure, unit_note: str | None, name: str) -> str | None:
    country = f"The file names {row.country} together." if ", and " in row.country else None
    repeated = SOURCE.raw["repeated"][0]["note"] if name else None
    called = f"In the file: {words(row)}." if about.item and fold(about.item) != fold(words(row)) else None
    parts = (stated.note, unit_note, repeated, country, called, row.notes, basis(row.other_notes))
    return " -- ".join(part for part in parts if part) or None
