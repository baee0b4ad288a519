"""A ledger to be shown: what its lots are called, where they were, how much they held, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from orepath.custody.books.columns import MADE, Columns
from orepath.custody.books.grouped import Grouped
from orepath.custody.books.ledger import Ledger
from orepath.custody.books.sifting import event_id
from orepath.custody.document import LotFacts
from orepath.review.custody_page.shown import amount, short_id
from orepath.review.custody_page.texts import joined, say
from orepath.tracing.words import mineral_text, stage_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text, places

MOST_EVENTS = 12
"""Events of one violation that the page tells; of more it says how many."""
OF_STEPS = ("conservation",)
"""Violations that are of a transformation, not of its lots."""


@dataclass(frozen=True)
class Scene:
    """A ledger to be shown."""

    ledger: Ledger

    @property
    def columns(self) -> Columns:
        """The events that count."""
        return self.ledger.columns

    @cached_property
    def lots(self) -> list[int]:
        """The lots that events name, in the order in which they first occur."""
        columns, names = self.columns, self.columns.lots
        first = self.ledger.held.first.copy()
        put = np.flatnonzero(columns.parent >= 0)
        np.minimum.at(first, columns.parent[put], columns.at[columns.event[put]])
        found = np.unique(np.concatenate([columns.lot, columns.parent[put]])).tolist()
        return sorted(found, key=lambda lot: (int(first[lot]), names[lot]))

    @cached_property
    def containers(self) -> frozenset[int]:
        """The lots that events name only as what others were put into: they have no stock of their own."""
        return frozenset(self.lots) - frozenset(self.columns.lot.tolist())

    @cached_property
    def eventless(self) -> list[str]:
        """The lots that documents describe and no event names."""
        named = {self.columns.lots[lot] for lot in self.lots}
        return [lot for lot in self.ledger.facts if lot not in named]

    @property
    def count(self) -> int:
        """How many lots there are."""
        return len(self.lots) + len(self.eventless)

    @cached_property
    def rows_of_lot(self) -> Grouped:
        """The pieces of each lot."""
        return Grouped(self.columns.lot, len(self.columns.lots))

    @cached_property
    def rows_of_parent(self) -> Grouped:
        """The pieces that were put into each lot, or taken out of it, by its number and 1."""
        return Grouped(self.columns.parent + 1, len(self.columns.lots) + 1)

    @cached_property
    def steps(self) -> NDArray[np.int64]:
        """The transformation of each piece; -1 for none, (pieces,)."""
        found: NDArray[np.int64] = self.ledger.transformed.number[self.columns.event]
        return found

    def rows_of_step(self, step: int) -> list[int]:
        """The pieces of a transformation."""
        events = self.ledger.transformed.events.rows(step)
        ends = np.searchsorted(self.columns.event, np.stack([events, events + 1]))
        return [row for first, last in ends.T.tolist() for row in range(first, last)]

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The events by identifier that are needed: those that tell what is marked, and of the others the first few.

        Those in error have no number.
        """
        wanted = set[str]()
        for each in self.ledger.violations:
            wanted.update(each.events if each.kind in OF_STEPS or not each.lots else each.events[:MOST_EVENTS])
        if not wanted:
            return {}
        every = ((event_id(self.columns, number), number) for number in range(self.columns.events))
        return {name: number for name, number in every if name in wanted}

    @cached_property
    def bad_steps(self) -> frozenset[int]:
        """The transformations out of which more came than can."""
        number = self.ledger.transformed.number
        return frozenset(
            int(number[self.number_of[event]])
            for each in self.ledger.violations
            if each.kind in OF_STEPS
            for event in each.events
        )

    @cached_property
    def bad_lots(self) -> frozenset[int]:
        """The lots with which something is wrong; where a violation names none, those of its events."""
        number = {name: lot for lot, name in enumerate(self.columns.lots)}
        found = set[int]()
        for each in self.ledger.violations:
            if each.kind in OF_STEPS:
                continue
            found.update(number[lot] for lot in each.lots if lot in number)
            if not each.lots:
                found.update(
                    lot
                    for event in each.events
                    if event in self.number_of
                    for lot in self._lots_of(self.number_of[event])
                )
        return frozenset(found)

    @cached_property
    def bad_names(self) -> frozenset[str]:
        """The identifiers of the lots with which something is wrong, of those too that no event names."""
        told = {lot for each in self.ledger.violations if each.kind not in OF_STEPS for lot in each.lots}
        return frozenset(told | {self.columns.lots[lot] for lot in self.bad_lots})

    def _lots_of(self, event: int) -> Iterator[int]:
        first, last = np.searchsorted(self.columns.event, [event, event + 1])
        yield from self.columns.lot[first:last].tolist()

    def facts(self, lot: int) -> LotFacts:
        """What documents say of a lot."""
        name = self.columns.lots[lot]
        return self.ledger.facts.get(name) or LotFacts(name)

    def place(self, facts: LotFacts, lot: int = -1) -> str:
        """The code of the place a lot was made in: as a document says, else that of its site; empty for unknown."""
        if facts.made_in:
            return facts.made_in
        site = facts.site
        if not site and lot >= 0:
            rows = self.rows_of_lot.rows(lot)
            making = rows[self.columns.role[rows] == MADE]
            site = self.columns.sites[int(self.columns.place[self.columns.event[making[0]]])] if len(making) else ""
        return self.ledger.sites[site].place if site in self.ledger.sites else ""

    def site(self, site: str) -> Text:
        """The name of a site; its identifier where it has none."""
        if not site:
            return say("site_unsaid")
        known = self.ledger.sites.get(site)
        name = known.name if known and known.name else short_id(site)
        return Text(name, name)

    def held(self, lot: int, what: str, coarse: bool = False) -> Text:
        """How much of a lot was made, taken or is left; words where that is not recorded."""
        held = self.ledger.held
        if lot in self.containers:
            return say("container")
        value = held.made[lot] - held.taken[lot] if what == "left" else getattr(held, what)[lot]
        measured = held.measured[lot] and not (held.open_[lot] and what != "taken")
        return amount(int(value), int(held.dimension[lot]), coarse) if measured else say("not_recorded")

    def disputed_step(self, step: int) -> bool:
        """Whether an event of a transformation shares its identifier with one of other content."""
        return bool(self.ledger.sifted.disputed[self.ledger.transformed.events.rows(step)].any())


def named(facts: LotFacts) -> tuple[Text, str]:
    """What a lot is called, and beside it the number that tells it from others; empty where both are the same."""
    short = facts.batch or short_id(facts.id)
    name = Text(facts.name, facts.name) if facts.name else kind(facts)
    return (name, short if short not in (name.en, name.ja) else "") if name.en else (Text(short, short), "")


def kind(facts: LotFacts) -> Text:
    """The mineral and stage of a lot as documents say."""
    mineral = mineral_text(facts.mineral) if facts.mineral else Text("", "")
    stage = stage_text(facts.stage) if facts.stage else Text("", "")
    found = joined([mineral, stage], ", ", "・")
    return Text(found.en[:1].upper() + found.en[1:], found.ja)


def place_name(code: str) -> Text:
    """The name of a place; a code that is not known stands for itself."""
    return place_text(code) if code in places() else Text(code, code)
