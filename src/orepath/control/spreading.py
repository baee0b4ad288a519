"""Who is covered only because covered owners hold it: the least set, and the most."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from orepath.control.answer import Held
from orepath.control.counting import NONE, WHOLE
from orepath.control.register import Metric
from orepath.control.rule import Spreads, Together
from orepath.control.upstream import Stake, Upstream

Graphs = dict[Metric, Upstream]


@dataclass(frozen=True)
class Spread:
    """Entities that are covered only because others hold them, and those that may be, with the metrics that do it."""

    sure: dict[int, tuple[Metric, ...]]
    possible: dict[int, tuple[Metric, ...]]


def directly(graph: Upstream, owned: int, sure: Collection[int], possible: Collection[int], together: Together) -> Held:
    """What covered owners have of an entity directly: all together, or the one that has most.

    What nobody knows may belong to a covered owner, in the register or not; with all that is sure to belong to others
    it comes to no more than the whole.
    """
    stakes = graph.stakes.get(owned, ())
    pool, parts = graph.pool.get(owned, NONE), graph.metric != "appoints"
    low = [stake.low for stake in stakes if stake.owner in sure]
    if together == "one":
        most = [_alone(graph, owned, stake, pool, parts) for stake in stakes if stake.owner in possible]
        return Held(max(low, default=NONE), max([*most, pool], default=NONE))
    least = min(WHOLE, sum(low, NONE))
    high = sum((stake.high for stake in stakes if stake.owner in possible), NONE) + pool
    others = sum((stake.low for stake in stakes if stake.owner not in possible), NONE) if parts else NONE
    return Held(least, max(least, min(high, WHOLE - others)))


def _alone(graph: Upstream, owned: int, stake: Stake, pool: Fraction, parts: bool) -> Fraction:
    """The most that one owner can have."""
    room = graph.room(owned) + stake.low if parts else WHOLE
    return max(stake.low, min(stake.high + pool, room))


def spread(graphs: Graphs, sure: Collection[int], possible: Collection[int], spreads: Spreads) -> Spread:
    """The entities to which being covered spreads, again and again until no more are found."""
    least = _spread(graphs, set(sure), spreads, low=True)
    most = _spread(graphs, set(possible), spreads, low=False)
    return Spread(least, most)


def _spread(graphs: Graphs, covered: set[int], spreads: Spreads, low: bool) -> dict[int, tuple[Metric, ...]]:
    by_itself = frozenset(covered)
    sums = {metric: _Sums(graphs[metric], spreads.together, low) for metric in spreads.metrics}
    for owner in sorted(covered):
        for each in sums.values():
            each.add(owner)
    waiting = sorted({owned for each in sums.values() for owned in each.owned()})
    found: dict[int, tuple[Metric, ...]] = {}
    while waiting:
        owned = waiting.pop()
        if owned in by_itself:
            continue
        by = tuple(metric for metric in spreads.metrics if spreads.threshold.met(sums[metric].of(owned)))
        if by and owned not in found:
            for each in sums.values():
                waiting.extend(each.add(owned))
        if by:
            found[owned] = by
    return dict(sorted(found.items()))


class _Sums:
    """What covered owners have of each entity of a graph, kept up as more owners are covered."""

    def __init__(self, graph: Upstream, together: Together, low: bool) -> None:
        self.graph, self.together, self.low = graph, together, low
        self.holds: dict[int, list[tuple[int, Stake]]] = {}
        for owned, stakes in graph.stakes.items():
            for stake in stakes:
                self.holds.setdefault(stake.owner, []).append((owned, stake))
        self.has: dict[int, Fraction] = {} if low else dict(graph.pool)
        self.others = {} if low else {owned: WHOLE - graph.room(owned) for owned in graph.stakes}

    def owned(self) -> Iterable[int]:
        """The entities of which anything may be held."""
        return sorted(self.has)

    def add(self, owner: int) -> list[int]:
        """Count an owner as covered; gives what it owns."""
        for owned, stake in self.holds.get(owner, ()):
            has = self.has.get(owned, NONE)
            if self.together == "one":
                pool = self.graph.pool.get(owned, NONE)
                alone = stake.low if self.low else _alone(self.graph, owned, stake, pool, parts=True)
                self.has[owned] = max(has, alone)
            else:
                self.has[owned] = has + (stake.low if self.low else stake.high)
                if not self.low:
                    self.others[owned] -= stake.low
        return [owned for owned, _ in self.holds.get(owner, ())]

    def of(self, owned: int) -> Fraction:
        """What they have of an entity."""
        has = self.has.get(owned, NONE)
        if self.low or self.together == "one":
            return min(WHOLE, has)
        return min(has, WHOLE - self.others.get(owned, NONE))
