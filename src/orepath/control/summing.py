"""Shares as floating point, and what is left of each entity, to the last digit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from orepath.control.on_day import InForce
from orepath.control.register import Integers
from orepath.network.network import Floats

EXACT = 2**53
"""Whole numbers up to which floating point is exact."""
NEAR = 1e-9
"""A sum this near to the whole is added up again exactly."""


@dataclass(frozen=True)
class Summed:
    """Shares and remainders.

    Parameters
    ----------
    share
        By stake, its least share.
    outside
        By entity, what no known owner has; exactly 0 where owners have all.
    """

    share: Floats
    outside: Floats


def common(denominator: Integers) -> int:
    """A denominator that all have in common, at most 2^53; 0 where there is none.

    >>> common(np.array([100, 8])), common(np.array([2**40, 3**30]))
    (200, 0)
    """
    whole = 1
    for each in np.unique(denominator).tolist():
        whole = lcm(whole, each)
        if whole > EXACT:
            return 0
    return whole


def summed(stakes: InForce) -> Summed:
    """The least shares of some stakes, and what is left of each entity; less than 0 where they are over the whole."""
    share = stakes.numerator / stakes.denominator
    whole = common(stakes.denominator)
    if whole:
        units = (stakes.numerator * (whole // stakes.denominator)).astype(np.float64)
        left = (whole - np.bincount(stakes.owned, units, stakes.entities)) / whole
        return Summed(share, np.asarray(left, dtype=np.float64))
    outside = np.asarray(1.0 - np.bincount(stakes.owned, share, stakes.entities), dtype=np.float64)
    for entity in np.flatnonzero(np.abs(outside) < NEAR).tolist():
        outside[entity] = float(1 - exact_sum(stakes, stakes.of(entity)))
    return Summed(share, outside)


def exact_sum(stakes: InForce, at: NDArray[np.integer]) -> Fraction:
    """What the least shares of some stakes come to."""
    columns = zip(stakes.numerator[at].tolist(), stakes.denominator[at].tolist(), strict=True)
    return sum((Fraction(numerator, denominator) for numerator, denominator in columns), Fraction(0))
