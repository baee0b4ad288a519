"""The linear system of a network solved forward, with a bound of the error."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from orepath.attribution.labels import Labelling
from orepath.attribution.mixing import Mixing
from orepath.errors import InputError, fault
from orepath.network.network import Floats

TRUSTED, BEARABLE = 1e-9, 1e-6
"""Certificates up to which a sparse solution is taken as it is: in a network that elimination can solve, in others."""
DENSE_NODES = 1500
"""How many nodes elimination solves in a few seconds."""


def forward(mixed: Mixing, put_in_t: Floats) -> tuple[Floats, float]:
    """What stands at each node, ``(I - W) X = S``, and a bound of its error.

    Parameters
    ----------
    put_in_t
        Tonnes put in at each node by label, (nodes, labels): ``S`` times throughput; 1 where nothing is known.

    Returns
    -------
    shares
        (nodes, labels).
    certificate
        Residual times the norm of the inverse, which one more right-hand side (all ones) gives: ``W`` is nowhere
        negative, so that norm is the largest entry of ``(I - W)^-1 1``. Elimination has a bound of its own, and the
        smaller one is given.
    """
    if not mixed.nodes:
        return put_in_t, 0.0
    put_in, ones = put_in_t / mixed.throughput_t, np.ones((mixed.nodes, 1))
    matrix = mixed.matrix()
    try:
        shares, certificate = _certified(matrix, put_in, splu(matrix).solve(np.hstack([put_in, ones])))
    except RuntimeError:  # exactly singular: own mass too small a share of a cycle to be seen
        certificate = np.inf
    if certificate <= (TRUSTED if mixed.nodes <= DENSE_NODES else BEARABLE):
        return shares, certificate
    with np.errstate(over="ignore", invalid="ignore"):  # the norm may be no number
        shares, certificate = _certified(matrix, put_in, eliminated(mixed, np.hstack([put_in_t, mixed.throughput_t])))
    return shares, float(np.fmin(certificate, 4.0 * mixed.nodes**3 * np.finfo(float).eps))


def _certified(matrix: sparse.csc_array, put_in: Floats, found: Floats) -> tuple[Floats, float]:
    shares = np.clip(found[:, :-1], 0.0, 1.0)
    return shares, float(np.abs(put_in - matrix @ shares).max() * found[:, -1].max())


def eliminated(mixed: Mixing, put_in_t: Floats, draw: int = 0) -> Floats:
    """The same by dense elimination without any subtraction, in tonnes: right to the last digits in every entry.

    A node's diagonal is not ``1 - w`` but what it puts in and what still flows in, so that a cycle of 1e300 t which
    1e-300 t feeds has its answer. For the rare networks on which a sparse factorisation is not exact enough.

    Raises
    ------
    InputError
        If the network is too large for a dense matrix.

    References
    ----------
    Grassmann, Taksar and Heyman (1985), Operations Research 33(5); Alfa, Xue and Ye (2002), Mathematics of
    Computation 71.
    """
    count = mixed.nodes
    if count > DENSE_NODES:
        raise InputError(fault("network_cycle_unfed", nodes=count, most=DENSE_NODES))
    flow = np.zeros((count, count))
    np.add.at(flow, (mixed.target, mixed.source), mixed.flow_t[:, draw])
    own = np.where(mixed.known[:, draw], mixed.own_t[:, draw], 1.0)
    found, pivot = put_in_t.astype(np.float64), np.empty(count)
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


def labelled(mixed: Mixing, given: Labelling, draw: int = 0) -> Floats:
    """Tonnes put in at each node by label, (nodes, labels); the last column is `unattributed`, 1 where it is all."""
    put_in_t = np.zeros((mixed.nodes, len(given.names) + 1))
    carries = given.code >= 0
    put_in_t[carries, given.code[carries]] = mixed.own_t[carries, draw]
    put_in_t[:, -1] = ~mixed.known[:, draw]
    return put_in_t
