"""How sure the publisher is of a figure: estimated, rounded or reported."""

from __future__ import annotations

import re
from functools import lru_cache

from orepath.evidence.schema import Status

SPLIT = re.compile(r"\s*--\s*")
ROUNDED = re.compile(r"\brounded\b", re.IGNORECASE)
OF_A_YEAR = re.compile(r"^Data for (\d{4})")


MOST_NOTES = 10_000
"""Notes kept in mind; an edition has some hundred that differ."""


def status_of(notes: str, property_: str, detail: str, year: str) -> Status:
    """The status that its row gives a plain figure.

    >>> status_of("Estimated -- Data for 2024 rounded", "production", "Mine production", "2023")
    'estimated'
    """
    estimated, rounded = _noted(notes)
    if estimated or (property_ == "consumption" and "estimated" in detail.casefold()):
        return "estimated"
    return "rounded" if any(_is_of(part, year) for part in (*_rounded(detail), *rounded)) else "reported"


@lru_cache(maxsize=MOST_NOTES)
def _noted(notes: str) -> tuple[bool, list[str]]:
    """Whether notes say that a figure is estimated, and those of them that say it is rounded."""
    parts = SPLIT.split(notes)
    return any(part.startswith("Estimated") for part in parts), _rounded(*parts)


def _rounded(*parts: str) -> list[str]:
    """Of the name of a total and of notes those that say that a figure is rounded."""
    return [part for part in parts if "independent" not in part and ROUNDED.search(part)]


def _is_of(part: str, year: str) -> bool:
    named = OF_A_YEAR.search(part)
    return named is None or named[1] == year
