"""Masses hundreds of orders of magnitude apart: the exact fractions, or one clear error; never digits lost in silence.
Networks are made up."""

from fractions import Fraction

import numpy as np
import pytest

from orepath.attribution import eliminating
from orepath.attribution.attribute import attribute
from orepath.attribution.system import UNATTRIBUTED
from orepath.errors import InputError
from orepath.network.network import network
from tests.attribution.test_fractions import STAGE, last_stage, masses, solved, touched

WIDE = pytest.mark.skipif(
    np.finfo(np.longdouble).maxexp < 16_000, reason="no floating point of 80 bits here: such networks are refused"
)
CYCLE = network(
    "tin",
    2024,
    "own",
    [{"node": "a", "place": "AA", "own": 1e-261, "label": "Aland"}, {"node": "b", "place": "BB"}],
    [{"source": "b", "target": "a", "flow": 5e-101}, {"source": "a", "target": "b", "flow": 3e-251}],
)
"""What a puts in is lost below the smallest float64 on its way round."""


def random_masses(seed, decades):
    """A network of up to eight nodes whose masses lie anywhere within some decades of a tonne."""
    random = np.random.default_rng(seed)
    nodes, flows = int(random.integers(2, 9)), int(random.integers(4, 24))
    own = 10.0 ** random.uniform(-decades, decades, nodes) * (random.random(nodes) < 0.4)
    rows = [
        {
            "node": f"n{number}",
            "stage": STAGE if random.random() < 0.3 else "",
            "place": ("AA", "BB", "CC")[number % 3],
            "own": float(mass),
            "label": ("Aland", "Boria")[number % 2] if mass else "",
        }
        for number, mass in enumerate(own)
    ]
    ends, mass = random.integers(0, nodes, (flows, 2)), 10.0 ** random.uniform(-decades, decades, flows)
    given = zip(ends, mass, strict=True)
    return network(
        "tin", 2024, "own", rows, [{"source": f"n{i}", "target": f"n{j}", "flow": float(t)} for (i, j), t in given]
    )


def by_source(one):
    flow, own = masses(one)
    label = one.column("label")
    names = [*sorted({each for each, mass in zip(label, own, strict=True) if mass > 0}), UNATTRIBUTED]
    return names, solved(flow, own, label, names)


def assert_certified(found, exact):
    names, fractions = exact
    assert list(found.labels) == names and np.isfinite(found.shares).all()
    for row, told in zip(found.shares.tolist(), fractions, strict=True):
        for share, fraction in zip(row, told, strict=True):
            assert abs(Fraction(share) - fraction) <= Fraction(found.certificate) + Fraction(2) ** -52


@WIDE
@pytest.mark.parametrize("decades", [20, 100, 300])
@pytest.mark.parametrize("seed", range(10))
def test_the_exact_fractions(seed, decades):
    one = random_masses(seed, decades)
    ids = one.column("node")
    flags = {"first": ids[:1], "half": ids[::2]}
    assert_certified(attribute(one), by_source(one))
    assert_certified(attribute(one, "touched", flags=flags), touched(one, flags))
    if STAGE in one.column("stage"):
        assert_certified(attribute(one, "last-stage", STAGE), last_stage(one))


@WIDE
def test_what_is_lost_in_64_bits_is_found_in_80():
    assert attribute(CYCLE).shares.tolist() == [[1.0, 0.0], [1.0, 0.0]]


def test_without_80_bits_it_is_one_clear_error(monkeypatch):
    monkeypatch.setattr(eliminating, "KINDS", (np.float64,))
    with pytest.raises(InputError) as raised:
        attribute(CYCLE)
    [only] = raised.value.faults
    assert only.code == "network_masses_apart"
