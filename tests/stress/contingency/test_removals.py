"""Removals in closed form against taking each node and each flow out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse.linalg import splu

from orepath.attribution.losses import losses
from orepath.errors import InputError
from orepath.evidence.store import Evidence
from orepath.network.asked import network as asked
from orepath.network.network import network
from orepath.reference.packaged import packaged
from orepath.stress.base import base_of
from orepath.stress.contingency.closed import removals, removed
from orepath.stress.rationing.run import ration
from orepath.stress.rationing.state import Flowing
from tests.stress.rationing.made import made_up

SEEDS = st.integers(0, 10_000)
PLACES = ("JP", "US")
MINERALS = ("cobalt", "graphite", "lithium", "manganese", "nickel")


def parts(flowing: Flowing) -> np.ndarray:
    """Of each flow the part of what is wanted of its target."""
    mass, wanted = flowing.delivered[flowing.target] * flowing.flow_t, flowing.wanted_t[flowing.target]
    return np.divide(mass, wanted, out=np.zeros(len(mass)), where=wanted > 0)


def held(flowing: Flowing, cut: np.ndarray) -> np.ndarray:
    """What each node holds back where some flows are cut for good: h = W h + w over the flows left and cut."""
    nodes, w = flowing.nodes, parts(flowing)
    stays = np.where(cut, 0.0, w)
    matrix = sparse.coo_array((stays, (flowing.target, flowing.source)), shape=(nodes, nodes))
    whole = sparse.csc_array(sparse.eye_array(nodes) - matrix)
    return splu(whole).solve(np.bincount(flowing.target, np.where(cut, w, 0.0), nodes))


def by_hand(flowing: Flowing, use: np.ndarray, nodes: np.ndarray, flows: np.ndarray):
    """Losses without some nodes (their own use among it, and not) and without some flows, each solved anew."""
    lost, out = [], []
    for node in nodes:
        h = held(flowing, flowing.source == node)
        out.append(use.T @ h)
        h[node] = 1.0
        lost.append(use.T @ h)
    one = [use.T @ held(flowing, np.arange(len(flowing.source)) == flow) for flow in flows]
    return np.array(lost), np.array(out), np.array(one)


def assert_by_hand(flowing: Flowing, uses: dict[str, np.ndarray]):
    found = removed(flowing, uses)
    use = np.array(list(uses.values())).T
    every = np.arange(flowing.nodes), np.arange(len(flowing.source))
    size = np.maximum(use.sum(axis=0), 1e-300)
    for ours, theirs in zip(
        (found.nodes_t, found.outages_t, found.flows_t), by_hand(flowing, use, *every), strict=True
    ):
        assert (np.abs(ours - theirs.reshape(ours.shape)) <= 1e-12 * size).all()
        assert (ours >= -1e-15 * size).all()
        assert (ours <= size * (1 + 1e-12)).all()


def fed(seed: int, **size: int) -> Flowing:
    """A made-up network in which each node has something of its own, so that solving by hand is exact."""
    flowing = made_up(seed, **size)
    more = 0.1 * flowing.wanted_t + 1.0
    return replace(flowing, wanted_t=flowing.wanted_t + more, use_t=flowing.use_t + more / 2)


@given(SEEDS)
def test_every_node_and_flow_of_a_network_made_up(seed):
    flowing = fed(seed)
    assert_by_hand(flowing, {"Aland": flowing.use_t * (np.arange(9) % 2), "Boria": flowing.use_t * (np.arange(9) < 5)})


@pytest.mark.parametrize(("nodes", "flows"), [(1, 1), (3, 0), (12, 20), (60, 120), (60, 400), (150, 600)])
def test_networks_of_all_sizes(nodes, flows):
    flowing = fed(nodes, nodes=nodes, flows=flows)
    assert_by_hand(flowing, {"Aland": flowing.use_t})


@pytest.fixture(scope="module")
def evidence():
    return Evidence([packaged()])


@pytest.mark.parametrize("mineral", MINERALS)
def test_every_node_and_flow_of_the_packaged_network_of_2024(evidence, mineral):
    one = asked(mineral, 2024, evidence=evidence)
    base = base_of(one, lambda place: 0.0, lambda stage: None)
    flowing = Flowing(
        base.source.astype(np.int32),
        base.target.astype(np.int32),
        base.flow_t,
        base.delivered,
        base.wanted_t,
        base.use_t,
    )
    uses = {place: base.use_t * base.at(place) for place in PLACES}
    assert all(use.sum() > 0 for use in uses.values())
    assert_by_hand(flowing, uses)
    found = removals(one, PLACES)
    again = removed(flowing, uses)
    assert found.places == PLACES
    assert found.nodes_t.tobytes() == again.nodes_t.tobytes() and found.flows_t.tobytes() == again.flows_t.tobytes()
    plants = np.char.startswith(base.stage.astype(str), "refine") & (base.delivered < 1)
    assert mineral in ("graphite", "manganese") or found.outages_t[plants].max() > 0


@pytest.mark.parametrize("mineral", ["cobalt", "manganese"])
def test_what_passes_a_node_is_what_is_lost_without_it(evidence, mineral):
    """The attribution's own losses, found by rows of shares and not by what is held back."""
    one = asked(mineral, 2024, evidence=evidence).at_figures()
    base = base_of(one, lambda place: 0.0, lambda stage: None)
    found = removals(one, PLACES)
    for column, place in enumerate(PLACES):
        use = base.use_t * base.at(place)
        shares = losses(one, use)
        ours = dict(zip(one.index, found.nodes_t[:, column] / use.sum(), strict=True))
        assert len(shares) > 20
        assert all(abs(ours[node] - share) < 1e-8 for node, share in shares.items())


@given(SEEDS)
def test_it_is_where_rationing_without_stocks_ends(seed):
    flowing = fed(seed)
    nodes, flows = flowing.nodes, len(flowing.source)
    found = removed(flowing, {"Aland": flowing.use_t})
    multipliers = np.ones((flows, 600, nodes + flows))
    for node in range(nodes):
        multipliers[flowing.source == node, :, node] = 0.0
    multipliers[np.arange(flows), :, nodes + np.arange(flows)] = 0.0
    run = ration(flowing, np.zeros((nodes, nodes + flows)), np.arange(flows), multipliers, [600], 1.0)
    lost = flowing.use_t @ run.held_last[:, 0]
    scale = {"rtol": 0, "atol": 1e-9 * flowing.use_t.sum()}
    np.testing.assert_allclose(found.outages_t[:, 0], lost[:nodes], **scale)
    np.testing.assert_allclose(found.flows_t[:, 0], lost[nodes:], **scale)


@given(SEEDS)
def test_a_flow_is_no_more_than_its_source_and_use_at_a_node_is_lost_with_it(seed):
    flowing = made_up(seed)
    found = removed(flowing, {"Aland": flowing.use_t})
    size = 1e-12 * (1 + flowing.use_t.sum())
    assert (found.flows_t <= found.outages_t[flowing.source] + size).all()
    assert (found.outages_t <= found.nodes_t + size).all()
    assert (found.nodes_t[:, 0] >= flowing.use_t - size).all()


@given(SEEDS)
def test_the_order_of_nodes_and_flows_changes_nothing(seed):
    flowing = made_up(seed)
    random = np.random.default_rng(seed)
    new, old = random.permutation(flowing.nodes), random.permutation(len(flowing.source))
    at = np.argsort(new)
    moved = replace(
        flowing,
        source=new[flowing.source][old].astype(np.int32),
        target=new[flowing.target][old].astype(np.int32),
        flow_t=flowing.flow_t[old],
        **{name: getattr(flowing, name)[at] for name in ("delivered", "wanted_t", "use_t")},
    )
    wanted, found = removed(flowing, {"Aland": flowing.use_t}), removed(moved, {"Aland": flowing.use_t[at]})
    size = {"rtol": 0, "atol": 1e-12 * (1 + flowing.use_t.sum())}
    np.testing.assert_allclose(found.nodes_t[new], wanted.nodes_t, **size)
    np.testing.assert_allclose(found.outages_t[new], wanted.outages_t, **size)
    np.testing.assert_allclose(found.flows_t, wanted.flows_t[old], **size)


def test_a_cycle_that_nothing_feeds_is_lost_without_any_of_it():
    """Two nodes send each other 90 t and nobody puts anything in; uses of 30 t and 60 t are asked about."""
    closed = Flowing(
        np.array([0, 1], np.int32),
        np.array([1, 0], np.int32),
        np.array([90.0, 90.0]),
        np.ones(2),
        np.array([90.0, 90.0]),
        np.array([0.0, 0.0]),
    )
    lost = removed(closed, {"Aland": np.array([30.0, 60.0])})
    assert lost.nodes_t[:, 0] == pytest.approx([90.0, 90.0], rel=1e-12)
    assert lost.flows_t[:, 0] == pytest.approx([90.0, 90.0], rel=1e-12)


def test_a_node_that_feeds_itself():
    """A plant makes 100 t a year of 60 t of ore and 40 t that it sends itself; Boria uses 60 t."""
    one = Flowing(
        np.array([0, 1, 1], np.int32),
        np.array([1, 1, 2], np.int32),
        np.array([60.0, 40.0, 60.0]),
        np.ones(3),
        np.array([60.0, 100.0, 60.0]),
        np.array([0.0, 0.0, 60.0]),
    )
    found = removed(one, {"Boria": one.use_t})
    assert found.nodes_t[:, 0] == pytest.approx([60.0, 60.0, 60.0], rel=1e-12)
    assert found.outages_t[:, 0] == pytest.approx([60.0, 60.0, 0.0], rel=1e-12)
    assert found.flows_t[:, 0] == pytest.approx([60.0, 24.0, 60.0], rel=1e-12)


def test_a_plant_that_loses():
    """Half of 100 t of ore is lost at Aland's plant; Boria takes 40 t of the metal and Aland uses 10 t."""
    nodes = [
        {"node": "mine:A", "stage": "mine", "place": "A", "own": 100.0, "label": "A"},
        {"node": "refine:A", "stage": "refine", "place": "A", "use": 10.0, "loss": 50.0},
        {"node": "refine-market:B", "stage": "refine-market", "place": "B", "own": 10.0, "label": "B", "use": 50.0},
    ]
    flows = [
        {"source": "mine:A", "target": "refine:A", "flow": 100.0},
        {"source": "refine:A", "target": "refine-market:B", "flow": 40.0},
    ]
    found = removals(network("Made-up Tin", 2024, "own", nodes, flows), ["A", "B", "C"])
    assert found.nodes_t == pytest.approx(np.array([[10.0, 40.0, 0.0], [10.0, 40.0, 0.0], [0.0, 50.0, 0.0]]), rel=1e-12)
    assert found.outages_t == pytest.approx(np.array([[10.0, 40.0, 0.0], [0.0, 40.0, 0.0], [0.0, 0.0, 0.0]]), abs=1e-12)
    assert found.flows_t == pytest.approx(np.array([[10.0, 40.0, 0.0], [0.0, 40.0, 0.0]]), rel=1e-12)


def test_a_node_that_delivers_nothing_matters_to_nobody():
    lost = Flowing(
        np.array([0, 0], np.int32),
        np.array([1, 2], np.int32),
        np.array([10.0, 5.0]),
        np.array([1.0, 0.0, 1.0]),
        np.array([15.0, 0.0, 5.0]),
        np.array([0.0, 0.0, 5.0]),
    )
    found = removed(lost, {"Aland": lost.use_t})
    assert found.nodes_t[:, 0].tolist() == [5.0, 0.0, 5.0]
    assert found.flows_t[:, 0].tolist() == [0.0, 5.0]


def test_no_place_is_asked_about():
    found = removed(made_up(1), {})
    assert found.places == () and found.nodes_t.shape == (9, 0) and found.flows_t.shape == (24, 0)


def test_a_network_that_does_not_balance_is_refused():
    nodes = [{"node": "mine:A", "stage": "mine", "place": "A", "own": 100.0, "label": "A", "use": 40.0}]
    with pytest.raises(InputError, match="mine:A"):
        removals(network("Made-up Tin", 2024, "own", nodes, []), ["A"])
