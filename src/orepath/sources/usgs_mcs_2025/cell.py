"""What a figure and its note state together: a figure, a bound, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from orepath.evidence.schema import Status

FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
PLAIN = re.compile(FIGURE)
MORE_THAN = re.compile(f">({FIGURE})")
REPORTED = re.compile(r"\breported\b|\breproted\b", re.IGNORECASE)
ESTIMATED = re.compile(r"^estimated\b", re.IGNORECASE)
WITHHELD = re.compile(r"^W\b")
NOT_AVAILABLE = re.compile(r"^NA\b", re.IGNORECASE)
ONLY_FOR = re.compile(r"\bfor (\d{4})\b")
HALF = re.compile(r"^less than 1/2 unit", re.IGNORECASE)
ESTIMATE_YEAR = 2024  # the headings of this year's columns say that they are estimates
ALLOWED = "a figure or a bound (>)"


@dataclass(frozen=True)
class Measure:
    """What a cell and its note state, in the unit of the row."""

    status: Status
    value: float | None = None
    low: float | None = None
    high: float | None = None
    text: str | None = None
    note: str | None = None

    def times(self, factor: float) -> Measure:
        """The same in another unit."""

        def scaled(number: float | None) -> float | None:
            return None if number is None else float(f"{number * factor:.12g}")

        return replace(self, value=scaled(self.value), low=scaled(self.low), high=scaled(self.high))


@dataclass(frozen=True)
class Words:
    """Words of size, and what a note says where the figure stands elsewhere."""

    size: Sequence[str]
    elsewhere: Sequence[str]


def is_figure(cell: str) -> bool:
    """Whether a cell is empty or holds what it may."""
    return not cell or bool(PLAIN.fullmatch(cell) or MORE_THAN.fullmatch(cell))


def digits_of(cell: str) -> int:
    """How many significant digits a figure is written with.

    >>> digits_of("44,700"), digits_of("48,000")
    (3, 2)
    """
    return len(re.sub(r"\D", "", cell).strip("0"))


def figure(cell: str, status: Status) -> Measure:
    """A figure with its status, or a lower bound.

    >>> figure(">17,000,000", "reported").low
    17000000.0
    """
    if found := MORE_THAN.fullmatch(cell):
        return Measure("greater_than", low=float(found[1].replace(",", "")))
    return Measure(status, float(cell.replace(",", "")))


def status_of(year: int, notes: str, table: str, total: bool) -> Status:
    """How sure the publisher is of a figure of a year.

    A table that calls itself estimated is so in the earlier year too, save where a note says reported.
    """
    estimated_table = table.casefold().endswith("estimated") and not REPORTED.search(notes)
    if year == ESTIMATE_YEAR or estimated_table or ESTIMATED.search(notes):
        return "estimated"
    return "rounded" if total else "reported"


def absent(year: int, notes: str, words: Words) -> Measure | None:
    """What the note of a blank cell states; None where it states nothing of that year.

    >>> absent(2023, "W for 23-24", Words((), ())).status
    'withheld'
    """
    named = ONLY_FOR.search(notes)
    if named and int(named[1]) != year:
        return None
    if WITHHELD.match(notes):
        return Measure("withheld")
    if NOT_AVAILABLE.match(notes):
        return Measure("not_available")
    if notes.casefold() == "xx":
        return Measure("not_available", note="The file says XX: not applicable.")
    if HALF.match(notes):
        return Measure("less_than", low=0.0, high=0.5)
    if notes in words.size or any(said in notes.casefold() for said in words.elsewhere):
        return Measure("not_available", text=notes)
    return None
