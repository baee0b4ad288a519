"""What arrives at a place, and from whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from orepath.network.coupling import TRANSIT
from orepath.network.network import UNKNOWN, Floats, Integers, Network


@dataclass(frozen=True)
class Arrivals:
    """What arrives at a place, at the reconciled flows (the first state) and at every draw (the states after it).

    Parameters
    ----------
    flows, flow
        Numbers of the flows into the place's nodes from nodes elsewhere, and their tonnes, (flows, states).
    nodes, own
        Numbers of the place's nodes with mass of their own, and the tonnes of it that stay (see `kept`), (nodes,
        states).
    """

    network: Network
    to: str
    flows: Integers
    flow: Floats
    nodes: Integers
    own: Floats

    @property
    def total(self) -> Floats:
        """Tonnes that arrive, (states,)."""
        return np.asarray(self.flow.sum(axis=0) + self.own.sum(axis=0), dtype=np.float64)

    @property
    def from_elsewhere(self) -> Floats:
        """Tonnes that each node of the network sends to the place, (nodes, states)."""
        return np.asarray(summed(self.network.source[self.flows], len(self.network.index)) @ self.flow)

    @property
    def exporters(self) -> list[str]:
        """The place each flow comes from; `unknown` where the node has none."""
        places = self.network.column("place")
        return [places[node] or UNKNOWN for node in self.network.source[self.flows]]

    @property
    def labels(self) -> list[str]:
        """The label of each node's own mass; `unknown` where it has none."""
        labels = self.network.column("label")
        return [labels[node] or UNKNOWN for node in self.nodes]


def arrivals(network: Network, to: str) -> Arrivals:
    """What arrives at a place: every flow into its nodes from nodes elsewhere, and what is put in at its nodes.

    What enters a transit part of the place (see `orepath.network.coupling.net`) goes on unmixed and does not count.

    Parameters
    ----------
    to
        The code of the place.
    """
    here = np.array([place == to for place in network.column("place")], dtype=bool)
    through = np.array([node.endswith(TRANSIT) for node in network.index], dtype=bool)
    flows = np.flatnonzero((here & ~through)[network.target] & ~here[network.source])
    flow, own = states(network)
    nodes = np.flatnonzero(here & (own > 0).any(axis=1))
    return Arrivals(network, to, flows, flow[flows], nodes, (own * kept(network, here, flow))[nodes])


def kept(network: Network, here: NDArray[np.bool_], flow: Floats) -> Floats:
    """The share of a place's own mass that stays there, at each of its nodes, (nodes, states).

    Own mass that is shipped abroad from the pool of the stage it was put in at never reached the place's plants or
    users. It stays as far as the node's outflow goes to other stages of the place, or leaves the network there; the
    pool of a stage (`mine-market` of `mine`) belongs to the stage.

    Parameters
    ----------
    here
        Whether each node is the place's.
    """
    stage = np.array([name.removesuffix("-market") for name in network.column("stage")], dtype=object)
    source, target = network.source, network.target
    at_home = here[source] & here[target]
    pooled = at_home & (stage[source] == stage[target])
    count = len(network.index)
    throughput = states(network)[1] + summed(target, count) @ flow
    sent = summed(source[~at_home | pooled], count) @ flow[~at_home | pooled]
    stays = 1 - np.divide(sent, throughput, out=np.ones_like(sent), where=throughput > 0)
    goes_on = np.divide(flow, throughput[source], out=np.zeros_like(flow), where=throughput[source] > 0)[pooled]
    later = summed(source[pooled], count) @ (goes_on * np.clip(stays, 0.0, 1.0)[target[pooled]])
    return np.asarray(np.clip(stays, 0.0, 1.0) + later)


def states(network: Network) -> tuple[Floats, Floats]:
    """Flows and own mass at the reconciled figures and behind them at every draw, (flows, states), (nodes, states)."""
    if network.draws is None:
        return network.flow[:, None], network.own[:, None]
    flow = np.column_stack([network.flow, network.draws.flow])
    return flow, np.column_stack([network.own, network.draws.own])


def summed(groups: Integers, count: int) -> sparse.csr_array:
    """A matrix that sums rows over `count` groups."""
    return sparse.csr_array((np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=(count, len(groups)))
