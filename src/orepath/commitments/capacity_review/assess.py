"""The finding on the periodic review of capacity."""

from __future__ import annotations

from orepath.agreements.agreement import ANCHORS
from orepath.commitments.capacity_review.comparison import PRODUCTION, compare
from orepath.commitments.capacity_review.readings import reading
from orepath.commitments.clauses import clauses
from orepath.commitments.finding import Finding, Question, Reason
from orepath.commitments.review_dates import reviews
from orepath.commitments.standing import while_in_force
from orepath.commitments.wording import day, places
from orepath.evidence.record import Record

CLAUSES = clauses(__package__)


@while_in_force
def assess(question: Question) -> Finding:
    """Whether every review that fell due was held in time and with a decision."""
    agreement, as_of = question.agreement, question.as_of
    if agreement.review is None:
        reasons = (CLAUSES.reason("no_cycle"), _comparable(question))
        return Finding(question.commitment.id, "undetermined", reasons, (CLAUSES.lack("cycle"),))
    records = reviews(question.evidence, agreement, as_of)
    readings = {name: reading(agreement, agreement.review, records, as_of, name, CLAUSES) for name in ANCHORS}
    own = readings[agreement.review.anchor]
    verdict = own.limb.verdict
    anchor = CLAUSES.titles[f"{agreement.review.anchor}_short"]
    said = [CLAUSES.reason(f"summary_{verdict}", anchor=anchor, as_of=day(as_of))]
    if len({found.limb.verdict for found in readings.values()}) > 1:
        said.append(CLAUSES.reason("readings_differ"))
    said += [*_alone(question, records), _comparable(question)]
    parties = places(agreement.parties)
    missing = tuple(CLAUSES.lack("review", due=day(due), parties=parties) for due in own.unanswered)
    limbs = tuple(found.limb for found in readings.values())
    return Finding(question.commitment.id, verdict, tuple(said), missing, limbs)


def _alone(question: Question, records: list[Record]) -> list[Reason]:
    parties = set(question.agreement.parties)
    alone = [r.id for r in records if r.get("decision") != "not_held" and not parties <= set(r.many("by"))]
    return [CLAUSES.reason("alone", alone, count=len(alone))] if alone else []


def _comparable(question: Question) -> Reason:
    """How many of the preferred production series can be compared between entry into force and the day."""
    rows = [
        row
        for row in compare(question.evidence, question.agreement, question.as_of)
        if row.preferred and row.measured == PRODUCTION
    ]
    known = [[figure.value is not None for figure in row.figures] for row in rows]
    both, any_ = sum(ends[0] and ends[-1] for ends in known), sum(map(any, known))
    values = {"both": both, "some": any_ - both, "none": len(rows) - any_, "total": len(rows)}
    first, as_of = day(question.agreement.in_force_from), day(question.as_of)
    return CLAUSES.reason(
        "comparable", [id_ for row in rows for id_ in row.statements], first=first, as_of=as_of, **values
    )
