"""What is lost without each node: the N-1 losses of a network."""

from __future__ import annotations

import numpy as np

from orepath.attribution.asking import system
from orepath.attribution.memory.losses import losses as losses_by_row
from orepath.attribution.memory.order import ordered
from orepath.attribution.traced import Arrivals, weighed
from orepath.network.columnar import Columnar
from orepath.network.network import Network


def losses(network: Network, arrivals: Arrivals, limit: int | None = None) -> dict[str, float]:
    """The share of the arrivals that passed each node, and is lost without it if nothing is done about it.

    In closed form, every node at once: ``z_k / N_kk``, where ``N = (I - W)^-1`` and ``z = a N``.

    Parameters
    ----------
    limit
        How many of the largest are asked for; all where None.

    Returns
    -------
    dict
        By node id, the largest first, equal ones by id; nodes that nothing passed are left out. Shares overlap and do
        not sum to 1.

    References
    ----------
    Hypothetical extraction: Miller and Blair (2009), Input-Output Analysis, section 12.6. Visits of a state:
    Kemeny and Snell (1960), Finite Markov Chains, theorem 3.5.7.
    """
    weights = weighed(network, arrivals)
    if not weights.sum() > 0:
        return {}
    order = ordered(system(Columnar.of(network)))
    found = losses_by_row(order, (weights / weights.sum())[order.node], limit)[order.row]
    ids = list(network.index)
    rows = [(ids[node], float(min(found[node], 1.0))) for node in np.flatnonzero(found > 0).tolist()]
    return dict(sorted(rows, key=lambda row: (-row[1], row[0]))[:limit])
