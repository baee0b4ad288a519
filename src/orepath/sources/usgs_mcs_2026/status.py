"""How sure the publisher is of a figure: estimated, rounded or reported."""

from __future__ import annotations

import re
from functools import lru_cache

from orepath.sources.usgs_mcs_2026.cell import Measure
from orepath.sources.usgs_mcs_2026.table import Row

SPLIT = re.compile(r"\s*--\s*")
ROUNDED = re.compile(r"\brounded\b", re.IGNORECASE)
MOST_NOTES = 10_000
"""Notes kept in mind; an edition has some hundred that differ."""
OF_A_YEAR = re.compile(r"^Data for (\d{4})")


def with_status(stated: Measure, row: Row, property_: str) -> Measure:
    """The measure with the status its row gives a plain figure; bounds, ranges and symbols keep theirs."""
    if stated.status != "reported":
        return stated
    if is_estimated(row, property_):
        return stated._replace(status="estimated")
    if is_rounded(row):
        return stated._replace(status="rounded")
    return stated


def is_estimated(row: Row, property_: str) -> bool:
    """Whether a note begins with that word, or the row itself is of estimated consumption."""
    noted = any(part.startswith("Estimated") for part in _parts(row.notes))
    return noted or (property_ == "consumption" and "estimated" in row.detail.casefold())


def is_rounded(row: Row) -> bool:
    """Whether the name of a total or a note says that the figure is rounded."""
    return any(_of_this_year(part, row.year) for part in _rounded(row.detail, row.notes))


@lru_cache(maxsize=MOST_NOTES)
def _parts(notes: str) -> list[str]:
    return SPLIT.split(notes)


@lru_cache(maxsize=MOST_NOTES)
def _rounded(detail: str, notes: str) -> list[str]:
    """What says that a figure is rounded."""
    return [part for part in (detail, *_parts(notes)) if "independent" not in part and ROUNDED.search(part)]


def _of_this_year(part: str, year: str) -> bool:
    named = OF_A_YEAR.search(part)
    return named is None or named[1] == year
