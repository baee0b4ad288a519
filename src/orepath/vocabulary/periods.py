"""Half-open periods of days."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Period(NamedTuple):
    """From a day (included) until a day (not included)."""

    from_: date
    until: date


def year(number: int) -> Period:
    """A calendar year.

    >>> year(2024)
    Period(from_=datetime.date(2024, 1, 1), until=datetime.date(2025, 1, 1))
    """
    return years(number, number)


def years(first: int, last: int) -> Period:
    """Calendar years, both included."""
    return Period(date(first, 1, 1), date(last + 1, 1, 1))
