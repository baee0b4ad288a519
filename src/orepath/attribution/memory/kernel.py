"""The loops that mix shares: rows one after another, and sweeps round a cyclic part.

``x`` is (rows, labels): each row the composition of a node. A row is a sum of rows that are known, each times its
share: the processor is asked for them some flows ahead, and adds up 32 labels at once.
"""

from __future__ import annotations

import numpy as np
from numba import prange

from orepath.attribution.memory.compiled import compiled, parallel
from orepath.attribution.memory.prefetch import AHEAD, prefetch
from orepath.attribution.memory.rows import STANDS, Asked, Rows
from orepath.network.network import Floats

PARTS = 64
"""Into how many runs of rows a level is cut, whatever the threads."""
WINDOW = 16
"""Labels a thread sweeps at once: two lines of the processor's cache."""


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
            prefetch(x, rows.source[min(e + AHEAD, end)])
            i, share = rows.source[e], rows.share[e]
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
def sweep(x: Floats, window: int, base: Floats, first: int, rows: Rows, asked: Asked) -> float:
    """One Gauss-Seidel sweep over a cyclic part, for `WINDOW` labels from ``window`` on; gives the largest change.

    ``base`` is what each row of the part, whose first is ``first``, has from outside.
    """
    end = rows.source.size - 1
    now = np.empty(WINDOW)
    largest = 0.0
    for r in range(base.shape[0]):
        j = first + r
        for k in range(WINDOW):
            now[k] = base[r, window + k]
        for e in range(rows.start[j], rows.start[j + 1]):
            prefetch(x, rows.source[min(e + AHEAD, end)])
            i, share = rows.source[e], rows.share[e]
            for k in range(WINDOW):
                now[k] += share * x[i, window + k]
        for h in range(asked.held[j], asked.held[j + 1]):
            if window <= asked.flag[h] < window + WINDOW:
                now[asked.flag[h] - window] = 1.0
        for k in range(WINDOW):
            largest = max(largest, abs(now[k] - x[j, window + k]))
            x[j, window + k] = now[k]
    return largest


@parallel
def sweep_windows(x: Floats, base: Floats, first: int, rows: Rows, asked: Asked) -> float:
    """One sweep over all labels, windows shared out among threads: no label's sums know of the threads."""
    windows = x.shape[1] // WINDOW
    largest = np.zeros(windows)
    for number in prange(windows):
        largest[number] = sweep(x, number * WINDOW, base, first, rows, asked)
    return float(largest.max())


@compiled
def sweep_one(y: Floats, base: Floats, first: int, rows: Rows) -> float:
    """One Gauss-Seidel sweep over a cyclic part for a single column."""
    largest = 0.0
    for r in range(base.shape[0]):
        now = base[r, 0]
        for e in range(rows.start[first + r], rows.start[first + r + 1]):
            now += rows.share[e] * y[rows.source[e], 0]
        largest = max(largest, abs(now - y[first + r, 0]))
        y[first + r, 0] = now
    return largest


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
