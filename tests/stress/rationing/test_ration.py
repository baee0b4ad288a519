"""Rationing against the plainest there is, its exactness, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.stress.rationing.ledger import ledger
from orepath.stress.rationing.run import ration
from orepath.stress.rationing.state import Flowing
from tests.stress.rationing.made import made_up, plain

SEEDS = st.integers(0, 10_000)
STEP = 7 / 365


def asked(seed: int, lanes: int = 5, steps: int = 12, share: float = 0.3):
    """A network, stocks, touched flows and their multipliers."""
    random = np.random.default_rng(seed + 1)
    flowing = made_up(seed)
    stock = flowing.wanted_t[:, None] * random.uniform(0, 0.08, (flowing.nodes, lanes))
    stock *= random.random(stock.shape) < 0.5
    cut = np.flatnonzero(random.random(len(flowing.source)) < share)
    multipliers = random.uniform(0, 1, (len(cut), steps, lanes)) * (random.random((len(cut), steps, lanes)) < 0.8)
    multipliers[random.random(multipliers.shape) < 0.3] = 1.0
    return flowing, stock, cut, multipliers


def of_every_flow(flowing, cut, multipliers, lane):
    found = np.ones((len(flowing.source), multipliers.shape[1]))
    found[cut] = multipliers[:, :, lane]
    return found


@given(SEEDS)
def test_it_is_the_plain_rationing(seed):
    flowing, stock, cut, multipliers = asked(seed)
    nodes, flows = np.arange(flowing.nodes), np.arange(len(flowing.source))
    found = ration(flowing, stock, cut, multipliers, [1, 4, 5, 2], STEP, nodes)
    by_step = ration(flowing, stock, cut, multipliers, [1] * 12, STEP)
    ends = [0, 4, 9, 11]
    for lane in range(stock.shape[1]):
        wanted = plain(flowing, stock[:, lane], of_every_flow(flowing, cut, multipliers, lane), STEP)
        size = {"rtol": 0, "atol": 1e-12 * flowing.wanted_t.max()}
        np.testing.assert_allclose(found.path_unmet_t[:, :, lane], wanted.unmet_t, **size)
        np.testing.assert_allclose(found.path_stock_t[:, :, lane], wanted.stock_t, **size)
        np.testing.assert_allclose(found.stock_t[:, :, lane], wanted.stock_t[:, ends], **size)
        summed = np.add.reduceat(wanted.unmet_t, [0, 1, 5, 10], axis=1)
        np.testing.assert_allclose(found.unmet_t[:, :, lane], summed, **size)
        np.testing.assert_allclose(1 - found.held_last[:, :, lane], wanted.met[:, ends], atol=1e-12)
        np.testing.assert_allclose(1 - by_step.held_back[:, :, lane], wanted.met, atol=1e-12)
        np.testing.assert_allclose(1 - by_step.cut_held[:, :, lane], wanted.left[cut], atol=1e-12)
        np.testing.assert_allclose(1 - found.cut_last[:, :, lane], wanted.left[cut][:, ends], atol=1e-12)
        base = (flowing.flow_t * STEP)[:, None]
        np.testing.assert_allclose(base - by_step.departing_short_t(flows)[:, :, lane], wanted.departed_t, **size)
        np.testing.assert_allclose(base - by_step.arriving_short_t(flows)[:, :, lane], wanted.arrived_t, **size)
        arrived = np.add.reduceat(base - wanted.arrived_t, [0, 1, 5, 10], axis=1)
        np.testing.assert_allclose(found.arriving_short_t(flows)[:, :, lane], arrived, **size)


@given(SEEDS, st.sampled_from(["nothing touched", "multipliers of 1"]))
def test_without_a_shock_no_bit_changes(seed, kind):
    flowing, stock, cut, multipliers = asked(seed, lanes=3, steps=365)
    if kind == "nothing touched":
        cut, multipliers = cut[:0], multipliers[:0]
    found = ration(flowing, stock, cut, np.ones_like(multipliers), [90, 275], 1 / 365, [0])
    for zero in (found.unmet_t, found.held_back, found.held_last, found.cut_held, found.cut_last, found.path_unmet_t):
        assert not zero.any()
    flows = np.arange(len(flowing.source))
    assert not found.arriving_short_t(flows).any() and not found.departing_short_t(flows).any()
    assert (found.stock_t == stock[:, None]).all()
    assert (found.path_stock_t == stock[[0], None]).all()


@given(SEEDS, st.floats(0, 1))
def test_more_stock_or_a_milder_cut_never_raises_what_is_held_back(seed, some):
    """To the last bit, as every operation is monotone as it is rounded."""
    flowing, stock, cut, multipliers = asked(seed)
    random = np.random.default_rng(seed)
    less = ration(flowing, stock, cut, multipliers, [3] * 4, STEP)
    more_stock = stock + some * random.uniform(0, 5, stock.shape)
    milder = multipliers + some * random.uniform(0, 1, multipliers.shape) * (1 - multipliers)
    milder = np.clip(milder, multipliers, 1.0)
    for better in (
        ration(flowing, more_stock, cut, multipliers, [3] * 4, STEP),
        ration(flowing, stock, cut, milder, [3] * 4, STEP),
    ):
        for name in ("unmet_t", "held_back", "held_last", "cut_held", "cut_last"):
            assert (getattr(better, name) <= getattr(less, name)).all(), name
        assert (better.stock_t >= less.stock_t).all()


@given(SEEDS)
def test_the_mass_ledger_closes_in_every_step(seed):
    flowing, stock, cut, multipliers = asked(seed)
    found = ledger(ration(flowing, stock, cut, multipliers, [1] * 12, STEP), stock)
    wanted = (flowing.wanted_t * STEP)[:, None, None]
    assert (np.abs(found.gap_t) <= 1e-9 * wanted + 1e-300).all()
    assert (found.freed_t >= -1e-9 * wanted).all() and (found.drawn_t >= 0).all()
    whole = ledger(ration(flowing, stock, cut, multipliers, [12], STEP), stock)
    np.testing.assert_allclose(whole.freed_t[:, 0], found.freed_t.sum(axis=1), atol=1e-9 * wanted.max())


def test_the_ledger_tells_what_a_cut_frees():
    flowing, stock, cut, _ = asked(3)
    found = ledger(ration(flowing, stock, cut, np.zeros((len(cut), 1)), [1], STEP), stock)
    cut_t = np.bincount(flowing.source[cut], flowing.flow_t[cut], flowing.nodes) * STEP
    np.testing.assert_allclose(found.freed_t[:, 0, 0], cut_t, atol=1e-9)
    assert cut_t.sum() > 0


@given(SEEDS, st.integers(1, 40))
def test_lanes_do_not_know_of_each_other_nor_of_threads(seed, lanes):
    flowing, stock, cut, multipliers = asked(seed, lanes=lanes)
    kept = [0, 2]
    found = ration(flowing, stock, cut, multipliers, [6, 6], STEP, kept, threads=1)
    again = ration(flowing, stock, cut, multipliers, [6, 6], STEP, kept, threads=3)
    last = ration(flowing, stock[:, -1:], cut, multipliers[:, :, -1:], [6, 6], STEP, kept)
    for name in (
        "unmet_t",
        "held_back",
        "held_last",
        "cut_held",
        "cut_last",
        "stock_t",
        "path_unmet_t",
        "path_stock_t",
    ):
        assert getattr(found, name).tobytes() == getattr(again, name).tobytes()
        assert (getattr(found, name)[..., -1:] == getattr(last, name)).all()


@given(SEEDS)
def test_shared_multipliers_and_shared_flows_are_those_of_every_lane(seed):
    flowing, stock, cut, multipliers = asked(seed, lanes=19)
    shared = multipliers[:, :, 0]
    wanted = ration(flowing, stock, cut, np.repeat(shared[:, :, None], 19, axis=2), [6, 6], STEP)
    drawn = replace(
        flowing,
        **{name: np.repeat(getattr(flowing, name)[:, None], 19, axis=1) for name in ("flow_t", "wanted_t", "use_t")},
    )
    one = replace(flowing, flow_t=flowing.flow_t[:, None], wanted_t=flowing.wanted_t[:, None])
    for network in (flowing, drawn, one):
        for given_ in (shared, shared[:, :, None]):
            found = ration(network, stock, cut, given_, [6, 6], STEP)
            assert (found.held_back == wanted.held_back).all() and (found.unmet_t == wanted.unmet_t).all()
            assert (found.cut_last == wanted.cut_last).all() and (found.stock_t == wanted.stock_t).all()


@given(SEEDS)
def test_drawn_flows_are_as_if_each_lane_stood_alone(seed):
    flowing, stock, cut, multipliers = asked(seed, lanes=18)
    random = np.random.default_rng(seed)
    factor = random.uniform(0.5, 2, 18)
    share = random.uniform(0.5, 1, (flowing.nodes, 18))
    drawn = replace(
        flowing,
        flow_t=flowing.flow_t[:, None] * factor,
        delivered=flowing.delivered[:, None] * share,
        wanted_t=flowing.wanted_t[:, None] * factor,
        use_t=flowing.use_t[:, None] * factor,
    )
    found = ration(drawn, stock, cut, multipliers, [12], STEP)
    for lane in (0, 17):
        alone = replace(
            flowing, **{n: getattr(drawn, n)[:, lane] for n in ("flow_t", "delivered", "wanted_t", "use_t")}
        )
        one = ration(alone, stock[:, [lane]], cut, multipliers[:, :, [lane]], [12], STEP)
        assert (found.unmet_t[:, :, lane] == one.unmet_t[:, :, 0]).all()
        assert (found.stock_t[:, :, lane] == one.stock_t[:, :, 0]).all()


@given(SEEDS)
def test_naming_more_flows_or_nodes_in_another_order_changes_nothing(seed):
    flowing, stock, cut, multipliers = asked(seed)
    wanted = ration(flowing, stock, cut, multipliers, [6, 6], STEP)
    every = np.ones((len(flowing.source), *multipliers.shape[1:]))
    every[cut] = multipliers
    more = ration(flowing, stock, np.arange(len(every)), every, [6, 6], STEP)
    assert (more.held_back == wanted.held_back).all() and (more.cut_held[cut] == wanted.cut_held).all()
    random = np.random.default_rng(seed)
    new, old = random.permutation(flowing.nodes), random.permutation(len(every))
    at = np.argsort(new)
    moved = replace(
        flowing,
        source=new[flowing.source][old].astype(np.int32),
        target=new[flowing.target][old].astype(np.int32),
        flow_t=flowing.flow_t[old],
        **{name: getattr(flowing, name)[at] for name in ("delivered", "wanted_t", "use_t")},
    )
    found = ration(moved, stock[at], np.arange(len(every)), every[old], [6, 6], STEP)
    np.testing.assert_allclose(found.held_back[new], wanted.held_back, atol=1e-12)


def test_once_a_cut_ends_and_all_has_arrived_nothing_is_short():
    flowing, stock, cut, multipliers = asked(11, steps=200, share=0.6)
    multipliers[:, :10] = 0.0
    multipliers[:, 10:] = 1.0
    found = ration(flowing, stock, cut, multipliers, [10, 90, 100], STEP)
    assert found.held_back[:, 0].any()
    assert found.held_last[:, 2].max() < 1e-6


def test_a_cut_that_begins_late_is_the_same_cut_later():
    """Steps that are passed over, before and between, change nothing."""
    flowing, stock, cut, multipliers = asked(5)
    late = np.concatenate([np.ones_like(multipliers), multipliers], axis=1)
    found = ration(flowing, stock, cut, late, [12, 6, 6], STEP)
    wanted = ration(flowing, stock, cut, multipliers, [6, 6], STEP)
    assert not found.held_back[:, 0].any() and (found.stock_t[:, 0] == stock).all()
    assert (found.held_back[:, 1:] == wanted.held_back).all()
    assert (found.stock_t[:, 1:] == wanted.stock_t).all()


def test_two_cuts_apart_with_quiet_between():
    """A chain without cycles comes to rest between two cuts; what follows is computed from rest."""
    flowing, _, _, _ = asked(0)
    chain = replace(
        flowing,
        source=np.array([0, 1], np.int32),
        target=np.array([1, 2], np.int32),
        flow_t=np.array([10.0, 10.0]),
        delivered=np.ones(3),
        wanted_t=np.array([10.0, 10.0, 10.0]),
        use_t=np.array([0.0, 0.0, 10.0]),
    )
    cut = np.ones((1, 20))
    cut[0, [0, 12]] = 0.0
    found = ration(chain, np.zeros((3, 1)), [0], cut, [5, 5, 5, 5], 1.0, [2])
    assert found.unmet_t[2, :, 0].tolist() == [10.0, 0.0, 10.0, 0.0]
    assert np.flatnonzero(found.path_unmet_t[0, :, 0]).tolist() == [2, 14]


def test_a_node_that_delivers_nothing_lacks_nothing():
    """All of what enters the last node is lost there; its stock, of which nothing is wanted, stays as it is."""
    lost = Flowing(
        np.array([0], np.int32),
        np.array([1], np.int32),
        np.array([10.0]),
        np.array([1.0, 0.0]),
        np.array([10.0, 0.0]),
        np.zeros(2),
    )
    found = ration(lost, np.array([[0.0], [3.0]]), [0], np.zeros((1, 4)), [4], 1.0)
    assert not found.held_back.any() and not found.unmet_t.any()
    assert found.stock_t[:, 0, 0].tolist() == [0.0, 3.0]
    assert found.departing_short_t(np.array([0])).tolist() == [[[40.0]]]
    assert found.arriving_short_t(np.array([0])).tolist() == [[[30.0]]]


def test_read_only_arrays_are_read():
    flowing, stock, cut, multipliers = asked(2)
    wanted = ration(flowing, stock, cut, multipliers, [12], STEP)
    for read in (stock, cut, multipliers, flowing.flow_t, flowing.source, flowing.target, flowing.wanted_t):
        read.setflags(write=False)
    assert (ration(flowing, stock, cut, multipliers, [12], STEP).unmet_t == wanted.unmet_t).all()


def test_what_is_given_is_not_changed():
    flowing, stock, cut, multipliers = asked(2)
    before = [array.tobytes() for array in (stock, cut, multipliers, flowing.flow_t, flowing.wanted_t)]
    assert ration(flowing, stock, cut, multipliers, [12], STEP).unmet_t.any()
    assert before == [array.tobytes() for array in (stock, cut, multipliers, flowing.flow_t, flowing.wanted_t)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stock_t": np.zeros(9)}, "stock_t is"),
        ({"stock_t": np.full((9, 5), -1.0)}, "negative"),
        ({"stock_t": np.full((9, 5), np.nan)}, "not finite"),
        ({"cut_flows": [99]}, "does not exist"),
        ({"cut_flows": [-1]}, "does not exist"),
        ({"cut_flows": [0, 0], "multipliers": np.ones((2, 12))}, "twice"),
        ({"multipliers": np.ones((1, 11))}, "multipliers are"),
        ({"multipliers": np.ones((1, 12, 4))}, "multipliers are"),
        ({"multipliers": np.full((1, 12), 1.5)}, "between 0 and 1"),
        ({"multipliers": np.full((1, 12), -0.5)}, "between 0 and 1"),
        ({"multipliers": np.full((1, 12), np.nan)}, "between 0 and 1"),
        ({"steps_per_period": []}, "no step"),
        ({"steps_per_period": [12, 0]}, "no step"),
        ({"step_years": 0.0}, "0.0 years"),
        ({"step_years": np.inf}, "inf years"),
        ({"keep_path": [9]}, "does not exist"),
    ],
)
def test_what_does_not_fit_is_refused(change, said):
    given_ = {
        "stock_t": np.zeros((9, 5)),
        "cut_flows": [0],
        "multipliers": np.ones((1, 12)),
        "steps_per_period": [12],
        "step_years": STEP,
    } | change
    with pytest.raises(ValueError, match=said):
        ration(made_up(0), **given_)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("source", np.full(24, 9, np.int32), "source names a node"),
        ("flow_t", np.full(24, np.inf), "flow_t has a figure"),
        ("wanted_t", -np.ones(9), "wanted_t has a figure"),
        ("use_t", np.ones((9, 3)), "use_t is"),
    ],
)
def test_a_network_that_is_none_is_refused(field, value, said):
    with pytest.raises(ValueError, match=said):
        ration(replace(made_up(0), **{field: value}), np.zeros((9, 5)), [0], np.ones((1, 12)), [12], STEP)


def test_ctrl_c_is_no_system_error(monkeypatch):
    flowing, stock, cut, multipliers = asked(2, lanes=40)

    def pressed(*_):
        raise SystemError from KeyboardInterrupt()

    monkeypatch.setattr("orepath.stress.rationing.run.ration_block", pressed)
    for threads in (1, 2):
        with pytest.raises(KeyboardInterrupt):
            ration(flowing, stock, cut, multipliers, [12], STEP, threads=threads)
