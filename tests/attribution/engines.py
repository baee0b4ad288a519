"""Made-up networks that every engine must solve alike, and what a dense solution in 80 bits gives for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from orepath.attribution.labels import NOT_PROCESSED
from orepath.attribution.system import UNATTRIBUTED
from orepath.network.coupling import TRANSIT, net
from orepath.network.network import UNKNOWN, Network, network
from tests.attribution.invented import random_network

PLACES = ("Aland", "Boria", "Carinia", "")
STAGES = ("mine", "refine", "refine", "")
Edges = list[tuple[str, str, float]]
Flags = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Expected:
    """The answer to hold an engine against.

    Parameters
    ----------
    labels
        Its columns.
    shares
        (nodes, labels).
    norm
        How much an error of rounding can grow: the norm of ``(I - W)^-1``, and at least 1.
    """

    labels: tuple[str, ...]
    shares: np.ndarray
    norm: float


def of_edges(edges: Edges, own: Mapping[str, float], empty: Iterable[str] = (), labels: int = 3) -> Network:
    """A network whose nodes are named by its flows, its own mass and ``empty``; labels, places and stages go round."""
    ids = list(dict.fromkeys([*own, *(end for edge in edges for end in edge[:2]), *empty]))
    puts_in = [node for node in ids if own.get(node, 0.0) > 0]
    label = {node: f"L{number % labels:02d}" for number, node in enumerate(puts_in)}
    rows = [
        {
            "node": node,
            "place": PLACES[number % len(PLACES)],
            "stage": STAGES[number % len(STAGES)],
            "own": own.get(node, 0.0),
            "label": label.get(node, ""),
        }
        for number, node in enumerate(ids)
    ]
    return network("tin", 2024, "own", rows, [{"source": i, "target": j, "flow": t} for i, j, t in edges])


def around(nodes: list[str], mass_t: float = 1.0) -> Edges:
    """A cycle through some nodes."""
    return [(i, j, mass_t) for i, j in zip(nodes, [*nodes[1:], nodes[0]], strict=True)]


def cyclic_part(count: int, seed: int, labels: int = 3) -> Network:
    """A feed, one cyclic part of ``count`` nodes with flows at random across it, and two nodes behind it."""
    random = np.random.default_rng(seed)
    part = [f"p{number}" for number in random.permutation(count)]
    edges = [*around(part, 2.0), ("feed", part[0], 3.0), (part[-1], "behind", 2.0), ("behind", "last", 1.0)]
    for i, j in random.integers(0, count, (2 * count, 2)):
        edges.append((part[i], part[j], float(random.lognormal())))
    own = {node: 1.0 + float(random.random()) for node in random.choice(part, max(count // 3, labels), replace=False)}
    return of_edges(edges, {"feed": 3.0, **own}, labels=labels)


def many_labels(labels: int) -> Network:
    """So many labels, pooled, led round a cycle and on."""
    own = {f"m{number}": 1.0 + number % 7 for number in range(labels)}
    edges = [(node, "pool", mass_t) for node, mass_t in own.items()]
    return of_edges([*edges, ("pool", "works", 9.0), ("works", "pool", 4.0), ("works", "end", 5.0)], own, (), labels)


NESTED = [*around(["a", "b", "c", "d", "e", "f"], 8.0), *around(["b", "c", "d"], 3.0), *around(["c", "d"], 2.0)]
UNFED = [*around(["x", "y", "z"], 5.0), ("z", "w", 1.0), ("a", "w", 1.0), ("w", "v", 2.0)]

NETWORKS = {
    "one node": of_edges([], {"a": 1.0}),
    "one empty node": of_edges([], {}, ["a"]),
    "chain": of_edges([("a", "b", 2.0), ("b", "c", 2.5), ("c", "d", 1.0)], {"a": 2.0, "b": 0.5, "d": 3.0}),
    "diamond": of_edges(
        [("a", "b", 2.0), ("a", "c", 1.0), ("b", "d", 1.5), ("c", "d", 1.0)], {"a": 3.0, "b": 1.0, "c": 0.1}
    ),
    "self-loops": of_edges(
        [("a", "a", 9.0), ("a", "b", 1.0), ("b", "b", 3.0), ("b", "c", 1.0), ("c", "b", 2.0), ("c", "c", 1e6)],
        {"a": 1.0, "b": 1.0},
    ),
    "a self-loop that nobody feeds": of_edges([("a", "b", 1.0), ("c", "c", 2.0), ("c", "b", 1.0)], {"a": 1.0}),
    "several flows between two nodes": of_edges(
        [("a", "c", 1.0), ("b", "c", 1.0), ("a", "c", 2.0), ("c", "d", 1.0), ("d", "c", 0.5), ("d", "c", 0.25)],
        {"a": 3.0, "b": 1.0},
    ),
    "one cycle": of_edges([*around(["b", "c", "d"], 2.0), ("a", "b", 1.0), ("d", "e", 1.0)], {"a": 1.0, "c": 0.5}),
    "nested cycles": of_edges([*NESTED, ("f", "g", 2.0)], {"a": 1.0, "d": 2.0, "g": 0.5}),
    "two cyclic parts in sequence": of_edges(
        [*around(["a", "b", "c"], 2.0), ("c", "m", 1.0), ("m", "d", 1.0), ("b", "e", 1.0), *around(["d", "e"], 3.0)],
        {"a": 1.0, "m": 0.25, "e": 0.5},
    ),
    "empty nodes and flows of nothing": of_edges(
        [("a", "b", 1.0), ("b", "c", 0.0), ("c", "d", 1.0), ("a", "d", 1.0)], {"a": 2.0}, ["e", "f"]
    ),
    "a cycle that nobody feeds": of_edges(UNFED, {"a": 1.0, "v": 1.0}),
    "nothing but a cycle that nobody feeds": of_edges(around(["x", "y", "z"]), {}),
    "text in any script": of_edges(
        [
            ("鉱山", "製錬所", 3.0),
            ("製錬所", "o'port", 3.0),
            ("o'port", 'the "pool"', 1.0),
            ('the "pool"', "製錬所", 1.0),
        ],
        {"鉱山": 3.0, "نحاس": 1.0},
    ),
    "masses over sixty decades": of_edges(
        [("a", "b", 1e-30), ("c", "b", 1e-27), ("b", "d", 1e30), ("d", "b", 1e-30), ("d", "e", 1.0)],
        {"a": 1e-30, "c": 1e30, "d": 1e28},
    ),
    "a cyclic part of 64": cyclic_part(64, 1),
    "a cyclic part of 65": cyclic_part(65, 2),
    "a cyclic part of 200": cyclic_part(200, 3),
    "a cyclic part of 400": cyclic_part(400, 4),
    "a cyclic part of 90 with 40 labels": cyclic_part(90, 5, 40),
    "random, thin": random_network(6, 150, 1.2),
    "random, dense": random_network(7, 60, 6.0),
    **{f"{labels} labels": many_labels(labels) for labels in (1, 2, 15, 16, 17, 31, 32, 33, 48, 64, 65, 70)},
}


def flags_of(given: Network) -> dict[str, list[str]]:
    """Flags that overlap, one on all nodes, one in a cycle where there is any, and one on the first node alone."""
    ids = given.column("node")
    in_cycle = [node for node in ids if node in {"b", "c", "y", "p7", "p8"}]
    flags = {"first": ids[:1], "every": ids, "third": ids[::3], "half": ids[::2], "cycle": in_cycle}
    return {flag: nodes for flag, nodes in flags.items() if nodes}


def expected(
    given: Network,
    labels: str = "source",
    stage: str | None = None,
    flags: Flags | None = None,
    coupling: str = "gross",
) -> Expected:
    """The answer by dense elimination, refined in 80 bits; the nodes given, without transit parts."""
    asked = net(given) if coupling == "net" else given
    rows = len(given.column("node"))
    flow, own = _masses(asked)
    if labels == "touched":
        assert flags is not None
        columns, norms = [], [1.0]
        for flag in sorted(flags):
            held = np.isin(np.array(asked.column("node"), dtype=object), [*flags[flag]])
            given_in = (np.where(held, 0, flow), np.where(held, 1, own))  # held whatever stands there
            shares, norm = _solved(*given_in, np.where(held, 0, -1), 1)
            columns.append(shares[:rows, 0])
            norms.append(norm)
        return Expected(tuple(sorted(flags)), np.column_stack(columns), max(norms))
    label = [each or UNKNOWN for each in asked.column("label")]
    always = set()
    if labels == "last-stage":
        always = {NOT_PROCESSED}
        label = [UNKNOWN if each == UNKNOWN else NOT_PROCESSED for each in label]
        held = np.zeros(len(own), dtype=bool)
        told = zip(asked.column("node"), asked.column("stage"), asked.column("place"), strict=True)
        for number, (node, of, place) in enumerate(told):
            if of == stage and not (coupling == "net" and node.endswith(TRANSIT)):
                label[number], held[number] = place or UNKNOWN, True
        always |= {each for each, at in zip(label, held, strict=True) if at}
        flow, own = np.where(held, 0, flow), np.where(held, own + flow.sum(axis=0), own)
    names = sorted({*(each for each, mass in zip(label, own, strict=True) if mass > 0), *always} - {UNATTRIBUTED})
    code = np.array([names.index(each) if each in names else -1 for each in label], dtype=int)
    shares, norm = _solved(flow, own, code, len(names))
    return Expected((*names, UNATTRIBUTED), shares[:rows], norm)


def _masses(given: Network) -> tuple[np.ndarray, np.ndarray]:
    """Flows between different nodes, from row to column, and own mass."""
    flow = np.zeros((len(given.own), len(given.own)), dtype=np.longdouble)
    for i, j, mass_t in zip(given.source, given.target, given.flow, strict=True):
        flow[i, j] += mass_t * (i != j)
    return flow, given.own.astype(np.longdouble)


def _solved(flow: np.ndarray, own: np.ndarray, code: np.ndarray, labels: int) -> tuple[np.ndarray, float]:
    """Shares of the labels and of what is unattributed, and the norm of the inverse."""
    count = len(own)
    fed, moves = own > 0, flow > 0
    while (more := fed | moves[fed].any(axis=0)).sum() > fed.sum():
        fed = more
    through = np.where(fed, own + flow.sum(axis=0), 1)
    weights = np.where(fed[:, None], (flow / through).T, 0)
    puts_in = np.zeros((count, labels + 1), dtype=np.longdouble)
    puts_in[np.arange(count), np.where(fed, code, -1)] = np.where(fed, own / through, 1)
    matrix = np.eye(count) - weights
    inverse = np.linalg.inv(matrix.astype(np.float64))
    shares = np.zeros_like(puts_in)
    for _ in range(4):
        shares += inverse @ (puts_in - matrix @ shares).astype(np.float64)
    return shares, max(1.0, float(np.abs(inverse).sum(axis=1).max()))
