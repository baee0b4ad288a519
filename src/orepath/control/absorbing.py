"""The loops that find who acts together: groups absorb the entities in which they hold most votes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from orepath.attribution.memory.compiled import compiled
from orepath.control.register import Integers, Numbers
from orepath.network.network import Floats

EMPTY = -1
MIXING = -7046029254386353131
"""2^64 over the golden ratio, as a signed number: spreads keys that lie close together."""


class Votes(NamedTuple):
    """Votes by who holds them: ``start[i]`` to ``start[i + 1]`` number those of entity ``i``."""

    start: Integers
    owned: Numbers
    weight: Floats


class Groups(NamedTuple):
    """Entities that act together.

    ``parent`` leads from an entity to the root of its group; of a root, ``head`` is who controls all others, ``held``
    how many stakes the group holds, ``last`` its last member; ``following`` leads from each member to the next.
    """

    parent: Numbers
    head: Numbers
    held: Integers
    last: Numbers
    following: Numbers


class Tally(NamedTuple):
    """Votes a group has in an entity, by ``entity * entities + root``, in a table with open addressing."""

    key: Integers
    votes: Floats


@compiled
def root_of(parent: Numbers, entity: int) -> int:
    """The root of an entity's group; ways that were gone are made shorter."""
    while parent[entity] != entity:
        parent[entity] = parent[parent[entity]]
        entity = parent[entity]
    return entity


@compiled
def place_of(key: Integers, wanted: int) -> int:
    """Where a key stands in a table, or where it is to be put."""
    mask = key.size - 1
    mixed = wanted * MIXING
    at = (mixed ^ (mixed >> 32)) & mask
    while key[at] != EMPTY and key[at] != wanted:
        at = (at + 1) & mask
    return at


@compiled
def larger(tally: Tally, parent: Numbers, least: int) -> tuple[Integers, Floats, int]:
    """A table with room for ``least`` more, without groups that are absorbed; and how many keys it holds."""
    live = 0
    for at in range(tally.key.size):
        if tally.key[at] != EMPTY:
            root = tally.key[at] % parent.size
            live += parent[root] == root
    size = 16
    while 2 * size < 3 * (live + least):
        size *= 2
    key, votes = np.full(size, EMPTY, dtype=np.int64), np.zeros(size)
    for at in range(tally.key.size):
        if tally.key[at] != EMPTY:
            root = tally.key[at] % parent.size
            if parent[root] == root:
                to = place_of(key, tally.key[at])
                key[to], votes[to] = tally.key[at], tally.votes[at]
    return key, votes, live


@compiled
def tallied(votes: Votes, owner: Numbers, entities: int) -> tuple[Integers, Floats]:
    """The table in which every owner is a group of its own."""
    size = 16
    while 2 * size < 3 * votes.owned.size:
        size *= 2
    key, sums = np.full(size, EMPTY, dtype=np.int64), np.zeros(size)
    for e in range(votes.owned.size):
        wanted = votes.owned[e] * np.int64(entities) + owner[e]
        at = place_of(key, wanted)
        key[at] = wanted
        sums[at] += votes.weight[e]
    return key, sums


@compiled
def roots(parent: Numbers) -> Numbers:
    """The root of every entity's group."""
    found = np.empty(parent.size, dtype=np.int32)
    for entity in range(parent.size):
        found[entity] = root_of(parent, entity)
    return found


@compiled
def doubled(pairs: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """A list of pairs with room for one more."""
    if count < len(pairs):
        return pairs
    more = np.empty((2 * len(pairs) + 16, 2), dtype=np.int64)
    more[:count] = pairs[:count]
    return more


@compiled
def united(groups: Groups, absorbing: int, absorbed: int) -> tuple[int, int]:
    """Put two groups together under the head of the first; gives the new root, and the first member whose votes move.

    The root of the group that holds more stakes stays root, so that a stake moves no more often than the number of
    entities can be halved.
    """
    head = groups.head[absorbing]
    more = groups.held[absorbing] >= groups.held[absorbed]
    root, moving = (absorbing, absorbed) if more else (absorbed, absorbing)
    groups.parent[moving] = root
    groups.head[root] = head
    groups.held[root] += groups.held[moving]
    groups.following[groups.last[root]] = moving
    groups.last[root] = groups.last[moving]
    return root, moving


@compiled
def absorb(
    votes: Votes, groups: Groups, tally: Tally, waiting: NDArray[np.int64], half: float, guard: float
) -> tuple[Integers, Floats, NDArray[np.int64]]:
    """Absorb until no group has more than half of the votes in an entity outside it.

    Parameters
    ----------
    waiting
        Pairs of an entity and a group that has more than half of its votes.
    guard
        Sums this near to a half are left undecided and given back.

    Returns
    -------
    tuple
        The table, and the pairs of an entity and a group left undecided.
    """
    key, sums = tally.key, tally.votes
    count, undecided = len(waiting), 0
    near = np.empty((16, 2), dtype=np.int64)
    entities = groups.parent.size
    filled = 0
    for at in range(key.size):
        filled += key[at] != EMPTY
    while count:
        count -= 1
        absorbed, absorbing = waiting[count, 0], root_of(groups.parent, waiting[count, 1])
        if groups.head[root_of(groups.parent, absorbed)] != absorbed or root_of(groups.parent, absorbed) == absorbing:
            continue
        root, member = united(groups, absorbing, root_of(groups.parent, absorbed))
        while member >= 0:
            for e in range(votes.start[member], votes.start[member + 1]):
                if 4 * filled > 3 * key.size:
                    key, sums, filled = larger(Tally(key, sums), groups.parent, filled)
                owned = votes.owned[e]
                at = place_of(key, owned * np.int64(entities) + root)
                filled += key[at] == EMPTY
                key[at] = owned * np.int64(entities) + root
                before = sums[at]
                sums[at] += votes.weight[e]
                if root_of(groups.parent, owned) == root:
                    continue
                if before <= half + guard < sums[at]:
                    waiting = doubled(waiting, count)
                    waiting[count, 0], waiting[count, 1] = owned, root
                    count += 1
                elif half - guard < sums[at] <= half + guard and guard > 0.0:
                    near = doubled(near, undecided)
                    near[undecided, 0], near[undecided, 1] = owned, root
                    undecided += 1
            member = groups.following[member]
    return key, sums, near[:undecided]
