"""Exact comparisons and sums of fractions, many at once.

Whole numbers of 64 bits are compared as fractions by their quotients in floating point where these lie well apart, and
by multiplying out where they do not; sums of fractions are taken in whole numbers without a limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from orepath.qualification.fleet.coding import Flags, Integers

NEAR = 1e-12
"""Quotients of 64-bit numbers are right to 4e-16 of themselves; nearer than this they are compared exactly."""

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Fractions:
    """Fractions of 0 to 1; one of a whole of zero is zero."""

    part: Integers
    whole: Integers

    @property
    def quotients(self) -> Floats:
        """The fractions in floating point."""
        found = np.zeros(len(self.part))
        np.divide(self.part, self.whole, out=found, where=self.whole > 0)
        return found

    @property
    def all(self) -> Flags:
        """Which of them are one."""
        all_: Flags = (self.part == self.whole) & (self.whole > 0)
        return all_

    def at(self, number: int) -> Fraction:
        """One of them."""
        return Fraction(int(self.part[number]), int(self.whole[number])) if self.whole[number] else Fraction(0)


def larger(one: Fractions, other: Fractions) -> Fractions:
    """The larger of two fractions, one by one."""
    first, second = one.quotients, other.quotients
    takes_other = second > first
    for at in _near(one, other, first, second):
        takes_other[at] = other.at(at) > one.at(at)
    return Fractions(np.where(takes_other, other.part, one.part), np.where(takes_other, other.whole, one.whole))


def same(one: Fractions, other: Fractions) -> Flags:
    """Whether two fractions are the same, one by one."""
    if one is other:
        return np.ones(len(one.part), dtype=bool)
    first, second = one.quotients, other.quotients
    found: Flags = first == second
    for at in _near(one, other, first, second):
        found[at] = one.at(at) == other.at(at)
    return found


def _near(one: Fractions, other: Fractions, first: Floats, second: Floats) -> list[int]:
    """Where two fractions are too near each other for floating point, and not plainly the same."""
    plain = (one.part == 0) & (other.part == 0) | one.all & other.all
    plain |= (one.part == other.part) & (one.whole == other.whole)
    near: list[int] = np.flatnonzero((np.abs(first - second) <= NEAR) & ~plain).tolist()
    return near


def reaches(found: Fractions, least: Fraction) -> Flags:
    """Whether fractions are at least some other, one by one."""
    quotients = found.quotients
    reached: Flags = quotients >= float(least)
    for at in np.flatnonzero(np.abs(quotients - float(least)) <= NEAR).tolist():
        reached[at] = found.at(at) >= least
    return reached


@dataclass(frozen=True)
class Parts:
    """What counts of each battery, in lists of whole numbers.

    Parameters
    ----------
    total
        By battery, the value of all chains.
    entire
        By battery, the value of chains that count as a whole.
    begins, ends
        By battery, its chains among those that count in part.
    value, part, whole
        Of these chains: ``value * part / whole`` counts.
    """

    total: list[int]
    entire: list[int]
    begins: list[int]
    ends: list[int]
    value: list[int]
    part: list[int]
    whole: list[int]

    def shares(self) -> Iterator[tuple[int, int]]:
        """The share of each battery, in lowest terms: what counts of it over its total."""
        for numerator, total, begins, ends in zip(self.entire, self.total, self.begins, self.ends, strict=True):
            denominator = 1
            for at in range(begins, ends):
                numerator = numerator * self.whole[at] + self.value[at] * self.part[at] * denominator
                denominator *= self.whole[at]
            denominator *= total
            common = gcd(numerator, denominator)
            yield numerator // common, denominator // common


def lowest(value: Integers, found: Fractions) -> tuple[Integers, Fractions]:
    """Products of values and fractions with what is common to both sides of the line taken out, one by one."""
    common = np.gcd(found.part, found.whole)
    part, whole = found.part // common, found.whole // common
    common = np.gcd(value, whole)
    return value // common, Fractions(part, whole // common)
