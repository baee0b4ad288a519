"""A small network solved by elimination in tonnes: right to the last digits however little feeds a cycle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from orepath.errors import InputError, fault
from orepath.network.network import Floats, Integers

DENSE_NODES = 1500
"""How many nodes elimination solves in a few seconds."""
Masses = NDArray[np.floating]
KINDS: tuple[type[np.floating], ...] = (np.float64, np.longdouble)
"""Floating point to try: where masses lie hundreds of decades apart, digits are lost below 1e-308; 80 bits, which most
processors of PCs have, reach down to 1e-4932."""


def eliminated(source: Integers, target: Integers, flow_t: Floats, own_t: Floats, put_in_t: Floats) -> Floats:
    """What stands at each node, by dense elimination without any subtraction.

    A node's diagonal is not ``1 - w`` but what it puts in and what still flows in, so that a cycle of 1e300 t which
    1e-300 t feeds has its answer. For the rare networks on which nothing quicker is exact enough.

    Parameters
    ----------
    source, target, flow_t
        The flows, (flows,).
    own_t
        What each node puts in, (nodes,); 1 where nothing from own mass reaches it, and no flow enters it.
    put_in_t
        The same by label, (nodes, labels).

    Returns
    -------
    Floats
        Shares, (nodes, labels).

    Raises
    ------
    InputError
        If the network is too large for a dense matrix, or masses are too far apart for floating point.

    References
    ----------
    Grassmann, Taksar and Heyman (1985), Operations Research 33(5); Alfa, Xue and Ye (2002), Mathematics of
    Computation 71.
    """
    count = len(own_t)
    if count > DENSE_NODES:
        raise InputError(fault("network_cycle_unfed", nodes=count, most=DENSE_NODES))
    for kind in KINDS:
        try:
            with np.errstate(all="raise"):
                found = _eliminated(source, target, *(mass.astype(kind) for mass in (flow_t, own_t, put_in_t)))
            return found.astype(np.float64)
        except FloatingPointError:  # digits were lost
            continue
    raise InputError(fault("network_masses_apart"))


def _eliminated(source: Integers, target: Integers, flow_t: Masses, own: Masses, found: Masses) -> Masses:
    count = len(own)
    flow, pivot = np.zeros((count, count), dtype=own.dtype), np.empty_like(own)
    np.add.at(flow, (target, source), flow_t)
    for node in range(count):
        later = slice(node + 1, count)
        pivot[node] = own[node] + flow[node, later].sum()
        part = flow[later, node] / pivot[node]
        flow[later, later] += np.outer(part, flow[node, later])
        own[later] += part * own[node]
        found[later] += np.outer(part, found[node])
    for node in reversed(range(count)):
        found[node] = (found[node] + flow[node, node + 1 :] @ found[node + 1 :]) / pivot[node]
    return found


def rounding(nodes: int) -> float:
    """A bound of the error of `eliminated`: of each share, relatively."""
    return float(4.0 * nodes**3 * np.finfo(float).eps)
