"""Integrated shares in a register of any size: what reaches an owner of every entity, through all chains and cycles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from orepath.attribution.memory.solve import ROUNDING, Solved, solve
from orepath.attribution.system import Held, System
from orepath.control.integrated_exactly import Values, exactly
from orepath.control.on_day import InForce, OnDay, numbers, on_day, within
from orepath.control.over import refuse_over
from orepath.control.register import Integers, Metric, Register
from orepath.control.summing import Summed, summed
from orepath.control.upstream import NONE, PARTS_OF_ONE, WHOLE, Upstream
from orepath.errors import InputError, fault
from orepath.network.network import Floats

MOST_ASKED = 1024
"""Owners whose share is bounded where a group of entities that own each other is too large to be solved exactly."""


@dataclass(frozen=True)
class Integrated:
    """The share of every entity that reaches each of some owners.

    Parameters
    ----------
    owners
        Their ids.
    certificate
        No share is further than this from the exact one.
    solved
        The solution; its columns are the owners in the order of their ids.
    """

    owners: tuple[str, ...]
    certificate: float
    solved: Solved

    def of(self, entities: Integers) -> Floats:
        """The shares in some entities, by their numbers, (entities, owners)."""
        return self.solved.of(entities)


def integrated(register: Register, owners: Iterable[str], metric: Metric, as_of: date) -> Integrated:
    """The share of every entity that reaches each of some owners; of stakes within bounds, the least.

    What reaches an owner of an entity is what its stakes bring it directly, and what they bring to all other owners
    times what reaches it of these; what has reached the owner is not followed further.

    Raises
    ------
    UnknownName
        If an owner is not in the register.
    InputError
        If the shares of an entity come to more than the whole, or the metric has no whole.
    """
    if metric not in PARTS_OF_ONE:
        raise InputError(fault("bad_option", "metric", found=metric, allowed=", ".join(PARTS_OF_ONE)))
    names = tuple(sorted(set(owners)))
    asked = numbers(register, names)
    day = on_day(register, as_of)
    shares = summed(day.named[metric])
    refuse_over(day, metric, shares.outside)
    return _integrated(day.named[metric], shares, names, asked)


def _integrated(stakes: InForce, shares: Summed, names: tuple[str, ...], asked: Sequence[int]) -> Integrated:
    """Input shares are rounded, and so are sums over one entity's stakes: that is in the certificate."""
    solved = solve(_system(stakes, shares, names, asked))
    most = int(np.diff(stakes.by_owned[1]).max(initial=0))
    return Integrated(names, solved.certificate + (most + 4) * ROUNDING * solved.norm, solved)


def _system(stakes: InForce, shares: Summed, names: tuple[str, ...], asked: Sequence[int]) -> System:
    none = np.full(stakes.entities, -1, dtype=np.int32)
    held = Held(np.array(asked, dtype=np.int32), np.arange(len(asked), dtype=np.int32))
    return System(stakes.owner, stakes.owned, shares.share, shares.outside, none, names, held)


@dataclass(frozen=True)
class Reached:
    """By owner, how much of one entity reaches it: at least `low`, at most `high`.

    `left_out` counts owners too far away, in a register too entangled, to be asked about.
    """

    low: Values
    high: Values
    left_out: int = 0

    def at_most(self, owner: int) -> Fraction:
        """The most that can reach an owner."""
        return self.high.get(owner, WHOLE if self.left_out else NONE)


def reaching(graph: Upstream, day: OnDay, first: Collection[int] = ()) -> Reached:
    """What of the entity of a graph reaches each owner.

    Exact where groups of entities that own each other are small; else certified bounds, of some owners and of those
    nearest to the entity.
    """
    exact = exactly(graph, day)
    return Reached(exact.low, exact.high) if exact is not None else _bounded(graph, day, first)


def _bounded(graph: Upstream, day: OnDay, first: Collection[int]) -> Reached:
    owners = sorted(_nearest(graph), key=lambda owner: owner not in first)
    asked, left_out = owners[:MOST_ASKED], max(0, len(owners) - MOST_ASKED)
    nodes = np.array(sorted({entity for part in graph.parts for entity in part}), dtype=np.int64)
    named = within(day.named[graph.metric], nodes)
    names = tuple(f"{place:09}" for place in range(len(asked)))
    found = _integrated(named, summed(named), names, np.searchsorted(nodes, asked).tolist())
    row = found.of(np.searchsorted(nodes, [graph.entity]))[0].tolist()
    error = Fraction(found.certificate)
    low = {owner: max(NONE, Fraction(share) - error) for owner, share in zip(asked, row, strict=True)}
    high = {owner: min(WHOLE, Fraction(share) + error) for owner, share in zip(asked, row, strict=True)}
    if not graph.certain:
        high = dict.fromkeys(high, WHOLE)
    return Reached(dict(sorted(low.items())), dict(sorted(high.items())), left_out)


def _nearest(graph: Upstream) -> list[int]:
    """The owners above the entity, those with fewest stakes between first."""
    found, layer = [graph.entity], [graph.entity]
    seen = {graph.entity}
    while layer:
        above = sorted({stake.owner for entity in layer for stake in graph.stakes.get(entity, ())} - seen)
        seen |= set(above)
        found += above
        layer = above
    return found[1:]
