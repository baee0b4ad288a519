"""The part of a program that is still open, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from orepath.qualification.planning.program.item import Choice, Group, Item, cost_of, gain_of
from orepath.qualification.planning.program.relaxed import Relaxed

FINE = 2**40
"""Into how many parts the room above the bound is parted; rounding down to a part never leaves a good choice out."""


class Whole(NamedTuple):
    """An item in whole numbers; `reduced` is by how much a choice with it lies above the bound, rounded down."""

    gain: int
    cost: int
    reduced: int
    item: Item


@dataclass(frozen=True)
class Open:
    """The groups of which more than one item may still be in a cheaper choice, and the numbers they must keep to.

    Parameters
    ----------
    groups
        Each with its items by `reduced`, ascending; groups that can change at the least loss come first.
    usual
        Choices of the open groups that cost the least at the price, as the relaxation found them.
    positions
        Which group of the program each is.
    fixed
        The item that each other group must have.
    needed
        The gain that the items of the open groups must add up to.
    most
        What they may cost together.
    step
        The least by which the costs of two choices differ.
    scale
        How many units of cost are one in the program.
    bound
        What no choice costs less than, in the program.
    fineness
        How many units of `reduced` are one in the program.
    """

    groups: tuple[tuple[Whole, ...], ...]
    usual: tuple[tuple[Whole, ...], ...]
    positions: tuple[int, ...]
    fixed: dict[int, Item]
    needed: int
    most: int
    step: int
    scale: int
    bound: Fraction
    fineness: Fraction

    def cost(self, of_open: int) -> Fraction:
        """What a choice costs of which the open part costs so much."""
        return cost_of(self.fixed.values()) + Fraction(of_open, self.scale)

    def room(self, most: int) -> int:
        """By how much choices whose open part costs no more may lie above the bound, in units of `reduced`."""
        return _floor((self.cost(most) - self.bound) * self.fineness)

    def choice(self, taken: Sequence[Item]) -> Choice:
        """An item for every group, given those of the open groups in their order."""
        every = {**self.fixed, **dict(zip(self.positions, taken, strict=True))}
        return tuple(every[position] for position in range(len(every)))


def open_part(
    groups: Sequence[Group], needed: Fraction, relaxed: Relaxed, limit: Fraction, within: bool
) -> Open | None:
    """What is open once items are left out that no choice that costs less than a limit can have; None if none can be.

    Parameters
    ----------
    within
        Whether a choice may cost as much as the limit.
    """
    while True:
        found = _open_part(groups, needed, relaxed, limit, within)
        if found is None:
            return None
        nearer = found.cost(found.most)
        if nearer == limit:
            return found
        limit, within = nearer, True


def _open_part(
    groups: Sequence[Group], needed: Fraction, relaxed: Relaxed, limit: Fraction, within: bool
) -> Open | None:
    gap = limit - relaxed.bound
    left: list[list[tuple[Fraction, Item]]] = []
    for position, group in enumerate(groups):
        its = [(relaxed.reduced(position, item), item) for item in group]
        left.append(sorted((each for each in its if each[0] <= gap), key=lambda each: (each[0], each[1].gain)))
    if not all(left):
        return None
    fixed = {position: its[0][1] for position, its in enumerate(left) if len(its) == 1}
    positions = sorted((p for p in range(len(left)) if p not in fixed), key=lambda p: (left[p][1][0], p))
    items = [item for position in positions for _, item in left[position]]
    gains, costs = _denominator(item.gain for item in items), _denominator(item.cost for item in items)
    fineness = FINE / gap if gap else Fraction(1)
    whole = tuple(
        tuple(
            Whole(int(item.gain * gains), int(item.cost * costs), _floor(reduced * fineness), item)
            for reduced, item in left[position]
        )
        for position in positions
    )
    most = (limit - cost_of(fixed.values())) * costs
    most_whole, step = _on_grid(_floor(most) if within else _ceil(most) - 1, whole)
    short = (needed - gain_of(fixed.values())) * gains
    usual = tuple(
        tuple(next(each for each in group if each.item is choice[p]) for p, group in zip(positions, whole, strict=True))
        for choice in dict.fromkeys((relaxed.enough, relaxed.short))
    )
    return Open(whole, usual, tuple(positions), fixed, _ceil(short), most_whole, step, costs, relaxed.bound, fineness)


def _on_grid(most: int, groups: Sequence[Sequence[Whole]]) -> tuple[int, int]:
    """The largest cost up to `most` that a choice may have, and by how much costs differ at the least."""
    first = sum(group[0].cost for group in groups)
    step = gcd(*(each.cost - group[0].cost for group in groups for each in group)) or 1
    return most - (most - first) % step, step


def _denominator(values: Iterable[Fraction]) -> int:
    return lcm(*(value.denominator for value in values))


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def _ceil(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
