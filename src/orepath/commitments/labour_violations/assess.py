"""The finding on sharing information about labour-rights violations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orepath.commitments.clauses import clauses
from orepath.commitments.finding import Finding, Limb, Question, Reason, Verdict
from orepath.commitments.review_dates import current_period
from orepath.commitments.standing import while_in_force
from orepath.commitments.verdicts import overall
from orepath.commitments.wording import day, places, words
from orepath.evidence.record import Record, current
from orepath.vocabulary.periods import Period
from orepath.vocabulary.places import place_text

CLAUSES = clauses(__package__)

VERDICTS: dict[str, Verdict] = {
    "refused_though_permitted": "not_met",
    "refused_unexamined": "undetermined",
    "contradiction": "undetermined",
    "pending": "undetermined",
    "remedy_overdue": "undetermined",
    "refused_on_law": "met",
    "shared": "met",
}
"""What a case that was handled in some way says of its holder."""


@while_in_force
def assess(question: Question) -> Finding:
    """Whether each Party shared its cases as far as its law allows."""
    period = current_period(question.evidence, question.agreement, question.as_of)
    cases = [
        case
        for case in current(question.evidence, "labour_case")
        if case.get("agreement") == question.agreement.id and _in_period(case, period)
    ]
    limbs = tuple(_party(question, period, cases, party) for party in question.agreement.parties)
    verdict = overall(limb.verdict for limb in limbs)
    named = places(limb.id for limb in limbs if limb.verdict == verdict)
    from_ = day(period.from_)
    summary = CLAUSES.reason(f"summary_{verdict}", from_=from_, parties=named)
    open_ = [limb.id for limb in limbs if limb.verdict == "undetermined"]
    missing = tuple(CLAUSES.lack("cases", party=place_text(party), from_=from_) for party in open_)
    return Finding(question.commitment.id, verdict, (summary,), missing, limbs)


def _in_period(case: Record, period: Period) -> bool:
    opened, closed = case.day("opened") or date.max, case.day("closed")
    return opened < period.until and (closed is None or closed > period.from_)


def _party(question: Question, period: Period, cases: Sequence[Record], party: str) -> Limb:
    """The verdict on the cases one Party holds."""
    handled: dict[str, list[Record]] = {}
    for case in cases:
        if case.get("holder") == party:
            handled.setdefault(handling(case, question.as_of), []).append(case)
    reasons: list[Reason] = []
    for code in VERDICTS:
        if code in handled:
            held = handled[code]
            named = words(sorted(str(case.get("case_id")) for case in held))
            reasons.append(CLAUSES.reason(code, [case.id for case in held], count=len(held), cases=named))
    reasons = reasons or [CLAUSES.reason("none", from_=day(period.from_))]
    return Limb(party, place_text(party), overall(VERDICTS[code] for code in handled), tuple(reasons))


def handling(case: Record, as_of: date) -> str:
    """How a case was handled by a day, as a key of `VERDICTS`."""
    sharing, gate = case.get("sharing"), case.get("gate")
    if sharing == "pending" or (case.day("shared_on") or as_of) > as_of:
        return "pending"
    if sharing == "refused":
        if gate == "permitted":
            return "refused_though_permitted"
        return "refused_on_law" if gate == "not_permitted" and case.get("legal_basis") else "refused_unexamined"
    if gate == "not_permitted":
        return "contradiction"
    due, verified = case.day("remediation_due"), case.day("verified_on")
    overdue = case.get("state") == "remediation_agreed" and due is not None and due < as_of
    return "remedy_overdue" if overdue and (verified is None or verified > as_of) else "shared"
