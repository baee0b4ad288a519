"""Dates of which only the month or the year is known."""

from __future__ import annotations

import calendar
from datetime import date


def window(day: date, precision: str) -> tuple[date, date]:
    """The first and the last day that a date of some precision may mean.

    Parameters
    ----------
    precision
        ``day``, ``month`` or ``year``: the part of the date that is meant.

    >>> window(date(2024, 2, 11), "month")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if precision == "month":
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=last)
    return day, day


def reached(day: date, precision: str, on: date) -> bool | None:
    """Whether a date has come on a day (the day itself included); None where its precision leaves that open.

    >>> reached(date(2023, 6, 8), "year", date(2023, 9, 1)) is None
    True
    """
    first, last = window(day, precision)
    if on >= last:
        return True
    return False if on < first else None


def holds(from_: date | None, until: date | None, precision: str, on: date) -> bool | None:
    """Whether something that runs from a day until another (not included) holds on a day; None where that is open.

    Without a first day it is open whether it holds, unless it is over. Without a last day it is not over.
    """
    over = reached(until, precision, on) if until else False
    if over:
        return False
    begun = reached(from_, precision, on) if from_ else None
    if begun is False:
        return False
    return True if begun and over is False else None
