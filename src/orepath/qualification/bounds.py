"""What a figure lies between, and whether that reaches a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Bounds:
    """What a figure lies between; known exactly where both are the same."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> Fraction | None:
        """The figure, where it is known."""
        return self.low if self.low == self.high else None

    def times(self, value: Fraction) -> Bounds:
        """Both multiplied."""
        return Bounds(self.low * value, self.high * value)


def judged(share: Bounds, threshold: Fraction | None) -> bool | None:
    """Whether a share reaches the threshold, unrounded; None where its bounds leave that open."""
    if threshold is None:
        return None
    if share.low >= threshold:
        return True
    return False if share.high < threshold else None
