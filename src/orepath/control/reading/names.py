"""Ids that are known, and what is said of one that is not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from functools import cached_property

from orepath.errors import Fault, UnknownName
from orepath.vocabulary.terms import fold

WINDOW = 60
"""How many ids before and after it in the alphabet an unknown id is compared with, where there are many."""


class Names:
    """Ids of one kind.

    Parameters
    ----------
    kind
        What the ids name, as faults call it.
    """

    def __init__(self, kind: str, known: Collection[str]) -> None:
        self.kind, self.known = kind, known

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        return sorted((fold(each), each) for each in self.known if each)

    def unknown(self, found: str, where: str) -> tuple[Fault, ...]:
        """The fault of an id that is not known, with those spelled like it.

        >>> Names("entity", ["Aland Mining", "Boria Metals"]).unknown("Aland Minning", "")[0].values["meant"]
        'Aland Mining'
        """
        at = bisect_left(self._folded, (fold(found), ""))
        few = len(self._folded) <= 4 * WINDOW
        near = self._folded if few else self._folded[max(0, at - WINDOW) : at + WINDOW]
        return UnknownName(self.kind, found, [each for _, each in near], where).faults
