"""Value added summed by chain and activity, as whole millionths, and what of it counts under each set of countries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from orepath.qualification.chains import ACTIVITIES
from orepath.qualification.fleet.coding import Coded, Flags, Integers
from orepath.qualification.fleet.rows import Rows
from orepath.qualification.value_added import Areas

EXTRACTION, PROCESSING, RECYCLING = range(len(ACTIVITIES))
MOST_STEPS = 4_000
"""Steps of a battery up to which sums of amounts fit in 64 bits."""

ByActivity: TypeAlias = Callable[[Integers | Flags], Integers]
"""Sums of a figure of rows, (activities, chains)."""


@dataclass(frozen=True)
class Sums:
    """Chains of a block in order of their batteries; two-dimensional arrays are of (activities, chains).

    Parameters
    ----------
    battery
        The number of each chain's battery.
    value
        Its value; 0 where the rule does not look at its mineral, or nobody knows it.
    recycled
        Whether it is of recycled material.
    lone
        The batteries that are looked at one by one, by number: with chains whose value is not known, too fine for
        millionths, faulty or at odds with itself.
    steps, lacking
        How many steps there are, and of how many the country or the value added is not known.
    everything, unplaced
        The value added that is known, and how much of it nobody knows where.
    open_placed, open_anywhere
        Steps whose value added is not known, where their country is and is not.
    counted, open_here
        By set of countries, the value added that counts, and the steps that count but whose value added is not known.
    """

    battery: Integers
    value: Integers
    recycled: Flags
    lone: Flags
    steps: Integers
    lacking: Integers
    everything: Integers
    unplaced: Integers
    open_placed: Integers
    open_anywhere: Integers
    counted: tuple[Integers, ...]
    open_here: tuple[Integers, ...]

    @property
    def first(self) -> Integers:
        """The first chain of each battery."""
        return np.flatnonzero(np.diff(self.battery, prepend=-1))

    @property
    def totals(self) -> Integers:
        """By battery, the value of its chains."""
        totals: Integers = np.add.reduceat(self.value, self.first)
        return totals

    def alike(self, one: int, two: int) -> Flags:
        """The batteries of which the same counts under two of the sets of countries."""
        apart = (self.counted[one] != self.counted[two]) | (self.open_here[one] != self.open_here[two])
        alike: Flags = np.bincount(self.battery[apart.any(axis=0)], minlength=len(self.lone)) == 0
        return alike


def sums_of(rows: Rows, applicable: frozenset[str], areas: Sequence[Areas]) -> Sums:
    """Sums by chain.

    Parameters
    ----------
    applicable
        The minerals the rule looks at.
    areas
        The sets of countries under which value added counts.
    """
    chain = rows.battery * len(rows.chain.values) + rows.chain.codes
    order = np.argsort(chain, kind="stable")
    starts = np.flatnonzero(np.diff(chain[order], prepend=-1))
    summed = _by_activity(rows, order, starts)
    nowhere, unknown = _flags(rows.country, [not isinstance(p, str) for p in rows.country.values]), rows.added.unknown
    here = [_here(rows, area) for area in areas]
    steps = summed(np.ones(len(order), dtype=np.int64))
    battery, recycled = rows.battery[order][starts], steps[RECYCLING] > 0
    at_odds = recycled & (steps[EXTRACTION] + steps[PROCESSING] > 0)
    at_odds |= _differs(rows.value.millionths[order], starts) | _differs(rows.mineral.codes[order], starts)
    looked_at = _flags(rows.mineral, [str(mineral) in applicable for mineral in rows.mineral.values])
    return Sums(
        battery=battery,
        value=np.where(looked_at, rows.value.millionths, 0)[order][starts],
        recycled=recycled,
        lone=_lone(rows, battery[at_odds]),
        steps=steps,
        lacking=summed(nowhere | unknown),
        everything=summed(rows.added.millionths),
        unplaced=summed(np.where(nowhere, rows.added.millionths, 0)),
        open_placed=summed(unknown & ~nowhere),
        open_anywhere=summed(unknown & nowhere),
        counted=tuple(summed(np.where(each, rows.added.millionths, 0)) for each in here),
        open_here=tuple(summed(unknown & each) for each in here),
    )


def _by_activity(rows: Rows, order: Integers, starts: Integers) -> ByActivity:
    number: dict[str, int] = {name: at for at, name in enumerate(ACTIVITIES)}
    code = np.array([number.get(str(value), -1) for value in rows.activity.values], dtype=np.int64)
    activity = code[rows.activity.codes][order]
    done = [activity == each for each in range(len(ACTIVITIES))]

    def summed(figure: Integers | Flags) -> Integers:
        if not figure.any():
            return np.zeros((len(ACTIVITIES), len(starts)), dtype=np.int64)
        sorted_ = figure[order].astype(np.int64)
        return np.stack([np.add.reduceat(np.where(each, sorted_, 0), starts) for each in done])

    return summed


def _flags(found: Coded, of_values: Sequence[bool]) -> Flags:
    """A flag of each row, from one of each value."""
    return np.array(of_values, dtype=bool)[found.codes]


def _here(rows: Rows, area: Areas) -> Flags:
    """The rows done where their activity counts."""
    recycling = _flags(rows.activity, [value == ACTIVITIES[RECYCLING] for value in rows.activity.values])
    virgin = _flags(rows.country, [place in area.virgin for place in rows.country.values])
    recycled = _flags(rows.country, [place in area.recycled for place in rows.country.values])
    return np.where(recycling, recycled, virgin)


def _lone(rows: Rows, at_odds: Integers) -> Flags:
    """The batteries that are looked at one by one: those given, those with a chain whose value nobody knows, and those
    with cells that are faulty or too fine.
    """
    count = len(rows.begins) - 1
    apart = rows.added.apart | rows.value.apart | rows.value.unknown | rows.faulty
    lone = np.bincount(at_odds, minlength=count) > 0
    lone |= np.bincount(rows.battery[apart], minlength=count) > 0
    many: Flags = np.diff(rows.begins) > MOST_STEPS
    return lone | many


def _differs(of_rows: Integers, starts: Integers) -> Flags:
    """Whether the rows of a chain differ."""
    differs: Flags = np.minimum.reduceat(of_rows, starts) != np.maximum.reduceat(of_rows, starts)
    return differs
