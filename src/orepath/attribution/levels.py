"""The order in which a network can be solved: strongly connected parts, level by level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from orepath.network.incidence import Flags
from orepath.network.network import Integers


@dataclass(frozen=True)
class Level:
    """Parts none of which feeds another; all they feed lies in earlier levels.

    Parameters
    ----------
    single
        Nodes on no cycle but their own self-loop.
    cyclic
        Of each cyclic part the nodes and the flows inside it.
    leaving
        Flows from the level's nodes to earlier levels.
    loops
        Self-loops of ``single``.
    """

    single: Integers
    cyclic: tuple[tuple[Integers, Integers], ...]
    leaving: Integers
    loops: Integers

    @property
    def largest(self) -> int:
        """How many nodes the largest cyclic part has."""
        return max((len(nodes) for nodes, _ in self.cyclic), default=0)


def levels(source: Integers, target: Integers, moves: Flags, nodes: int) -> list[Level]:
    """The levels of a network, its ends first.

    Parameters
    ----------
    moves
        Which flows are above 0, (flows,).
    """
    flows = np.flatnonzero(moves)
    source, target = source[flows], target[flows]
    shape = (nodes, nodes)
    joins = sparse.csr_array((np.ones(len(flows)), (source, target)), shape=shape)
    count, part = connected_components(joins, connection="strong")
    inside = part[source] == part[target]
    depth = _depth(part[source[~inside]], part[target[~inside]], count)[part]
    size = np.bincount(part, minlength=count)[part]
    found = []
    for level in range(int(depth.max(initial=-1)) + 1):
        here = depth == level
        starts = here[source]
        own = [np.flatnonzero(part == number) for number in np.unique(part[here & (size > 1)])]
        cyclic = tuple((each, flows[starts & inside & (part[source] == part[each[0]])]) for each in own)
        loops = flows[starts & inside & (size[source] == 1)]
        found.append(Level(np.flatnonzero(here & (size == 1)), cyclic, flows[starts & ~inside], loops))
    return found


def _depth(source: Integers, target: Integers, parts: int) -> Integers:
    """How many flows lie at most between each part and an end of the network."""
    depth = np.zeros(parts, dtype=np.int64)
    while True:
        deeper = depth.copy()
        np.maximum.at(deeper, source, depth[target] + 1)
        if np.array_equal(deeper, depth):
            return depth
        depth = deeper
