"""scipy: one sparse matrix a level, times the rows solved before; Jacobi inside the cyclic level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from benchmarks.attribution.made import Floats, Integers
from benchmarks.attribution.peers.levelled import CLOSE, levelled
from orepath.attribution.system import System

THREADS = 1


@dataclass(frozen=True)
class Blocks:
    """Rows in level order; of each level its rows, the matrix from earlier rows and the one inside it."""

    order: Integers
    put_in: sparse.csr_array
    levels: list[tuple[slice, sparse.csr_array, sparse.csr_array]]


def prepare(system: System, threads: int) -> Blocks:
    found = levelled(system)
    order = np.argsort(found.level, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    shape = (system.nodes, system.nodes)
    matrix = sparse.csr_array((found.share, (place[system.target], place[system.source])), shape=shape)
    has = np.flatnonzero(system.code >= 0)
    put_in = sparse.csr_array((found.put[has], (place[has], system.code[has])), shape=(system.nodes, len(system.names)))
    ends = np.searchsorted(found.level[order], [*found.levels, len(found.levels)])
    rows = [slice(start, stop) for start, stop in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]
    return Blocks(order, put_in, [(each, matrix[each, : each.start], matrix[each, each]) for each in rows])


def solve(blocks: Blocks) -> Floats:
    shares = np.zeros(blocks.put_in.shape)
    for rows, before, inside in blocks.levels:
        enters = before @ shares[: rows.start] + blocks.put_in[rows].toarray()
        shares[rows] = _settled(enters, inside) if inside.nnz else enters
    return shares


def _settled(enters: Floats, inside: sparse.csr_array) -> Floats:
    shares = enters
    while True:
        again = enters + inside @ shares
        if np.abs(again - shares).max() <= CLOSE:
            return again
        shares = again


def shares(blocks: Blocks, solved: Floats) -> Floats:
    found = np.empty_like(solved)
    found[blocks.order] = solved
    return found
