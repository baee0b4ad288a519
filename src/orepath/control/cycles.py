"""Entities that own each other: sums over the chains that pass none of them twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orepath.control.upstream import Upstream

At = Callable[[int, Mapping[int, Fraction]], Fraction]
"""What is held of an entity, where it is known what is held of its owners."""
NONE, WHOLE = Fraction(0), Fraction(1)
STEPS, ALL, LEAST = 50_000, 200_000, 1000
"""How many entities chains may pass inside one group before the search stops, and inside all; each group gets some."""
BITS = 200_000_000
"""What the entities that chains have passed may take to write down: in a very large group there are fewer steps."""
ROUNDS, EDGES = 400, 2_000_000
"""How often a bound from above is lowered at most, and how many stakes are gone through for it in all."""
STILL = Fraction(1, 1 << 40)
"""The change below which it is not lowered further."""
FINE = 1 << 96
"""Bounds from above are rounded up to multiples of ``1 / FINE``."""


@dataclass
class Budget:
    """How many steps a search may still take, and whether it had to leave something out."""

    left: int
    spent: bool = False


def budget(part: Sequence[int], left: int = ALL) -> Budget:
    """The steps that may be taken in a group, of those that are left for all."""
    return Budget(max(LEAST, min(STEPS, left, BITS // len(part))))


@dataclass
class _Step:
    """An entity reached by a chain: which entities the chain has passed, and what is held of its owners."""

    entity: int
    passed: int
    owners: list[int]
    held: dict[int, Fraction]
    waits_for: int = -1


@dataclass(frozen=True)
class Around:
    """A group of entities that own each other.

    Parameters
    ----------
    inner
        By entity, its owners inside the group that are not covered.
    outer
        By entity, what is held of its other owners.
    bit
        By entity, its place among those a chain has passed.
    """

    inner: dict[int, list[int]]
    outer: dict[int, dict[int, Fraction]]
    bit: dict[int, int]


def around(graph: Upstream, part: Sequence[int], covered: frozenset[int], held: Mapping[int, Fraction]) -> Around:
    """A group, with what is held of those that own its entities from outside."""
    bit = {entity: 1 << number for number, entity in enumerate(part)}
    inner: dict[int, list[int]] = {}
    outer: dict[int, dict[int, Fraction]] = {}
    for entity in part:
        owners = [stake.owner for stake in graph.stakes.get(entity, ())]
        inner[entity] = [owner for owner in owners if owner in bit and owner not in covered and owner != entity]
        outer[entity] = {owner: WHOLE if owner in covered else held.get(owner, NONE) for owner in owners}
        outer[entity].update(dict.fromkeys(inner[entity], NONE))
    return Around(inner, outer, bit)


def round_about(
    graph: Upstream, part: Sequence[int], covered: frozenset[int], at: At, held: Mapping[int, Fraction], steps: Budget
) -> dict[int, Fraction]:
    """What is held of those entities of a group that own something outside it, and of the one asked about.

    Where the search stops before its end, what was not gone through counts as nothing.
    """
    group = around(graph, part, covered, held)
    asked = [entity for entity in part if entity in graph.exits]
    if not any(entity in covered or at(entity, group.outer[entity]) for entity in part):
        return dict.fromkeys(asked, NONE)
    known: dict[tuple[int, int], Fraction] = {}
    return {entity: WHOLE if entity in covered else _along(entity, group, at, known, steps) for entity in asked}


def _along(entity: int, group: Around, at: At, known: dict[tuple[int, int], Fraction], steps: Budget) -> Fraction:
    """What is held of an entity by all chains that end there, from the entity upward."""
    stack = [_step(entity, group.bit[entity], group)]
    found = NONE
    while stack:
        step = stack[-1]
        if step.waits_for >= 0:
            step.held[step.waits_for], step.waits_for = found, -1
        above = _next(step, group, known, steps)
        if above is not None:
            stack.append(above)
            continue
        found = at(step.entity, step.held)
        known[step.entity, step.passed] = found
        stack.pop()
    return found


def _step(entity: int, passed: int, group: Around) -> _Step:
    owners = [owner for owner in group.inner[entity] if not group.bit[owner] & passed]
    return _Step(entity, passed, owners, dict(group.outer[entity]))


def _next(step: _Step, group: Around, known: dict[tuple[int, int], Fraction], steps: Budget) -> _Step | None:
    """The next owner to go through, if what is held of it is not known yet."""
    while step.owners:
        owner = step.owners.pop()
        passed = step.passed | group.bit[owner]
        if (owner, passed) in known:
            step.held[owner] = known[owner, passed]
        elif steps.left <= 0:
            steps.spent = True
        else:
            steps.left -= 1
            step.waits_for = owner
            return _step(owner, passed, group)
    return None


def from_above(
    graph: Upstream, part: Sequence[int], covered: frozenset[int], at: At, held: Mapping[int, Fraction]
) -> dict[int, Fraction]:
    """A bound from above of what is held of each entity of a group, in which chains may go round.

    Begun with everything held of everything and lowered as long as it gets lower: every state is a bound.
    """
    group = around(graph, part, covered, held)
    if not any(entity in covered or at(entity, group.outer[entity]) for entity in part):
        return dict.fromkeys(part, NONE)
    bound = dict.fromkeys(part, WHOLE)
    stakes = sum(len(group.outer[entity]) for entity in part)
    for _ in range(max(1, min(ROUNDS, EDGES // max(stakes, 1)))):
        change = NONE
        for entity in part:
            if entity in covered:
                continue
            found = at(entity, {**group.outer[entity], **{owner: bound[owner] for owner in group.inner[entity]}})
            lower = min(bound[entity], Fraction(-(-found.numerator * FINE // found.denominator), FINE))
            change, bound[entity] = max(change, bound[entity] - lower), lower
        if change <= STILL:
            break
    return bound
