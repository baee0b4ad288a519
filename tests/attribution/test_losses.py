"""N-1 losses: the closed form against taking each node out and solving again."""

import numpy as np
import pytest
from hypothesis import given, settings

from orepath.attribution.losses import losses
from orepath.attribution.memory import losses as by_row
from orepath.attribution.passing import passing
from orepath.network.network import network
from tests.attribution.invented import dense, networks, norm, random_network


def by_brute_force(one, weights):
    """What still arrives where a node lets nothing through, for every node in turn."""
    flow, through, _, known = dense(one)
    shares = np.divide(flow, through, out=np.zeros_like(flow), where=known & (through > 0)).T
    whole, lost = np.eye(len(through)), []
    for node in range(len(through)):
        held = shares.copy()
        held[node] = 0
        lost.append(weights @ np.linalg.solve(whole - held, whole[node]))
    return np.array(lost)


def assert_brute_force(one):
    weights = np.random.default_rng(5).random(len(one.own))
    found = losses(one, weights)
    expected = by_brute_force(one, weights / weights.sum())
    for node, lost in zip(one.column("node"), expected, strict=True):
        assert abs(found.get(node, 0.0) - lost) <= 1e-12 * norm(one)
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize(("seed", "nodes"), [(0, 5), (1, 12), (2, 60), (3, 200)])
def test_losses_are_those_of_taking_each_node_out(seed, nodes):
    assert_brute_force(random_network(seed, nodes))


@settings(deadline=None, max_examples=60)
@given(networks())
def test_losses_are_those_of_taking_each_node_out_whatever_the_network(one):
    assert_brute_force(one)


@pytest.mark.parametrize("limit", [None, 1, 7])
def test_large_parts_are_solved_block_by_block_as_far_as_asked(monkeypatch, limit):
    one = random_network(4, 150, 4.0)
    weights = np.random.default_rng(6).random(150)
    whole = losses(one, weights)
    monkeypatch.setattr(by_row, "ELIMINATED", 20)
    found = losses(one, weights, limit)
    assert list(found)[:limit] == list(whole)[:limit]
    assert np.array([*found.values()])[:limit] == pytest.approx([*whole.values()][:limit], abs=1e-10)


def test_one_node_a_place_is_what_passes_that_place():
    one = random_network(7, 30)
    weights = np.random.default_rng(7).random(30)
    rows = [{"node": node, "place": f"P{number:02}"} for number, node in enumerate(one.column("node"))]
    own = dict(zip(one.column("node"), one.own.tolist(), strict=True))
    label = dict(zip(one.column("node"), one.column("label"), strict=True))
    nodes = [{**row, "stage": "", "own": own[row["node"]], "label": label[row["node"]]} for row in rows]
    flows = [{key: row[key] for key in ("source", "target", "flow")} for row in one.flows.to_pylist()]
    same = network("tin", 2024, "own", nodes, flows)
    by_place, by_node = passing(same, weights), losses(same, weights)
    _, _, _, known = dense(one)
    for number, row in enumerate(rows):
        if known[number]:
            assert by_place[row["place"]] == pytest.approx(by_node[row["node"]], abs=1e-10)


def test_nothing_arrives_nothing_is_lost():
    assert losses(random_network(0, 5), np.zeros(5)) == {}
