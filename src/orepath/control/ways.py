"""All steps upward from an entity, how many paths they make, and the best way on from each."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf, log2

from orepath.control.groups import groups
from orepath.control.path_steps import At, Proof, Upward

COUNTED = 10**12
"""How many paths are counted at most."""
Steps = Mapping[At, tuple[Upward, ...]]


@dataclass(frozen=True)
class Ways:
    """The steps upward from an entity.

    Parameters
    ----------
    best
        By place, the logarithms of the most that the rest of a path adds, at least and at most; only where some path
        leads on.
    group
        The number of the group of each entity that is in a cycle with others.
    count
        How many paths there are where no entity is in a cycle; else 0.
    """

    start: At
    steps: Steps
    best: dict[At, tuple[float, float]]
    group: dict[int, int]
    count: int


def ways(proof: Proof) -> Ways:
    """All steps upward from the entity of a proof."""
    steps = _all(proof)
    order, group = _ordered(steps)
    low, high = _best(steps, low=True), _best(steps, low=False)
    best = {at: (low.get(at, -inf), high[at]) for at in high}
    return Ways(proof.start, steps, best, group, 0 if group else _counted(steps, order, proof.start))


def logarithm(value: Fraction) -> float:
    """The logarithm of a fraction of any size; of 0, less than that of any other."""
    return log2(value.numerator) - log2(value.denominator) if value else -inf


def _all(proof: Proof) -> dict[At, tuple[Upward, ...]]:
    found: dict[At, tuple[Upward, ...]] = {}
    waiting = [proof.start]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found[at] = tuple(sorted(proof.steps(at), key=lambda step: step.link.owner))
            waiting.extend(step.to for step in found[at] if step.to is not None)
    return found


def _ordered(steps: Steps) -> tuple[list[At], dict[int, int]]:
    """The places, owners before what they own, and the entities that are in cycles."""
    owners: dict[int, list[int]] = {}
    for at, some in steps.items():
        owners.setdefault(at.entity, []).extend(step.to.entity for step in some if step.to is not None)
    parts = groups(sorted(owners), owners)
    number = {entity: number for number, part in enumerate(parts) for entity in part}
    group = {entity: number[entity] for part in parts if len(part) > 1 for entity in part}
    return sorted(steps, key=lambda at: number[at.entity]), group


def _counted(steps: Steps, order: list[At], start: At) -> int:
    count: dict[At, int] = {}
    for at in order:
        count[at] = min(COUNTED, sum(1 if step.to is None else count[step.to] for step in steps[at]))
    return count[start]


def _best(steps: Steps, low: bool) -> dict[At, float]:
    """The logarithm of the most that the rest of a path adds from each place on."""
    owned: dict[At, list[tuple[At, float]]] = {}
    best: dict[At, float] = {}
    for at, some in steps.items():
        for step in some:
            value = logarithm(step.low if low else step.high)
            if step.to is not None:
                owned.setdefault(step.to, []).append((at, value))
            elif value > best.get(at, -inf):
                best[at] = value
    waiting = [(-value, number, at) for number, (at, value) in enumerate(best.items())]
    heapq.heapify(waiting)
    number = len(waiting)
    while waiting:
        negative, _, place = heapq.heappop(waiting)
        if -negative < best[place]:
            continue
        for at, value in owned.get(place, ()):
            if value - negative > best.get(at, -inf):
                best[at] = value - negative
                number += 1
                heapq.heappush(waiting, (-best[at], number, at))
    return best
