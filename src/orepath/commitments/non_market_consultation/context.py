"""What could have been discussed: measures of non-Parties, and the Parties' own."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.commitments.clauses import Clauses
from orepath.commitments.finding import Question, Reason
from orepath.commitments.subject import falls_on
from orepath.commitments.wording import day
from orepath.evidence.measures import Measure, measures, status, status_names
from orepath.evidence.record import current
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text


def context(question: Question, clauses: Clauses) -> list[Reason]:
    """The reasons that list, by status, measures the Parties could have consulted on; empty where there are none."""
    found = [*_of_others(question, clauses), *_of_the_parties(question, clauses)]
    return [*found, clauses.reason("context_only")] if found else []


def _of_others(question: Question, clauses: Clauses) -> Iterator[Reason]:
    parties, minerals, as_of = question.agreement.parties, question.agreement.minerals, question.as_of
    named: dict[str, list[Measure]] = {name: [] for name in clauses.value("context_status")}
    unnamed: list[Measure] = []
    for measure in measures(question.evidence, as_of):
        reaches = {"all", *parties} & set(measure.record.many("targets"))
        stands = status(measure, as_of)
        if measure.record.get("imposer") in parties or not reaches or stands not in named:
            continue
        concerned = falls_on(measure.record, minerals)
        if concerned is not False:
            (unnamed if concerned is None else named[stands]).append(measure)
    names: dict[str, Text] = {**status_names()}
    for key, held in named.items():
        if held:
            yield clauses.reason("context_measures", _ids(question, held), status=names[key], count=len(held))
    if unnamed:
        yield clauses.reason("context_unnamed", _ids(question, unnamed), count=len(unnamed))


def _ids(question: Question, held: list[Measure]) -> list[str]:
    return [found for measure in held for found in measure.statements(question.as_of)]


def _of_the_parties(question: Question, clauses: Clauses) -> Iterator[Reason]:
    for party in question.agreement.parties:
        own = [
            record.id
            for record in current(question.evidence, "domestic_measure")
            if record.get("place") == party
            and record.holds(question.as_of)
            and falls_on(record, question.agreement.minerals)
        ]
        if own:
            yield clauses.reason(
                "context_domestic", own, party=place_text(party), as_of=day(question.as_of), count=len(own)
            )
