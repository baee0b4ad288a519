"""The loops that mix shares: rows one after another, and sweeps round a cyclic part.

``x`` is (rows, labels): each row the composition of a node. A row is a sum of rows that are known, each times its
share: the processor is asked for them some flows ahead, and adds up 32 labels at once.
"""

from __future__ import annotations

import numpy as np
from numba import prange

from orepath.attribution.memory.compiled import compiled, inlined, parallel
from orepath.attribution.memory.prefetch import AHEAD, LINE, prefetch
from orepath.attribution.memory.rows import STANDS, Asked, Rows
from orepath.network.network import Floats, Integers

PARTS = 64
"""Into how many runs of rows a level, or a block of a cyclic part, is cut, whatever the threads."""


@inlined
def add(into: Floats, r: int, x: Floats, j: int, rows: Rows) -> None:
    """Add to row ``r`` of one table what row ``j`` gets from rows of ``x``."""
    end = rows.source.size - 1
    labels = x.shape[1]
    for e in range(rows.start[j], rows.start[j + 1]):
        i, share, later = rows.source[e], rows.share[e], rows.source[min(e + AHEAD, end)]
        for k in range(0, labels, LINE):
            prefetch(x, later, k)
        for k in range(labels):
            into[r, k] += share * x[i, k]


@compiled
def mix(x: Floats, first: int, last: int, rows: Rows, asked: Asked) -> None:
    """Fill rows ``first`` to ``last``: what each puts in, and what it gets from rows that are known already."""
    for j in range(first, last):
        if asked.code[j] == STANDS:
            continue
        for k in range(x.shape[1]):
            x[j, k] = 0.0
        if asked.code[j] >= 0:
            x[j, asked.code[j]] = asked.put[j]
        add(x, j, x, j, rows)
        for h in range(asked.held[j], asked.held[j + 1]):
            x[j, asked.flag[h]] = 1.0


@parallel
def mix_level(x: Floats, first: int, last: int, rows: Rows, asked: Asked) -> None:
    """The same for rows none of which feeds another, shared out among threads."""
    count = last - first
    for part in prange(PARTS):
        mix(x, first + count * part // PARTS, first + count * (part + 1) // PARTS, rows, asked)


@compiled
def sweep(x: Floats, base: Floats, first: int, rows: Rows, asked: Asked) -> float:
    """One Gauss-Seidel sweep over a cyclic part, row after row; gives the largest change.

    ``base`` is what each row of the part, whose first is ``first``, has from outside.
    """
    labels = x.shape[1]
    before = np.empty(labels)
    largest = 0.0
    for j in range(first, first + len(base)):
        for k in range(labels):
            before[k] = x[j, k]
            x[j, k] = base[j - first, k]
        add(x, j, x, j, rows)
        for h in range(asked.held[j], asked.held[j + 1]):
            x[j, asked.flag[h]] = 1.0
        for k in range(labels):
            largest = max(largest, abs(x[j, k] - before[k]))
    return largest


@compiled
def renew(aside: Floats, x: Floats, base: Floats, first: int, start: int, stop: int, rows: Rows, asked: Asked) -> None:
    """Mix rows ``start`` to ``stop`` of a cyclic part anew, beside the table."""
    for r in range(stop - start):
        j = start + r
        for k in range(x.shape[1]):
            aside[r, k] = base[j - first, k]
        add(aside, r, x, j, rows)
        for h in range(asked.held[j], asked.held[j + 1]):
            aside[r, asked.flag[h]] = 1.0


@compiled
def take_over(x: Floats, start: int, stop: int, aside: Floats) -> float:
    """Put rows that were mixed beside the table in their place; gives the largest change."""
    largest = 0.0
    for r in range(stop - start):
        for k in range(x.shape[1]):
            largest = max(largest, abs(aside[r, k] - x[start + r, k]))
            x[start + r, k] = aside[r, k]
    return largest


@parallel
def sweep_blocks(x: Floats, base: Floats, first: int, rows: Rows, asked: Asked, cuts: Integers, aside: Floats) -> float:
    """The same block after block, the rows of a block shared out among threads.

    Rows of one block see each other's change only in the next sweep. Part ``p`` of block ``b`` is the rows between
    ``cuts[PARTS * b + p]`` and the next cut; ``aside`` has room for one block. No sum knows of the threads.
    """
    largest = np.zeros(PARTS)
    for block in range(0, len(cuts) - 1, PARTS):
        for part in prange(PARTS):
            start, stop = cuts[block + part], cuts[block + part + 1]
            renew(aside[start - cuts[block] :], x, base, first, start, stop, rows, asked)
        for part in prange(PARTS):
            start, stop = cuts[block + part], cuts[block + part + 1]
            largest[part] = max(largest[part], take_over(x, start, stop, aside[start - cuts[block] :]))
    return float(largest.max())


@compiled
def inside(rows: Rows, ends: Integers) -> float:
    """The share of a cyclic part's flows that stay inside one of its blocks, which end at ``ends``."""
    found = 0
    for block in range(len(ends) - 1):
        for e in range(rows.start[ends[block]], rows.start[ends[block + 1]]):
            found += ends[block] <= rows.source[e] < ends[block + 1]
    return float(found / max(rows.start[ends[-1]] - rows.start[ends[0]], 1))


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
