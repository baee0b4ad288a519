"""Small cyclic parts, solved by elimination without any subtraction."""

from __future__ import annotations

import numpy as np
from numba import prange

from orepath.attribution.memory.compiled import compiled, parallel
from orepath.attribution.memory.kernel import mix
from orepath.attribution.memory.rows import Asked, Rows
from orepath.network.network import Floats, Integers


@compiled
def eliminate(x: Floats, first: int, last: int, enters: Floats, inner: Rows, asked: Asked) -> float:
    """Solve rows ``first`` to ``last``, which hold what they have from outside, for the flows among themselves.

    ``enters`` is the share of each row that comes from outside. Labels are solved together where no row is held, else
    one by one. Gives the largest residual; infinite where nothing that enters can be told from 0.
    """
    if asked.held[first] == asked.held[last]:
        return _eliminate(x, first, last, 0, x.shape[1], enters, inner, asked)
    largest = 0.0
    for k in range(x.shape[1]):
        largest = max(largest, _eliminate(x, first, last, k, k + 1, enters, inner, asked))
    return largest


@compiled
def _eliminate(
    x: Floats, first: int, last: int, label: int, stop: int, enters: Floats, inner: Rows, asked: Asked
) -> float:
    """The same for labels ``label`` to ``stop``; a row held for ``label`` has nothing from others.

    A row's diagonal is not ``1 - w`` but the sum of what enters it from outside and of what still comes from later
    rows, so that small shares keep their digits.

    References
    ----------
    Grassmann, Taksar and Heyman (1985), Operations Research 33(5).
    """
    rows = last - first
    weight = np.zeros((rows, rows))
    outside = enters[first:last].copy()
    for r in range(rows):
        for e in range(inner.start[first + r], inner.start[first + r + 1]):
            weight[r, inner.source[e] - first] += inner.share[e]
        for h in range(asked.held[first + r], asked.held[first + r + 1]):
            if asked.flag[h] == label:
                weight[r, :] = 0.0
                outside[r] = 1.0
    base, given = x[first:last, label:stop].copy(), weight.copy()
    pivot = np.empty(rows)
    for p in range(rows):
        pivot[p] = outside[p]
        for c in range(p + 1, rows):
            pivot[p] += weight[p, c]
        if not pivot[p] > 0.0:
            return np.inf
        for r in range(p + 1, rows):
            if weight[r, p] > 0.0:
                part = weight[r, p] / pivot[p]
                outside[r] += part * outside[p]
                for c in range(p + 1, rows):
                    weight[r, c] += part * weight[p, c]
                for k in range(label, stop):
                    x[first + r, k] += part * x[first + p, k]
    for r in range(rows - 1, -1, -1):
        for c in range(r + 1, rows):
            if weight[r, c] > 0.0:
                for k in range(label, stop):
                    x[first + r, k] += weight[r, c] * x[first + c, k]
        for k in range(label, stop):
            x[first + r, k] /= pivot[r]
    return _residual(x[first:last, label:stop], base, given)


@compiled
def _residual(x: Floats, base: Floats, weight: Floats) -> float:
    """The largest ``|base + weight x - x|``; infinite where it is no number."""
    largest = 0.0
    for r in range(base.shape[0]):
        for k in range(base.shape[1]):
            lacks = base[r, k] - x[r, k]
            for c in range(base.shape[0]):
                lacks += weight[r, c] * x[c, k]
            if not abs(lacks) < np.inf:
                return np.inf
            largest = max(largest, abs(lacks))
    return largest


@compiled
def mix_groups(
    x: Floats, first: int, last: int, bounds: Integers, outer: Rows, inner: Rows, enters: Floats, asked: Asked
) -> float:
    """Solve groups ``first`` to ``last`` in their order; gives the largest residual.

    A group is ``bounds[g]`` to ``bounds[g + 1]``: rows without a cycle, or one small cyclic part.
    """
    largest = 0.0
    for g in range(first, last):
        a, b = bounds[g], bounds[g + 1]
        mix(x, a, b, outer, asked)
        if inner.start[b] > inner.start[a]:
            largest = max(largest, eliminate(x, a, b, enters, inner, asked))
    return largest


@parallel
def mix_groups_level(
    x: Floats, first: int, last: int, bounds: Integers, outer: Rows, inner: Rows, enters: Floats, asked: Asked
) -> float:
    """The same for groups none of which feeds another, shared out among threads."""
    largest = np.zeros(last - first)
    for number in prange(last - first):
        g = first + number
        largest[number] = mix_groups(x, g, g + 1, bounds, outer, inner, enters, asked)
    return float(largest.max())
