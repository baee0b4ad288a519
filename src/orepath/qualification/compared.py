"""Shares each compared with its own threshold, and what that comes to for all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from orepath.qualification.bounds import Bounds, judged

ORDER: dict[bool | None, int] = {False: 0, None: 1, True: 2}
"""What is not met for sure speaks for the whole before what is open, and that before what is met."""


@dataclass(frozen=True)
class Compared:
    """A share and what it must reach; `threshold` is None where nothing is set.

    Parameters
    ----------
    certain
        Whether it is known that the threshold concerns it at all.
    """

    key: str
    share: Bounds
    threshold: Fraction | None
    certain: bool = True

    @property
    def met(self) -> bool | None:
        """Whether the share reaches the threshold; None where that is open or nothing is set."""
        return judged(self.share, self.threshold) if self.certain else None

    @property
    def margin(self) -> Fraction:
        """How far the share lies above the threshold, at the least."""
        return self.share.low - (self.threshold or 0)


def least(every: Iterable[Compared]) -> Compared | None:
    """The one that speaks for all: of those not met, else open, else met, the one with the least margin.

    >>> near, far = (Compared(k, Bounds(s, s), Fraction(1, 2)) for k, s in (("a", Fraction(3, 5)), ("b", Fraction(1))))
    >>> least([far, near]).key
    'a'
    """
    return min(every, key=lambda each: (ORDER[each.met], each.margin, each.key), default=None)


def all_met(every: Iterable[Compared]) -> bool | None:
    """Whether each share reaches its threshold; None where that is open for one and none fails, or there is none."""
    found = [each.met for each in every]
    if False in found:
        return False
    return None if None in found or not found else True
