"""The lines of the edition: what rows say that differ in place, year, value and notes alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from orepath.evidence.source import source
from orepath.sources.usgs_mcs_2026.subject import Row, Subject, basis, chapters, folded, item, subject, unit_read, words
from orepath.vocabulary.terms import fold, units

SOURCE = source("orepath.sources.usgs_mcs_2026")
CRITICAL: list[str] = SOURCE.raw["critical"]
PROPERTIES = ", ".join(SOURCE.raw["properties"])


class Measured(NamedTuple):
    """How values are measured: the unit in which they are read, its factor, and whether they are a net reliance."""

    unit: str
    factor: float
    reliance: bool


@dataclass(eq=False, slots=True)
class Line:
    """A line of the edition; none is made twice, so that the object tells it.

    Parameters
    ----------
    wrong
        The cells that hold what they may not: column, what was found, what is allowed.
    unit
        The unit kept; None where it is not known.
    notes
        On its unit, and on a name that the file has twice.
    """

    wrong: tuple[tuple[str, str, str], ...]
    property_: str
    unit: str | None
    measured: Measured
    about: Subject
    item: str
    notes: tuple[str | None, str | None]
    called: str | None
    basis: str | None


def line_of(row: Row, name: str) -> Line:
    """The line of rows, with the name that tells them from others that say the same."""
    section, property_ = section_of(row.section), _property(row)
    read_in, unit_note = unit_read(row, SOURCE.raw["unit_read"])
    unit, factor = _unit(read_in) or (None, 1.0)
    about = subject(section or "", row.commodity, row.detail)
    return Line(
        wrong=_wrong(row, section, property_),
        property_=property_ or "",
        unit=unit,
        measured=Measured(read_in, factor, property_ == "net_import_reliance"),
        about=about,
        item=item(row, about, property_ or "", name),
        notes=(unit_note, SOURCE.raw["repeated"][0]["note"] if name else None),
        called=f"In the file: {words(row)}." if about.item and fold(about.item) != fold(words(row)) else None,
        basis=basis(row.other_notes),
    )


def section_of(heading: str) -> str | None:
    """The kind of section that rows stand in: salient, imports or world; None where that is not known."""
    known: str | None = SOURCE.raw["sections"].get(heading)
    return known or ("world" if heading.startswith(SOURCE.raw["world"]["begins"]) else None)


def name_of_repeated(section: str | None, chapter: str, detail: str, occurrence: int) -> str | None:
    """What a row that occurs again is called, empty for one that need not be told apart; None where it may not."""
    for entry in SOURCE.raw["repeated"]:
        if section == "salient" and chapter == entry["chapter"] and detail in entry["details"]:
            return entry["names"][occurrence - 1] if occurrence <= len(entry["names"]) else None
    return "" if occurrence == 1 else None


def _wrong(row: Row, section: str | None, property_: str | None) -> tuple[tuple[str, str, str], ...]:
    commodities = chapters().get(folded(row.chapter), {})
    checks = (
        ("MCS chapter", row.chapter, bool(commodities), "a chapter of the edition, such as COBALT"),
        (
            "Commodity",
            row.commodity,
            not commodities or folded(row.commodity) in commodities,
            ", ".join(commodities.values()),
        ),
        ("Is critical mineral 2025", row.critical, row.critical in CRITICAL, ", ".join(CRITICAL)),
        ("Section", row.section, section is not None, "Salient Statistics, Import Sources or World …"),
        ("Statistics", row.statistics, property_ is not None, PROPERTIES),
    )
    return tuple((column, found, allowed) for column, found, good, allowed in checks if not good)


def _property(row: Row) -> str | None:
    known: str | None = SOURCE.raw["properties"].get(row.statistics)
    return "apparent_consumption" if known == "consumption" and "apparent" in fold(row.detail) else known


def _unit(name: str) -> tuple[str, float] | None:
    if name in SOURCE.raw["units"]["own"] or name == "":
        return name, 1.0
    known = units().get(folded(name))
    return (known.unit, known.factor) if known else None
