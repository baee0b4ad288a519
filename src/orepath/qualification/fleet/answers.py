"""The answers for the batteries of a block: share, result, and how much evidence is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from orepath.errors import InputError, fault
from orepath.qualification.asked import Asked
from orepath.qualification.bounds import Bounds, judged
from orepath.qualification.chains_of import chains_of
from orepath.qualification.fleet.bounded import counted
from orepath.qualification.fleet.coding import Integers
from orepath.qualification.fleet.exact import Fractions, Parts, lowest
from orepath.qualification.fleet.sums import Sums
from orepath.qualification.value_added import chain_share
from orepath.qualification.value_share import applicable, areas, whole_from
from orepath.qualification.value_share_missing import missing_of
from orepath.qualification.value_whole import whole_share
from orepath.tabular.table import Table

Exact: TypeAlias = tuple[int, int]
"""A share in lowest terms."""


@dataclass(frozen=True)
class Told:
    """The answer for one battery: its share in lowest terms, or what bounds it where it is not known."""

    share: Exact | None
    bounds: Bounds | None
    passes: bool | None
    missing: int


class Judge:
    """Judges batteries as `orepath.qualification.value_share` does, under the agreements of a question."""

    def __init__(self, asked: Asked) -> None:
        threshold, standing = asked.value("threshold"), asked.standing()
        self.asked = asked
        self.areas = areas(asked)
        self.whole_from = whole_from(asked)
        self.applies = standing.applies and threshold is not None
        self.open_days = len(standing.open)
        self.threshold = threshold.value if threshold else Fraction(0)

    def exact(self, share: Exact) -> Told:
        """The answer for a share that is known."""
        numerator, denominator = share
        met = numerator * self.threshold.denominator >= denominator * self.threshold.numerator
        return Told(share, None, *self._passes(met))

    def bounded(self, low: Exact, high: Exact, missing: int) -> Told:
        """The answer for a share that lies between two."""
        least, most = (Fraction(*each) for each in (low, high))
        passes, days = self._passes(judged(Bounds(least, most), self.threshold) if self.applies else None)
        return Told(None, Bounds(least, most), passes, missing + days)

    def one(self, table: Table) -> Told:
        """The answer for the rows of one battery, by fractions throughout.

        Raises
        ------
        InputError
            For chains at odds with themselves, or without any value.
        """
        asked = replace(self.asked, table=table)
        looked_at, _ = applicable(asked, chains_of(table))
        found = [chain_share(chain, self.areas, self.whole_from) for chain in looked_at]
        whole = whole_share(found)
        share = whole.share
        if share is None:
            raise InputError(fault("qualify_total_zero", table.name))
        met = judged(share, self.threshold) if self.applies else None
        passes, days = self._passes(met)
        missing = days + sum(1 for _ in missing_of(asked, found, whole, decides=False))
        if share.exact is None:
            return Told(None, share, passes, missing)
        return Told((share.low.numerator, share.low.denominator), None, passes, missing)

    def _passes(self, met: bool | None) -> tuple[bool | None, int]:
        """The result, and how many days are missing that could decide it."""
        if not self.applies:
            return None, self.open_days
        return (None if met and self.open_days else met), (0 if met is False else self.open_days)


def answers(judge: Judge, sums: Sums, which: int, chosen: Integers) -> Iterator[Told]:
    """The answers for some batteries of a block, under one set of countries."""
    found = counted(sums, which, judge.whole_from)
    lows = shares(sums, found.low, chosen)
    missing = np.add.reduceat(found.missing, sums.first)[chosen].tolist()
    some = chosen[np.array(missing, dtype=np.int64) > 0]
    highs = iter(shares(sums, found.high, some))
    for low, lacking in zip(lows, missing, strict=True):
        yield judge.bounded(low, next(highs), lacking) if lacking else judge.exact(low)


def shares(sums: Sums, found: Fractions, chosen: Integers) -> list[Exact]:
    """The shares of some batteries of a block, given what counts of each chain."""
    if not len(chosen):
        return []
    first = sums.first
    entire = np.add.reduceat(np.where(found.all, sums.value, 0), first)
    some = np.flatnonzero((found.part > 0) & ~found.all & (sums.value > 0))
    ends = np.searchsorted(sums.battery[some], np.arange(len(first) + 1))
    value, parts = lowest(sums.value[some], Fractions(found.part[some], found.whole[some]))
    exactly = Parts(
        total=sums.totals[chosen].tolist(),
        entire=entire[chosen].tolist(),
        begins=ends[chosen].tolist(),
        ends=ends[chosen + 1].tolist(),
        value=value.tolist(),
        part=parts.part.tolist(),
        whole=parts.whole.tolist(),
    )
    return list(exactly.shares())
