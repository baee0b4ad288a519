"""The strongest routes by which mass arrives."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from orepath.attribution.mixing import Mixing, mixing
from orepath.attribution.traced import Arrivals, weighed
from orepath.network.network import Floats, Network


@dataclass(frozen=True)
class Route:
    """A way from own mass to an arrival.

    Parameters
    ----------
    nodes
        Ids of the nodes, the origin first, the node it arrives from last.
    share
        The share of the arrivals that came this way, 0 to 1.
    """

    nodes: tuple[str, ...]
    share: float


def routes(network: Network, arrivals: Arrivals, limit: int = 10) -> list[Route]:
    """The strongest routes from own mass to the arrivals, strongest first.

    A route's share is its arrival's share times the share of each flow in the node it enters times the share of own
    mass at its origin. No route visits a node twice, so shares of all routes sum to at most 1: what went round a cycle
    is on none of them. Equal shares come in the order of their nodes' ids.

    Notes
    -----
    Search from the arrivals backward, best first: a part of a route waits with the best share any completion can have
    (the strongest way from its first node back to own mass), so little is opened that is not given.
    """
    weights = weighed(network, arrivals)
    if not weights.sum() > 0 or limit < 1:
        return []
    mixed, names = mixing(network), list(network.index)
    return _searched(_Backward(mixed, names), weights / weights.sum(), names, limit)


class _Backward:
    """Shares of predecessors and of own mass, and the strongest way back to own mass from each node."""

    def __init__(self, mixed: Mixing, names: list[str]) -> None:
        self.own = mixed.own[:, 0].tolist()
        self.inflow: list[dict[int, float]] = [{} for _ in self.own]
        self.outflow: list[list[int]] = [[] for _ in self.own]
        for i, j, share in zip(mixed.source.tolist(), mixed.target.tolist(), mixed.inflow[:, 0].tolist(), strict=True):
            if share > 0 and i != j:
                if i not in self.inflow[j]:
                    self.outflow[i].append(j)
                self.inflow[j][i] = self.inflow[j].get(i, 0.0) + share
        self.rank = np.argsort(np.argsort(np.array(names, dtype=object))).tolist()
        self.best = self._strongest()

    def _strongest(self) -> list[float]:
        best, waiting = list(self.own), [(-share, node) for node, share in enumerate(self.own) if share > 0]
        heapq.heapify(waiting)
        while waiting:
            share, node = heapq.heappop(waiting)
            if -share < best[node]:
                continue
            for target in self.outflow[node]:
                found = -share * self.inflow[target][node]
                if found > best[target]:
                    best[target] = found
                    heapq.heappush(waiting, (-found, target))
        return best


def _searched(back: _Backward, weights: Floats, names: list[str], limit: int) -> list[Route]:
    waiting: list[tuple[float, tuple[int, ...], bool, float, tuple[int, ...]]] = []

    def wait(nodes: tuple[int, ...], share: float, best: float, whole: bool) -> None:
        if share * best > 0:
            heapq.heappush(waiting, (-share * best, tuple(back.rank[node] for node in nodes), whole, share, nodes))

    for node in np.flatnonzero(weights).tolist():
        wait((node,), float(weights[node]), back.best[node], False)
    found: list[Route] = []
    while waiting and len(found) < limit:
        negative, _, whole, share, nodes = heapq.heappop(waiting)
        if whole:
            found.append(Route(tuple(names[node] for node in nodes), -negative))
            continue
        first = nodes[0]
        wait(nodes, share, back.own[first], True)
        for node, part in back.inflow[first].items():
            if node not in nodes:
                wait((node, *nodes), share * part, back.best[node], False)
    return found
