"""The most that can reach each owner of one entity, where exact figures would take too long."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from orepath.control.on_day import InForce
from orepath.network.network import Floats

SLACK = 1e-12
"""What is put in at every entity beside the one asked about: it covers the rounding of every sum."""
STILL, ROUNDS = 1e-15, 50_000
EPSILON = 2.0**-52


def limits(stakes: InForce, entity: int) -> Floats:
    """A bound from above of what of an entity reaches each owner, (entities,).

    Visits are counted rather than first visits: ``n = W n + e``, a little more put in than ``e``. As ``W`` is nowhere
    negative, any ``n >= W n + e`` is a bound; that this holds is checked, with all rounding, else the bound is 1.
    """
    share = stakes.numerator / stakes.denominator
    shape = (stakes.entities, stakes.entities)
    weight = sparse.coo_array((share, (stakes.owner, stakes.owned)), shape=shape).tocsr()
    asked = np.zeros(stakes.entities)
    asked[entity] = 1.0
    enters = asked + SLACK
    visits = enters.copy()
    for _ in range(ROUNDS):
        more = enters + weight @ visits
        change = float(np.abs(more - visits).max(initial=0.0))
        visits = more
        if change <= STILL:
            break
    most = int(np.diff(weight.indptr).max(initial=0))
    left = visits - weight @ visits - asked
    holds = left >= (most + 4) * EPSILON * max(1.0, float(visits.max(initial=0.0)))
    return np.minimum(1.0, visits * (1 + 4 * EPSILON)) if holds.all() else np.ones(stakes.entities)
