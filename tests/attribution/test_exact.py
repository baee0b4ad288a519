"""Against exact fractions, and where floating point itself runs out."""

import numpy as np
import pytest
from hypothesis import given, settings

from orepath.attribution.attribute import attribute
from orepath.attribution.passing import passing
from orepath.attribution.traced import traced, traced_draws
from orepath.network.network import Draws, network
from tests.attribution.invented import exact, networks, norm, random_network


@pytest.mark.parametrize("seed", range(8))
def test_small_networks_are_the_exact_fractions(seed):
    one = random_network(seed, 12, 2.5)
    found, fractions = attribute(one), exact(one)
    assert list(found.labels) == list(fractions)
    for number, label in enumerate(found.labels):
        for node in range(12):
            assert abs(found.shares[node, number] - float(fractions[label][node])) <= 1e-13 * norm(one)


@settings(deadline=None, max_examples=60)
@given(networks())
def test_the_certificate_holds(one):
    found, fractions = attribute(one), exact(one)
    wrong = max(
        abs(float(fractions[label][node]) - found.shares[node, number])
        for number, label in enumerate(found.labels)
        for node in range(len(found.nodes))
    )
    assert wrong <= found.certificate + 1e-15


TINY_FEED = [
    {"node": "a", "stage": "mine", "place": "AA", "own": 1e-300, "label": "Aland"},
    {"node": "b", "stage": "mine", "place": "BB", "own": 3e-300, "label": "Boria"},
    {"node": "c", "stage": "", "place": "CC"},
]
ROUND = [
    {"source": "a", "target": "b", "flow": 1e300},
    {"source": "b", "target": "a", "flow": 1e300},
    {"source": "b", "target": "c", "flow": 1e-300},
]


def test_a_huge_cycle_that_almost_nothing_feeds_has_its_answer():
    one = network("tin", 2024, "own", TINY_FEED, ROUND)
    found = attribute(one)
    assert np.abs(found.shares - [0.25, 0.75, 0]).max() <= 1e-15
    assert found.certificate < 1e-11
    assert traced(one, {"c": 2.0}) == pytest.approx({"Aland": 0.25, "Boria": 0.75, "unattributed": 0}, abs=1e-15)
    drawn = one.with_draws(Draws(np.column_stack([one.flow] * 2), np.column_stack([one.own, one.own[[1, 0, 2]]])))
    shares = traced_draws(drawn, np.array([[0.0, 0], [0, 0], [1, 1]]))
    assert shares["Aland"] == pytest.approx([0.25, 0.75], abs=1e-15)
    assert passing(one, {"c": 1.0}) == pytest.approx({"AA": 1.0, "BB": 1.0, "CC": 1.0})


def test_masses_whose_sum_is_no_number_are_solved():
    rows = [{"source": "a", "target": "c", "flow": 1.5e308}, {"source": "b", "target": "c", "flow": 1.5e308}]
    nodes = [{**row, "own": 1.0 if row["node"] != "c" else 0.0} for row in TINY_FEED]
    assert attribute(network("tin", 2024, "own", nodes, rows)).of("c") == {
        "Aland": 0.5,
        "Boria": 0.5,
        "unattributed": 0.0,
    }
