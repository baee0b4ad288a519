"""The loops that go back from arrivals to what they passed: the transposed system, one column."""

from __future__ import annotations

import numpy as np

from orepath.attribution.memory.compiled import compiled
from orepath.attribution.memory.rows import Rows
from orepath.network.network import Floats, Integers


@compiled
def factored(first: int, last: int, enters: Floats, inner: Rows) -> tuple[Floats, Floats]:
    """A cyclic part as factors: in rows and columns of ``weight`` what elimination left, and the pivots.

    As in `orepath.attribution.memory.dense`: ``weight[p, c]`` for c > p is what row p still has from c,
    ``weight[r, p]`` for r > p the part of row p that row r has taken over.
    """
    rows = last - first
    weight, outside, pivot = np.zeros((rows, rows)), enters[first:last].copy(), np.empty(rows)
    for r in range(rows):
        for e in range(inner.start[first + r], inner.start[first + r + 1]):
            weight[r, inner.source[e] - first] += inner.share[e]
    for p in range(rows):
        pivot[p] = outside[p]
        for c in range(p + 1, rows):
            pivot[p] += weight[p, c]
        for r in range(p + 1, rows):
            weight[r, p] /= pivot[p]
            outside[r] += weight[r, p] * outside[p]
            for c in range(p + 1, rows):
                weight[r, c] += weight[r, p] * weight[p, c]
    return weight, pivot


@compiled
def back(z: Floats, weight: Floats, pivot: Floats) -> None:
    """Turn what leaves each row of a cyclic part into what passes it."""
    rows = pivot.size
    for p in range(rows):
        for r in range(p):
            z[p] += weight[r, p] * z[r]
        z[p] /= pivot[p]
    for p in range(rows - 1, -1, -1):
        for r in range(p + 1, rows):
            z[p] += weight[r, p] * z[r]


@compiled
def returns(weight: Floats, pivot: Floats) -> Floats:
    """How often what passes each row of a cyclic part passes it in all: the diagonal of the inverse."""
    rows = pivot.size
    found, z = np.empty(rows), np.empty(rows)
    for k in range(rows):
        z[:] = 0.0
        z[k] = 1.0
        back(z, weight, pivot)
        found[k] = z[k]
    return found


@compiled
def pass_groups(z: Floats, first: int, last: int, bounds: Integers, outer: Rows, inner: Rows, enters: Floats) -> None:
    """Pass what stands at groups ``last`` back to ``first`` on to the rows it came from."""
    for g in range(last - 1, first - 1, -1):
        a, b = bounds[g], bounds[g + 1]
        if inner.start[b] > inner.start[a]:
            weight, pivot = factored(a, b, enters, inner)
            back(z[a:b], weight, pivot)
        give(z, a, b, outer)


@compiled
def give(z: Floats, first: int, last: int, outer: Rows) -> None:
    """Add to the rows that feed rows ``first`` to ``last`` their share of what passes these."""
    for j in range(last - 1, first - 1, -1):
        for e in range(outer.start[j], outer.start[j + 1]):
            z[outer.source[e]] += outer.share[e] * z[j]
