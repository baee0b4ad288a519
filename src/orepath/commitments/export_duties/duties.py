"""Export duties of a Party as the measures register has them."""

from __future__ import annotations

from orepath.commitments.finding import Question
from orepath.commitments.subject import falls_on
from orepath.evidence.measures import Measure, MeasureStatus, measures, status


def duties(question: Question, party: str, instruments: list[str]) -> list[tuple[Measure, MeasureStatus]]:
    """The export duties of a Party that reach another Party, each with its status; their scope may be unknown."""
    others = {"all", *question.agreement.parties} - {party}
    return [
        (measure, status(measure, question.as_of))
        for measure in measures(question.evidence, question.as_of)
        if measure.record.get("imposer") == party
        and measure.record.get("instrument") in instruments
        and others & set(measure.record.many("targets"))
        and falls_on(measure.record, question.agreement.minerals) is not False
    ]
