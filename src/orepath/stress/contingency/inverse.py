"""The loop that takes from the inverse of a network what removals need of it."""

from __future__ import annotations

import numpy as np

from orepath.attribution.memory.backward import back, factored
from orepath.attribution.memory.compiled import compiled
from orepath.attribution.memory.rows import Rows
from orepath.network.columnar import Numbers
from orepath.network.network import Floats, Integers


@compiled
def rounds(
    bounds: Integers, inner: Rows, enters: Floats, start: Integers, leaving: Numbers, target: Numbers
) -> tuple[Floats, Floats]:
    """How often what passes a row passes it in all, ``N_kk``, and for each flow how much of it comes round: ``N_ji``.

    ``N = (I - W)^-1`` is known row by row from the factors of each cyclic part; between a flow's target i and its
    source j there is nothing where they are not in one part.

    Parameters
    ----------
    bounds, inner, enters
        As in `orepath.attribution.memory.order.Order`.
    start, leaving, target
        ``leaving[start[j]:start[j + 1]]`` are the flows that leave row j, and ``target`` the row each flow enters.
    """
    diagonal, around = np.ones(start.size - 1), np.zeros(target.size)
    for g in range(bounds.size - 1):
        a, b = bounds[g], bounds[g + 1]
        cyclic = inner.start[b] > inner.start[a]
        if cyclic:
            weight, pivot = factored(a, b, enters, inner)
            z = np.empty(b - a)
        for j in range(a, b):
            if cyclic:
                z[:] = 0.0
                z[j - a] = 1.0
                back(z, weight, pivot)
                diagonal[j] = z[j - a]
            for e in leaving[start[j] : start[j + 1]]:
                i = target[e]
                if i == j:
                    around[e] = diagonal[j]
                elif cyclic and a <= i < b:
                    around[e] = z[i - a]
    return diagonal, around
