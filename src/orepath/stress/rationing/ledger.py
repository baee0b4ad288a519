"""The mass ledger of a rationed network: that every node gives out what it has, to the last kilogram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orepath.network.network import Floats
from orepath.stress.rationing.rationed import Rationed
from orepath.stress.rationing.state import by_lane


@dataclass(frozen=True)
class Ledger:
    """What every node took in and gave out, in tonnes, each (nodes, periods, lanes).

    A node has ``own_t + arrived_t + drawn_t`` and gives ``departed_t + freed_t + used_t + put_aside_t``. Losses at the
    node are off already.

    Parameters
    ----------
    own_t
        What it delivers of mass put in there: what is wanted of it in the base less what it delivers of its inflow.
    arrived_t
        What it delivers of what arrived, a step after it left.
    drawn_t
        What it drew from its stock.
    departed_t
        What left for other nodes.
    freed_t
        What it had for flows that a cut held back: it goes to nobody.
    used_t, put_aside_t
        What was used there, and what else was wanted there and had.
    gap_t
        What it had less what it gave: 0 but for rounding.
    """

    own_t: Floats
    arrived_t: Floats
    drawn_t: Floats
    departed_t: Floats
    freed_t: Floats
    used_t: Floats
    put_aside_t: Floats

    @property
    def gap_t(self) -> Floats:
        """What each node had less what it gave."""
        had = self.own_t + self.arrived_t + self.drawn_t
        return had - (self.departed_t + self.freed_t + self.used_t + self.put_aside_t)


def ledger(rationed: Rationed, start_t: Floats) -> Ledger:
    """The ledger of a run, by its periods; with periods of one step, of every step.

    Parameters
    ----------
    start_t
        Stocks that the run began with (t), (nodes, lanes).
    """
    flowing, steps = rationed.flowing, rationed.steps_per_period[:, None]
    flows = np.arange(len(flowing.source))
    base_t = rationed.per_step_t(flowing.flow_t) * steps
    left_t = base_t - rationed.departing_short_t(flows)
    arrived_t = base_t - rationed.arriving_short_t(flows)
    had = steps - rationed.held_back
    freed = rationed.per_step_t(flowing.flow_t) * had[flowing.source] - left_t
    delivered = by_lane(flowing.delivered)[:, None, :]
    wanted_t, use_t = rationed.per_step_t(flowing.wanted_t), rationed.per_step_t(flowing.use_t)
    shape = rationed.held_back.shape
    out_t = _summed(flowing.source, rationed.per_step_t(flowing.flow_t), shape)
    before_t = np.concatenate([start_t[:, None], rationed.stock_t[:, :-1]], axis=1)
    return Ledger(
        own_t=steps * (wanted_t - delivered * _summed(flowing.target, rationed.per_step_t(flowing.flow_t), shape)),
        arrived_t=delivered * _summed(flowing.target, arrived_t, shape),
        drawn_t=before_t - rationed.stock_t,
        departed_t=_summed(flowing.source, left_t, shape),
        freed_t=_summed(flowing.source, freed, shape),
        used_t=use_t * had,
        put_aside_t=(wanted_t - out_t - use_t) * had,
    )


def _summed(node: np.ndarray, of_flows: Floats, shape: tuple[int, ...]) -> Floats:
    """Flows summed by the node they leave or enter, (nodes, periods, lanes)."""
    found = np.zeros(shape)
    np.add.at(found, node, of_flows)
    return found
