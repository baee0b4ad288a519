"""Places that arrivals passed, against a dense system with the place's rows held at 1."""

import numpy as np
import pytest
from hypothesis import given, settings

from orepath.attribution.passing import passing
from orepath.network.network import network
from tests.attribution.invented import dense, networks, norm, random_network


def by_holding(one, weights, place):
    """The share that passed a place, by the dense system with the place's rows held at 1."""
    flow, through, own, _ = dense(one)
    held = np.array([each == place for each in one.column("place")])
    reached = (own > 0) | held
    for _ in own:
        reached |= (flow[reached] > 0).any(axis=0)
    shares = np.divide(flow, through, out=np.zeros_like(flow), where=reached & (through > 0)).T
    shares[held] = 0
    return float(weights @ np.linalg.solve(np.eye(len(through)) - shares, held.astype(float)))


def assert_is_holding(one, weights):
    found = passing(one, weights)
    for place in {*one.column("place")} - {"", "unknown"}:
        assert abs(found.get(place, 0.0) - by_holding(one, weights / weights.sum(), place)) <= 1e-13 * norm(one)


@pytest.mark.parametrize(("seed", "nodes"), [(0, 5), (1, 12), (2, 60), (3, 200)])
def test_passing_is_holding_the_place_at_one(seed, nodes):
    assert_is_holding(random_network(seed, nodes), np.random.default_rng(seed).random(nodes))


@settings(deadline=None, max_examples=60)
@given(networks())
def test_passing_is_holding_the_place_at_one_whatever_the_network(one):
    assert_is_holding(one, np.ones(len(one.own)))


def test_what_passes_a_place_twice_counts_once():
    rows = [
        {"node": "mine", "stage": "mine", "place": "AA", "own": 10.0, "label": "AA"},
        {"node": "first", "stage": "market", "place": "BB"},
        {"node": "works", "stage": "refine", "place": "CC"},
        {"node": "again", "stage": "refine", "place": "BB"},
    ]
    ends = [("mine", "first"), ("first", "works"), ("works", "again")]
    one = network("tin", 2024, "own", rows, [{"source": i, "target": j, "flow": 10.0} for i, j in ends])
    assert passing(one, {"again": 1.0}) == pytest.approx({"AA": 1.0, "BB": 1.0, "CC": 1.0})
    assert passing(one, {"again": 1.0}, exclude=["BB"]) == pytest.approx({"AA": 1.0, "CC": 1.0})


def test_nothing_arrives_nothing_passes():
    assert passing(random_network(0, 5), np.zeros(5)) == {}
