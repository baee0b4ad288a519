"""What passes through a place, whatever its origin."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from orepath.attribution.asking import system
from orepath.attribution.memory.solve import solve
from orepath.attribution.traced import Arrivals, weighed
from orepath.network.columnar import Columnar
from orepath.network.network import UNKNOWN, Integers, Network


def passing(network: Network, arrivals: Arrivals, exclude: Collection[str] = ()) -> dict[str, float]:
    """The share of the arrivals that passed any node of each place.

    Each place is a flag of its nodes; cycles are counted right: what passes a place twice counts once.

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
    left_out = {"", UNKNOWN, *exclude}
    places = {place: nodes for place, nodes in _places(network).items() if place not in left_out}
    if not (weights.sum() > 0 and places):
        return {}
    solved = solve(system(Columnar.of(network), "touched", flags=places))
    from_ = np.flatnonzero(weights)
    shares = (weights[from_] / weights.sum()) @ solved.of(from_)
    return {place: share for place, share in zip(solved.names, shares.tolist(), strict=True) if share > 0}


def _places(network: Network) -> dict[str, Integers]:
    """The nodes of each place, places sorted."""
    place = np.array(network.column("place"), dtype=object)
    return {name: np.flatnonzero(place == name) for name in sorted(set(place))}
