"""The search through what is open: two lists of partial choices that grow, and are joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from orepath.qualification.planning.program.item import Choice, Item, Work
from orepath.qualification.planning.program.scaled import Open, Whole

BITS = 256
"""Numbers count once more as work for each so many bits they are longer."""
MOST_GROWN = 1_000_000
"""Partial choices that a side may grow to at once: some hundred megabytes."""
OTHERS = 24
"""With how many choices of the groups on neither side the lists are joined each time they have grown."""


class Partial(NamedTuple):
    """Items for the groups of a side so far: what they gain and cost, from which shorter one, and with which item."""

    gain: int
    cost: int
    reduced: int
    before: int
    item: Item | None


START = Partial(0, 0, 0, 0, None)


class Side:
    """Partial choices over some of the open groups, none of them dominated, by gain descending."""

    def __init__(self) -> None:
        self.groups: list[int] = []
        self.layers: list[list[Partial]] = [[START]]

    @property
    def last(self) -> list[Partial]:
        """The partial choices over all its groups."""
        return self.layers[-1]

    def items(self, index: int) -> dict[int, Item]:
        """The items of a partial choice by group."""
        found = {}
        for group, layer in zip(reversed(self.groups), reversed(self.layers), strict=False):
            partial = layer[index]
            assert partial.item is not None  # only the first layer has none
            found[group], index = partial.item, partial.before
        return found


class Search:
    """The cheapest choice of an open part.

    Parameters
    ----------
    first
        Whether the first choice that keeps to the limit will do.
    """

    def __init__(self, part: Open, work: Work, first: bool = False) -> None:
        self.part, self.work, self.first = part, work, first
        self.most = part.most
        self.best: Choice | None = None
        self.sides = (Side(), Side())
        sizes = [max(abs(each.gain), abs(each.cost)).bit_length() for group in part.groups for each in group]
        self.effort = 1 + max(sizes, default=0) // BITS

    def run(self) -> Choice | None:
        """The cheapest choice that costs no more than the part's `most`; None where there is none.

        Raises
        ------
        OutOfWork
            Where more would have to be looked at; `best` is then the best found until there.
        """
        groups = self.part.groups
        for next_ in range(len(groups) + 1):
            done = next_ == len(groups) or groups[next_][1].reduced > self.part.room(self.most)
            for others in islice(self._others(next_), OTHERS):
                self._join(others)
                if self.part.room(self.most) < 0:
                    return self.best
            if done or (self.first and self.best is not None):
                break
            side = min(self.sides, key=lambda each: len(each.last))
            self._grow(side, next_)
            if not side.last:
                break
        return self.best

    def _others(self, next_: int) -> Iterator[tuple[Whole, ...]]:
        """Items for the groups on neither side: as the relaxation has them, then with one exchanged for its equal."""
        for usual in self.part.usual:
            yield usual[next_:]
        for usual in self.part.usual:
            for place, taken in enumerate(usual[next_:], start=next_):
                for other in self.part.groups[place]:
                    if other.reduced == 0 and other is not taken:
                        yield (*usual[next_:place], other, *usual[place + 1 :])

    def _grow(self, side: Side, number: int) -> None:
        """Add a group to a side: every partial choice with every item that may still be in a cheaper choice."""
        group = self.part.groups[number]
        size = self.effort * len(side.last) * len(group)
        self.work.spend(size if size <= MOST_GROWN else self.work.limit + 1)
        others = [each for position, each in enumerate(self.part.groups) if position not in {*side.groups, number}]
        wanting = self.part.needed - sum(max(each.gain for each in group) for group in others)
        dearest = self.most - sum(min(each.cost for each in group) for group in others)
        room = self.part.room(self.most)
        grown = []
        for index, partial in enumerate(side.last):
            for gain, cost, reduced, item in group:
                above = partial.reduced + reduced
                if above > room:
                    break
                gained, costs = partial.gain + gain, partial.cost + cost
                if gained >= wanting and costs <= dearest:
                    grown.append(Partial(gained, costs, above, index, item))
        side.groups.append(number)
        side.layers.append(_undominated(grown))

    def _join(self, others: Sequence[Whole]) -> None:
        """Look for the cheapest pair of partial choices, given the items of the groups on neither side."""
        one, two = (side.last for side in self.sides)
        self.work.spend(self.effort * (len(one) + len(two)))
        wanting = self.part.needed - sum(each.gain for each in others)
        limit = self.most - sum(each.cost for each in others)
        found, at = None, len(two) - 1
        for index, partial in enumerate(one):
            while at >= 0 and partial.gain + two[at].gain < wanting:
                at -= 1
            if at < 0:
                break
            costs = partial.cost + two[at].cost
            if costs <= limit:
                found, limit = (index, at), costs - self.part.step
        if found is not None:
            self.most = limit + sum(each.cost for each in others)
            self.best = self._choice(found, others)

    def _choice(self, found: tuple[int, int], others: Sequence[Whole]) -> Choice:
        items = self.sides[0].items(found[0]) | self.sides[1].items(found[1])
        taken = [items[group] for group in sorted(items)]
        return self.part.choice([*taken, *(each.item for each in others)])


def _undominated(grown: list[Partial]) -> list[Partial]:
    """Of partial choices those than which no other gains as much for as little, by gain descending."""
    grown.sort(key=lambda partial: (-partial.gain, partial.cost))
    found: list[Partial] = []
    for partial in grown:
        if not found or partial.cost < found[-1].cost:
            found.append(partial)
    return found
