"""Whom a rule covers by itself: for sure, or perhaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orepath.control.register import KINDS, Entities
from orepath.control.rule import Criterion, Version
from orepath.control.rules import lists
from orepath.vocabulary.terms import fold

UNNAMED = "listed"
"""The mark of an entity that is on a list, without saying on which."""


@dataclass(frozen=True)
class Covered:
    """Covered owners by number.

    Parameters
    ----------
    sure
        With the criterion each meets.
    perhaps
        Those that may be covered: their place, or what a list is, is not known.
    """

    sure: dict[int, Criterion]
    perhaps: dict[int, Criterion]

    @property
    def possible(self) -> frozenset[int]:
        """All that are or may be covered."""
        return frozenset({*self.sure, *self.perhaps})


def covered(entities: Entities, numbers: Iterable[int], version: Version) -> Covered:
    """Which of some entities a rule covers by itself."""
    found = Covered({}, {})
    for number in sorted(numbers):
        met = {criterion.id: meets(entities, number, criterion, version.nations) for criterion in version.criteria}
        for criterion in version.criteria:
            if met[criterion.id]:
                found.sure.setdefault(number, criterion)
            elif met[criterion.id] is None:
                found.perhaps.setdefault(number, criterion)
    return Covered(found.sure, {number: each for number, each in found.perhaps.items() if number not in found.sure})


def meets(entities: Entities, number: int, criterion: Criterion, nations: tuple[str, ...]) -> bool | None:
    """Whether an entity meets a criterion; None where that is not known."""
    marks = {lists().get(fold(mark), fold(mark)) for mark in entities.listed.get(number, ())}
    told: list[bool | None] = []
    if criterion.kinds:
        told.append(KINDS[entities.kind[number]] in criterion.kinds)
    if criterion.marked:
        told.append(criterion.marked in marks)
    if criterion.seated:
        told.append(seated(entities, number, nations))
    if criterion.lists:
        told.append(_listed(marks, criterion))
    return False if False in told else (None if None in told else True)


def seated(entities: Entities, number: int, nations: tuple[str, ...]) -> bool | None:
    """Whether an entity is seated, or has its headquarters, in one of some nations; None where that is not known."""
    places = (entities.country[number], entities.headquarters.get(number, ""))
    if any(place in nations for place in places if place):
        return True
    return False if places[0] else None


def _listed(marks: set[str], criterion: Criterion) -> bool | None:
    if marks & set(criterion.lists):
        return True
    if marks <= set(lists().values()) - {UNNAMED}:
        return False
    return True if criterion.unknown_lists == "count" else None


def unknown_marks(entities: Entities, number: int) -> tuple[str, ...]:
    """The lists of an entity that no rule knows, as its register names them."""
    return tuple(mark for mark in entities.listed.get(number, ()) if lists().get(fold(mark), UNNAMED) == UNNAMED)
