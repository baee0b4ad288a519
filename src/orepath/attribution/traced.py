"""What stands behind arrivals, by label: the same system solved backward, once for all labels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from orepath.attribution.backward import backward
from orepath.attribution.eliminating import eliminated
from orepath.attribution.labels import Labelling, Labels, labelling
from orepath.attribution.mixing import Mixing, mixing
from orepath.attribution.system import UNATTRIBUTED
from orepath.errors import UnknownName
from orepath.network.network import Floats, Network

Arrivals = Mapping[str, float] | Floats
"""Tonnes (or shares) that arrive from each node: by node id, or (nodes,) in the network's order."""


CLOSED = 1e-10
"""What the labels' shares may differ from 1 before a draw is solved by elimination."""


def traced(
    network: Network, arrivals: Arrivals, labels: Labels = "source", stage: str | None = None
) -> dict[str, float]:
    """The share of each label in what arrives.

    ``share[l] = z . S[:, l]`` with ``(I - W)^T z = a``: the arrivals, traced back through every node, meet the own mass
    of each label. Equal to the arrivals' mean of the rows of `attribute`.

    Returns
    -------
    dict
        Labels sorted, `unattributed` last; shares sum to 1. Empty where nothing arrives.
    """
    weights = weighed(network, arrivals)
    given = labelling(network, labels, stage)
    shares = _traced(mixing(network, given.cut), given, weights[:, None])
    return {label: float(share[0]) for label, share in shares.items()} if weights.sum() > 0 else {}


def traced_draws(
    network: Network, arrivals: Floats, labels: Labels = "source", stage: str | None = None
) -> dict[str, Floats]:
    """As `traced`, at every draw of the network.

    Parameters
    ----------
    arrivals
        Tonnes that arrive from each node at each draw, (nodes, draws).

    Returns
    -------
    dict
        Labels sorted, `unattributed` last; each (draws,). NaN at draws where nothing arrives.
    """
    given = labelling(network, labels, stage)
    return _traced(mixing(network, given.cut, draws=True), given, arrivals)


def _traced(mixed: Mixing, given: Labelling, arrivals: Floats) -> dict[str, Floats]:
    total = arrivals.sum(axis=0)
    with np.errstate(invalid="ignore"):
        weights = arrivals / total
    behind = backward(mixed, weights)
    met = np.where(mixed.known, behind * mixed.own, 0.0)
    shares = np.array([met[given.code == number].sum(axis=0) for number in range(len(given.names))])
    shares = np.vstack([shares.reshape(-1, mixed.draws), np.where(mixed.known, 0.0, behind).sum(axis=0)])
    for draw in np.flatnonzero((total > 0) & ~(np.abs(shares.sum(axis=0) - 1.0) <= CLOSED)).tolist():
        shares[:, draw] = weights[:, draw] @ _eliminated(mixed, given, draw)
    return dict(zip((*given.names, UNATTRIBUTED), shares, strict=True))


def _eliminated(mixed: Mixing, given: Labelling, draw: int) -> Floats:
    put_in_t = np.zeros((mixed.nodes, len(given.names) + 1))
    carries = given.code >= 0
    put_in_t[carries, given.code[carries]] = mixed.own_t[carries, draw]
    put_in_t[:, -1] = ~mixed.known[:, draw]
    own_t = np.where(mixed.known[:, draw], mixed.own_t[:, draw], 1.0)
    return eliminated(mixed.source, mixed.target, mixed.flow_t[:, draw], own_t, put_in_t)


def weighed(network: Network, arrivals: Arrivals) -> Floats:
    """Arrivals as tonnes from each node, (nodes,).

    Raises
    ------
    UnknownName
        If a node is not in the network.
    """
    if not isinstance(arrivals, Mapping):
        return np.asarray(arrivals, dtype=np.float64)
    weights = np.zeros(len(network.index))
    for node, mass_t in arrivals.items():
        if node not in network.index:
            raise UnknownName("node", node, list(network.index))
        weights[network.index[node]] += mass_t
    return weights
