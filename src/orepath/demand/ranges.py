"""A low, middle and high value, and what is reckoned with them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """A value that is not negative, with its bounds: ``low <= mid <= high``.

    Raises
    ------
    ValueError
        Where they are in another order, negative or not finite.
    """

    low: float
    mid: float
    high: float

    def __post_init__(self) -> None:
        """Refuse bounds that are none."""
        if not 0 <= self.low <= self.mid <= self.high < math.inf:
            raise ValueError(f"no range: {self.low}, {self.mid}, {self.high}")

    def times(self, other: Range | float) -> Range:
        """The product, bound by bound.

        >>> Range(1.0, 2.0, 3.0).times(Range(2.0, 2.0, 4.0))
        Range(low=2.0, mid=4.0, high=12.0)
        """
        if isinstance(other, Range):
            return Range(self.low * other.low, self.mid * other.mid, self.high * other.high)
        return Range(self.low * other, self.mid * other, self.high * other)

    def widened(self, low: float, high: float) -> Range:
        """The same middle with bounds at least so wide."""
        return Range(min(self.low, low), self.mid, max(self.high, high))


def total(parts: Iterable[Range]) -> Range:
    """The sum, bound by bound.

    >>> total([Range(1.0, 2.0, 3.0), Range(0.5, 0.5, 0.5)])
    Range(low=1.5, mid=2.5, high=3.5)
    """
    every = list(parts)
    return Range(*(math.fsum(getattr(part, bound) for part in every) for bound in ("low", "mid", "high")))
