"""Which places arrivals passed through: what a place's removal would take."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from scipy.sparse.linalg import splu

from orepath.attribution.mixing import mixing
from orepath.attribution.traced import Arrivals, weighed
from orepath.network.network import UNKNOWN, Floats, Integers, Network


def passing(network: Network, arrivals: Arrivals, exclude: Collection[str] = ()) -> dict[str, float]:
    """The share of the arrivals that passed any node of each place.

    With ``N = (I - W)^-1`` and the nodes k of a place, the share of node j that passed them is
    ``N[j, k] N[k, k]^-1 1``; arrivals need only ``z = a N``, so a place costs one small dense solve. Cycles are counted
    right: what passes a place twice counts once.

    Parameters
    ----------
    exclude
        Places that are not asked about, such as the one that receives.

    Returns
    -------
    dict
        By place, sorted; places that nothing passed, `unknown` and nodes without a place are left out. Shares of
        several places overlap and do not sum to 1.
    """
    weights = weighed(network, arrivals)
    if not weights.sum() > 0:
        return {}
    behind = splu(mixing(network).matrix())
    passed = behind.solve(weights / weights.sum(), trans="T")
    shares = {}
    for place, nodes in _places(network).items():
        if place in {"", UNKNOWN, *exclude} or not (passed[nodes] > 0).any():
            continue
        columns = np.zeros((len(weights), len(nodes)))
        columns[nodes, np.arange(len(nodes))] = 1.0
        block: Floats = behind.solve(columns)[nodes]
        shares[place] = float(passed[nodes] @ np.linalg.solve(block, np.ones(len(nodes))))
    return shares


def _places(network: Network) -> dict[str, Integers]:
    """The nodes of each place, places sorted."""
    place = np.array(network.column("place"), dtype=object)
    return {name: np.flatnonzero(place == name) for name in sorted(set(place))}
