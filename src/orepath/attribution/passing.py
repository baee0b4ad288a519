"""Which places arrivals passed through: what a place's removal would take."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from scipy.sparse.linalg import SuperLU, splu

from orepath.attribution.attribute import attribute
from orepath.attribution.mixing import Mixing, mixing
from orepath.attribution.traced import CLOSED, Arrivals, weighed
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
    weights = weights / weights.sum()
    left_out = {"", UNKNOWN, *exclude}
    places = {place: nodes for place, nodes in _places(network).items() if place not in left_out}
    shares = _by_block(mixing(network), weights, places)
    if shares is None:
        shares = _by_holding(network, weights, places)
    return {place: share for place, share in shares.items() if share > 0}


def _by_block(mixed: Mixing, weights: Floats, places: dict[str, Integers]) -> dict[str, float] | None:
    """The shares in closed form; None where floating point is not exact enough for it."""
    try:
        behind = splu(mixed.matrix())
    except RuntimeError:  # exactly singular
        return None
    passed = behind.solve(weights, trans="T")
    ends = np.where(mixed.known, mixed.own, 1.0)[:, 0]
    if not abs(float(passed @ ends) - 1.0) <= CLOSED:
        return None
    return {place: _passed(behind, passed, nodes) for place, nodes in places.items()}


def _passed(behind: SuperLU, passed: Floats, nodes: Integers) -> float:
    if not (passed[nodes] > 0).any():
        return 0.0
    columns = np.zeros((len(passed), len(nodes)))
    columns[nodes, np.arange(len(nodes))] = 1.0
    block = behind.solve(columns)[nodes]
    return float(np.clip(passed[nodes] @ np.linalg.solve(block, np.ones(len(nodes))), 0.0, 1.0))


def _by_holding(network: Network, weights: Floats, places: dict[str, Integers]) -> dict[str, float]:
    """The same with each place's rows held at 1, a solve a place."""
    ids = list(network.index)
    flags = {place: [ids[node] for node in nodes] for place, nodes in places.items()}
    held = attribute(network, "touched", flags=flags) if flags else None
    return {} if held is None else dict(zip(held.labels, (weights @ held.shares).tolist(), strict=True))


def _places(network: Network) -> dict[str, Integers]:
    """The nodes of each place, places sorted."""
    place = np.array(network.column("place"), dtype=object)
    return {name: np.flatnonzero(place == name) for name in sorted(set(place))}
