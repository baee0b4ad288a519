"""When reviews fall due, under both readings of the anchor, and the review period a day lies in.

A period of years ends on the day of the same name; where its month lacks that day, on the last day of the month. The
due day itself is still in time.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile

from orepath.agreements.agreement import Agreement, ReviewCycle
from orepath.evidence.record import Record, current
from orepath.evidence.store import Evidence
from orepath.vocabulary.periods import Period


@dataclass(frozen=True)
class Due:
    """A day by which a review is due, and the day of the review that answers it, if one is known."""

    on: date
    held: date | None = None

    def state(self, as_of: date) -> str:
        """``in_time``, ``late``, ``open`` (the due day has not passed) or ``no_record`` (it has)."""
        if self.held:
            return "in_time" if self.held <= self.on else "late"
        return "open" if as_of <= self.on else "no_record"


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of that month where it is shorter.

    >>> add_months(date(2024, 11, 30), 3)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The same day some years on.

    >>> add_years(date(2024, 2, 29), 2), add_years(date(2024, 2, 29), 4)
    (datetime.date(2026, 2, 28), datetime.date(2028, 2, 29))
    """
    return add_months(day, 12 * years)


def due_dates(
    cycle: ReviewCycle, in_force_from: date, as_of: date, held: Sequence[date] = (), anchor: str | None = None
) -> list[Due]:
    """The due days so far and the next one, each with the review that answers it.

    Parameters
    ----------
    held
        The days of the reviews known to have been held.
    anchor
        ``ceiling``: every period runs from the day the one before had to end. ``actual``: it runs from the day the last
        review was held, so that the day after an unheld review cannot be known. None: the agreement's own reading.
    """
    known = sorted(day for day in held if in_force_from <= day <= as_of)
    if (anchor or cycle.anchor) == "actual":
        return _from_the_last_review(cycle, in_force_from, known)
    return _from_the_ceiling(cycle, in_force_from, as_of, known)


def _from_the_ceiling(cycle: ReviewCycle, in_force_from: date, as_of: date, held: Sequence[date]) -> list[Due]:
    every = (add_years(in_force_from, cycle.first_within_years + n * cycle.every_years) for n in count())
    passed = list(takewhile(lambda due: due < as_of, every))
    coming = add_years(in_force_from, cycle.first_within_years + len(passed) * cycle.every_years)
    found, before = [], in_force_from - timedelta(days=1)
    for due in [*passed, coming]:
        found.append(Due(due, next((day for day in held if before < day <= due), None)))
        before = due
    return found


def _from_the_last_review(cycle: ReviewCycle, in_force_from: date, held: Sequence[date]) -> list[Due]:
    found = [Due(add_years(in_force_from, cycle.first_within_years))]
    for day in held:
        found[-1] = Due(found[-1].on, day)
        found.append(Due(add_years(day, cycle.every_years)))
    return found


def reviews(evidence: Evidence, agreement: Agreement, as_of: date) -> list[Record]:
    """The records on reviews of an agreement until a day, the earliest first."""
    found = [
        record
        for record in current(evidence, "review_record")
        if record.get("agreement") == agreement.id and (record.day("date") or date.max) <= as_of
    ]
    return sorted(found, key=lambda record: (str(record.get("date")), record.id))


def held_jointly(agreement: Agreement, records: Sequence[Record]) -> list[date]:
    """The days of the reviews that every Party held."""
    return [
        record.day("date") or date.max
        for record in records
        if record.get("decision") != "not_held" and set(agreement.parties) <= set(record.many("by"))
    ]


def current_period(evidence: Evidence, agreement: Agreement, as_of: date) -> Period:
    """The review period a day lies in, until that day (included); all time in force where there are no reviews.

    It begins on the day after the last one: after the due day that passed last (``ceiling``), or after the last review
    held (``actual``).
    """
    begun = agreement.in_force_from
    if agreement.review:
        held = held_jointly(agreement, reviews(evidence, agreement, as_of))
        dues = due_dates(agreement.review, begun, as_of, held)
        ends = held if agreement.review.anchor == "actual" else [due.on for due in dues]
        begun = max([begun, *(end + timedelta(days=1) for end in ends if end < as_of)])
    return Period(begun, as_of + timedelta(days=1))
