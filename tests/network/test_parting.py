"""Parting nodes among facilities: totals stay, compositions stay, made-up networks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.attribution.attribute import attribute
from orepath.network.network import Draws, network
from orepath.network.parting import parted

NODES = [
    {"node": "mine:XA", "stage": "mine", "place": "XA", "own": 100.0, "label": "XA"},
    {"node": "mine:XB", "stage": "mine", "place": "XB", "own": 60.0, "label": "XB"},
    {"node": "refine:XC", "stage": "refine", "place": "XC"},
    {"node": "refine-market:XD", "stage": "refine-market", "place": "XD", "use": 160.0},
]
FLOWS = [
    {"source": "mine:XA", "target": "refine:XC", "flow": 100.0},
    {"source": "mine:XB", "target": "refine:XC", "flow": 60.0},
    {"source": "refine:XC", "target": "refine:XC", "flow": 20.0},
    {"source": "refine:XC", "target": "refine-market:XD", "flow": 160.0},
]


def made(draws: bool = False):
    whole = network("made-up", 2030, "own", NODES, FLOWS)
    if not draws:
        return whole
    flow = np.column_stack([whole.flow, whole.flow * 0.5])
    return whole.with_draws(Draws(flow, np.column_stack([whole.own, whole.own * 0.5])))


SHARES = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=4).map(
    lambda parts: np.array(parts)[:, None] / max(sum(parts), 1.0)
)


@given(mine=SHARES, plant=SHARES)
def test_totals_balance_and_compositions_stay(mine, plant):
    whole = made()
    found = parted(whole, {"mine:XA": mine, "refine:XC": plant})
    assert found.network.own.sum() == pytest.approx(whole.own.sum())
    assert found.network.flow.sum() == pytest.approx(whole.flow.sum())
    assert np.abs(found.network.imbalance).max() == pytest.approx(np.abs(whole.imbalance).max(), abs=1e-9)
    before, after = attribute(whole), attribute(found.network)
    end = list(whole.index).index("refine-market:XD")
    assert after.labels == before.labels
    assert after.shares[end] == pytest.approx(before.shares[end])


def test_each_part_has_its_share_and_the_rest_keeps_the_id():
    found = parted(made(), {"mine:XA": np.array([[0.25], [0.5]])})
    own = dict(zip(found.network.column("node"), found.network.own.tolist(), strict=True))
    assert own == {"mine:XA": 25.0, "mine:XB": 60.0, "refine:XC": 0.0, "refine-market:XD": 0.0} | {
        "mine:XA#1": 25.0,
        "mine:XA#2": 50.0,
    }
    assert found.parts["mine:XA"].tolist() == [4, 5]


def test_a_part_has_its_own_share_at_each_draw():
    found = parted(made(draws=True), {"mine:XA": np.array([[0.5, 0.5, 1.0]])})
    assert found.network.draws is not None
    assert found.network.draws.own[[0, 4]].tolist() == [[50.0, 0.0], [50.0, 50.0]]
    assert found.network.draws.flow.sum(axis=0) == pytest.approx(made(draws=True).draws.flow.sum(axis=0))


def test_a_node_the_network_has_not_is_left_alone():
    whole = made()
    assert parted(whole, {"mine:XZ": np.array([[0.5]])}).network.nodes.equals(whole.nodes)
