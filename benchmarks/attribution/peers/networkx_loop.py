"""networkx: a graph, its components in topological order, a dictionary of shares a node."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from benchmarks.attribution.made import Floats
from benchmarks.attribution.peers.levelled import CLOSE
from orepath.attribution.system import System

THREADS = 1
Shares = dict[int, dict[int, float]]


@dataclass(frozen=True)
class Graph:
    """A graph whose nodes carry `put` and `code` and whose edges carry `share`, and its components in order."""

    graph: nx.DiGraph
    components: list[set[int]]
    shape: tuple[int, int]


def prepare(system: System, threads: int) -> Graph:
    through = system.throughput_t
    graph = nx.DiGraph()
    carried = zip(range(system.nodes), (system.own / through).tolist(), system.code.tolist(), strict=True)
    graph.add_nodes_from((node, {"put": put, "code": code}) for node, put, code in carried)
    share = (system.flow / through[system.target]).tolist()
    for source, target, part in zip(system.source.tolist(), system.target.tolist(), share, strict=True):
        if graph.has_edge(source, target):
            graph[source][target]["share"] += part
        else:
            graph.add_edge(source, target, share=part)
    condensed = nx.condensation(graph)
    components = [condensed.nodes[number]["members"] for number in nx.topological_sort(condensed)]
    return Graph(graph, components, (system.nodes, len(system.names)))


def solve(graph: Graph) -> Shares:
    shares: Shares = {node: {} for node in graph.graph}
    for component in graph.components:
        change = 1.0
        while change > CLOSE:
            change = 0.0
            for node in component:
                now = _mixed(graph.graph, shares, node)
                if len(component) > 1:
                    change = max(change, *(abs(part - shares[node].get(code, 0.0)) for code, part in now.items()))
                shares[node] = now
    return shares


def _mixed(graph: nx.DiGraph, shares: Shares, node: int) -> dict[int, float]:
    own = graph.nodes[node]
    now = {own["code"]: own["put"]} if own["code"] >= 0 else {}
    for source, carried in graph.pred[node].items():
        part = carried["share"]
        for code, share in shares[source].items():
            now[code] = now.get(code, 0.0) + part * share
    return now


def shares(graph: Graph, solved: Shares) -> Floats:
    found = np.zeros(graph.shape)
    for node, row in solved.items():
        for code, share in row.items():
            found[node, code] = share
    return found
