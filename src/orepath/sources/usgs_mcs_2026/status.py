"""How sure the publisher is of a figure: estimated, rounded or reported."""

from __future__ import annotations

import re
from dataclasses import replace

from orepath.sources.usgs_mcs_2026.cell import Measure
from orepath.sources.usgs_mcs_2026.table import Row

SPLIT = re.compile(r"\s*--\s*")
ROUNDED = re.compile(r"\brounded\b", re.IGNORECASE)
OF_A_YEAR = re.compile(r"^Data for (\d{4})")


def with_status(stated: Measure, row: Row, property_: str) -> Measure:
    """The measure with the status its row gives a plain figure; bounds, ranges and symbols keep theirs."""
    if stated.status != "reported":
        return stated
    if is_estimated(row, property_):
        return replace(stated, status="estimated")
    if is_rounded(row):
        return replace(stated, status="rounded")
    return stated


def is_estimated(row: Row, property_: str) -> bool:
    """Whether a note begins with that word, or the row itself is of estimated consumption."""
    noted = any(part.startswith("Estimated") for part in SPLIT.split(row.notes))
    return noted or (property_ == "consumption" and "estimated" in row.detail.casefold())


def is_rounded(row: Row) -> bool:
    """Whether the name of a total or a note says that the figure is rounded."""
    parts = [row.detail, *SPLIT.split(row.notes)]
    return any(ROUNDED.search(part) and _of_this_year(part, row.year) for part in parts if "independent" not in part)


def _of_this_year(part: str, year: str) -> bool:
    named = OF_A_YEAR.search(part)
    return named is None or named[1] == year
