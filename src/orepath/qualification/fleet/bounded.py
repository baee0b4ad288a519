"""What counts of each chain of a block: fractions of whole numbers, at the least and at the most.

The same reckoning as in `orepath.qualification.value_added`, of many chains at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from orepath.qualification.fleet.coding import Flags, Integers
from orepath.qualification.fleet.exact import Fractions, larger, reaches, same
from orepath.qualification.fleet.sums import EXTRACTION, PROCESSING, RECYCLING, Sums


@dataclass(frozen=True)
class Counted:
    """What counts of each chain.

    Parameters
    ----------
    low, high
        Which part of its value.
    missing
        How many pieces of evidence are missing for both to be the same.
    """

    low: Fractions
    high: Fractions
    missing: Integers


def counted(sums: Sums, which: int, whole_from: Fraction | None) -> Counted:
    """What counts of each chain under one set of countries."""
    every = [_activity(sums, which, activity) for activity in (EXTRACTION, PROCESSING, RECYCLING)]
    low, high = (_of_chain(sums, [bounds[end] for bounds in every], whole_from) for end in (0, 1))
    differs = ~same(low, high) & (sums.value > 0)
    missing = np.zeros(len(sums.value), dtype=np.int64)
    for activity, bounds in enumerate(every):
        open_ones = np.where(sums.steps[activity] > 0, sums.lacking[activity], 1)
        of_it = sums.recycled == (activity == RECYCLING)
        missing += np.where(differs & of_it & ~same(*bounds), open_ones, 0)
    return Counted(low, high, missing)


def _activity(sums: Sums, which: int, activity: int) -> tuple[Fractions, Fractions]:
    """The share of an activity's value added that counts, at the least and at the most."""
    here, everything = sums.counted[which][activity], sums.everything[activity]
    open_here = sums.open_here[which][activity] > 0
    open_elsewhere = sums.open_placed[activity] > sums.open_here[which][activity]
    anywhere = sums.open_anywhere[activity] > 0
    none = sums.steps[activity] == 0
    low = _fixed(Fractions(here, everything), none | open_elsewhere | anywhere, 0)
    low = _fixed(low, open_here & (everything == 0) & ~open_elsewhere & ~anywhere, 1)
    high = _fixed(Fractions(here + sums.unplaced[activity], everything), none | open_here | anywhere, 1)
    return low, high


def _fixed(found: Fractions, where: Flags, part: int) -> Fractions:
    """Fractions, some of them nothing (0) or all (1) in their place."""
    if not where.any():
        return found
    return Fractions(np.where(where, part, found.part), np.where(where, 1, found.whole))


def _of_chain(sums: Sums, activities: list[Fractions], whole_from: Fraction | None) -> Fractions:
    virgin = larger(activities[EXTRACTION], activities[PROCESSING])
    recycled = activities[RECYCLING]
    part = np.where(sums.recycled, recycled.part, virgin.part)
    found = Fractions(part, np.where(sums.recycled, recycled.whole, virgin.whole))
    if whole_from is None:
        return found
    return Fractions(reaches(found, whole_from).astype(np.int64), np.ones(len(part), dtype=np.int64))
