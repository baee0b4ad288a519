"""What shares come to, day by day, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from orepath.control.reading.masks import Flags
from orepath.control.register import Integers, Numbers, Stakes

COMMON = 10**12
"""The most a common denominator may be, so that a million shares over it add up within 64 bits."""


@dataclass(frozen=True)
class Scaled:
    """The least share of each stake as a multiple of ``1 / whole``.

    Parameters
    ----------
    loose
        Stakes whose denominator does not divide `whole`; their share is rounded down, by less than one unit.
    """

    share: Integers
    loose: Flags
    whole: int


def scaled(stakes: Stakes) -> Scaled:
    """The least shares over one denominator, which is common to as many of them as it can be while it stays small."""
    found, count = np.unique(stakes.denominator, return_counts=True)
    whole = 1
    for each in found[np.argsort(-count, kind="stable")].tolist():
        if each <= COMMON and (wider := int(np.lcm(whole, each))) <= COMMON:
            whole = wider
    loose = whole % stakes.denominator != 0
    share = np.where(loose, 0, stakes.numerator * (whole // stakes.denominator))
    for at in np.flatnonzero(loose).tolist():
        share[at] = int(stakes.numerator[at]) * whole // int(stakes.denominator[at])
    return Scaled(share, loose, whole)


@dataclass(frozen=True)
class Changes:
    """What the shares of each group come to after each change, in order of group and day.

    The last change of a day tells what holds on that day; the ends of a day come before its beginnings, so that the
    greatest total among its beginnings is that last one.
    """

    group: Integers
    day: Numbers
    total: Integers


def changes(group: Integers, from_: Numbers, until: Numbers, share: Integers) -> Changes:
    """The totals of some stakes by group.

    >>> found = changes(np.array([7, 7]), np.array([0, 5]), np.array([9, 9]), np.array([60, 50]))
    >>> found.day.tolist(), found.total.tolist()
    ([0, 5, 9, 9], [60, 110, 50, 0])
    """
    of = np.concatenate([group, group])
    day = np.concatenate([from_, until])
    change = np.concatenate([share, -share])
    order = np.lexsort((change > 0, day, of))
    return Changes(of[order], day[order], np.cumsum(change[order]))


def held_on(stakes: Stakes, lines: Integers, day: int) -> Integers:
    """Which of some stakes hold on a day."""
    return lines[(stakes.from_[lines] <= day) & (day < stakes.until[lines])]


def exactly(stakes: Stakes, lines: Integers) -> Fraction:
    """What the least shares of some stakes come to."""
    return sum(
        (Fraction(int(stakes.numerator[line]), int(stakes.denominator[line])) for line in lines.tolist()), Fraction(0)
    )
