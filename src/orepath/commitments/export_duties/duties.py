"""Export duties of a Party as the measures register has them."""

from __future__ import annotations

from orepath.commitments.finding import Question
from orepath.evidence.measures import Measure, MeasureStatus, measures, status
from orepath.vocabulary.terms import goods


def duties(question: Question, party: str, instruments: list[str]) -> list[tuple[Measure, MeasureStatus]]:
    """The export duties of a Party that reach another Party, each with its status; their scope may be unknown."""
    others = {"all", *question.agreement.parties} - {party}
    return [
        (measure, status(measure, question.as_of))
        for measure in measures(question.evidence, question.as_of)
        if measure.record.get("imposer") == party
        and measure.record.get("instrument") in instruments
        and others & set(measure.record.many("targets"))
        and falls_on(measure, question.agreement.minerals) is not False
    ]


def falls_on(measure: Measure, minerals: tuple[str, ...]) -> bool | None:
    """Whether a measure falls on one of some minerals; None where it names neither minerals nor goods."""
    named, codes = measure.record.many("minerals"), measure.record.many("hs")
    if not named and not codes:
        return None
    wanted = {good.code for good in goods() if good.mineral in minerals}
    return bool(set(named) & set(minerals)) or any(good.startswith(code[:6]) for code in codes for good in wanted)
