"""What changes is solved again, and nothing else."""

import numpy as np
import pytest

from orepath.attribution.memory.revising import Revisable
from orepath.attribution.memory.solve import solve
from orepath.attribution.system import Held, System


def made_up(seed, nodes, flows, labels, held=False):
    """A random system with self-loops, several flows between two nodes, flows of 0 and cycles."""
    draw = np.random.default_rng(seed)
    source, target = (draw.integers(0, nodes, flows).astype(np.int32) for _ in range(2))
    flow = np.where(draw.random(flows) < 0.1, 0.0, np.exp(draw.normal(0, 2, flows)))
    own = np.where(draw.random(nodes) < 0.5, np.exp(draw.normal(0, 2, nodes)), 0.0)
    names = tuple(f"label {number:02}" for number in range(labels))
    code = draw.integers(0, labels, nodes).astype(np.int32)
    if not held:
        return System(source, target, flow, own, code, names)
    pairs = np.unique(draw.integers(0, nodes * labels, 6))
    flags = Held((pairs // labels).astype(np.int32), (pairs % labels).astype(np.int32))
    return System(source, target, flow, own, np.full_like(code, -1), names, flags)


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize(("seed", "nodes", "flows", "labels"), [(0, 8, 10, 3), (1, 60, 80, 2), (2, 250, 700, 40)])
def test_a_revised_system_is_the_changed_one_solved(seed, nodes, flows, labels, held):
    draw = np.random.default_rng(seed)
    kept = Revisable(made_up(seed, nodes, flows, labels, held))
    for _ in range(5):
        own = {int(node): float(draw.random() * (draw.random() < 0.7)) for node in draw.integers(0, nodes, 2)}
        flow = {int(each): float(draw.random() * (draw.random() < 0.7)) for each in draw.integers(0, flows, 2)}
        kept.revise(own, flow)
        fresh = solve(kept.system)
        wrong = np.abs(kept.solved.rows(0, nodes) - fresh.rows(0, nodes)).max()
        assert wrong <= kept.solved.certificate + fresh.certificate


def test_only_what_lies_downstream_is_touched():
    source = np.array([0, 1, 2, 4], dtype=np.int32)
    target = np.array([1, 2, 3, 3], dtype=np.int32)
    code = np.array([0, -1, 1, -1, 1], dtype=np.int32)
    own = np.array([1.0, 0, 1, 0, 1])
    kept = Revisable(System(source, target, np.ones(4), own, code, ("Aland", "Boria")))
    before = kept.solved.rows(0, 5)
    assert kept.revise(own_t={2: 3.0}).tolist() == [2, 3]
    after = kept.solved.rows(0, 5)
    assert after[2].tolist() == [0.25, 0.75, 0.0]
    assert np.array_equal(before[[0, 1, 4]], after[[0, 1, 4]])
    assert kept.revise(flow_t={3: 1.0}).tolist() == [3]
    assert kept.revise().tolist() == []


def test_the_system_given_stays_as_it_was():
    given = made_up(3, 20, 30, 2)
    flow = given.flow.copy()
    Revisable(given).revise(flow_t={0: 99.0})
    assert np.array_equal(given.flow, flow)
