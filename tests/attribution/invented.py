"""Invented networks: random ones with everything that makes attribution hard, and what the textbook gives for them."""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from orepath.network.network import Draws, Network, network

PLACES = ("AA", "BB", "CC", "DD", "unknown", "")
STAGES = ("mine", "refine", "")


def random_network(seed: int, nodes: int, per_node: float = 3.0, draws: int = 0) -> Network:
    """Cycles, self-loops, several flows between two nodes, empty nodes, nodes nobody feeds; flows over four decades."""
    random = np.random.default_rng(seed)
    flows = int(nodes * per_node)
    ends = random.integers(0, nodes, (flows, 2))
    ends[: flows // 10, 1] = ends[: flows // 10, 0]  # self-loops
    ends[flows - flows // 5 :] = ends[: flows // 5]  # the same two nodes again
    mass = 10.0 ** random.uniform(-2, 2, flows) * (random.random(flows) > 0.05)
    own = 10.0 ** random.uniform(-2, 2, nodes) * (random.random(nodes) < 0.3)
    rows = [
        {
            "node": f"n{number}",
            "stage": STAGES[number % len(STAGES)],
            "place": PLACES[random.integers(len(PLACES))],
            "own": float(own[number]),
            "label": PLACES[number % 4] if own[number] else "",
        }
        for number in range(nodes)
    ]
    found = network(
        "tin",
        2024,
        "own",
        rows,
        [{"source": f"n{i}", "target": f"n{j}", "flow": float(t)} for (i, j), t in zip(ends, mass, strict=True)],
    )
    if not draws:
        return found
    shaken = found.flow[:, None] * random.lognormal(0, 0.5, (flows, draws)) * (random.random((flows, draws)) > 0.1)
    return found.with_draws(Draws(shaken, found.own[:, None] * random.lognormal(0, 0.5, (nodes, draws))))


def at_draw(given: Network, draw: int) -> Network:
    """The network whose flows are those of a draw."""
    assert given.draws is not None
    nodes, flows = given.nodes.to_pylist(), given.flows.to_pylist()
    for row, own in zip(nodes, given.draws.own[:, draw], strict=True):
        row["own"] = float(own)
    for row, flow in zip(flows, given.draws.flow[:, draw], strict=True):
        row.update(flow=float(flow), low=float(flow), high=float(flow))
    return network("tin", 2024, "own", nodes, flows)


def dense(given: Network) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Flows between nodes, throughput, own mass, and which nodes own mass reaches."""
    count = len(given.own)
    flow = np.zeros((count, count))
    for i, j, mass in zip(given.source, given.target, given.flow, strict=True):
        flow[i, j] += mass
    reach = np.eye(count, dtype=bool) | (flow > 0)
    for node in range(count):
        reach |= np.outer(reach[:, node], reach[node])
    return flow, given.own + flow.sum(axis=0), given.own, reach[given.own > 0].any(axis=0)


def leontief(given: Network) -> np.ndarray:
    """``(I - A)^-1``, ``A[i, j]`` what j takes from i as a share of what stands at j; 0 into nodes nothing reaches."""
    flow, through, _, known = dense(given)
    shares = np.divide(flow, through, out=np.zeros_like(flow), where=known & (through > 0))
    return np.linalg.inv(np.eye(len(through)) - shares)


def ghosh(given: Network) -> np.ndarray:
    """``(I - B)^-1``, ``B[i, j]`` what i gives to j as a share of what stands at i."""
    flow, through, _, known = dense(given)
    divisor = np.where(known, through, 1.0)[:, None]
    return np.linalg.inv(np.eye(len(through)) - np.where(known[:, None] & known, flow, 0.0) / divisor)


def norm(given: Network) -> float:
    """How much an error of rounding can grow: the norm of the inverse, and at least 1."""
    return max(1.0, float(np.abs(leontief(given).T).sum(axis=1).max()))


def exact(given: Network) -> dict[str, list[Fraction]]:
    """The composition by own label in exact fractions, by Gauss-Jordan; `unattributed` last."""
    known = dense(given)[3]
    count = len(known)
    labels = sorted({label for label, own in zip(given.column("label"), given.own, strict=True) if own > 0})
    columns = [*labels, "unattributed"]
    mass = [[Fraction(0)] * count for _ in range(count)]
    for i, j, each in zip(given.source, given.target, given.flow, strict=True):
        mass[i][j] += Fraction(float(each))
    rows = []
    for j in range(count):
        own = Fraction(float(given.own[j]))
        through = own + sum(mass[i][j] for i in range(count))
        row = [Fraction(int(i == j)) - (mass[i][j] / through if known[j] else 0) for i in range(count)]
        given_in = [
            own / through if known[j] and given.column("label")[j] == label else Fraction(0) for label in labels
        ]
        rows.append([*row, *given_in, Fraction(int(not known[j]))])
    for pivot in range(count):
        best = next(row for row in range(pivot, count) if rows[row][pivot] != 0)
        rows[pivot], rows[best] = rows[best], rows[pivot]
        rows[pivot] = [cell / rows[pivot][pivot] for cell in rows[pivot]]
        for row in range(count):
            if row != pivot and rows[row][pivot] != 0:
                factor = rows[row][pivot]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[pivot], strict=True)]
    return {label: [row[count + number] for row in rows] for number, label in enumerate(columns)}


@st.composite
def networks(draw: st.DrawFn, most: int = 8) -> Network:
    """A small network of any shape."""
    count = draw(st.integers(1, most))
    tonnes = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))
    rows = [
        {
            "node": f"n{number}",
            "stage": draw(st.sampled_from(STAGES)),
            "place": draw(st.sampled_from(PLACES)),
            "own": draw(tonnes),
            "label": draw(st.sampled_from(PLACES[:5])),
        }
        for number in range(count)
    ]
    node = st.integers(0, count - 1).map(lambda number: f"n{number}")
    edges = draw(st.lists(st.tuples(node, node, tonnes), max_size=3 * most))
    return network("tin", 2024, "own", rows, [{"source": i, "target": j, "flow": t} for i, j, t in edges])
