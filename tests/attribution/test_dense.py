"""Against the dense inverses of the textbook: Ghosh downstream, Leontief upstream."""

import numpy as np
import pytest

from orepath.attribution.attribute import attribute
from orepath.attribution.backward import backward
from orepath.attribution.mixing import mixing
from orepath.attribution.traced import traced, traced_draws
from tests.attribution.invented import at_draw, dense, ghosh, leontief, norm, random_network

SIZES = [
    (seed, nodes, per_node) for seed, nodes in enumerate((1, 2, 5, 12, 40, 120, 300)) for per_node in (1.0, 3.0, 8.0)
]


@pytest.mark.parametrize(("seed", "nodes", "per_node"), SIZES)
def test_composition_is_ghosh(seed, nodes, per_node):
    given = random_network(seed, nodes, per_node)
    found = attribute(given)
    _, through, own, known = dense(given)
    spread = (own[:, None] * ghosh(given)).T  # what of each node's own mass stands at each node
    within = 1e-13 * norm(given)
    for number, label in enumerate(found.labels[:-1]):
        carries = np.array([each == label for each in given.column("label")])
        mass = spread[:, carries].sum(axis=1)
        from_known = np.divide(mass, through, out=np.zeros(nodes), where=known)
        assert np.abs(found.shares[known, number] - from_known[known]).max(initial=0) <= within
        assert (found.shares[~known, number] == 0).all()
    assert (found.shares[~known, -1] == 1).all()
    assert np.abs(found.shares.sum(axis=1) - 1).max() <= min(within, 1e-9)
    assert 0 <= found.certificate <= within


@pytest.mark.parametrize(("seed", "nodes", "per_node"), SIZES)
def test_what_is_traced_back_is_leontief_and_equals_forward(seed, nodes, per_node):
    given = random_network(seed, nodes, per_node)
    arrivals = np.random.default_rng(seed).random(nodes)
    weights = arrivals / arrivals.sum()
    found, forward = traced(given, arrivals), attribute(given)
    _, through, own, known = dense(given)
    passed = leontief(given) @ weights
    put_in = np.divide(own, through, out=np.zeros(nodes), where=known)
    within = 1e-13 * norm(given)
    assert list(found) == list(forward.labels)
    for number, label in enumerate(forward.labels[:-1]):
        carries = np.array([each == label for each in given.column("label")])
        assert abs(found[label] - (passed * put_in)[carries].sum()) <= within
        assert abs(found[label] - weights @ forward.shares[:, number]) <= within
    assert abs(found["unattributed"] - passed[~known].sum()) <= within
    assert abs(sum(found.values()) - 1) <= 1e-9


@pytest.mark.parametrize(("labels", "stage"), [("source", None), ("last-stage", "refine")])
@pytest.mark.parametrize(("nodes", "per_node"), [(30, 2.0), (400, 6.0)])  # the second has one large cycle
def test_every_draw_is_its_own_network(nodes, per_node, labels, stage):
    given = random_network(7, nodes, per_node, draws=4)
    arrivals = np.random.default_rng(7).random((nodes, 4))
    found = traced_draws(given, arrivals, labels, stage)
    for draw in range(4):
        alone = at_draw(given, draw)
        one = traced(alone, arrivals[:, draw], labels, stage)
        for label, share in found.items():
            assert abs(one.get(label, 0.0) - share[draw]) <= 1e-13 * norm(alone)


@pytest.mark.parametrize(("seed", "nodes", "per_node"), [(1, 30, 1.0), (2, 60, 2.0), (3, 200, 4.0), (4, 400, 6.0)])
def test_what_passes_each_node_is_leontief_at_every_draw(seed, nodes, per_node):
    given = random_network(seed, nodes, per_node, draws=3)
    arrivals = np.random.default_rng(seed).random((nodes, 3))
    found = backward(mixing(given, draws=True), arrivals)
    for draw in range(3):
        alone = at_draw(given, draw)
        expected = leontief(alone) @ arrivals[:, draw]
        assert np.abs(found[:, draw] - expected).max() <= 1e-13 * norm(alone) * max(1.0, expected.max())


def test_a_draw_in_which_nothing_arrives_is_unknown():
    given = random_network(7, 20, draws=2)
    arrivals = np.zeros((20, 2))
    arrivals[3, 0] = 1.0
    found = traced_draws(given, arrivals)
    assert abs(sum(share[0] for share in found.values()) - 1) <= 1e-9
    assert all(np.isnan(share[1]) for share in found.values())


def test_a_wrong_composition_would_be_seen():
    given = random_network(3, 40)
    wrong = attribute(given).shares * 1.001
    assert np.abs(wrong.sum(axis=1) - 1).max() > 1e-9
