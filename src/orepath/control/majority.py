"""Control by majority of votes of one entity: who ultimately has it, and how."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from orepath.control.upstream import NONE, Upstream

HALF = Fraction(1, 2)
MOST_TRIED = 64
"""Of entities that may control each other, how many are tried one by one."""


@dataclass(frozen=True)
class Step:
    """An entity that comes under control, with the votes in it and the owners that have them."""

    entity: int
    votes: Fraction
    owners: tuple[int, ...]


@dataclass(frozen=True)
class Controlled:
    """Who ultimately controls an entity, by number: several where they control each other; and by which steps."""

    by: tuple[int, ...]
    steps: tuple[Step, ...]


def controlled(graph: Upstream) -> Controlled:
    """Who ultimately controls the entity of a graph of votes; of stakes within bounds, the least counts."""
    together = Together(graph)
    group, head = together.of(graph.entity), together.head(graph.entity)
    if together.inside(head) > HALF:
        return _each_other(graph, group)
    return Controlled((head,), _needed(graph, head)) if head != graph.entity else Controlled((), ())


def _each_other(graph: Upstream, group: set[int]) -> Controlled:
    """Those of a group that control all others of it; of the many that may, the first are tried."""
    candidates = [entity for part in graph.parts if len(part) > 1 for entity in part if entity in group]
    tried = {entity: {entity, *under(graph, entity)} for entity in candidates[:MOST_TRIED]}
    by = sorted(each for each, has in tried.items() if has >= group and each != graph.entity)
    return Controlled(tuple(by), _needed(graph, by[0]) if by else ())


class Together:
    """Entities above one that act together: groups absorb the entities in which they have more than half.

    In which order does not matter, for two groups never have more than half of one entity.
    """

    def __init__(self, graph: Upstream) -> None:
        self._root: dict[int, int] = {entity: entity for part in graph.parts for entity in part}
        self._head = dict(self._root)
        self._members = {entity: [entity] for entity in self._root}
        self._holds: dict[int, list[tuple[int, Fraction]]] = {}
        self._votes: dict[int, dict[int, Fraction]] = {}
        waiting = []
        for owned, stakes in graph.stakes.items():
            others = [stake for stake in stakes if stake.owner != owned]
            self._votes[owned] = {stake.owner: stake.low for stake in others}
            waiting += [(owned, stake.owner) for stake in others if stake.low > HALF]
            for stake in others:
                self._holds.setdefault(stake.owner, []).append((owned, stake.low))
        while waiting:
            owned, group = waiting.pop()
            absorbing, absorbed = self.root(group), self.root(owned)
            if absorbing != absorbed:
                waiting += self._absorb(absorbing, absorbed)

    def root(self, entity: int) -> int:
        """The entity that stands for a group."""
        while self._root[entity] != entity:
            self._root[entity] = self._root[self._root[entity]]
            entity = self._root[entity]
        return entity

    def of(self, entity: int) -> set[int]:
        """The group of an entity."""
        return set(self._members[self.root(entity)])

    def head(self, entity: int) -> int:
        """Who controls all others of an entity's group."""
        return self._head[self.root(entity)]

    def inside(self, entity: int) -> Fraction:
        """The votes an entity's own group has in it."""
        return self._votes.get(entity, {}).get(self.root(entity), NONE)

    def _absorb(self, absorbing: int, absorbed: int) -> list[tuple[int, int]]:
        """Put one group under the head of another; gives entities of which the two together have more than half."""
        head = self._head[absorbing]
        root, moving = absorbing, absorbed
        if len(self._members[root]) < len(self._members[moving]):
            root, moving = moving, root
        self._root[moving] = root
        self._head[root] = head
        found = []
        for member in self._members[moving]:
            for owned, share in self._holds.get(member, ()):
                votes = self._votes[owned]
                votes[root] = votes.get(root, NONE) + share
                if votes[root] > HALF:
                    found.append((owned, root))
        self._members[root] += self._members.pop(moving)
        return found


def under(graph: Upstream, head: int) -> dict[int, Step]:
    """All that an entity controls above the one asked about, in the order in which it comes under control."""
    holds: dict[int, list[tuple[int, Fraction]]] = {}
    for owned, stakes in graph.stakes.items():
        for stake in stakes:
            if stake.owner != owned:
                holds.setdefault(stake.owner, []).append((owned, stake.low))
    votes: dict[int, Fraction] = {}
    owners: dict[int, list[int]] = {}
    found: dict[int, Step] = {}
    waiting = [head]
    for owner in waiting:
        for owned, share in holds.get(owner, ()):
            if owned == head or owned in found:
                continue
            votes[owned] = votes.get(owned, NONE) + share
            owners.setdefault(owned, []).append(owner)
            if votes[owned] > HALF:
                found[owned] = Step(owned, votes[owned], tuple(owners[owned]))
                waiting.append(owned)
    return found


def _needed(graph: Upstream, head: int) -> tuple[Step, ...]:
    """The steps from a controller to the entity of a graph that the last one rests on."""
    steps = under(graph, head)
    needed: set[int] = set()
    waiting: list[int] = [graph.entity]
    while waiting:
        entity = waiting.pop()
        if entity not in needed and entity in steps:
            needed.add(entity)
            waiting.extend(steps[entity].owners)
    return tuple(step for entity, step in steps.items() if entity in needed)
