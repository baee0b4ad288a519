"""The finding on capacity building for labour standards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orepath.commitments.clauses import clauses
from orepath.commitments.finding import Finding, Limb, Missing, Question, Reason, Verdict
from orepath.commitments.review_dates import current_period
from orepath.commitments.standing import while_in_force
from orepath.commitments.verdicts import overall
from orepath.commitments.wording import day, quoted
from orepath.evidence.record import Record, current
from orepath.vocabulary.periods import Period
from orepath.vocabulary.places import place_text

CLAUSES = clauses(__package__)


@while_in_force
def assess(question: Question) -> Finding:
    """Whether each Party identified opportunities for itself and for its suppliers in the current review period."""
    period = current_period(question.evidence, question.agreement, question.as_of)
    known = [
        record
        for record in current(question.evidence, "capacity_building")
        if record.get("agreement") == question.agreement.id and _in_period(record, period)
    ]
    limbs: list[Limb] = []
    missing: list[Missing] = []
    for whose, title in CLAUSES.titles.items():
        own = [record for record in known if record.get("whose") == whose]
        verdicts, reasons = _parties(question.agreement.parties, own)
        limbs.append(Limb(whose, title, overall(verdicts.values()), tuple(reasons)))
        open_ = [party for party, verdict in verdicts.items() if verdict == "undetermined"]
        values = {"limb": title, "from_": day(period.from_)}
        missing += [CLAUSES.lack("records", party=place_text(party), **values) for party in open_]
    verdict = overall(limb.verdict for limb in limbs)
    named = quoted(limb.title for limb in limbs if limb.verdict == verdict)
    summary = CLAUSES.reason(f"summary_{verdict}", from_=day(period.from_), limbs=named)
    return Finding(question.commitment.id, verdict, (summary,), tuple(missing), tuple(limbs))


def _in_period(record: Record, period: Period) -> bool:
    """Whether an opportunity was identified, or a project ran, in a period."""
    identified, until = record.day("identified_on") or date.max, record.day("until")
    if identified >= period.until:
        return False
    runs = record.get("state") in CLAUSES.value("running") if until is None else until > period.from_
    return identified >= period.from_ or runs


def _parties(parties: Sequence[str], known: Sequence[Record]) -> tuple[dict[str, Verdict], list[Reason]]:
    """The verdict for each Party on one limb, and the reasons."""
    verdicts: dict[str, Verdict] = {}
    reasons: list[Reason] = []
    for party in parties:
        own = [record for record in known if party in (record.get("place"), *record.many("supported_by"))]
        counted = [record.id for record in own if record.get("state") in CLAUSES.value("counted")]
        stated = [record.id for record in own if record.get("state") == "none_identified"]
        verdicts[party] = "met" if counted else "not_met" if stated else "undetermined"
        code = "counted" if counted else "none_identified" if stated else "none"
        reasons.append(CLAUSES.reason(code, counted or stated, party=place_text(party), count=len(counted)))
    apart = [r.id for r in known if not r.many("supported_by") and r.get("place") not in parties]
    if apart:
        reasons.append(CLAUSES.reason("unattributed", apart, count=len(apart)))
    return verdicts, reasons
