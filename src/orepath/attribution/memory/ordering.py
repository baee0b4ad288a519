"""The loops that put a network in order: flows by the node they enter, parts by depth."""

from __future__ import annotations

import numpy as np
from numba import prange
from numpy.typing import NDArray

from orepath.attribution.memory.compiled import compiled, parallel
from orepath.network.columnar import Numbers
from orepath.network.incidence import Flags
from orepath.network.network import Floats, Integers


@compiled
def incoming(source: Numbers, target: Numbers, flow: Floats, nodes: int) -> tuple[Integers, Numbers, Floats]:
    """Flows above 0 by the node they enter, without self-loops: ``start``, ``origin`` and ``mass_t``."""
    start = np.zeros(nodes + 1, dtype=np.int64)
    for e in range(source.size):
        if flow[e] > 0.0 and source[e] != target[e]:
            start[target[e] + 1] += 1
    for j in range(nodes):
        start[j + 1] += start[j]
    free = start[:-1].copy()
    origin = np.empty(start[nodes], dtype=np.int32)
    mass_t = np.empty(start[nodes])
    for e in range(source.size):
        j = target[e]
        if flow[e] > 0.0 and source[e] != j:
            origin[free[j]] = source[e]
            mass_t[free[j]] = flow[e]
            free[j] += 1
    return start, origin, mass_t


@compiled
def grouped(group: NDArray[np.integer], groups: int) -> tuple[Numbers, Integers]:
    """Numbers 0 to n by their group, in their order within it, and where each group starts."""
    bounds = np.zeros(groups + 1, dtype=np.int64)
    for number in range(group.size):
        bounds[group[number] + 1] += 1
    for each in range(groups):
        bounds[each + 1] += bounds[each]
    free = bounds[:-1].copy()
    order = np.empty(group.size, dtype=np.int32)
    for number in range(group.size):
        order[free[group[number]]] = number
        free[group[number]] += 1
    return order, bounds


@compiled
def components(start: Integers, origin: Numbers) -> tuple[Numbers, int]:
    """The strongly connected part of each node, and how many there are; each is numbered after all that feed it.

    Tarjan's search against the flows, without recursion: ``low`` is the earliest node seen that a node leads to.

    References
    ----------
    Tarjan (1972), SIAM Journal on Computing 1(2).
    """
    nodes = start.size - 1
    part = np.full(nodes, -1, dtype=np.int32)
    seen = np.full(nodes, -1, dtype=np.int32)
    low = np.empty(nodes, dtype=np.int32)
    next_ = start[:-1].copy()
    path, waiting = np.empty(nodes, dtype=np.int32), np.empty(nodes, dtype=np.int32)
    deep = wait = count = parts = 0
    for root in range(nodes):
        if seen[root] >= 0:
            continue
        path[0], deep = root, 1
        while deep:
            j = path[deep - 1]
            if seen[j] < 0:
                seen[j] = low[j] = count
                count += 1
                waiting[wait] = j
                wait += 1
            while next_[j] < start[j + 1]:
                i = origin[next_[j]]
                if seen[i] < 0:
                    break
                if part[i] < 0:
                    low[j] = min(low[j], low[i])
                next_[j] += 1
            if next_[j] < start[j + 1]:
                path[deep] = origin[next_[j]]
                deep += 1
                continue
            if low[j] == seen[j]:
                while part[j] < 0:
                    wait -= 1
                    part[waiting[wait]] = parts
                parts += 1
            deep -= 1
    return part, parts


@compiled
def depths(part: Numbers, parts: int, start: Integers, origin: Numbers, own: Floats) -> tuple[Numbers, Flags]:
    """How many flows between parts lie at most before each part, and whether any own mass reaches it."""
    depth = np.zeros(parts, dtype=np.int32)
    fed = np.zeros(parts, dtype=np.bool_)
    order, _ = grouped(part, parts)
    for j in order:
        mine = part[j]
        fed[mine] = fed[mine] or own[j] > 0.0
        for e in range(start[j], start[j + 1]):
            other = part[origin[e]]
            if other != mine:
                depth[mine] = max(depth[mine], depth[other] + 1)
                fed[mine] = fed[mine] or fed[other]
    return depth, fed


@compiled
def followed(order: Numbers, bounds: Integers, part: Numbers, start: Integers, origin: Numbers) -> None:
    """Put the nodes of each cyclic part in the order of its flows as far as a cycle has one.

    A search against the flows from the part's first node, turned round: what feeds comes before what is fed, so that
    a sweep carries shares all the way along a chain.
    """
    seen = np.zeros(order.size, dtype=np.bool_)
    for g in range(bounds.size - 1):
        first, last = bounds[g], bounds[g + 1]
        if last - first < 3 or part[order[first]] != part[order[last - 1]]:
            continue
        found = np.empty(last - first, dtype=np.int32)
        found[0] = order[first]
        seen[order[first]] = True
        count, next_ = 1, 0
        while next_ < count:
            j = found[next_]
            next_ += 1
            for e in range(start[j], start[j + 1]):
                i = origin[e]
                if part[i] == part[j] and not seen[i]:
                    seen[i] = True
                    found[count] = i
                    count += 1
        order[first:last] = found[::-1]


@parallel
def throughput(own_t: Floats, start: Integers, mass_t: Floats) -> Floats:
    """Own mass and inflow of each node (t)."""
    through_t = own_t.copy()
    for j in prange(own_t.size):
        for e in range(start[j], start[j + 1]):
            through_t[j] += mass_t[e]
    return through_t


@parallel
def counted(order: Numbers, part: Numbers, fed: Flags, start: Integers, origin: Numbers) -> tuple[Integers, Integers]:
    """How many flows enter each row from other parts, and from its own."""
    outer = np.zeros(order.size + 1, dtype=np.int64)
    inner = np.zeros(order.size + 1, dtype=np.int64)
    for position in prange(order.size):
        j = order[position]
        if fed[part[j]]:
            for e in range(start[j], start[j + 1]):
                if part[origin[e]] == part[j]:
                    inner[position + 1] += 1
                else:
                    outer[position + 1] += 1
    return np.cumsum(outer), np.cumsum(inner)


@parallel
def divided(
    order: Numbers,
    position: Numbers,
    part: Numbers,
    fed: Flags,
    start: Integers,
    origin: Numbers,
    mass_t: Floats,
    through_t: Floats,
    outer: Integers,
    inner: Integers,
) -> tuple[Numbers, Floats, Numbers, Floats]:
    """The rows in order: from which row each share comes, shares from other parts and from the own one apart."""
    outer_source, outer_share = np.empty(outer[-1], dtype=np.int32), np.empty(outer[-1])
    inner_source, inner_share = np.empty(inner[-1], dtype=np.int32), np.empty(inner[-1])
    for row in prange(order.size):
        j = order[row]
        a, b = outer[row], inner[row]
        if fed[part[j]]:
            for e in range(start[j], start[j + 1]):
                if part[origin[e]] == part[j]:
                    inner_source[b] = position[origin[e]]
                    inner_share[b] = mass_t[e] / through_t[j]
                    b += 1
                else:
                    outer_source[a] = position[origin[e]]
                    outer_share[a] = mass_t[e] / through_t[j]
                    a += 1
    return outer_source, outer_share, inner_source, inner_share


@parallel
def entering(put: Floats, outer: Integers, outer_share: Floats) -> Floats:
    """By row, the share that does not come from its own part."""
    enters = put.copy()
    for row in prange(put.size):
        for e in range(outer[row], outer[row + 1]):
            enters[row] += outer_share[e]
    return enters


@compiled
def downstream(changed: Numbers, start: Integers, leaving: Numbers, target: Numbers, flow: Floats) -> Flags:
    """Which nodes some lead to along flows above 0, themselves among them.

    ``leaving[start[j]:start[j + 1]]`` are the flows that leave node ``j``.
    """
    found = np.zeros(start.size - 1, dtype=np.bool_)
    waiting = np.empty(start.size - 1, dtype=np.int32)
    wait = 0
    for j in changed:
        if not found[j]:
            found[j] = True
            waiting[wait] = j
            wait += 1
    while wait:
        wait -= 1
        j = waiting[wait]
        for e in leaving[start[j] : start[j + 1]]:
            if flow[e] > 0.0 and not found[target[e]]:
                found[target[e]] = True
                waiting[wait] = target[e]
                wait += 1
    return found


@compiled
def together(nodes: Integers, start: Integers, flows: Numbers) -> Numbers:
    """The flows of some nodes, one node after another."""
    count = 0
    for j in nodes:
        count += start[j + 1] - start[j]
    found = np.empty(count, dtype=np.int32)
    count = 0
    for j in nodes:
        for e in flows[start[j] : start[j + 1]]:
            found[count] = e
            count += 1
    return found
