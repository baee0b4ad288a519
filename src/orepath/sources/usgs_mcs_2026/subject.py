"""What a row is about: which mineral and stage, in which words, and in which unit it is read."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.sources.usgs_mcs_2026.table import Row
from orepath.vocabulary.terms import fold

PACKAGE = "orepath.sources.usgs_mcs_2026"
ROUNDED = re.compile(r"[:,]?\s*\(?\brounded\)?$", re.IGNORECASE)
BASIS = re.compile(r"\((?:Data in|Data are in)[^)]*(?:\([^)]*\)[^)]*)*\)")


@dataclass(frozen=True)
class Series:
    """A line of ``series.csv``: which rows it fits, and their mineral and stage."""

    section: str
    commodity: str
    detail: str
    mineral: str
    stage: str

    def fits(self, section: str, commodity: str, detail: str) -> bool:
        """Whether rows of a section, commodity and detail (both folded) are of this series."""
        asked = ((self.section, section), (fold(self.commodity), commodity), (fold(self.detail), detail))
        return all(fnmatchcase(have, _literal(want)) for want, have in asked)


def _literal(pattern: str) -> str:
    return pattern.replace("[", "[[]")


def _lines(name: str) -> list[dict[str, str]]:
    text = files(PACKAGE).joinpath(name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def minerals() -> dict[str, str]:
    """The mineral each commodity stands for, by the folded name of the commodity."""
    return {fold(line["commodity"]): line["mineral"] for line in _lines("minerals.csv")}


@cache
def series() -> tuple[Series, ...]:
    """The lines of ``series.csv``, in order."""
    return tuple(Series(**line) for line in _lines("series.csv"))


@cache
def mineral_and_stage(section: str, commodity: str, detail: str) -> tuple[str | None, str | None]:
    """The mineral and the stage of a series; None where it is of none.

    >>> mineral_and_stage("world", "Silver", "Mine production: rounded")
    ('silver', 'mine')
    """
    mineral, stage = minerals().get(fold(commodity)), None
    asked = (section, fold(commodity), fold(detail))
    line = next((line for line in series() if line.fits(*asked)), None)
    if line is not None:
        mineral = None if line.mineral == "-" else line.mineral or mineral
        stage = (line.stage or None) if mineral else None
    return mineral, stage


def item(row: Row, mineral: str | None, property_: str, name: str = "") -> str:
    """The publisher's words for what is measured, with the commodity where the chapter alone does not say it.

    A total's remark that it is rounded is left out, so that a series has one name; salient production says so, for the
    world table of the same chapter states production too.
    """
    words = ROUNDED.sub("", row.detail).rstrip(",: ")
    words = words[:1].upper() + words[1:]
    if name:
        words = f"{name}: {words}"
    if property_ == "import_share":
        words = f"Import sources: {words}"
    if property_ == "production" and row.section.startswith("Salient"):
        words = f"{words} (salient statistics)"
    alone = mineral is not None and fold(row.commodity) == fold(row.chapter)
    return words if alone else f"{row.commodity}: {words}"


def unit_read(row: Row, entries: Sequence[dict[str, Any]]) -> tuple[str, str | None]:
    """The unit a row is read in, and the note where that is not the one the file states."""
    words = fold(ROUNDED.sub("", row.detail))
    for entry in entries:
        if fold(entry["commodity"]) == fold(row.commodity) and fold(entry["detail"]) == words:
            return entry["unit"], f"The file says {row.unit}; read as {entry['unit']}: {entry['why']}."
    return row.unit, None


def basis(other_notes: str) -> str | None:
    """What the chapter's figures are measured in, such as contained metal.

    >>> basis("(Data in metric tons, tin content, unless otherwise specified) -- See also another chapter.")
    '(Data in metric tons, tin content, unless otherwise specified)'
    """
    found = BASIS.search(other_notes)
    return found[0] if found else None
