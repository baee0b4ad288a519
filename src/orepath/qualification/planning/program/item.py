"""What is chosen among, and how much looking may be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

NONE = Fraction(0)


@dataclass(frozen=True)
class Item:
    """One choice of a group. `cost` is made least; `gain` adds up to what is needed; both may be below zero."""

    id: str
    cost: Fraction
    gain: Fraction


Group: TypeAlias = Sequence[Item]
"""Items of which exactly one is taken; leaving all as it is, is one of them."""

Choice: TypeAlias = tuple[Item, ...]
"""An item a group, in the order of the groups."""


class OutOfWork(Exception):
    """More would have to be looked at than may be."""


@dataclass
class Work:
    """How many partial choices may be looked at, and were."""

    limit: int
    done: int = 0

    def spend(self, amount: int) -> None:
        """Count what is about to be looked at.

        Raises
        ------
        OutOfWork
            Before it is, where it would be more than the limit.
        """
        if self.done + amount > self.limit:
            raise OutOfWork
        self.done += amount


def cost_of(choice: Iterable[Item]) -> Fraction:
    """What a choice costs."""
    return sum((item.cost for item in choice), NONE)


def gain_of(choice: Iterable[Item]) -> Fraction:
    """What a choice gains."""
    return sum((item.gain for item in choice), NONE)


def undominated(group: Group) -> list[Item]:
    """The items of a group than which no other gains as much for as little, with gain and cost ascending.

    Of items that are alike the first stays.

    >>> few, dear, more = (Item(*each) for each in (("a", NONE, NONE), ("b", Fraction(2), NONE), ("c", Fraction(1), 1)))
    >>> [item.id for item in undominated([few, dear, more])]
    ['a', 'c']
    """
    found: list[Item] = []
    for item in sorted(group, key=lambda each: (-each.gain, each.cost)):
        if not found or item.cost < found[-1].cost:
            found.append(item)
    return found[::-1]


def common_step(values: Iterable[Fraction]) -> Fraction:
    """The greatest amount of which all values are multiples; 1 where all are zero.

    >>> common_step([Fraction(3, 2), Fraction(0), Fraction(5)])
    Fraction(1, 2)
    """
    every = list(values)
    scale = lcm(*(value.denominator for value in every))
    return Fraction(gcd(*(int(value * scale) for value in every)) or scale, scale)
