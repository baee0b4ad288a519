"""Integrated shares in a register of any size: what reaches an owner of every entity, through all chains and cycles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import numpy as np

from orepath.attribution.memory.solve import ROUNDING, Solved, solve
from orepath.attribution.system import Held, System
from orepath.control.integrated_exactly import Values, exactly
from orepath.control.limits import limits
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
    most = int(np.bincount(stakes.owned).max(initial=0))
    return Integrated(names, solved.certificate + (most + 4) * ROUNDING * solved.norm, solved)


def _system(stakes: InForce, shares: Summed, names: tuple[str, ...], asked: Sequence[int]) -> System:
    none = np.full(stakes.entities, -1, dtype=np.int32)
    held = Held(np.array(asked, dtype=np.int32), np.arange(len(asked), dtype=np.int32))
    return System(stakes.owner, stakes.owned, shares.share, shares.outside, none, names, held)


@dataclass(frozen=True)
class Reached:
    """By owner, how much of one entity reaches it: at least `low`, at most `high`.

    `limit` bounds from above what reaches the owners that were not gone into, which are those it brings least.
    """

    low: Values
    high: Values
    limit: Values = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """How many owners were not gone into."""
        return len(self.limit)

    def at_most(self, owner: int) -> Fraction:
        """The most that can reach an owner."""
        return self.high.get(owner, self.limit.get(owner, NONE))


def reaching(graph: Upstream, day: OnDay, first: Collection[int] = ()) -> Reached:
    """What of the entity of a graph reaches each owner.

    Exact where groups of entities that own each other are small; else certified bounds, of some owners and of those
    that can have most.
    """
    exact = exactly(graph, day)
    return Reached(exact.low, exact.high) if exact is not None else _bounded(graph, day, first)


def _bounded(graph: Upstream, day: OnDay, first: Collection[int]) -> Reached:
    nodes = np.array(sorted({entity for part in graph.parts for entity in part}), dtype=np.int64)
    named = within(day.named[graph.metric], nodes)
    place = int(np.searchsorted(nodes, graph.entity))
    limit = dict(zip(nodes.tolist(), map(Fraction, limits(named, place).tolist()), strict=True))
    del limit[graph.entity]
    owners = sorted(limit, key=lambda owner: (owner not in first, -limit[owner], owner))
    asked, rest = owners[:MOST_ASKED], owners[MOST_ASKED:]
    names = tuple(f"{number:09}" for number in range(len(asked)))
    found = _integrated(named, summed(named), names, np.searchsorted(nodes, asked).tolist())
    row = found.of(np.array([place]))[0].tolist()
    error = Fraction(found.certificate)
    low = {owner: max(NONE, Fraction(share) - error) for owner, share in zip(asked, row, strict=True)}
    high = {owner: min(WHOLE, Fraction(share) + error) for owner, share in zip(asked, row, strict=True)}
    left = {owner: limit[owner] for owner in rest}
    if not graph.certain:
        high, left = dict.fromkeys(high, WHOLE), dict.fromkeys(left, WHOLE)
    return Reached(dict(sorted(low.items())), dict(sorted(high.items())), left)
