"""Shares of suppliers, and what a figure made from them can be when a part of the supply is unknown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

UNKNOWN = "unknown"
TOLERANCE = 1e-9  # of a sum of shares that should be 1


class Bracket(NamedTuple):
    """A figure on what is known, and the lowest and highest it can be whatever the unknown turns out to be."""

    value: float
    low: float
    high: float


class Known(NamedTuple):
    """The suppliers that are known and the share of all others together."""

    suppliers: dict[str, float]
    unknown: float

    @property
    def largest(self) -> float:
        """The largest known share; 0 where no supplier is known."""
        return max(self.suppliers.values(), default=0.0)


def known(shares: Mapping[str, float]) -> Known:
    """The known suppliers and the unknown rest; what is missing to 1 is unknown too.

    Parameters
    ----------
    shares
        Share (0 to 1) by supplier; the key ``unknown`` holds what no source attributes.

    Raises
    ------
    ValueError
        Where a share is negative or not a number, or where the shares sum to more than 1.

    Examples
    --------
    >>> known({"Aland": 0.5, "Boria": 0.25})
    Known(suppliers={'Aland': 0.5, 'Boria': 0.25}, unknown=0.25)
    """
    if any(not share >= 0 for share in shares.values()):
        raise ValueError("a share is negative or not a number")
    total = math.fsum(shares.values())
    if total > 1 + TOLERANCE:
        raise ValueError(f"the shares sum to {total}, which is more than 1")
    suppliers = {place: share for place, share in shares.items() if place != UNKNOWN}
    rest = 1 - math.fsum(suppliers.values())
    return Known(suppliers, rest if rest > TOLERANCE else 0.0)
