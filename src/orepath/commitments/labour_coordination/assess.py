"""The finding on coordination between the labour agencies."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.commitments.clauses import clauses
from orepath.commitments.finding import Finding, Limb, Question, Reason
from orepath.commitments.joint_records import JointRecords, joint_records, latest_day
from orepath.commitments.labour_coordination.context import context
from orepath.commitments.standing import while_in_force
from orepath.commitments.verdicts import overall
from orepath.commitments.wording import day, places, quoted

CLAUSES = clauses(__package__)


@while_in_force
def assess(question: Question) -> Finding:
    """Whether each of the activities was carried out together in the current review period."""
    found = joint_records(question, "labour_cooperation")
    limbs = tuple(_limb(found, activity) for activity in CLAUSES.value("activities"))
    verdict = overall(limb.verdict for limb in limbs)
    from_, parties = day(found.period.from_), places(question.agreement.parties)
    open_limbs = [limb for limb in limbs if limb.verdict != "met"]
    summary = CLAUSES.reason(f"summary_{verdict}", from_=from_, limbs=quoted(limb.title for limb in open_limbs))
    missing = tuple(CLAUSES.lack("records", limb=limb.title, from_=from_, parties=parties) for limb in open_limbs)
    return Finding(question.commitment.id, verdict, (summary, *context(question, CLAUSES)), missing, limbs)


def _limb(found: JointRecords, activity: str) -> Limb:
    now = any(record.get("kind") == activity for record in found.now)
    reasons = tuple(_reasons(found, activity))
    return Limb(activity, CLAUSES.titles[activity], "met" if now else "undetermined", reasons)


def _reasons(found: JointRecords, activity: str) -> Iterator[Reason]:
    for code, records in (("now", found.now), ("partial", found.partial), ("earlier", found.earlier)):
        own = [record for record in records if record.get("kind") == activity]
        if own:
            yield CLAUSES.reason(code, [record.id for record in own], count=len(own), day=day(latest_day(own)))
        elif code == "now":
            yield CLAUSES.reason("none")
