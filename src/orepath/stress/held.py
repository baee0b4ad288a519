"""What is held back where nobody adapts: the network rationed, as the responses read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orepath.network.network import Floats, Integers
from orepath.stress.amounts import Amounts
from orepath.stress.base import Base
from orepath.stress.effects import Effects
from orepath.stress.grid import Grid
from orepath.stress.rationing.rationed import Rationed
from orepath.stress.rationing.run import ration
from orepath.stress.rationing.state import Flowing


@dataclass(frozen=True)
class Held:
    """What is held back without adaptation, in tonnes by period."""

    rationed: Rationed
    flow_t: Floats

    def arriving_short_t(self, flows: Integers, /) -> Floats:
        """What fails to arrive of some flows, (flows, periods, lanes)."""
        return self.rationed.arriving_short_t(flows)

    def departing_short_t(self, flows: Integers, /) -> Floats:
        """What fails to leave of some flows, (flows, periods, lanes)."""
        return self.rationed.departing_short_t(flows)

    def under_way_t(self, flows: Integers, /) -> Floats:
        """What is under way of some flows at the end of each period, (flows, periods, lanes)."""
        last = self.rationed.held_last[self.rationed.flowing.source[flows]]
        touched = np.isin(flows, self.rationed.cut_flows)
        last[touched] = self.rationed.cut_last[np.searchsorted(self.rationed.cut_flows, flows[touched])]
        return (1.0 - last) * (self.flow_t[flows] * self.rationed.step_years)[:, None]


def hold(
    base: Base, masses: Amounts, effects: Sequence[Effects], grid: Grid, keep: Integers | Sequence[int] = ()
) -> Held:
    """What is held back in several scenarios of the same shocks.

    Parameters
    ----------
    effects
        What shocks leave of flows, one for each lane, or one for all; the flows they touch are the same in all.
    keep
        Nodes whose path is kept step by step.
    """
    several = [each.multipliers for each in effects]
    multipliers = several[0] if len(several) == 1 else np.stack(several, axis=2)
    wanted = _outflow(base, masses) + masses.use_t + masses.put_t
    flowing = Flowing(
        base.source.astype(np.int32), base.target.astype(np.int32), masses.flow_t, base.delivered, wanted, masses.use_t
    )
    found = ration(
        flowing, masses.stock_t, effects[0].cut_flows, multipliers, grid.steps_per_period, grid.step_years, keep
    )
    return Held(found, masses.flow_t)


def _outflow(base: Base, masses: Amounts) -> Floats:
    found = np.zeros(masses.stock_t.shape)
    np.add.at(found, base.source, masses.flow_t)
    return found
