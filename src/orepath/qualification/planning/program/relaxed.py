"""The relaxation: what the least cost would be if one item could be taken in part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from orepath.qualification.planning.program.item import NONE, Choice, Group, Item, gain_of


@dataclass(frozen=True)
class Relaxed:
    """What the relaxation gives.

    Parameters
    ----------
    price
        What a unit of gain costs where the relaxation ends: the multiplier of its dual.
    bound
        What no choice that gains enough can cost less than.
    floors
        By group, the least cost of an item less the price of its gain.
    enough
        A choice that gains enough, not always the cheapest.
    short
        The choice before the last step to `enough`; the same where nothing needs to be gained.
    """

    price: Fraction
    bound: Fraction
    floors: tuple[Fraction, ...]
    enough: Choice
    short: Choice

    def reduced(self, position: int, item: Item) -> Fraction:
        """By how much, at the least, a choice with an item of a group lies above the bound."""
        return item.cost - self.price * item.gain - self.floors[position]


def relax(groups: Sequence[Group], needed: Fraction) -> Relaxed | None:
    """The relaxation of undominated groups; None where no choice gains enough.

    Steps from an item to one that gains more are taken in order of their price, cheapest first. Steps that no mixture
    of two others undercuts are enough for that (the lower hull of a group).
    """
    hulls = [hull(group) for group in groups]
    chosen = [each[0] for each in hulls]
    price, last = NONE, (0, chosen[0]) if chosen else None
    missing = needed - gain_of(chosen)
    for price_of_step, position, item in sorted(_steps(hulls), key=lambda step: step[:2]):
        if missing <= 0:
            break
        price, last = price_of_step, (position, chosen[position])
        missing -= item.gain - chosen[position].gain
        chosen[position] = item
    if missing > 0:
        return None
    short = list(chosen)
    if last is not None:
        short[last[0]] = last[1]
    floors = tuple(min(item.cost - price * item.gain for item in group) for group in hulls)
    return Relaxed(price, sum(floors, NONE) + price * needed, floors, tuple(chosen), tuple(short))


def hull(group: Group) -> list[Item]:
    """The items of an undominated group that no mixture of two others undercuts."""
    found: list[Item] = []
    for item in group:
        while len(found) > 1 and step_price(found[-2], found[-1]) >= step_price(found[-1], item):
            found.pop()
        found.append(item)
    return found


def step_price(one: Item, other: Item) -> Fraction:
    """What a unit of gain costs from one item to another that gains more."""
    return (other.cost - one.cost) / (other.gain - one.gain)


def _steps(hulls: Sequence[Group]) -> Iterator[tuple[Fraction, int, Item]]:
    for position, group in enumerate(hulls):
        for one, other in pairwise(group):
            yield step_price(one, other), position, other


def improved(groups: Sequence[Group], start: Choice, needed: Fraction, most_swaps: int = 20) -> Choice:
    """A choice that gains enough and costs no more than what the best swap of a single item, made repeatedly, leaves.

    Where `start` does not gain enough and no single swap mends that, it comes back as it is.
    """
    chosen = list(start)
    enough = gain_of(chosen) >= needed
    for _ in range(most_swaps):
        slack = gain_of(chosen) - needed
        swaps = (
            (item.cost - chosen[position].cost, position, number)
            for position, group in enumerate(groups)
            for number, item in enumerate(group)
            if item is not chosen[position] and slack + item.gain - chosen[position].gain >= 0
        )
        saved, position, number = min(swaps, default=(NONE, -1, -1))
        if position < 0 or (enough and saved >= 0):
            break
        chosen[position], enough = groups[position][number], True
    return tuple(chosen)
