"""The places whose removal takes most of what arrives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orepath.attribution.passing import passing
from orepath.network.network import Integers
from orepath.tracing.answer import Chokepoint
from orepath.tracing.arrivals import Arrivals
from orepath.tracing.passed import Progress, elsewhere, passed_in_all_states
from orepath.tracing.words import stage_order

SHOWN = 10


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
    share = elsewhere(arrived)[0]
    known = passing(arrived.network, arrived.from_elsewhere[:, 0], exclude=[arrived.to])
    largest = sorted(known, key=lambda place: (-known[place], place))[:SHOWN]
    columns = [passed_in_all_states(each, _nodes(each, largest), progress) for each in every]
    found = np.column_stack([np.array([known[place] * share for place in largest]), *columns]).clip(0.0, 1.0)
    return tuple(
        Chokepoint(place, float(np.nanmin(row)), float(row[0]), float(np.nanmax(row)), _stages(arrived, place))
        for place, row in zip(largest, found, strict=True)
    )


def _nodes(arrived: Arrivals, places: Sequence[str]) -> list[Integers]:
    every = arrived.network.column("place")
    return [np.flatnonzero([place == wanted for place in every]) for wanted in places]


def _stages(arrived: Arrivals, place: str) -> tuple[str, ...]:
    """The stages of a place's nodes that anything stands at, from ore to use."""
    network = arrived.network
    stands = network.own + network.inflow > 0
    rows = zip(network.column("place"), network.column("stage"), stands, strict=True)
    found = {stage for where, stage, some in rows if where == place and some and stage}
    return tuple(sorted(found, key=lambda stage: (stage_order(stage), stage)))
