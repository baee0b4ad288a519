"""Candidates with their standing: what a person decided of them, and what the register of measures has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.candidates.alike import Alike, alike
from orepath.evidence.candidates.candidate import PROPERTY, Candidate, candidate_of, days
from orepath.evidence.candidates.told_minerals import Told, told_minerals
from orepath.evidence.measures import Measure, measures
from orepath.evidence.record import Record, current, newest
from orepath.evidence.store import Evidence, Statement

REGISTER = "candidate_decision"
Standing = Literal["waiting", "accepted", "rejected", "duplicate", "measure_missing"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""``measure_missing``: decided to be a measure that the register in use has not."""


@dataclass(frozen=True)
class Listed:
    """A candidate, its statement and its standing.

    Parameters
    ----------
    decision
        The record of the register; None while it waits.
    minerals
        The minerals it is about, each with what tells it.
    may_be
        The measures it may already be.
    """

    candidate: Candidate
    statement: Statement
    standing: Standing
    decision: Record | None
    minerals: dict[str, Told]
    may_be: tuple[Alike, ...]

    @property
    def id(self) -> str:
        """Its name in the register of decisions: dataset and key."""
        return f"{self.statement.dataset}:{self.candidate.key}"

    @property
    def last_day(self) -> date:
        """The last day on which it may have been announced or begun to apply; of neither known, the end of time."""
        dates = (self.candidate.announced, self.candidate.implemented)
        found = [known[1] for said in dates if (known := days(said))]
        return max(found, default=date.max)


@dataclass(frozen=True)
class Listing:
    """All candidates in use, the newest first.

    Parameters
    ----------
    faults
        Decisions on a measure that the register in use has not.
    astray
        Decisions on candidates that no release in use has.
    """

    candidates: tuple[Listed, ...]
    faults: tuple[Fault, ...]
    astray: tuple[str, ...]

    def chosen(
        self,
        *,
        ids: Sequence[str] = (),
        standing: str = "",
        place: str = "",
        mineral: str = "",
        since: date | None = None,
    ) -> list[Listed]:
        """The candidates that meet every condition given; one without a date is never too old.

        Raises
        ------
        UnknownName
            Where an id is of no candidate in use.
        """
        known = [one.id for one in self.candidates]
        for name in ids:
            if name not in known:
                raise UnknownName("candidate", name, known)
        return [
            one
            for one in self.candidates
            if (not ids or one.id in ids)
            and (not standing or one.standing == standing)
            and (not place or place in one.candidate.places)
            and (not mineral or mineral in one.minerals)
            and (since is None or one.last_day >= since)
        ]


def listing(evidence: Evidence) -> Listing:
    """The candidates of the newest edition of each dataset, each with what was decided of it."""
    register = measures(evidence)
    known = {measure.id for measure in register}
    decided = {str(record.get("candidate")): record for record in current(evidence, REGISTER)}
    statements = newest(evidence, evidence.statements(PROPERTY))
    found = [_listed(statement, decided, register, known) for statement in statements]
    found.sort(key=lambda one: one.id)
    found.sort(key=lambda one: one.last_day, reverse=True)
    faults = [_missing(record) for record in decided.values() if _standing(record, known) == "measure_missing"]
    astray = sorted(set(decided) - {one.id for one in found})
    return Listing(tuple(found), tuple(faults), tuple(astray))


def _listed(statement: Statement, decided: dict[str, Record], register: list[Measure], known: set[str]) -> Listed:
    candidate = candidate_of(statement)
    decision = decided.get(f"{statement.dataset}:{candidate.key}")
    minerals = told_minerals(candidate)
    may_be = tuple(alike(candidate, minerals, register))
    return Listed(candidate, statement, _standing(decision, known), decision, minerals, may_be)


def _standing(decision: Record | None, known: set[str]) -> Standing:
    if decision is None:
        return "waiting"
    said: Standing = decision.get("decision")
    return "measure_missing" if said != "rejected" and decision.get("measure_id") not in known else said


def _missing(decision: Record) -> Fault:
    where = f"{decision.statement.locator}, measure_id"
    measure = str(decision.get("measure_id") or "-")
    return fault("candidates_no_measure", where, candidate=decision.get("candidate"), found=measure)
