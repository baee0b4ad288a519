"""What each node mixes: the shares of its own mass and of every flow in what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from orepath.network.incidence import Flags, fed, summing
from orepath.network.network import Floats, Integers, Network
from orepath.network.scaling import scaled


@dataclass(frozen=True)
class Mixing:
    """Every node's own mass and inflow, at one or several draws.

    Parameters
    ----------
    source, target
        The numbers of the nodes each flow leaves and enters, (flows,).
    flow_t, own_t
        Flows, (flows, draws), and own mass, (nodes, draws); 0 where `known` is not.
    known
        Whether anything at the node comes from own mass, (nodes, draws). Where nothing does (an empty node, a closed
        cycle nobody feeds, whatever lies behind one) its composition is `unattributed`.
    """

    source: Integers
    target: Integers
    flow_t: Floats
    own_t: Floats
    known: Flags

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return int(self.own_t.shape[0])

    @property
    def draws(self) -> int:
        """How many draws there are; 1 where the network stands by itself."""
        return int(self.own_t.shape[1])

    @cached_property
    def throughput_t(self) -> Floats:
        """Own mass and inflow, (nodes, draws); 1 where `known` is not."""
        through: Floats = self.own_t + summing(self.target, self.nodes) @ self.flow_t
        return np.where(self.known, through, 1.0)

    @cached_property
    def inflow(self) -> Floats:
        """Each flow as a share of what stands at its target, (flows, draws)."""
        return self.flow_t / self.throughput_t[self.target]

    @cached_property
    def own(self) -> Floats:
        """Own mass as a share of what stands at the node, (nodes, draws)."""
        return self.own_t / self.throughput_t

    def matrix(self, draw: int = 0) -> sparse.csc_array:
        """``I - W``, where ``W[j, i]`` is the share of node j that comes from node i."""
        weights = sparse.csc_array((self.inflow[:, draw], (self.target, self.source)), shape=(self.nodes, self.nodes))
        return sparse.csc_array(sparse.eye_array(self.nodes, format="csc") - weights)


def mixing(network: Network, cut: Flags | None = None, draws: bool = False) -> Mixing:
    """What every node mixes.

    Parameters
    ----------
    cut
        Nodes whose whole throughput (self-loops are none) counts as their own, (nodes,): nothing is looked for behind
        them.
    draws
        At every draw of the network; else at its flows.
    """
    flow, own = _masses(network, draws)
    if cut is not None:
        moves = np.where((network.source != network.target)[:, None], flow, 0.0)
        own = np.where(cut[:, None], own + summing(network.target, len(own)) @ moves, own)
        flow = np.where(cut[network.target, None], 0.0, flow)
    known = fed(network.source, network.target, flow > 0, own > 0)
    return Mixing(network.source, network.target, np.where(known[network.target], flow, 0.0), own, known)


def _masses(network: Network, draws: bool) -> tuple[Floats, Floats]:
    if not draws:
        flow, own = network.flow[:, None], network.own[:, None]
    elif network.draws is None:
        raise ValueError("the network has no draws")
    else:
        flow, own = network.draws.flow, network.draws.own
    flow, own = scaled(flow, own)
    return flow, own
