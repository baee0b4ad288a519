"""What the records say of each due day, under one reading of the anchor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orepath.agreements.agreement import Agreement, ReviewCycle
from orepath.commitments.clauses import Clauses
from orepath.commitments.finding import Limb, Reason, Verdict
from orepath.commitments.review_dates import Due, due_dates, held_jointly
from orepath.commitments.verdicts import overall
from orepath.commitments.wording import day
from orepath.evidence.record import Record

VERDICTS: dict[str, Verdict] = {
    "in_time": "met",
    "in_time_undecided": "undetermined",
    "contradiction": "undetermined",
    "late": "undetermined",
    "no_record": "undetermined",
    "not_held": "not_met",
}
"""What a due day in some state says of the commitment; a due day still open says nothing."""


@dataclass(frozen=True)
class Reading:
    """A reading of the anchor: its verdict and reasons, and the due days that are without a review in time."""

    limb: Limb
    unanswered: tuple[date, ...]


def reading(
    agreement: Agreement, cycle: ReviewCycle, records: Sequence[Record], as_of: date, anchor: str, clauses: Clauses
) -> Reading:
    """How the due days stand under one reading."""
    dues = due_dates(cycle, agreement.in_force_from, as_of, held_jointly(agreement, records), anchor)
    found = [_Answer(due, _denials(due, dues, records), _reviews(due, records), as_of) for due in dues]
    states = {answer.due: answer.state for answer in found}
    reasons = [answer.reason(clauses) for answer in found]
    if anchor == "actual" and dues[-1].state(as_of) == "no_record":
        reasons.append(clauses.reason("next_unknown"))
    verdicts = [VERDICTS[state] for state in states.values() if state in VERDICTS]
    verdict: Verdict = overall(verdicts) if verdicts else "not_applicable"
    unanswered = tuple(due.on for due, state in states.items() if VERDICTS.get(state) == "undetermined")
    return Reading(Limb(anchor, clauses.titles[anchor], verdict, tuple(reasons)), unanswered)


@dataclass(frozen=True)
class _Answer:
    """What the records say of one due day."""

    due: Due
    denials: tuple[Record, ...]
    reviews: tuple[Record, ...]
    as_of: date

    @property
    def state(self) -> str:
        """A key of `VERDICTS`, or ``open``."""
        state = self.due.state(self.as_of)
        if state == "in_time":
            decided = any(record.get("decision") != "none_recorded" for record in self.reviews)
            return "contradiction" if self.denials else "in_time" if decided else "in_time_undecided"
        return "not_held" if self.denials and state != "open" else state

    def reason(self, clauses: Clauses) -> Reason:
        """The reason for the state, with the records it rests on."""
        rests_on = self.denials if self.state == "not_held" else (*self.reviews, *self.denials)
        held = day(self.due.held) if self.due.held else ""
        return clauses.reason(self.state, [record.id for record in rests_on], due=day(self.due.on), held=held)


def _reviews(due: Due, records: Sequence[Record]) -> tuple[Record, ...]:
    found = (record for record in records if record.get("decision") != "not_held")
    return tuple(record for record in found if due.held and record.day("date") == due.held)


def _denials(due: Due, dues: Sequence[Due], records: Sequence[Record]) -> tuple[Record, ...]:
    """The statements that no review was held; each speaks for the last due day it reaches."""

    def reached(record: Record) -> date | None:
        said = record.day("date") or date.min
        return max((other.on for other in dues if other.on <= said), default=None)

    denied = (record for record in records if record.get("decision") == "not_held")
    return tuple(record for record in denied if reached(record) == due.on)
