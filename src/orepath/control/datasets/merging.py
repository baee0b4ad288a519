"""Stakes of one owner in one entity and metric that hold on the same days, added up as control adds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby, pairwise
from math import lcm
from typing import Any

Stake = tuple[Any, ...]
"""Owner, owned, metric, numerator, most, denominator, first day, end, number of the record, and a nought."""
WHOLE = Fraction(1)


def merge_stakes(stakes: Iterable[Stake]) -> Iterator[Stake]:
    """One stake for each period on which the same ones hold; those of one owner, owned and metric stand together.

    The least shares are added up; so are the most, to no more than the whole.

    >>> both = [("a", "b", "votes", 1, 1, 4, 0, 9, 1, 0), ("a", "b", "votes", 0, 1, 1, 5, 9, 2, 0)]
    >>> list(merge_stakes(both))
    [('a', 'b', 'votes', 1, 1, 4, 0, 5, 1, 0), ('a', 'b', 'votes', 1, 4, 4, 5, 9, 1, 0)]
    """
    for ends, group in groupby(stakes, key=lambda stake: stake[:3]):
        yield from _merged(ends, list(group))


def _merged(ends: tuple[Any, ...], stakes: list[Stake]) -> Iterator[Stake]:
    days = sorted({day for stake in stakes for day in stake[6:8]})
    last: list[Any] | None = None
    for begins, over in pairwise(days):
        holding = [stake for stake in stakes if stake[6] <= begins and stake[7] >= over]
        if not holding:
            continue
        low = min(WHOLE, sum((Fraction(stake[3], stake[5]) for stake in holding), Fraction(0)))
        high = min(WHOLE, sum((Fraction(stake[4], stake[5]) for stake in holding), Fraction(0)))
        below = lcm(low.denominator, high.denominator)
        share = [int(low * below), int(high * below), below]
        number = min(stake[8] for stake in holding)
        if last and last[3:6] == share and last[7] == begins:
            last[7] = over
            continue
        if last:
            yield tuple(last)
        last = [*ends, *share, begins, over, number, 0]
    if last:
        yield tuple(last)
