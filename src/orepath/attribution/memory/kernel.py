"""The loops that mix shares: rows one after another, and sweeps round a cyclic part.

``x`` is (rows, labels): each row the composition of a node. A row is a sum of rows that are known, each times its
share: the processor is asked for them some flows ahead, and adds up 32 labels at once.
"""

from __future__ import annotations

import numpy as np
from numba import prange

from orepath.attribution.memory.compiled import compiled, parallel
from orepath.attribution.memory.prefetch import AHEAD, LINE, prefetch
from orepath.attribution.memory.rows import STANDS, Asked, Rows
from orepath.network.network import Floats

PARTS = 64
"""Into how many runs of rows a level is cut, whatever the threads."""


@compiled
def mix(x: Floats, first: int, last: int, rows: Rows, asked: Asked) -> None:
    """Fill rows ``first`` to ``last``: what each puts in, and what it gets from rows that are known already."""
    end = rows.source.size - 1
    labels = x.shape[1]
    for j in range(first, last):
        if asked.code[j] == STANDS:
            continue
        for k in range(labels):
            x[j, k] = 0.0
        if asked.code[j] >= 0:
            x[j, asked.code[j]] = asked.put[j]
        for e in range(rows.start[j], rows.start[j + 1]):
            i, share, later = rows.source[e], rows.share[e], rows.source[min(e + AHEAD, end)]
            for k in range(0, labels, LINE):
                prefetch(x, later, k)
            for k in range(labels):
                x[j, k] += share * x[i, k]
        for h in range(asked.held[j], asked.held[j + 1]):
            x[j, asked.flag[h]] = 1.0


@parallel
def mix_level(x: Floats, first: int, last: int, rows: Rows, asked: Asked) -> None:
    """The same for rows none of which feeds another, shared out among threads."""
    count = last - first
    for part in prange(PARTS):
        mix(x, first + count * part // PARTS, first + count * (part + 1) // PARTS, rows, asked)


@compiled
def sweep(x: Floats, part: int, parts: int, base: Floats, first: int, rows: Rows, asked: Asked) -> float:
    """One Gauss-Seidel sweep over a cyclic part for some of its labels; gives the largest change.

    The labels of a row stand in ``parts`` equal runs: run ``part`` of row ``j`` is row ``parts * j + part`` of ``x``.
    ``base`` is what each row of the cyclic part, whose first is ``first``, has from outside, in the same form.
    """
    end = rows.source.size - 1
    labels = x.shape[1]
    before = np.empty(labels)
    largest = 0.0
    for r in range(base.shape[0] // parts):
        j = parts * (first + r) + part
        for k in range(labels):
            before[k] = x[j, k]
            x[j, k] = base[parts * r + part, k]
        for e in range(rows.start[first + r], rows.start[first + r + 1]):
            share, later = rows.share[e], parts * rows.source[min(e + AHEAD, end)] + part
            i = parts * rows.source[e] + part
            for k in range(0, labels, LINE):
                prefetch(x, later, k)
            for k in range(labels):
                x[j, k] += share * x[i, k]
        for h in range(asked.held[first + r], asked.held[first + r + 1]):
            if asked.flag[h] // labels == part:
                x[j, asked.flag[h] % labels] = 1.0
        for k in range(labels):
            largest = max(largest, abs(x[j, k] - before[k]))
    return largest


@parallel
def sweep_parts(x: Floats, parts: int, base: Floats, first: int, rows: Rows, asked: Asked) -> float:
    """One sweep over all labels, a run of them a thread: no label's sums know of the threads."""
    largest = np.zeros(parts)
    for part in prange(parts):
        largest[part] = sweep(x, part, parts, base, first, rows, asked)
    return float(largest.max())


@compiled
def lacking(x: Floats, base: Floats, first: int, weight: Floats, rows: Rows) -> Floats:
    """By label, what a cyclic part still lacks: the residuals of its rows, weighted by what stands there."""
    lacks = np.zeros(x.shape[1])
    for r in range(base.shape[0]):
        j = first + r
        for k in range(x.shape[1]):
            lacks[k] += weight[j] * (base[r, k] - x[j, k])
        for e in range(rows.start[j], rows.start[j + 1]):
            for k in range(x.shape[1]):
                lacks[k] += weight[j] * rows.share[e] * x[rows.source[e], k]
    return lacks
