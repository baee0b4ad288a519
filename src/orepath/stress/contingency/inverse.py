"""The loops that take from the inverse of a network what removals need of it, cyclic part by cyclic part."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from orepath.attribution.memory.backward import factored
from orepath.attribution.memory.compiled import compiled
from orepath.attribution.memory.rows import Rows
from orepath.network.columnar import Numbers
from orepath.network.network import Floats, Integers


class Parts(NamedTuple):
    """A network by its strongly connected parts, each after all that feed it.

    ``node[bounds[g]:bounds[g + 1]]`` are the nodes of part g, ``part`` is the part of each node and ``place`` its place
    in it. ``start[j]`` to ``start[j + 1]`` number the flows into node j from other nodes: from ``origin``, each
    ``share`` of what stands there; ``own`` is the share that comes from no node.
    """

    node: Numbers
    bounds: Integers
    part: Numbers
    place: Numbers
    start: Integers
    origin: Numbers
    share: Floats
    own: Floats


@compiled
def inverted(weight: Floats, pivot: Floats) -> Floats:
    """The inverse of a cyclic part from its factors, ``N_ki`` at (i, k)."""
    count = pivot.size
    found = np.zeros((count, count))
    for p in range(count):
        mine = found[p]
        mine[p] = 1.0
        for r in range(p):
            part, other = weight[r, p], found[r]
            for k in range(r + 1):
                mine[k] += part * other[k]
        for k in range(p + 1):
            mine[k] /= pivot[p]
    for p in range(count - 1, -1, -1):
        mine = found[p]
        for r in range(p + 1, count):
            part, other = weight[r, p], found[r]
            for k in range(count):
                mine[k] += part * other[k]
    return found


@compiled
def inside(parts: Parts, g: int) -> tuple[Floats, Rows]:
    """Of each node of a part the share that comes from outside it, and the flows inside it by their targets."""
    first, count = parts.bounds[g], parts.bounds[g + 1] - parts.bounds[g]
    enters, start = np.empty(count), np.zeros(count + 1, dtype=np.int64)
    most = 0
    for r in range(count):
        j = parts.node[first + r]
        most += parts.start[j + 1] - parts.start[j]
    source, share = np.empty(most, dtype=np.int32), np.empty(most)
    for r in range(count):
        j = parts.node[first + r]
        enters[r], start[r + 1] = parts.own[j], start[r]
        for e in range(parts.start[j], parts.start[j + 1]):
            i = parts.origin[e]
            if parts.part[i] == g:
                source[start[r + 1]], share[start[r + 1]] = parts.place[i], parts.share[e]
                start[r + 1] += 1
            else:
                enters[r] += parts.share[e]
    return enters, Rows(start, source, share)


@compiled
def passed(parts: Parts, z: Floats, source: Numbers, target: Numbers) -> tuple[Floats, Floats]:
    """Turn what is used of each node into what passes it, ``z = use N``, from the last part back to the first.

    Gives how often what passes a node passes it in all, ``N_kk``, and of each flow from j to i how much of it comes
    round, ``N_ji``: nothing where i and j are not in one part.

    Parameters
    ----------
    z
        Use, (nodes, columns); is written over.
    """
    count, columns = z.shape
    diagonal, around, at = np.ones(count), np.zeros(source.size), np.zeros(parts.bounds.size, dtype=np.int64)
    for g in range(parts.bounds.size - 1):
        size = parts.bounds[g + 1] - parts.bounds[g]
        at[g + 1] = at[g] + (size * size if size > 1 else 0)
    inverses = np.empty(at[-1])
    for g in range(parts.bounds.size - 2, -1, -1):
        nodes = parts.node[parts.bounds[g] : parts.bounds[g + 1]]
        if nodes.size > 1:
            enters, rows = inside(parts, g)
            found = inverted(*factored(0, nodes.size, enters, rows))
            inverses[at[g] : at[g + 1]] = found.ravel()
            leaves = z[nodes]
            for r in range(nodes.size):
                diagonal[nodes[r]] = found[r, r]
                for c in range(columns):
                    z[nodes[r], c] = 0.0
                    for k in range(nodes.size):
                        z[nodes[r], c] += found[r, k] * leaves[k, c]
        for j in nodes:
            for e in range(parts.start[j], parts.start[j + 1]):
                if parts.part[parts.origin[e]] != g:
                    for c in range(columns):
                        z[parts.origin[e], c] += parts.share[e] * z[j, c]
    for e in range(source.size):
        g = parts.part[source[e]]
        size = parts.bounds[g + 1] - parts.bounds[g]
        if source[e] == target[e]:
            around[e] = diagonal[source[e]]
        elif parts.part[target[e]] == g:
            around[e] = inverses[at[g] + parts.place[target[e]] * size + parts.place[source[e]]]
    return diagonal, around
