"""The places whose removal takes most of what arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from scipy.sparse.linalg import SuperLU, splu

from orepath.attribution.mixing import mixing
from orepath.attribution.passing import passing
from orepath.network.network import Floats, Integers
from orepath.tracing.answer import Chokepoint
from orepath.tracing.arrivals import Arrivals
from orepath.tracing.words import stage_order

SHOWN = 10
Progress = Callable[[int, int], None]


def chokepoints(
    arrived: Arrivals, every: Sequence[Arrivals], progress: Progress | None = None
) -> tuple[Chokepoint, ...]:
    """The places that most of what arrives has passed, the largest share first.

    The share is of mass mined, processed or traded on there; what has passed a place twice counts once. The range is
    over both couplings and all draws. The shares of several places overlap.

    Parameters
    ----------
    arrived, every
        What arrives at the reconciled flows; the same at all draws, by either coupling.
    """
    share = _elsewhere(arrived)[0]
    known = passing(arrived.network, arrived.from_elsewhere[:, 0], exclude=[arrived.to])
    largest = sorted(known, key=lambda place: (-known[place], place))[:SHOWN]
    columns = [_in_all_states(each, largest, progress) for each in every]
    found = np.column_stack([np.array([known[place] * share for place in largest]), *columns]).clip(0.0, 1.0)
    return tuple(
        Chokepoint(place, float(np.nanmin(row)), float(row[0]), float(np.nanmax(row)), _stages(arrived, place))
        for place, row in zip(largest, found, strict=True)
    )


def _elsewhere(arrived: Arrivals) -> Floats:
    """The part of what arrives that comes from other places, (states,)."""
    total = arrived.total
    come = np.asarray(arrived.flow.sum(axis=0), dtype=np.float64)
    return np.divide(come, total, out=np.full_like(total, np.nan), where=total > 0)


def _in_all_states(arrived: Arrivals, places: Sequence[str], progress: Progress | None) -> Floats:
    """The share that passed each place, (places, states)."""
    nodes = _nodes(arrived, places)
    coming, share = arrived.from_elsewhere, _elsewhere(arrived)
    found = np.full((len(places), len(share)), np.nan)
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
            found[:, state] = passed(behind, coming[:, state], nodes.values()) * share[state]
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


def _nodes(arrived: Arrivals, places: Sequence[str]) -> Mapping[str, Integers]:
    every = arrived.network.column("place")
    return {wanted: np.flatnonzero([place == wanted for place in every]) for wanted in places}


def _stages(arrived: Arrivals, place: str) -> tuple[str, ...]:
    """The stages of a place's nodes that anything stands at, from ore to use."""
    network = arrived.network
    stands = network.own + network.inflow > 0
    rows = zip(network.column("place"), network.column("stage"), stands, strict=True)
    found = {stage for where, stage, some in rows if where == place and some and stage}
    return tuple(sorted(found, key=lambda stage: (stage_order(stage), stage)))
