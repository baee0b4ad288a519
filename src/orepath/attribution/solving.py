"""The linear system of a network solved forward, with a bound of the error."""

from __future__ import annotations

import numpy as np
from scipy.sparse.linalg import splu

from orepath.attribution.labels import Labelling
from orepath.attribution.mixing import Mixing
from orepath.errors import InputError, fault
from orepath.network.network import Floats

TRUSTED = 1e-10
"""A sparse solution whose certificate is no more than this is taken as it is."""
DENSE_NODES = 4000


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
        negative, so that norm is the largest entry of ``(I - W)^-1 1``.
    """
    if not mixed.nodes:
        return put_in_t, 0.0
    matrix, put_in = mixed.matrix(), put_in_t / mixed.throughput_t
    try:
        found = splu(matrix).solve(np.column_stack([put_in, np.ones(len(put_in))]))
        shares, norm = np.clip(found[:, :-1], 0.0, 1.0), float(found[:, -1].max())
        certificate = float(np.abs(put_in - matrix @ shares).max()) * norm
    except RuntimeError:  # exactly singular: own mass too small a share of a cycle to be seen
        certificate = np.inf
    if certificate <= TRUSTED:
        return shares, certificate
    return eliminated(mixed, put_in_t), min(certificate, 4.0 * mixed.nodes**3 * np.finfo(float).eps)


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
