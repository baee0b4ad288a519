"""What each node mixes: the shares of its own mass and of every flow in what stands there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from orepath.network.incidence import Flags, fed, summing
from orepath.network.network import Floats, Integers, Network


@dataclass(frozen=True)
class Mixing:
    """Every node's own mass and inflow as shares of their sum, at one or several draws.

    Parameters
    ----------
    source, target
        The numbers of the nodes each flow leaves and enters, (flows,).
    inflow
        Each flow as a share of what stands at its target, (flows, draws).
    own
        Own mass as a share of what stands at the node, (nodes, draws).
    known
        Whether anything at the node comes from own mass, (nodes, draws). Where nothing does (an empty node, a closed
        cycle nobody feeds, whatever lies behind one) its shares are 0: its composition is `unattributed`.
    """

    source: Integers
    target: Integers
    inflow: Floats
    own: Floats
    known: Flags

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return int(self.own.shape[0])

    @property
    def draws(self) -> int:
        """How many draws there are; 1 where the network stands by itself."""
        return int(self.own.shape[1])

    def matrix(self, draw: int = 0) -> sparse.csc_array:
        """``I - W``, where ``W[j, i]`` is the share of node j that comes from node i."""
        weights = sparse.csc_array((self.inflow[:, draw], (self.target, self.source)), shape=(self.nodes, self.nodes))
        return sparse.csc_array(sparse.eye_array(self.nodes, format="csc") - weights)


def mixing(network: Network, cut: Flags | None = None, draws: bool = False) -> Mixing:
    """The shares of own mass and inflow at every node.

    Parameters
    ----------
    cut
        Nodes whose whole throughput counts as their own, (nodes,): nothing is looked for behind them.
    draws
        At every draw of the network; else at its flows.
    """
    flow, own = _masses(network, draws)
    throughput = own + summing(network.target, len(own)) @ flow
    if cut is not None:
        flow = np.where(cut[network.target, None], 0.0, flow)
        own = np.where(cut[:, None], throughput, own)
    known = fed(network.source, network.target, flow > 0, own > 0)
    some = np.where(known, throughput, 1.0)
    inflow = np.where(known[network.target], flow, 0.0) / some[network.target]
    return Mixing(network.source, network.target, inflow, own / some, known)


def _masses(network: Network, draws: bool) -> tuple[Floats, Floats]:
    if not draws:
        return network.flow[:, None], network.own[:, None]
    if network.draws is None:
        raise ValueError("the network has no draws")
    return network.draws.flow, network.draws.own
