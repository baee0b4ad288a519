"""Made-up networks that make attribution hard, and the solve in memory that the relational engines are held against."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from orepath.attribution.attribute import attribute
from orepath.attribution.relational.solve import solve_relational
from orepath.network.coupling import net
from orepath.network.network import Network, network
from tests.attribution.invented import random_network

PLACES = ("AA", "BB", "CC")
WITHIN = 1e-12


def of_edges(
    edges: list[tuple[str, str, float]], own: dict[str, float], stages: dict[str, str] | None = None
) -> Network:
    """A network whose nodes are those of its edges and of its own mass; places go round, labels are the nodes' ids."""
    ids = sorted({end for edge in edges for end in edge[:2]} | {*own} | {*(stages or {})})
    rows = [
        {
            "node": node,
            "place": PLACES[number % 3],
            "stage": (stages or {}).get(node, "mine"),
            "own": own.get(node, 0.0),
            "label": f"of {node}" if own.get(node, 0.0) else "",
        }
        for number, node in enumerate(ids)
    ]
    return network("tin", 2024, "own", rows, [{"source": i, "target": j, "flow": t} for i, j, t in edges])


def without_loops(given: Network) -> Network:
    """The network without self-loops, which carry nothing."""
    kept = np.flatnonzero(given.source != given.target)
    return Network("tin", 2024, "own", given.nodes, given.flows.take(pa.array(kept)))


def many_labels(labels: int = 40) -> Network:
    """More labels than one tile holds, before and behind a cycle."""
    edges = [(f"m{number}", "pool", 1.0 + number) for number in range(labels)]
    edges += [("pool", "works", 500.0), ("works", "pool", 100.0), ("works", "end", 300.0)]
    return of_edges(edges, {f"m{number}": 1.0 + number for number in range(labels)})


NETWORKS = {
    "chain": of_edges([("a", "b", 2.0), ("b", "c", 2.0), ("c", "d", 2.0)], {"a": 2.0, "c": 1.0}, {"b": "refine"}),
    "cycle": of_edges([("a", "b", 5.0), ("b", "c", 6.0), ("c", "b", 2.0), ("c", "d", 3.0)], {"a": 5.0, "c": 1.0}),
    "two cycles in sequence": of_edges(
        [("a", "b", 4.0), ("b", "a", 1.0), ("b", "m", 2.0), ("m", "c", 2.0), ("c", "d", 3.0), ("d", "c", 2.5)],
        {"a": 3.0, "m": 0.5, "d": 0.25},
        {"m": "refine"},
    ),
    "two weak cycles in sequence": of_edges(
        [("a", "b", 4.0), ("b", "a", 0.1), ("b", "c", 3.0), ("c", "d", 3.0), ("d", "c", 0.2), ("d", "e", 1.0)],
        {"a": 4.0, "c": 0.5},
    ),
    "self-loop": of_edges([("a", "a", 9.0), ("a", "b", 1.0), ("b", "b", 3.0)], {"a": 1.0, "b": 1.0}),
    "several flows between two nodes": of_edges(
        [("a", "c", 1.0), ("a", "c", 2.0), ("b", "c", 1.0)], {"a": 3.0, "b": 1.0}
    ),
    "empty nodes and flows of nothing": of_edges([("a", "b", 0.0), ("b", "c", 1.0)], {"a": 1.0}),
    "a cycle that nobody feeds": of_edges(
        [("a", "b", 1.0), ("b", "a", 1.0), ("b", "c", 1.0), ("d", "c", 1.0)], {"d": 1.0}
    ),
    "ids in Japanese script": of_edges(
        [("鉱山", "製錬所", 3.0), ("製錬所", "市場", 3.0), ("市場", "製錬所", 1.0)], {"鉱山": 3.0}
    ),
    "quotes": of_edges([("o'mine", 'the "pool"', 3.0), ('the "pool"', "back\\slash", 1.0)], {"o'mine": 3.0}),
    "almost nothing beside very much": of_edges(
        [("a", "b", 1e-300), ("c", "b", 1e300), ("b", "d", 1e300), ("d", "b", 1e300)], {"a": 1e-300, "c": 1e300}
    ),
    "masses that sum to more than a number holds": of_edges(
        [("a", "c", 1.5e308), ("b", "c", 1.5e308), ("c", "d", 1.7e308)], {"a": 1.5e308, "b": 1.5e308}
    ),
    "more labels than a tile": many_labels(),
    "one node": of_edges([], {"a": 1.0}),
    "one empty node": of_edges([], {}, {"a": "mine"}),
    "trade": of_edges(
        [("a", "b", 4.0), ("b", "c", 3.0), ("c", "a", 1.0), ("b", "a", 1.0), ("c", "d", 2.0)],
        {"a": 6.0, "b": 1.0, "c": 1.0},
    ),
    "random": without_loops(random_network(1, 60, 1.3)),
}

EXTREME = ("almost nothing beside very much", "masses that sum to more than a number holds")
"""Networks whose masses cannot stand beside those of others in one table of numbers."""


def all_together() -> Network:
    """Every network but the extreme ones as one, so that one solve asks everything."""
    nodes, edges = [], []
    for number, (name, given) in enumerate(NETWORKS.items()):
        if name in EXTREME:
            continue
        nodes += [{**row, "node": f"{number}:{row['node']}"} for row in given.nodes.to_pylist()]
        edges += [
            {**row, "source": f"{number}:{row['source']}", "target": f"{number}:{row['target']}"}
            for row in given.flows.to_pylist()
        ]
    return network("tin", 2024, "own", nodes, edges)


def check(
    given: Network, work: Path, labels: str = "source", coupling: str = "gross", engine: str = "duckdb", few: int = 200
) -> None:
    """Hold an engine's answer against the sparse solve in memory, and look that nothing is left in the work folder."""
    flags = {"one": [given.column("node")[0]], "two": given.column("node")[-2:]}
    pairs = [{"node": node, "flag": flag} for flag, nodes in flags.items() for node in nodes]
    stage = "mine" if labels == "last-stage" else None
    asked = net(given) if coupling == "net" else given
    expected = attribute(asked, labels, stage, flags if labels == "touched" else None)
    with solve_relational(
        given.nodes,
        given.flows,
        labels,
        stage,
        pa.Table.from_pylist(pairs) if labels == "touched" else None,
        coupling,
        engine,
        work=work,
        few=few,
    ) as answer:
        found = pa.Table.from_batches(answer.batches())
        long = pa.Table.from_batches(answer.batches(long=True))
        assert answer.labels == expected.labels
        assert 0 <= answer.certificate <= 1e-8
    rows = len(given.index)
    shares = np.column_stack([column.to_numpy() for column in found.columns[1:]])
    assert found["node"].to_pylist() == given.column("node")
    assert np.abs(shares - expected.shares[:rows]).max() <= WITHIN
    assert long.num_rows == (shares > 0).sum()
    assert sorted(work.iterdir()) == []
