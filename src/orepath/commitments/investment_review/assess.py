"""The finding on exchanges about investment-review practice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from orepath.commitments.clauses import clauses
from orepath.commitments.finding import Finding, Question, Reason
from orepath.commitments.investment_review.screening import screened
from orepath.commitments.joint_records import JointRecords, joint_records, latest_day
from orepath.commitments.standing import while_in_force
from orepath.commitments.wording import day, places
from orepath.evidence.record import current
from orepath.vocabulary.places import place_text

CLAUSES = clauses(__package__)


def assess(question: Question) -> Finding:
    """Whether the authorities of all Parties met in the current review period.

    An acquirer who is named is screened beside that, on any day; the verdict does not depend on it.
    """
    finding = _assess(question)
    if question.acquirer is None:
        return finding
    return replace(finding, screenings=screened(question.acquirer, question.as_of))


@while_in_force
def _assess(question: Question) -> Finding:
    found = joint_records(question, "investment_exchange")
    reasons = (*_meetings(found), *_instruments(question))
    if found.now:
        return Finding(question.commitment.id, "met", reasons)
    parties = places(question.agreement.parties)
    missing = CLAUSES.lack("records", from_=day(found.period.from_), parties=parties)
    return Finding(question.commitment.id, "undetermined", reasons, (missing,))


def _meetings(found: JointRecords) -> Iterator[Reason]:
    from_ = day(found.period.from_)
    if not found.now:
        yield CLAUSES.reason("none", from_=from_)
    for code, records in (("met", found.now), ("partial", found.partial), ("earlier", found.earlier)):
        if records:
            values = {"from_": from_, "count": len(records), "day": day(latest_day(records))}
            yield CLAUSES.reason(code, [record.id for record in records], **values)


def _instruments(question: Question) -> Iterator[Reason]:
    for party in question.agreement.parties:
        held = [
            record.id
            for record in current(question.evidence, "investment_instrument")
            if record.get("place") == party and record.holds(question.as_of)
        ]
        values = {"party": place_text(party), "as_of": day(question.as_of), "count": len(held)}
        yield CLAUSES.reason("instruments" if held else "no_instruments", held, **values)
