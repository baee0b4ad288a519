"""What rationing holds back, and the tonnes that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from orepath.network.network import Floats, Integers
from orepath.stress.rationing.state import Flowing, by_lane


@dataclass(frozen=True)
class Rationed:
    """What is held back in every scenario (lane), by periods of several steps.

    A node holds back the same part (0 to 1) of all that is wanted of it. Sums over a period's steps count in steps: 7.0
    of 13 is as much as everything in seven steps of the thirteen.

    Parameters
    ----------
    flowing
        The network that was rationed.
    cut_flows
        The flows that a shock touches, (cut,).
    steps_per_period
        Steps of each period, (periods,).
    step_years
        How long a step is.
    keep_path
        Nodes whose path is kept, (kept,).
    held_back, held_last
        What each node holds back: summed over the period's steps, and in its last one. (nodes, periods, lanes).
    cut_held, cut_last
        What does not leave on each touched flow, by its source and by the cut; the same two. (cut, periods, lanes).
    stock_t
        What each node has in stock at the end of the period, (nodes, periods, lanes).
    path_held, path_stock_t
        The same step by step for the nodes of `keep_path`, (kept, steps, lanes).
    """

    flowing: Flowing
    cut_flows: Integers
    steps_per_period: Integers
    step_years: float
    keep_path: Integers
    held_back: Floats
    held_last: Floats
    cut_held: Floats
    cut_last: Floats
    stock_t: Floats
    path_held: Floats
    path_stock_t: Floats

    @cached_property
    def unmet_t(self) -> Floats:
        """Use that is not met (t), (nodes, periods, lanes)."""
        return np.asarray(self.per_step_t(self.flowing.use_t) * self.held_back)

    @cached_property
    def path_unmet_t(self) -> Floats:
        """Use that is not met in each step (t) at the nodes of `keep_path`, (kept, steps, lanes)."""
        return np.asarray(self.per_step_t(self.flowing.use_t)[self.keep_path] * self.path_held)

    def departing_short_t(self, flows: NDArray[np.integer]) -> Floats:
        """What less than in the base leaves on some flows (t), (flows, periods, lanes)."""
        base_t = self.per_step_t(self.flowing.flow_t)[flows]
        return np.asarray(base_t * self._of(flows, self.held_back, self.cut_held))

    def arriving_short_t(self, flows: NDArray[np.integer]) -> Floats:
        """What less than in the base arrives on some flows (t), (flows, periods, lanes): what left one step before.

        In the first step of all, everything arrives.
        """
        held = self._of(flows, self.held_back, self.cut_held)
        last = self._of(flows, self.held_last, self.cut_last)
        before = np.concatenate([np.zeros_like(last[:, :1]), last[:, :-1]], axis=1)
        return np.asarray(self.per_step_t(self.flowing.flow_t)[flows] * np.maximum(held - last + before, 0.0))

    def per_step_t(self, yearly_t: Floats) -> Floats:
        """Tonnes a year of nodes or flows as tonnes a step, with axes for periods and lanes."""
        found: Floats = by_lane(yearly_t)[:, None, :] * self.step_years
        return found

    def _of(self, flows: NDArray[np.integer], held: Floats, cut: Floats) -> Floats:
        """By flow what is held back: of a touched flow its own, of others their source's."""
        touched = np.full(len(self.flowing.source), -1, dtype=np.int64)
        touched[self.cut_flows] = np.arange(len(self.cut_flows))
        found: Floats = held[self.flowing.source[flows]]
        mine = touched[flows]
        found[mine >= 0] = cut[mine[mine >= 0]]
        return found
