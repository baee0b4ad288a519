"""The finding on consultations between the Parties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orepath.commitments.clauses import clauses
from orepath.commitments.finding import Finding, Limb, Question, Reason, Verdict
from orepath.commitments.joint_records import JointRecords, joint_records
from orepath.commitments.non_market_consultation.context import context
from orepath.commitments.standing import while_in_force
from orepath.commitments.verdicts import overall
from orepath.commitments.wording import day, places, quoted
from orepath.evidence.record import Record
from orepath.vocabulary.language import Text

CLAUSES = clauses(__package__)


@while_in_force
def assess(question: Question) -> Finding:
    """Whether the Parties consulted in the current review period, on each limb."""
    found = joint_records(question, "consultation")
    limbs = [_limb(found, limb, title) for limb, title in question.commitment.limbs]
    limbs = limbs or [_limb(found, None, CLAUSES.titles["whole"])]
    verdict = overall(limb.verdict for limb in limbs)
    named = quoted(limb.title for limb in limbs if limb.verdict == verdict)
    from_ = day(found.period.from_)
    summary = CLAUSES.reason(f"summary_{verdict}", from_=from_, limbs=named)
    parties = places(question.agreement.parties)
    missing = [
        CLAUSES.lack("records", limb=limb.title, from_=from_, parties=parties)
        for limb in limbs
        if limb.verdict == "undetermined"
    ]
    reasons = (summary, *context(question, CLAUSES))
    return Finding(question.commitment.id, verdict, reasons, tuple(missing), tuple(limbs))


def _limb(found: JointRecords, limb: str | None, title: Text) -> Limb:
    """The verdict on one limb; no limb takes the records of all."""
    now, partial, earlier = (
        [record for record in records if limb in (None, record.get("limb"))]
        for records in (found.now, found.partial, found.earlier)
    )
    held = [record for record in now if record.get("state") in CLAUSES.value("held")]
    apart = [record for record in partial if record.get("state") in CLAUSES.value("held")]
    rest = [record for record in (*now, *partial) if record not in held and record not in apart]
    if held:
        verdict, reasons = _said("met", "held", held)
    elif rest and max(rest, key=_dated).get("state") == "refused":
        verdict, reasons = _said("not_met", "refused", [max(rest, key=_dated)])
    elif rest:
        verdict, reasons = _said("undetermined", "requested", rest)
    else:
        verdict, reasons = _said("undetermined", "none", [])
    if apart and not held:
        reasons += _said(verdict, "partial", apart)[1]
    before = [record for record in earlier if record.get("state") in CLAUSES.value("held")]
    if before:
        reasons += _said(verdict, "earlier", before)[1]
    return Limb(limb or "whole", title, verdict, tuple(reasons))


def _dated(record: Record) -> date:
    return record.day("date") or date.min


def _said(verdict: Verdict, code: str, records: Sequence[Record]) -> tuple[Verdict, list[Reason]]:
    last = day(max(map(_dated, records))) if records else ""
    return verdict, [CLAUSES.reason(code, [record.id for record in records], count=len(records), day=last)]
