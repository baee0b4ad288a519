"""Systems whose shape is hard are solved, each in seconds, or refused with one clear error. All are made up."""

import numpy as np
import pytest
from scipy import sparse

from orepath.attribution.memory.solve import solve
from orepath.errors import InputError
from tests.attribution import hard_shapes

SHAPES = {
    "a ring of 50,000": lambda: hard_shapes.ring(50_000),
    "a ring of 50,000 that keeps nearly all": lambda: hard_shapes.ring(50_000, leak=1e-4),
    "a ring of 50,000 fed at one node": lambda: hard_shapes.ring_fed_once(50_000),
    "a cyclic part of 50,000": lambda: hard_shapes.random_part(50_000),
    "a chain of 200,000": lambda: hard_shapes.chain(200_000),
    "20,000 cycles of two": lambda: hard_shapes.pairs(20_000),
    "a star of 200,000 spokes": lambda: hard_shapes.star(200_000),
    "a part of 5,000 fed a millionth": lambda: hard_shapes.random_part(5_000, own=1e-6),
    "a part of 400 fed a millionth": lambda: hard_shapes.random_part(400, own=1e-6),
}
CERTIFIED = {
    "a part of 5,000 fed a millionth": 1e-6,
    "a part of 400 fed a millionth": 1e-8,
    "a ring of 50,000 that keeps nearly all": 1e-9,
}
"""What certificates may be; 1e-10 elsewhere."""


def residual(system, shares):
    """How far shares are from what the system says of them."""
    kept = system.source != system.target
    source, target, flow = system.source[kept], system.target[kept], system.flow[kept]
    through = system.own + np.bincount(target, flow, system.nodes)
    weights = sparse.csr_array((flow / through[target], (target, source)), shape=(system.nodes, system.nodes))
    lacks = weights @ shares - shares
    puts_in = np.flatnonzero(system.code >= 0)
    lacks[puts_in, system.code[puts_in]] += system.own[puts_in] / through[puts_in]
    return float(np.abs(lacks).max())


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_found_is_a_solution(name):
    system = SHAPES[name]()
    found = solve(system)
    shares = found.rows(0, system.nodes)
    assert residual(system, shares) <= 1e-12
    assert np.abs(shares.sum(axis=1) - 1).max() <= len(found.names) * found.certificate
    assert found.certificate <= CERTIFIED.get(name, 1e-10)
    assert shares.min() >= 0 and shares.max() <= 1


def test_a_ring_fed_at_one_node_is_of_that_node():
    assert (solve(hard_shapes.ring_fed_once(5_000)).rows(0, 5_000) == [1, 0, 0, 0]).all()


def test_a_chain_is_its_sum():
    """The share of the first node at the end: the product of what each lets through."""
    nodes = 20_000
    system = hard_shapes.chain(nodes)
    end = np.setdiff1d(np.arange(nodes), system.source)
    first = np.setdiff1d(np.arange(nodes), system.target)
    alone = np.zeros(nodes, dtype=np.int32)
    alone[first] = 1
    labelled = type(system)(system.source, system.target, system.flow, system.own, alone, ("other", "the first"))
    assert solve(labelled).of(end)[0, 1] == pytest.approx((1 / 1.001) ** (nodes - 1), rel=1e-11)


def test_a_part_of_a_thousand_nodes_that_almost_nothing_feeds_is_solved():
    system = hard_shapes.ring(1_000, leak=1e-12)
    found = solve(system)
    # so little comes in anywhere that all round the same stands, a third of each label
    parts = np.bincount(system.code) / 1_000
    assert np.abs(found.rows(0, 1_000)[:, :3] - parts).max() <= 1e-8 and found.certificate <= 1e-6


def test_a_large_part_that_almost_nothing_feeds_is_one_clear_error():
    with pytest.raises(InputError) as raised:
        solve(hard_shapes.random_part(5_000, own=1e-12))
    [only] = raised.value.faults
    assert only.code == "network_cycle_unfed" and "5000 nodes" in only.text().replace(",", "")


@pytest.mark.parametrize("nodes", [1_000, 4_000])
@pytest.mark.parametrize("shape", ["both ways", "grid"])
def test_as_much_back_as_forth_is_solved_or_one_clear_error(shape, nodes):
    system = hard_shapes.both_ways(nodes) if shape == "both ways" else hard_shapes.grid(int(nodes**0.5))
    try:
        found = solve(system)
    except InputError as error:
        assert [each.code for each in error.faults] == ["network_cycle_unfed"] and nodes > 1_500
    else:
        assert residual(system, found.rows(0, system.nodes)) <= 1e-12 and found.certificate <= 1e-8


def test_a_wrong_solution_would_be_seen():
    system = hard_shapes.ring(100)
    shares = solve(system).rows(0, 100)
    shares[7, 0] += 1e-10
    assert residual(system, shares) > 1e-12
