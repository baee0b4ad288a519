"""Last stages and flags of random made-up networks against a dense solution; forward and backward agree."""

import numpy as np
import pytest

from orepath.attribution.attribute import attribute
from orepath.attribution.traced import traced
from tests.attribution.engines import expected
from tests.attribution.invented import random_network

STAGE = "refine"
SIZES = [(20 + seed, nodes, per_node) for seed, nodes in enumerate((3, 12, 64, 130, 300)) for per_node in (1.0, 3.0)]
sizes = pytest.mark.parametrize(("seed", "nodes", "per_node"), SIZES)


def assert_same(found, told):
    assert found.labels == told.labels
    wrong = float(np.abs(found.shares - told.shares).max())
    assert wrong <= min(1e-13 * told.norm, found.certificate + 2.0**-50)


@sizes
def test_own_labels(seed, nodes, per_node):
    given = random_network(seed, nodes, per_node)
    assert_same(attribute(given), expected(given))


@sizes
def test_last_stages(seed, nodes, per_node):
    given = random_network(seed, nodes, per_node)
    assert_same(attribute(given, "last-stage", STAGE), expected(given, "last-stage", STAGE))


@sizes
def test_flags(seed, nodes, per_node):
    given = random_network(seed, nodes, per_node)
    random = np.random.default_rng(seed)
    ids = np.array(given.column("node"))
    flags = {f"flag {number}": ids[random.random(nodes) < 0.05 + number / 20].tolist() for number in range(10)}
    flags = {flag: carriers for flag, carriers in flags.items() if carriers} | {"first": ["n0"]}
    assert_same(attribute(given, "touched", flags=flags), expected(given, "touched", None, flags))


@pytest.mark.parametrize(("labels", "stage"), [("source", None), ("last-stage", STAGE)])
@sizes
def test_backward_is_forward(seed, nodes, per_node, labels, stage):
    """Arrivals times the compositions of the nodes they come from are the arrivals traced back to what was put in."""
    given = random_network(seed, nodes, per_node)
    forward = attribute(given, labels, stage)
    arrivals = np.random.default_rng(seed).lognormal(0, 2, nodes)
    backward = traced(given, arrivals, labels, stage)
    assert tuple(backward) == forward.labels
    both = np.array([*backward.values()]) - (arrivals / arrivals.sum()) @ forward.shares
    assert np.abs(both).max() <= 1e-13 * expected(given, labels, stage).norm
