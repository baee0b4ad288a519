"""numba as one writes it first: rows of a level in parallel, a loop over labels; sweeps in place where it is cyclic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit, prange
from scipy import sparse

from benchmarks.attribution.made import Floats, Integers
from benchmarks.attribution.peers.levelled import CLOSE, levelled
from orepath.attribution.system import System

THREADS = 2
RUNS = 64
"""Runs of rows that a level is cut into."""


@dataclass(frozen=True)
class Rows:
    """What enters each row, in level order; where each level ends, and whether it is cyclic."""

    order: Integers
    code: Integers
    put: Floats
    start: Integers
    source: Integers
    share: Floats
    ends: Integers
    cyclic: np.ndarray
    labels: int


def prepare(system: System, threads: int) -> Rows:
    found = levelled(system)
    order = np.argsort(found.level, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    matrix = sparse.csr_array(
        (found.share, (place[system.target], place[system.source])), shape=(system.nodes, system.nodes)
    )
    cyclic = np.zeros(len(found.levels), dtype=bool)
    cyclic[found.level[system.target[found.around]]] = True
    ends = np.searchsorted(found.level[order], [*found.levels, len(found.levels)])
    put, code = found.put[order], system.code[order]
    return Rows(order, code, put, matrix.indptr, matrix.indices, matrix.data, ends, cyclic, len(system.names))


@njit(parallel=True)
def _level(shares, first, last, code, put, start, source, share):  # type: ignore[no-untyped-def]
    change, labels = np.zeros(RUNS), shares.shape[1]
    for run in prange(RUNS):
        now = np.empty(labels)
        for j in range(first + (last - first) * run // RUNS, first + (last - first) * (run + 1) // RUNS):
            now[:] = 0.0
            if code[j] >= 0:
                now[code[j]] = put[j]
            for e in range(start[j], start[j + 1]):
                for k in range(labels):
                    now[k] += share[e] * shares[source[e], k]
            for k in range(labels):
                change[run] = max(change[run], abs(now[k] - shares[j, k]))
                shares[j, k] = now[k]
    return change.max()


def solve(rows: Rows) -> Floats:
    shares = np.zeros((len(rows.order), rows.labels))
    arguments = (rows.code, rows.put, rows.start, rows.source, rows.share)
    for first, last, cyclic in zip(rows.ends[:-1], rows.ends[1:], rows.cyclic, strict=True):
        while _level(shares, first, last, *arguments) > CLOSE and cyclic:
            pass
    return shares


def shares(rows: Rows, solved: Floats) -> Floats:
    found = np.empty_like(solved)
    found[rows.order] = solved
    return found
