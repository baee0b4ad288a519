"""Entities that own each other, directly or through others, in one group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def groups(nodes: Iterable[int], owners: Mapping[int, Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """The strongly connected groups of some entities, sorted inside; every owner in an earlier group or in the same.

    >>> groups([1, 2, 3, 4], {1: [2], 2: [1, 3], 4: [2]})
    ((3,), (1, 2), (4,))

    References
    ----------
    Tarjan (1972), SIAM Journal on Computing 1(2); here without recursion.
    """
    found: list[tuple[int, ...]] = []
    seen: dict[int, int] = {}
    low: dict[int, int] = {}
    done: set[int] = set()
    waiting: list[int] = []
    for root in nodes:
        path = [root] if root not in seen else []
        next_: dict[int, int] = {}
        while path:
            node = path[-1]
            if node not in seen:
                seen[node] = low[node] = len(seen)
                waiting.append(node)
                next_[node] = 0
            above = owners.get(node, ())
            if next_[node] < len(above):
                owner = above[next_[node]]
                next_[node] += 1
                if owner not in seen:
                    path.append(owner)
                elif owner not in done:
                    low[node] = min(low[node], seen[owner])
                continue
            path.pop()
            if path:
                low[path[-1]] = min(low[path[-1]], low[node])
            if low[node] == seen[node]:
                group = []
                while node not in done:
                    group.append(waiting.pop())
                    done.add(group[-1])
                found.append(tuple(sorted(group)))
    return tuple(found)
