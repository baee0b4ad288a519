"""The finding on circular economy and environmental practice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from orepath.commitments.clauses import clauses
from orepath.commitments.finding import Finding, Limb, Missing, Question, Reason, Verdict
from orepath.commitments.standing import while_in_force
from orepath.commitments.verdicts import overall
from orepath.commitments.wording import day, quoted
from orepath.evidence.record import Record, current
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

CLAUSES = clauses(__package__)


@while_in_force
def assess(question: Question) -> Finding:
    """Whether each Party has measures in force on each limb."""
    known = [record for record in current(question.evidence, "circular_measure") if _concerns(question, record)]
    limbs: list[Limb] = []
    missing: list[Missing] = []
    for limb, title in question.commitment.limbs or ((None, CLAUSES.titles["whole"]),):
        own = [record for record in known if limb in (None, record.get("limb"))]
        made, lacks = _limb(question, own, limb or "whole", title)
        limbs.append(made)
        missing += lacks
    verdict = overall(limb.verdict for limb in limbs)
    named = quoted(limb.title for limb in limbs if limb.verdict == verdict)
    summary = CLAUSES.reason(f"summary_{verdict}", as_of=day(question.as_of), limbs=named)
    return Finding(question.commitment.id, verdict, (summary, *_context(question, known)), tuple(missing), tuple(limbs))


def _concerns(question: Question, record: Record) -> bool:
    """Whether a record names no mineral, or one of the agreement's."""
    named = set(record.many("minerals"))
    return not named or bool(named & set(question.agreement.minerals))


def _limb(question: Question, known: Sequence[Record], limb: str, title: Text) -> tuple[Limb, list[Missing]]:
    verdicts: list[Verdict] = []
    reasons: list[Reason] = []
    missing: list[Missing] = []
    for party in question.agreement.parties:
        verdict, said = _party(question, [record for record in known if record.get("place") == party], party)
        verdicts.append(verdict)
        reasons += said
        if verdict == "undetermined":
            missing.append(CLAUSES.lack("measures", party=place_text(party), limb=title))
    return Limb(limb, title, overall(verdicts), tuple(reasons)), missing


def _party(question: Question, own: Sequence[Record], party: str) -> tuple[Verdict, list[Reason]]:
    as_of = question.as_of
    measures = [record for record in own if record.get("kind") not in CLAUSES.value("no_measure")]
    begun = [record for record in measures if record.holds(as_of) is not False]
    taken = [r for r in begun if r.holds(as_of) and r.get("how_sure") in CLAUSES.value("how_sure")]
    ended = [r for r in measures if r.holds(as_of) is False and (r.statement.until or date.max) <= as_of]
    stated = [record for record in own if record.get("kind") == "none_taken" and record.holds(as_of)]

    def said(code: str, records: Sequence[Record]) -> Reason:
        since = sum((record.day("effective") or as_of) >= question.agreement.in_force_from for record in records)
        values = {"party": place_text(party), "as_of": day(as_of), "count": len(records), "since": since}
        return CLAUSES.reason(code, [record.id for record in records], **values)

    if taken:
        return "met", [said("taken", taken)]
    found = [("none_taken", stated), ("unsure", begun), ("ended", ended)]
    reasons = [said(code, records) for code, records in found if records] or [said("nothing", [])]
    return ("not_met" if stated and not begun else "undetermined"), reasons


def _context(question: Question, known: Sequence[Record]) -> Iterator[Reason]:
    parties, as_of = question.agreement.parties, question.as_of
    indicators = [
        record.id
        for record in known
        if record.get("kind") == "indicator"
        and record.get("place") in parties
        and (record.statement.from_ or as_of) <= as_of
    ]
    if indicators:
        yield CLAUSES.reason("indicators", indicators, count=len(indicators))
    outside = [record.id for record in known if record.get("place") not in parties and record.holds(as_of)]
    if outside:
        yield CLAUSES.reason("outside", outside, as_of=day(as_of), count=len(outside))
