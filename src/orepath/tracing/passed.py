"""The share of what arrives from elsewhere that passed any node of a group, in every state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from scipy.sparse.linalg import SuperLU, splu

from orepath.attribution.mixing import mixing
from orepath.network.network import Floats, Integers
from orepath.tracing.arrivals import Arrivals

Progress = Callable[[int, int], None]


def elsewhere(arrived: Arrivals) -> Floats:
    """The part of what arrives that comes from other places, (states,)."""
    total = arrived.total
    come = np.asarray(arrived.flow.sum(axis=0), dtype=np.float64)
    return np.divide(come, total, out=np.full_like(total, np.nan), where=total > 0)


def passed_in_all_states(arrived: Arrivals, groups: Sequence[Integers], progress: Progress | None = None) -> Floats:
    """The share of what arrives that came from elsewhere and passed each group of nodes, (groups, states).

    NaN in states in which nothing arrives.
    """
    coming, share = arrived.from_elsewhere, elsewhere(arrived)
    found = np.full((len(groups), len(share)), np.nan)
    for drawn in (False, True) if arrived.network.draws else (False,):
        mixed = mixing(arrived.network, draws=drawn)
        for draw in range(mixed.draws):
            state = draw + drawn
            if not share[state] >= 0:
                continue
            try:
                behind = splu(mixed.matrix(draw))
            except RuntimeError:  # cycles that hardly anything feeds, at this draw: left out of the range
                continue
            found[:, state] = passed(behind, coming[:, state], groups) * share[state]
            if progress:
                progress(draw + 1, mixed.draws)
    return found


def passed(behind: SuperLU, coming: Floats, groups: Iterable[Integers]) -> Floats:
    """The share of what comes that passed at least one node of each group, (groups,).

    With ``N = (I - W)^-1`` and the nodes k of a group the share is ``z[k] N[k, k]^-1 1``, where ``z = a N``.
    """
    nodes = list(groups)
    if not coming.sum() > 0:
        return np.zeros(len(nodes))
    through = behind.solve(coming / coming.sum(), trans="T")
    every = np.concatenate([np.zeros(0, dtype=np.int64), *nodes])
    sides = np.zeros((len(coming), len(every)))
    sides[every, np.arange(len(every))] = 1.0
    inverse = behind.solve(sides)
    starts = np.cumsum([0, *(len(group) for group in nodes)])
    blocks = [inverse[group, start : start + len(group)] for group, start in zip(nodes, starts, strict=False)]
    return np.array(
        [
            through[group] @ np.linalg.solve(block, np.ones(len(group)))
            for group, block in zip(nodes, blocks, strict=True)
        ]
    )
