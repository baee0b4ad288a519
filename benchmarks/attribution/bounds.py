"""What the memory of this machine allows: rows gathered at random, and a plain stream.

Attribution with 32 labels reads, for every flow, the row of the node it leaves (32 float64, 256 bytes) and the flow
itself (12 bytes). In level order these rows lie in one layer. So the time of gathering that many rows at random from a
table of one layer's size is what no engine of this form can go below.
"""

from __future__ import annotations

import mmap
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit, prange

from benchmarks.attribution.made import LAYERS, Floats, MadeUp
from orepath.attribution.memory.prefetch import AHEAD, LINE, prefetch

COLUMNS, ROW_BYTES, EDGE_BYTES = 32, 256, 268
SWEEPS = 15
"""Passes over the cyclic layer that the bound counts."""
MOST, FEWEST = 4_000_000, 400_000
STREAMED = 1 << 25
HUGE_PAGE = 1 << 21


def gathers(made: MadeUp) -> int:
    """How many rows are gathered: one a flow between layers, fifteen a flow inside the cyclic one."""
    return len(made.system.flow) - made.inside + SWEEPS * made.inside


@njit(parallel=True, fastmath=True)
def _gather(table: Floats, rows: Any, sums: Floats) -> None:
    """Read rows in the order given and add them up, each thread a part of them."""
    part = len(rows) // len(sums)
    for thread in prange(len(sums)):
        a = b = c = d = e = f = g = h = 0.0
        for position in range(thread * part, (thread + 1) * part):
            later = rows[min(position + AHEAD, len(rows) - 1)]
            for k in range(0, COLUMNS, LINE):
                prefetch(table, later, k)
            row = rows[position]
            for k in range(0, COLUMNS, 8):
                a += table[row, k]
                b += table[row, k + 1]
                c += table[row, k + 2]
                d += table[row, k + 3]
                e += table[row, k + 4]
                f += table[row, k + 5]
                g += table[row, k + 6]
                h += table[row, k + 7]
        sums[thread] = a + b + c + d + e + f + g + h


@njit(parallel=True, fastmath=True)
def _triad(a: Floats, b: Floats, c: Floats) -> None:
    for i in prange(len(a)):
        a[i] = b[i] + 3.0 * c[i]


def on_huge_pages(rows: int) -> Floats:
    """A table of ones that lies on pages of 2 MB where the system has them."""
    size = rows * ROW_BYTES
    memory = mmap.mmap(-1, -(-size // HUGE_PAGE) * HUGE_PAGE + HUGE_PAGE)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        memory.madvise(mmap.MADV_HUGEPAGE)
    values = np.frombuffer(memory, np.float64)
    skipped = (-values.ctypes.data % HUGE_PAGE) // 8
    table = values[skipped : skipped + rows * COLUMNS].reshape(rows, COLUMNS)
    table[:] = 1.0
    return table


class Gathering:
    """Measures, whenever asked, how quickly rows are gathered from a table of one layer's size."""

    def __init__(self, nodes: int, threads: int) -> None:
        rows = max(nodes // LAYERS, 1)
        self.table = on_huge_pages(rows)
        count = min(max(4 * rows, FEWEST), MOST)
        self.rows = np.random.default_rng(0).integers(0, rows, count).astype(np.int32)
        self.sums = np.zeros(threads)
        self.bytes_per_second()

    def bytes_per_second(self) -> float:
        """Bytes of rows gathered in a second, now."""
        began = time.perf_counter()
        _gather(self.table, self.rows, self.sums)
        return self.rows.size * ROW_BYTES / (time.perf_counter() - began)


def bound_seconds(gathered: int, bytes_per_second: float) -> float:
    """How long gathering so many rows, with their flows, takes at least."""
    return gathered * EDGE_BYTES / bytes_per_second


def stream() -> Callable[[], float]:
    """What measures the STREAM triad in bytes a second, 24 bytes an element."""
    a, b, c = np.zeros(STREAMED), np.ones(STREAMED), np.ones(STREAMED)

    def measured() -> float:
        times = []
        for _ in range(5):
            began = time.perf_counter()
            _triad(a, b, c)
            times.append(time.perf_counter() - began)
        return 24 * STREAMED / statistics.median(times)

    _triad(a, b, c)
    return measured
