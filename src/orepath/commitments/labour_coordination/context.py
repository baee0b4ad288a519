"""Ratified conventions and listed goods: what stands around the promise and does not decide it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orepath.commitments.clauses import Clauses
from orepath.commitments.finding import Question, Reason
from orepath.commitments.wording import day, places
from orepath.evidence.dating import holds
from orepath.evidence.record import Record, current, newest
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import minerals


def context(question: Question, clauses: Clauses) -> list[Reason]:
    """The reasons that give each Party's ratifications and the listed goods of the agreement's minerals."""
    return [*_ratifications(question, clauses), clauses.reason("principles"), *_listed(question, clauses)]


def _ratifications(question: Question, clauses: Clauses) -> Iterator[Reason]:
    for party in question.agreement.parties:
        found = [record for record in current(question.evidence, "ratification") if record.get("place") == party]
        counts = Counter(_standing(question, record) for record in found)
        values = {key: counts[key] for key in ("ratified", "not_ratified", "unknown")}
        code = "ratified" if found else "no_ratifications"
        said = {"party": place_text(party), "total": len(found), "as_of": day(question.as_of)}
        yield clauses.reason(code, [record.id for record in found], **values, **said)


def _standing(question: Question, record: Record) -> str:
    when = record.day("date")
    later = when is not None and when > question.as_of
    return "not_ratified" if later else str(record.get("status"))


def _listed(question: Question, clauses: Clauses) -> Iterator[Reason]:
    for mineral in question.agreement.minerals:
        said = newest(question.evidence, question.evidence.statements("listed_good", mineral=mineral))
        stands = [
            good for good in said if good.place and holds(good.from_, good.until, "day", question.as_of) is not False
        ]
        if stands:
            where = places(sorted({str(good.place) for good in stands}))
            ids = [good.statement_id for good in stands]
            yield clauses.reason("listed", ids, mineral=minerals()[mineral].name, places=where)
