"""Records of what the Parties did together, sorted by review period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orepath.commitments.finding import Question
from orepath.commitments.review_dates import current_period
from orepath.evidence.record import Record, current
from orepath.vocabulary.periods import Period


@dataclass(frozen=True)
class JointRecords:
    """The records of a register on one agreement.

    Parameters
    ----------
    now
        In the current review period, with every Party taking part.
    partial
        In the current review period, without every Party.
    earlier
        Since the agreement entered into force, before the current review period.
    """

    period: Period
    now: tuple[Record, ...]
    partial: tuple[Record, ...]
    earlier: tuple[Record, ...]


def joint_records(question: Question, register: str, dated: str = "date") -> JointRecords:
    """The records of a register on the agreement asked about, as of the day asked about."""
    agreement = question.agreement
    period = current_period(question.evidence, agreement, question.as_of)
    found = [
        (record.day(dated) or date.max, record)
        for record in current(question.evidence, register)
        if record.get("agreement") == agreement.id
    ]
    inside = [record for day, record in found if period.from_ <= day < period.until]
    joint = [record for record in inside if set(agreement.parties) <= set(record.many("parties"))]
    return JointRecords(
        period,
        tuple(joint),
        tuple(record for record in inside if record not in joint),
        tuple(record for day, record in found if agreement.in_force_from <= day < period.from_),
    )


def latest_day(records: Sequence[Record], dated: str = "date") -> date:
    """The day of the latest of some records."""
    return max(record.day(dated) or date.min for record in records)
