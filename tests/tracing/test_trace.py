"""What reaches a place, on made-up networks small enough to be solved by hand or by force."""

from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.attribution.attribute import attribute
from orepath.errors import InputError
from orepath.network.network import Draws, network
from orepath.tracing.answer import Limits
from orepath.tracing.arrivals import arrivals
from orepath.tracing.trace import reached, trace_network
from tests.tracing.made_up import drawn, hub, scattered, small

SEEDS = st.integers(0, 10_000)


def mids(shares):
    return {share.place: share.mid for share in shares if share.mid}


def test_a_small_world_solved_by_hand():
    found = trace_network(small(), "DD")
    assert found.views.arrivals_t == pytest.approx(100.0)
    assert mids(found.views.border) == pytest.approx({"CC": 0.5, "BB": 0.3, "domestic": 0.1, "recycled": 0.1})
    # Boria's plants take 60 from Aland, 40 of their own and 20 of nobody knows where; Dune gets 80 of that mix.
    origin = {"AA": 0.8 * 60 / 120, "BB": 0.8 * 40 / 120, "unknown": 0.8 * 20 / 120, "DD": 0.1, "recycled": 0.1}
    assert mids(found.views.origin) == pytest.approx(origin)
    assert mids(found.views.processor) == pytest.approx({"BB": 0.8, "not_processed": 0.1, "recycled": 0.1})
    assert found.unknown_share == pytest.approx(0.8 / 6)
    hidden = {"AA": 0.4, "BB": 0.8 / 3 - 0.3, "CC": -0.5, "unknown": 0.8 / 6}
    assert {each.place: each.mid for each in found.hidden} == pytest.approx(hidden)


def test_what_is_behind_it_is_named():
    found = trace_network(small(), "DD")
    assert found.statements == ("st-aa", "st-bb", "st-bc", "st-bd", "st-cd", "st-plant")
    strongest = found.routes[0]
    assert [(step.stage, step.place) for step in strongest.path] == [
        ("mine", "AA"),
        ("refine", "BB"),
        ("refine-market", "BB"),
        ("refine-market", "CC"),
        ("refine-market", "DD"),
    ]
    assert (strongest.share, strongest.mass_t) == pytest.approx((0.25, 25.0))
    assert sum(route.share for route in found.routes) == pytest.approx(1.0)


def test_a_statement_of_a_flow_that_carries_next_to_nothing_is_left_out():
    own = small()
    nodes = [*own.nodes.to_pylist(), {"node": "mine:EE", "stage": "mine", "place": "EE", "own": 0.01, "label": "EE"}]
    flows = [
        *own.flows.to_pylist(),
        {"source": "mine:EE", "target": "refine:BB", "flow": 0.01, "statements": ["st-ee"]},
    ]
    assert "st-ee" not in trace_network(network("made-up", 2030, "own", nodes, flows), "DD").statements


def test_chokepoints_count_mining_processing_and_trade_once():
    found = {each.place: each for each in trace_network(small(), "DD").chokepoints}
    assert {place: each.mid for place, each in found.items()} == pytest.approx({"BB": 0.8, "CC": 0.5, "AA": 0.4})
    assert found["BB"].stages == ("mine", "refine", "refine-market")


def test_gross_and_net_are_two_answers_and_the_range_holds_both():
    found = trace_network(hub(), "DD")
    assert mids(found.views.origin) == pytest.approx({"CC": 0.6, "AA": 0.3, "BB": 0.1})
    assert mids(found.net.origin) == pytest.approx({"AA": 0.6, "BB": 0.2, "CC": 0.2})
    assert {share.place: (share.low, share.high) for share in found.views.origin if share.mid} == {
        "CC": pytest.approx((0.2, 0.6)),
        "AA": pytest.approx((0.3, 0.6)),
        "BB": pytest.approx((0.1, 0.2)),
    }
    assert mids(found.views.border) == mids(found.net.border) == {"CC": 1.0}


def test_net_leaves_out_what_only_passes_through_the_place_itself():
    found = trace_network(hub(), "CC")
    assert found.views.arrivals_t == pytest.approx(60.0 + 20.0 + 120.0 * 100 / 200)  # own ore counts as far as it stays
    assert found.net.arrivals_t == pytest.approx(120.0 - 20.0)
    assert mids(found.views.border) == pytest.approx({"domestic": 60 / 140, "AA": 60 / 140, "BB": 20 / 140})
    assert mids(found.net.border) == {"domestic": 1.0}
    assert found.hidden == ()


def test_a_place_everything_only_passes_through_has_no_net_answer():
    nodes = [
        {"node": "mine-market:AA", "stage": "mine-market", "place": "AA", "own": 10.0, "label": "AA"},
        {"node": "mine-market:BB", "stage": "mine-market", "place": "BB"},
        {"node": "mine-market:CC", "stage": "mine-market", "place": "CC", "use": 10.0},
    ]
    flows = [
        {"source": "mine-market:AA", "target": "mine-market:BB", "flow": 10.0},
        {"source": "mine-market:BB", "target": "mine-market:CC", "flow": 10.0},
    ]
    found = trace_network(network("made-up", 2030, "own", nodes, flows), "BB")
    assert mids(found.views.border) == {"AA": 1.0}
    assert (found.net.border, found.net.origin, found.net.arrivals_t) == ((), (), 0.0)


def test_nothing_reaches_a_place_says_which_places_it_does():
    with pytest.raises(InputError, match=r"nothing of made-up reaches EE.*Places it reaches: BB, DD, AA, CC"):
        trace_network(small(), "EE")
    assert list(reached(small())) == ["BB", "DD", "AA", "CC"]


def test_where_the_total_is_not_known_no_unknown_share_is_said():
    found = trace_network(small(), "DD", Limits(closed=False))
    assert found.unknown_share is None
    assert found.json()["unknown_share"] is None
    assert any(share["place"] == "unknown" for share in found.json()["origin"])


def test_a_cycle_that_nothing_feeds_is_unknown():
    nodes = [{"node": name, "stage": "refine-market", "place": name} for name in ("AA", "BB", "CC")]
    flows = [
        {"source": "AA", "target": "BB", "flow": 5.0},
        {"source": "BB", "target": "AA", "flow": 5.0},
        {"source": "BB", "target": "CC", "flow": 1.0},
    ]
    found = trace_network(network("made-up", 2030, "own", nodes, flows), "CC")
    assert mids(found.views.origin) == {"unknown": pytest.approx(1.0)}
    assert mids(found.views.border) == {"BB": 1.0}


@given(SEEDS)
def test_shares_sum_to_1_and_lie_within_their_range(seed):
    own = drawn(scattered(seed), count=5, seed=seed)
    to = next(iter(reached(own)))
    found = trace_network(own, to)
    for views in (found.views, found.net):
        for view in (views.border, views.origin, views.processor):
            if view:
                assert abs(sum(share.mid for share in view) - 1.0) < 1e-9
                assert "unknown" in {share.place for share in view}
                assert all(0 <= share.low <= share.mid <= share.high <= 1 + 1e-9 for share in view)
    assert abs(sum(each.mid for each in found.hidden)) < 1e-9
    assert all(each.low <= each.mid <= each.high for each in (*found.hidden, *found.chokepoints))


@given(SEEDS)
def test_ranges_of_the_first_answer_hold_the_second(seed):
    own = drawn(scattered(seed), count=4, seed=seed)
    found = trace_network(own, next(iter(reached(own))))
    held = {share.place: share for share in found.views.origin}
    for share in found.net.origin:
        if share.high > 1e-9:
            assert held[share.place].low - 1e-12 <= share.low
            assert share.high <= held[share.place].high + 1e-12


@given(SEEDS)
def test_origin_is_what_attribution_says_of_the_arrivals(seed):
    own = scattered(seed)
    to = next(iter(reached(own)))
    arrived = arrivals(own, to)
    behind = attribute(own)
    expected = arrived.from_elsewhere[:, 0] @ behind.shares
    by_label = dict(zip(behind.labels, expected.tolist(), strict=True))
    by_label["unknown"] = by_label.get("unknown", 0.0) + by_label.pop("unattributed")
    for label, mass in zip(arrived.labels, arrived.own[:, 0].tolist(), strict=True):
        by_label[label] = by_label.get(label, 0.0) + mass
    total = sum(by_label.values())
    found = mids(trace_network(own, to).views.origin)
    assert found == pytest.approx({label: mass / total for label, mass in by_label.items() if mass > 1e-12})


@given(SEEDS)
def test_a_chokepoint_is_what_is_missing_where_the_place_is_taken_out(seed):
    own = scattered(seed)
    to = next(iter(reached(own)))
    found = trace_network(own, to).chokepoints
    arrived = arrivals(own, to)
    for each in found[:3]:
        held = [node for node, place in zip(own.index, own.column("place"), strict=True) if place == each.place]
        lost = attribute(own, "touched", flags={"lost": held}).shares[:, 0]
        missing = float(arrived.from_elsewhere[:, 0] @ lost) / float(arrived.total[0])
        assert each.mid == pytest.approx(missing, abs=1e-9)


@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(seed, random):
    own = drawn(scattered(seed), count=3, seed=seed)
    to = next(iter(reached(own)))
    node_order, flow_order = list(range(own.nodes.num_rows)), list(range(own.flows.num_rows))
    random.shuffle(node_order)
    random.shuffle(flow_order)
    mixed = replace(
        own,
        nodes=own.nodes.take(pa.array(node_order)),
        flows=own.flows.take(pa.array(flow_order)),
        draws=Draws(own.draws.flow[flow_order], own.draws.own[node_order]),
    )
    one, two = trace_network(own, to), trace_network(mixed, to)
    for view in ("border", "origin", "processor"):
        first = {share.place: (share.low, share.mid, share.high) for share in getattr(one.views, view)}
        second = {share.place: (share.low, share.mid, share.high) for share in getattr(two.views, view)}
        assert first.keys() == second.keys()
        assert all(first[place] == pytest.approx(second[place], abs=1e-12) for place in first)
    assert one.statements == two.statements


@given(SEEDS, st.sampled_from([1e-3, 1e3]))
def test_the_unit_of_mass_does_not_matter(seed, factor):
    own = scattered(seed)
    to = next(iter(reached(own)))
    rows = [
        {**row, **{key: row[key] * factor for key in ("own", "use", "stock", "loss")}} for row in own.nodes.to_pylist()
    ]
    flows = [{**row, **{key: row[key] * factor for key in ("flow", "low", "high")}} for row in own.flows.to_pylist()]
    one, two = trace_network(own, to), trace_network(network("made-up", 2030, "own", rows, flows), to)
    assert two.views.arrivals_t == pytest.approx(one.views.arrivals_t * factor)
    assert mids(two.views.origin) == pytest.approx(mids(one.views.origin))
    assert mids(two.net.origin) == pytest.approx(mids(one.net.origin))


def test_json_has_the_keys_of_the_contract():
    found = trace_network(drawn(small()), "DD").json()
    contract = ["mineral", "to", "year", "border", "origin", "processor", "hidden", "routes", "chokepoints"]
    contract += ["slack_t", "unknown_share", "statements"]
    assert list(found)[: len(contract)] == contract
    assert all(list(share) == ["place", "low", "mid", "high"] for share in found["border"])


def test_the_same_bytes_every_time():
    assert trace_network(drawn(small()), "DD").json() == trace_network(drawn(small()), "DD").json()
