"""The base of a stress test: a balanced network as arrays, with stocks and idle capacity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from orepath.errors import InputError, fault
from orepath.network.network import RECYCLED, UNKNOWN, Floats, Integers, Network
from orepath.tracing.words import PASSED

BALANCED = 1e-6
"""By how much of its intake a node of a base network may fail to balance."""
EXACT = 1e-9
"""What a node lets out less than it takes in, as a share, that is rounding and no loss."""
Flags = np.ndarray


@dataclass(frozen=True)
class Base:
    """A network as arrays; masses in tonnes of contained metal a year, stocks in tonnes.

    Parameters
    ----------
    network
        The network at its figures.
    delivered
        What each node delivers of what it takes in (0 to 1), (nodes,).
    use_t, put_t
        What is used at each node and what is put aside, (nodes,).
    stock_t
        What stands at each node when the horizon begins (t), (nodes,).
    idle_t
        Idle capacity (t a year): for a node that puts mass in, how much more it could put in; for a plant, how much
        more it could take in; 0 elsewhere, (nodes,).
    """

    network: Network
    delivered: Floats
    use_t: Floats
    put_t: Floats
    stock_t: Floats
    idle_t: Floats

    @property
    def source(self) -> Integers:
        """The number of the node each flow leaves, (flows,)."""
        return self.network.source

    @property
    def target(self) -> Integers:
        """The number of the node each flow enters, (flows,)."""
        return self.network.target

    @property
    def flow_t(self) -> Floats:
        """Each flow (t a year), (flows,)."""
        return self.network.flow

    @cached_property
    def place(self) -> np.ndarray:
        """The place of each node."""
        return np.array(self.network.column("place"), dtype=object)

    @cached_property
    def stage(self) -> np.ndarray:
        """The stage of each node."""
        return np.array(self.network.column("stage"), dtype=object)

    @cached_property
    def goods(self) -> np.ndarray:
        """The stage of the goods that leave each node."""
        return np.array([goods_stage(stage) for stage in self.stage], dtype=object)

    @cached_property
    def pooled(self) -> Flags:
        """Whether goods are only at hand at a node, (nodes,)."""
        return np.array([stage.endswith(PASSED) for stage in self.stage])

    @cached_property
    def crossing(self) -> Flags:
        """Whether each flow leaves one place for another, (flows,)."""
        found: Flags = self.place[self.source] != self.place[self.target]
        return found

    @cached_property
    def wanted_t(self) -> Floats:
        """What leaves each node when nothing is short: to other nodes, used and put aside (t a year), (nodes,)."""
        return self.network.outflow + self.use_t + self.put_t

    @cached_property
    def intake_t(self) -> Floats:
        """What each node takes in, its own and what was drawn from stock in the base year included (t a year)."""
        drawn = np.maximum(-_masses(self.network, "stock"), 0.0)
        return self.network.own + self.network.inflow + drawn

    def at(self, place: str) -> Flags:
        """Which nodes stand at a place, (nodes,)."""
        found: Flags = self.place == place
        return found


def goods_stage(stage: str) -> str:
    """The stage of the goods at a node.

    >>> goods_stage("refine-market"), goods_stage("mine")
    ('refine', 'mine')
    """
    for ending in PASSED:
        stage = stage.removesuffix(ending)
    return stage


def base_of(network: Network, stock_days: Callable[[str], float], utilisation: Callable[[str], float | None]) -> Base:
    """The base of a network.

    Parameters
    ----------
    stock_days
        Days of its use that a place holds in stock when the horizon begins.
    utilisation
        The share (0 to 1] of the capacity of a stage's mines or plants that base output uses; None where nothing is
        known of the stage, which then has no idle capacity.

    Raises
    ------
    InputError
        Where a node of the network does not balance.
    """
    _refuse_unbalanced(network)
    use, stock = _masses(network, "use"), _masses(network, "stock")
    put = np.maximum(stock, 0.0)
    made = Base(network, np.ones(len(use)), use, put, np.zeros(len(use)), np.zeros(len(use)))
    intake = made.intake_t
    delivered = np.divide(made.wanted_t, intake, out=np.ones(len(use)), where=intake > 0)
    delivered[(delivered > 1) | (np.abs(delivered - 1) < EXACT)] = 1.0
    days = {place: stock_days(place) for place in sorted(set(made.place)) if place not in ("", UNKNOWN)}
    stocks = np.array([days.get(place, 0.0) for place in made.place]) * use / 365.0
    used = {stage: np.array([share]) for stage in sorted(set(made.stage)) if (share := utilisation(stage))}
    return replace(made, delivered=delivered, stock_t=stocks, idle_t=idle_of(made, intake[:, None], used)[:, 0])


def idle_of(base: Base, intake_t: Floats, used: Mapping[str, Floats]) -> Floats:
    """Idle capacity by node (t a year), (nodes, lanes); what comes from scrap or from nobody knows where has none.

    Parameters
    ----------
    intake_t
        What each node takes in or puts in, (nodes, lanes).
    used
        The share (0 to 1] of capacity that it is, by stage, (lanes,).
    """
    labels = base.network.column("label")
    made = np.zeros(intake_t.shape)
    for node in np.flatnonzero(~base.pooled).tolist():
        nobody = labels[node] in (UNKNOWN, RECYCLED) or base.place[node] == UNKNOWN
        if base.stage[node] in used and not nobody:
            made[node] = intake_t[node] * (1.0 / used[base.stage[node]] - 1.0)
    return made


def _masses(network: Network, column: str) -> Floats:
    return np.asarray(network.nodes[column].to_numpy(), dtype=np.float64)


def _refuse_unbalanced(network: Network) -> None:
    size = np.maximum(network.own + network.inflow, network.outflow)
    broken = np.flatnonzero(np.abs(network.imbalance) > BALANCED * np.maximum(size, 1.0))
    if len(broken):
        ids = network.column("node")
        raise InputError(
            [fault("stress_unbalanced", ids[node], mass=f"{network.imbalance[node]:.6g}") for node in broken.tolist()]
        )
