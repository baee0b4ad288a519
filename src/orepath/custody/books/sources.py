"""Where lots come from: the sites or lots at the beginning of their chains."""

from __future__ import annotations

import numpy as np

from orepath.custody.books.columns import MADE
from orepath.custody.books.grouped import Grouped
from orepath.custody.books.sifting import Sifted
from orepath.custody.books.transformations import Transformations
from orepath.custody.books.violation import FEW, listed, say
from orepath.vocabulary.language import Text


class Sources:
    """The sources of every lot, as many as an explanation names and one more: memory stays bounded along a chain.

    A lot that began without recorded inputs comes from the sites where it began; one from outside the record from the
    site at which a claim was declared of it; where no site is said, from itself. What is made from lots comes from
    where all of them come from, also where it was made several times.
    """

    def __init__(self, sifted: Sifted, transformed: Transformations) -> None:
        self._columns = columns = sifted.columns
        starting = np.zeros(0, dtype=bool)
        if len(columns.event):
            starting = (
                (columns.role == MADE) & (transformed.number[columns.event] < 0) & ~sifted.disputed[columns.event]
            )
        self._starts = np.flatnonzero(starting)
        self._by_lot = Grouped(columns.lot[self._starts], len(columns.lots))
        self._begun: dict[int, tuple[str, ...]] = {}
        self._joined: dict[int, tuple[str, ...]] = {}

    def of(self, lot: int) -> tuple[str, ...]:
        """Those of a lot, in the order of the alphabet; itself where nothing is known of it."""
        return _few(self._beginning(lot) + self._joined.get(lot, ())) or (self._columns.lots[lot],)

    def together(self, lots: list[int]) -> tuple[str, ...]:
        """Those of several lots."""
        return _few(tuple({name: None for lot in dict.fromkeys(lots) for name in self.of(lot)}))

    def join(self, lot: int, names: tuple[str, ...]) -> None:
        """A lot comes from these, too."""
        self._joined[lot] = _few(self._joined.get(lot, ()) + names)

    def _beginning(self, lot: int) -> tuple[str, ...]:
        if lot not in self._begun:
            places = self._columns.place[self._columns.event[self._starts[self._by_lot.rows(lot)]]]
            names = {self._columns.sites[place] or self._columns.lots[lot] for place in np.unique(places)}
            self._begun[lot] = _few(tuple(names))
        return self._begun[lot]


def _few(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) < 2 else tuple(sorted(set(names))[: FEW + 1])


def named(sources: tuple[str, ...]) -> Text:
    """Sources in a row; where there are more than an explanation names, it says so."""
    if len(sources) <= FEW:
        return listed(sources)
    return say("and_others", first=listed(sources[:FEW]))
