"""The limbs of a rule, found for one entity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from orepath.control.answer import Held
from orepath.control.asked import Asked
from orepath.control.counting import NONE, WHOLE
from orepath.control.covering import seated
from orepath.control.held import Holding, alone, holding
from orepath.control.on_day import OWNED
from orepath.control.register import Metric
from orepath.control.rule import Limb, Threshold
from orepath.control.spreading import directly

MOST_ALONE, MOST_CROWDED = 1000, 10
"""How many owners are taken each by itself at most, and where groups have too many chains among them."""


@dataclass(frozen=True)
class Found:
    """What a limb comes to.

    Parameters
    ----------
    met
        None where what is missing leaves it open.
    by
        Covered owners whose holdings meet it, by number, where holdings do.
    holding
        What covered owners hold of the entities above as well, where they are taken together.
    crowded
        The sizes of groups of entities with too many chains among them.
    loose
        Whether too many owners may be covered to take each by itself.
    """

    limb: Limb
    metric: Metric | None
    held: Held | None
    met: bool | None
    by: tuple[int, ...] = ()
    holding: Holding | None = None
    crowded: tuple[int, ...] = ()
    loose: bool = False


def limbs(asked: Asked) -> tuple[Found, ...]:
    """Every limb of the rule, for each of its metrics."""
    return tuple(found for limb in asked.version.limbs for found in _limb(asked, limb))


def _limb(asked: Asked, limb: Limb) -> Iterator[Found]:
    entities, entity = asked.day.register.entities, asked.entity
    if limb.sort == "seated":
        met = seated(entities, entity, asked.version.nations) if entities.kind[entity] == OWNED else False
        yield Found(limb, None, None, met)
    elif limb.sort == "covered":
        sure, possible = entity in asked.covered.sure, entity in asked.covered.possible
        yield Found(limb, None, None, sure or (None if possible else False))
    else:
        for metric in limb.metrics:
            yield _held(asked, limb, metric)


def _held(asked: Asked, limb: Limb, metric: Metric) -> Found:
    graph, threshold = asked.graphs[metric], limb.threshold
    assert threshold is not None
    crowded: tuple[int, ...] = ()
    loose = False
    every: Holding | None = None
    if limb.through == "direct":
        held = directly(graph, asked.entity, asked.sure, asked.possible, limb.together)
        by = _direct(asked, metric, threshold if limb.together == "one" else None)
    elif limb.together == "all":
        every = holding(graph, asked.sure - {asked.entity}, asked.possible - {asked.entity}, asked.version.counting)
        held, crowded = every.of(asked.entity), every.crowded
        by = _above(asked, metric, every.low)
    else:
        held, by, crowded, loose = _alone(asked, metric, threshold)
    met = True if threshold.met(held.low) else None if threshold.met(held.high) else False
    return Found(limb, metric, held, met, by if met else (), every, crowded, loose)


def _direct(asked: Asked, metric: Metric, threshold: Threshold | None) -> tuple[int, ...]:
    """The covered owners that have something directly; where a threshold is given, those that meet it alone."""
    stakes = asked.graphs[metric].stakes.get(asked.entity, ())
    has = [stake for stake in stakes if stake.owner in asked.sure and stake.low > 0]
    return tuple(stake.owner for stake in has if threshold is None or threshold.met(stake.low))


def _above(asked: Asked, metric: Metric, held: dict[int, Fraction]) -> tuple[int, ...]:
    """The covered owners from whom a chain that counts leads to the entity."""
    graph, counting = asked.graphs[metric], asked.version.counting
    found, seen, waiting = set(), {asked.entity}, [asked.entity]
    while waiting:
        for stake in graph.stakes.get(waiting.pop(), ()):
            if not stake.low or stake.owner in seen:
                continue
            seen.add(stake.owner)
            if stake.owner in asked.sure:
                found.add(stake.owner)
            elif counting.passes(held.get(stake.owner, NONE)) or stake.owner not in held:
                waiting.append(stake.owner)
    return tuple(sorted(found))


def _alone(asked: Asked, metric: Metric, threshold: Threshold) -> tuple[Held, tuple[int, ...], tuple[int, ...], bool]:
    """What the one covered owner has that has most, who meets the threshold alone, and what makes it loose."""
    graph, counting, entity = asked.graphs[metric], asked.version.counting, asked.entity
    nobody = holding(graph, (), (), counting)
    low, high = NONE, nobody.high[entity]
    by: list[int] = []
    crowded: tuple[int, ...] = ()
    tried = 0
    for owner, limit in _by_limit(asked, metric, asked.possible):
        if limit <= (low if owner in asked.sure else high) and not threshold.met(limit):
            continue
        if tried >= (MOST_CROWDED if crowded else MOST_ALONE):
            return Held(low, max(high, limit)), tuple(sorted(by)), crowded, True
        tried += 1
        found = alone(graph, owner, counting, nobody)
        crowded, high = crowded or found.crowded, max(high, found.high[entity])
        if owner in asked.sure:
            low = max(low, found.low[entity])
            by += [owner] if threshold.met(found.low[entity]) else []
    return Held(low, high), tuple(sorted(by)), crowded, False


def _by_limit(asked: Asked, metric: Metric, owners: frozenset[int]) -> list[tuple[int, Fraction]]:
    """Covered owners with the most each can have, those that can have most first.

    Where a stake counts as no more than it is, that is the integrated share.
    """
    reach, as_it_is = asked.integrated(metric), asked.version.counting.whole_from is None
    limits = [(owner, reach.at_most(owner) if as_it_is else WHOLE) for owner in owners if owner != asked.entity]
    return sorted(((owner, limit) for owner, limit in limits if limit), key=lambda each: (-each[1], each[0]))
