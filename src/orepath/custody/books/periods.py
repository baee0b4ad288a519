"""Periods of claims."""

from __future__ import annotations

from datetime import UTC, date, datetime

from orepath.custody.books.models import away, longest_months, quarter
from orepath.custody.event import Claim

DAY = 86_400_000_000
"""Microseconds of a day."""
EPOCH = date(1970, 1, 1)


def day_of(at: int) -> date:
    """The day of a moment (UTC).

    >>> day_of(86_400_000_000)
    datetime.date(1970, 1, 2)
    """
    return datetime.fromtimestamp(at // 1_000_000, UTC).date()


def moment(day: date) -> int:
    """The first moment of a day (µs since 1970, UTC)."""
    return (day - EPOCH).days * DAY


def period(claim: Claim, at: int) -> tuple[date, date]:
    """The period of a claim, half-open; where it states none, the calendar quarter in which its lot was made.

    Where it states one end only, the other lies as far away as a balance may run.
    """
    if not claim.from_ and not claim.until:
        return quarter(day_of(at))
    if not claim.until:
        from_ = date.fromisoformat(claim.from_)
        return from_, away(from_, longest_months())
    until = date.fromisoformat(claim.until)
    return (date.fromisoformat(claim.from_) if claim.from_ else away(until, -longest_months())), until


def too_long(from_: date, until: date) -> bool:
    """Whether a period is longer than a balance may run."""
    return until > away(from_, longest_months())


def shown(from_: date, until: date) -> str:
    """A period as it is read.

    >>> shown(date(2025, 1, 1), date(2025, 4, 1))
    '2025-01-01/2025-04-01'
    """
    return f"{from_}/{until}"
