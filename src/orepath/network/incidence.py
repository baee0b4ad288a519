"""Which flows meet which nodes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from orepath.network.network import Integers

Flags = NDArray[np.bool_]


def summing(ends: Integers, nodes: int, counted: Flags | None = None) -> sparse.csr_array:
    """A matrix that sums flows over the node they enter (or leave), (nodes, flows).

    Parameters
    ----------
    ends
        The number of that node, by flow.
    counted
        Which flows count, (flows,); all where None.
    """
    which = np.arange(len(ends)) if counted is None else np.flatnonzero(counted)
    return sparse.csr_array((np.ones(len(which)), (ends[which], which)), shape=(nodes, len(ends)))


def fed(source: Integers, target: Integers, moves: Flags, owns: Flags) -> Flags:
    """Which nodes own mass reaches.

    Parameters
    ----------
    moves
        Whether each flow is above 0, (flows, draws).
    owns
        Whether each node puts mass in, (nodes, draws).

    Returns
    -------
    NDArray
        (nodes, draws).
    """
    entering, reached = summing(target, len(owns)), owns
    while True:
        grown = reached | (entering @ (moves & reached[source]).astype(np.float64) > 0)
        if np.array_equal(grown, reached):
            return reached
        reached = grown


def reached(source: NDArray[np.integer], target: NDArray[np.integer], moves: Flags, owns: Flags) -> Flags:
    """Which nodes own mass reaches, in one search however long the ways are.

    Parameters
    ----------
    moves
        Whether each flow is above 0, (flows,).
    owns
        Whether each node puts mass in, (nodes,).

    Returns
    -------
    NDArray
        (nodes,).
    """
    count, roots = len(owns), np.flatnonzero(owns)
    start = np.concatenate([source[moves], np.full(len(roots), count, source.dtype)])
    end = np.concatenate([target[moves], roots.astype(target.dtype)])
    joined = sparse.coo_array((np.ones(len(start)), (start, end)), shape=(count + 1, count + 1)).tocsr()
    found = np.zeros(count + 1, dtype=bool)
    found[csgraph.breadth_first_order(joined, count, return_predecessors=False)] = True
    return found[:count]
