"""What a row is about: which mineral and stage, in which words, and in which unit it is read."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from orepath.vocabulary.terms import fold

PACKAGE = "orepath.sources.usgs_mcs_2026"
ROUNDED = re.compile(r"[:,]?\s*\(?\brounded\)?$", re.IGNORECASE)
ASKED = ("section", "commodity", "detail")
"""Columns of ``series.csv`` that tell which rows a line fits."""
BASIS = re.compile(r"\((?:Data in|Data are in)[^)]*(?:\([^)]*\)[^)]*)*\)")


@lru_cache(maxsize=1_000)
def folded(name: str) -> str:
    """The name of a chapter, a commodity or a unit as it is compared; many rows have the same."""
    return fold(name)


class Row(NamedTuple):
    """What rows of one line have in common: all cells but place, year, value and notes."""

    chapter: str
    section: str
    commodity: str
    statistics: str
    detail: str
    unit: str
    critical: str
    other_notes: str


@dataclass(frozen=True)
class Series:
    """A line of ``series.csv``: which rows it fits, its patterns folded, and their mineral and stage."""

    section: str
    commodity: str
    detail: str
    mineral: str
    stage: str
    item: str

    def fits(self, section: str, commodity: str, detail: str) -> bool:
        """Whether rows of a section, commodity and detail (both folded) are of this series."""
        asked = ((self.section, section), (self.commodity, commodity), (self.detail, detail))
        return all(fnmatchcase(have, want) for want, have in asked)


def _lines(name: str) -> list[dict[str, str]]:
    text = files(PACKAGE).joinpath(name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def minerals() -> dict[str, str]:
    """The mineral each commodity stands for, by the folded name of the commodity."""
    return {fold(line["commodity"]): line["mineral"] for line in _lines("minerals.csv")}


@cache
def chapters() -> dict[str, dict[str, str]]:
    """The commodities of each chapter, as the edition spells them, by their folded names."""
    found: dict[str, dict[str, str]] = {}
    for line in _lines("chapters.csv"):
        found.setdefault(fold(line["chapter"]), {})[fold(line["commodity"])] = line["commodity"]
    return found


@cache
def series() -> tuple[Series, ...]:
    """The lines of ``series.csv``, in order."""
    lines = [line | {name: _pattern(line[name]) for name in ASKED} for line in _lines("series.csv")]
    return tuple(Series(**line) for line in lines)


def _pattern(cell: str) -> str:
    return fold(cell).replace("[", "[[]")


@dataclass(frozen=True)
class Subject:
    """The mineral and stage of a series, None where it is of none, and its name where the rows differ in theirs."""

    mineral: str | None
    stage: str | None = None
    item: str = ""


@cache
def subject(section: str, commodity: str, detail: str) -> Subject:
    """What a series is about.

    >>> subject("world", "Silver", "Mine production: rounded")
    Subject(mineral='silver', stage='mine', item='')
    """
    mineral = minerals().get(fold(commodity))
    asked = (section, fold(commodity), fold(detail))
    line = next((line for line in series() if line.fits(*asked)), None)
    if line is None:
        return Subject(mineral)
    mineral = None if line.mineral == "-" else line.mineral or mineral
    return Subject(mineral, line.stage or None, line.item) if mineral else Subject(None)


def words(row: Row) -> str:
    """The publisher's words for what a row measures, without a total's remark that it is rounded."""
    said = ROUNDED.sub("", row.detail).rstrip(",: ")
    return said[:1].upper() + said[1:]


def item(row: Row, about: Subject, property_: str, name: str = "") -> str:
    """The name of the series, with the commodity where the chapter alone does not say it.

    Salient production says that it is that, for the world table of the same chapter states production too.
    """
    said = about.item or words(row)
    if name:
        said = f"{name}: {said}"
    if property_ == "import_share":
        said = f"Import sources: {said}"
    if property_ == "production" and row.section.startswith("Salient"):
        said = f"{said} (salient statistics)"
    alone = about.mineral is not None and folded(row.commodity) == folded(row.chapter)
    return said if alone else f"{row.commodity}: {said}"


def unit_read(row: Row, entries: Sequence[dict[str, Any]]) -> tuple[str, str | None]:
    """The unit a row is read in, and the note where that is not the one the file states."""
    for entry in entries:
        if folded(entry["commodity"]) == folded(row.commodity) and folded(entry["detail"]) == fold(words(row)):
            return entry["unit"], f"The file says {row.unit}; read as {entry['unit']}: {entry['why']}."
    return row.unit, None


def basis(other_notes: str) -> str | None:
    """What the chapter's figures are measured in, such as contained metal.

    >>> basis("(Data in metric tons, tin content, unless otherwise specified) -- See also another chapter.")
    '(Data in metric tons, tin content, unless otherwise specified)'
    """
    found = BASIS.search(other_notes)
    return found[0] if found else None
