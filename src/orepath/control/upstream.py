"""Who stands above one entity: a small exact graph of each metric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from orepath.control.groups import groups
from orepath.control.on_day import OWNED, InForce, OnDay
from orepath.control.over import over
from orepath.control.register import Metric
from orepath.errors import InputError

NONE, WHOLE = Fraction(0), Fraction(1)
PARTS_OF_ONE: tuple[Metric, ...] = ("equity", "votes", "seats", "debt")
"""Metrics whose shares are parts of one whole; several owners may each have a right to appoint."""
OPEN: tuple[Metric, ...] = ("equity", "votes", "seats")
"""Metrics whose remainder to the whole is unknown in an open world."""


@dataclass(frozen=True)
class Stake:
    """What an owner has of an entity, all its rows together: at least `low`, at most `high`."""

    owner: int
    low: Fraction
    high: Fraction
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Upstream:
    """An entity and all from whom chains of stakes of one metric lead to it, by their numbers in the register.

    Parameters
    ----------
    metric
        What the shares are of.
    entity
        The entity below all others.
    stakes
        By entity, the stakes of its known owners in the order of their numbers; only those that have some.
    pool
        By entity, how much of it at most belongs to owners nobody knows; only where that is more than nothing.
    parts
        All entities, in groups that own each other, every owner in an earlier group or in the same.
    """

    metric: Metric
    entity: int
    stakes: dict[int, tuple[Stake, ...]]
    pool: dict[int, Fraction]
    parts: tuple[tuple[int, ...], ...]

    def room(self, owned: int) -> Fraction:
        """How much of an entity no known owner is sure to have."""
        if owned not in self._rooms:
            self._rooms[owned] = max(NONE, WHOLE - sum((stake.low for stake in self.stakes.get(owned, ())), NONE))
        return self._rooms[owned]

    @cached_property
    def _rooms(self) -> dict[int, Fraction]:
        return {}

    @cached_property
    def part_of(self) -> dict[int, int]:
        """The number of the group of each entity."""
        return {entity: number for number, part in enumerate(self.parts) for entity in part}

    @cached_property
    def _owns(self) -> dict[int, list[int]]:
        owns: dict[int, list[int]] = {}
        for owned, stakes in self.stakes.items():
            for stake in stakes:
                owns.setdefault(stake.owner, []).append(owned)
        return owns

    def below(self, owner: int) -> list[tuple[int, ...]]:
        """The groups to which chains lead from an owner, its own among them, in order."""
        found, waiting = {owner}, [owner]
        while waiting:
            for owned in self._owns.get(waiting.pop(), ()):
                if owned not in found:
                    found.add(owned)
                    waiting.append(owned)
        return [self.parts[number] for number in sorted({self.part_of[entity] for entity in found})]

    @cached_property
    def exits(self) -> frozenset[int]:
        """The entity below all others, and those that own an entity of another group."""
        group = self.part_of
        pairs = ((owner, owned) for owner, every in self._owns.items() for owned in every)
        return frozenset({self.entity, *(owner for owner, owned in pairs if group[owner] != group[owned])})

    @property
    def certain(self) -> bool:
        """Whether every stake is known exactly and every owner known."""
        return not self.pool and all(stake.low == stake.high for some in self.stakes.values() for stake in some)


def reach(day: OnDay, entity: int, metrics: Sequence[Metric]) -> tuple[int, ...]:
    """The entities from whom chains of stakes, of any of some metrics, lead to an entity, itself among them; sorted."""
    stakes = [day.named[metric] for metric in metrics]
    found, waiting = {entity}, [entity]
    while waiting:
        owned = waiting.pop()
        for some in stakes:
            for owner in some.owner[some.of(owned)].tolist():
                if owner not in found:
                    found.add(owner)
                    waiting.append(owner)
    return tuple(sorted(found))


def upstream(day: OnDay, metric: Metric, entity: int, nodes: Sequence[int], open_world: bool) -> Upstream:
    """The exact graph of one metric on some entities, with whoever owns any of them.

    Raises
    ------
    InputError
        If the shares of an entity come to more than the whole.
    """
    named = day.named[metric]
    stakes = {owned: some for owned in nodes if (some := _stakes(named, owned))}
    _refuse_over(day, metric, stakes)
    owners = {owned: [stake.owner for stake in some] for owned, some in stakes.items()}
    return Upstream(metric, entity, stakes, _pools(day, metric, nodes, stakes, open_world), groups(nodes, owners))


def _stakes(named: InForce, owned: int) -> tuple[Stake, ...]:
    """The stakes of the known owners of an entity, an owner's rows added up."""
    at = named.of(owned)
    columns = (named.owner, named.numerator, named.most, named.denominator, named.row)
    found: dict[int, Stake] = {}
    for owner, numerator, most, denominator, row in zip(*(each[at].tolist() for each in columns), strict=True):
        low, high, rows = Fraction(numerator, denominator), Fraction(most, denominator), (row,)
        other = found.get(owner)
        if other is not None:
            low, high, rows = other.low + low, min(WHOLE, other.high + high), tuple(sorted((*other.rows, row)))
        found[owner] = Stake(owner, low, high, rows)
    return tuple(found[owner] for owner in sorted(found))


def _pools(
    day: OnDay, metric: Metric, nodes: Sequence[int], stakes: dict[int, tuple[Stake, ...]], open_world: bool
) -> dict[int, Fraction]:
    kind, unnamed = day.register.entities.kind, day.unnamed[metric]
    found: dict[int, Fraction] = {}
    for node in nodes:
        if kind[node] != OWNED:
            continue
        of = unnamed.of(node).tolist()
        if open_world and metric in OPEN:
            share = WHOLE
        elif of:
            share = sum((Fraction(int(unnamed.most[at]), int(unnamed.denominator[at])) for at in of), NONE)
        else:
            continue
        if metric in PARTS_OF_ONE:
            share = min(share, WHOLE - sum((stake.low for stake in stakes.get(node, ())), NONE))
        if share > 0:
            found[node] = min(share, WHOLE)
    return found


def _refuse_over(day: OnDay, metric: Metric, stakes: dict[int, tuple[Stake, ...]]) -> None:
    if metric not in PARTS_OF_ONE:
        return
    faults = []
    for owned, some in stakes.items():
        come_to = sum((stake.low for stake in some), NONE)
        if come_to > 1:
            faults.append(over(day, metric, owned, come_to, [row for stake in some for row in stake.rows]))
    if faults:
        raise InputError(faults)
