"""The finding on export duties between the Parties."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.commitments.clauses import clauses
from orepath.commitments.export_duties.checks import Checks, checks, last_day_checked, minerals_without_goods
from orepath.commitments.export_duties.duties import duties
from orepath.commitments.finding import Finding, Limb, Missing, Question, Reason, Verdict
from orepath.commitments.standing import while_in_force
from orepath.commitments.subject import falls_on
from orepath.commitments.verdicts import overall
from orepath.commitments.wording import day, mineral_names, places, words
from orepath.evidence.measures import status_names
from orepath.evidence.record import Record, current
from orepath.vocabulary.places import place_text

CLAUSES = clauses(__package__)
SAYS = {"permits": "law_permits", "permits_none_in_force": "law_permits_none", "unknown": "law_unknown"}

Part = tuple[Verdict, list[Reason], list[Missing]]


@while_in_force
def assess(question: Question) -> Finding:
    """Whether each Party leaves the minerals bound for the others free of export duties."""
    parts = {party: _party(question, party) for party in question.agreement.parties}
    limbs = tuple(
        Limb(party, place_text(party), verdict, tuple(reasons)) for party, (verdict, reasons, _) in parts.items()
    )
    verdict = overall(limb.verdict for limb in limbs)
    named = places(limb.id for limb in limbs if limb.verdict == verdict)
    summary = CLAUSES.reason(f"summary_{verdict}", as_of=day(question.as_of), parties=named)
    missing = [lack for _, _, lacks in parts.values() for lack in lacks]
    return Finding(question.commitment.id, verdict, (summary,), tuple(missing), limbs)


def _party(question: Question, party: str) -> Part:
    """The verdict on one Party, its reasons and what is missing."""
    laid, laid_reasons, laid_lacks = _duties(question, party)
    forbidden, law_reasons, law_lacks = _law(question, party)
    checked, check_reasons, check_lacks = _checks(question, party)
    reasons = [*laid_reasons, *law_reasons, *check_reasons]
    if "not_met" in (laid, checked):
        return "not_met", reasons, []
    if laid == "undetermined":
        return "undetermined", reasons, laid_lacks
    if "met" in (forbidden, checked):
        return "met", reasons, []
    return "undetermined", reasons, [*law_lacks, *check_lacks]


def _duties(question: Question, party: str) -> Part:
    verdicts: list[Verdict] = ["met"]
    reasons: list[Reason] = []
    lacks: list[Missing] = []
    for measure, stands in duties(question, party, CLAUSES.value("instruments")):
        values = {"product": measure.record.both("product"), "measure": measure.id, "as_of": day(question.as_of)}
        unsure = stands in ("unknown", "suspension_end_passed_unverified")
        if stands != "in_force" and not unsure:
            continue
        known = falls_on(measure.record, question.agreement.minerals)
        code = "duty_scope_unknown" if known is None else "duty_unsure" if unsure else "duty_in_force"
        verdicts.append("not_met" if code == "duty_in_force" else "undetermined")
        reasons.append(
            CLAUSES.reason(code, measure.statements(question.as_of), **values, status=status_names()[stands])
        )
        if code != "duty_in_force":
            lacks.append(CLAUSES.lack("duty", party=place_text(party), **values))
    return overall(verdicts), reasons, lacks


def _law(question: Question, party: str) -> Part:
    found = [
        law
        for law in current(question.evidence, "export_duty_law")
        if law.get("place") == party and law.holds(question.as_of) is not False
    ]
    lacks = [CLAUSES.lack("law", party=place_text(party))]
    carries = [law for law in found if law.get("rule") == "prohibits" and _carries(question, law)]
    reasons = [_law_reason(law, law in carries) for law in found] or [CLAUSES.reason("no_law")]
    return ("met", reasons, []) if carries else ("undetermined", reasons, lacks)


def _carries(question: Question, law: Record) -> bool:
    sure = law.get("how_sure") in CLAUSES.value("how_sure")
    return sure and not law.get("citation_pending") and law.holds(question.as_of) is True


def _law_reason(law: Record, carries: bool) -> Reason:
    code = SAYS.get(str(law.get("rule"))) or ("law_prohibits" if carries else "law_prohibits_pending")
    return CLAUSES.reason(code, [law.id], law=law.both("title"), article=law.get("article", "-"))


def _checks(question: Question, party: str) -> Part:
    verdicts: list[Verdict] = []
    reasons: list[Reason] = []
    lacks: list[Missing] = []
    for other in question.agreement.parties:
        if other == party:
            continue
        found = checks(question, party, other, CLAUSES.value("check_months"))
        reasons += _check_reasons(question, other, found)
        verdicts.append("not_met" if found.positive else "undetermined" if found.unchecked else "met")
        if found.unchecked:
            values = {"party": place_text(party), "destination": place_text(other)}
            unchecked = words(found.unchecked)
            lacks.append(CLAUSES.lack("check", goods=unchecked, months=CLAUSES.value("check_months"), **values))
    nameless = minerals_without_goods(question.agreement.minerals)
    if nameless:
        verdicts.append("undetermined")
        reasons.append(CLAUSES.reason("goods_unknown", minerals=mineral_names(nameless)))
        lacks.append(CLAUSES.lack("goods", minerals=mineral_names(nameless)))
    return overall(verdicts), reasons, lacks


def _check_reasons(question: Question, destination: str, found: Checks) -> Iterator[Reason]:
    values = {"destination": place_text(destination), "as_of": day(question.as_of)}
    for check in {record.id: record for record in found.positive.values()}.values():
        hit = words(good for good, record in found.positive.items() if record.id == check.id)
        rate, last = f"{check.get('duty_rate'):.2%}", day(last_day_checked(check))
        yield CLAUSES.reason("rate_positive", [check.id], goods=hit, rate=rate, day=last, **values)
    if found.positive:
        return
    count = len(found.zero) + len(found.unchecked)
    code = "rates_zero" if not found.unchecked else "rates_partly" if found.zero else "rates_unchecked"
    zero = [record.id for record in found.zero.values()]
    yield CLAUSES.reason(code, zero, count=count, checked=len(found.zero), **values)
