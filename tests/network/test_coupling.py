"""Net: what passes through a place does so unmixed, and no tonne is lost on the way."""

import time

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.attribution.attribute import attribute
from orepath.errors import InputError
from orepath.network.columnar import Columnar
from orepath.network.coupling import TRANSIT, net, net_columnar
from orepath.network.network import Draws, network
from orepath.network.own.columnar import read_columnar
from tests.attribution.invented import at_draw, networks, random_network

QUICK = settings(deadline=None, max_examples=80)


def remade(nodes, flows):
    return network("tin", 2024, "own", nodes, flows)


def market(place, **columns):
    return {"node": place, "stage": "market", "place": place, **columns}


def moves(one):
    """Tonnes between parts, rows of the same two parts added."""
    found = {}
    for row in one.flows.to_pylist():
        ends = row["source"], row["target"]
        found[ends] = found.get(ends, 0.0) + row["flow"]
    return {ends: flow for ends, flow in found.items() if flow}


def whole(one, values):
    """What market and transit parts hold together, by the original node."""
    found = {}
    for node, value in zip(one.column("node"), values, strict=True):
        name = node.removesuffix(TRANSIT)
        found[name] = found.get(name, 0.0) + value
    return found


@QUICK
@given(networks())
def test_totals_at_every_node_are_kept(one):
    netted = net(one)
    for before, after in ((one.inflow, netted.inflow), (one.outflow, netted.outflow), (one.own, netted.own)):
        assert whole(netted, after) == pytest.approx(whole(one, before), rel=1e-12, abs=1e-12)
    kept = [row for row in netted.nodes.to_pylist() if not row["node"].endswith(TRANSIT)]
    assert kept == one.nodes.to_pylist()


@QUICK
@given(networks())
def test_a_transit_part_puts_nothing_in_and_lets_out_what_enters(one):
    netted = net(one)
    for number, node in enumerate(netted.column("node")):
        if node.endswith(TRANSIT):
            row = netted.nodes.slice(number, 1).to_pylist()[0]
            assert [row[column] for column in ("own", "use", "stock", "loss", "label")] == [0, 0, 0, 0, ""]
            assert netted.inflow[number] == pytest.approx(netted.outflow[number], rel=1e-12)


@QUICK
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(one, random):
    nodes, flows = one.nodes.to_pylist(), one.flows.to_pylist()
    random.shuffle(nodes)
    random.shuffle(flows)
    assert moves(net(remade(nodes, flows))) == pytest.approx(moves(net(one)), rel=1e-12)


@QUICK
@given(networks())
def test_what_passes_is_the_smaller_of_imports_and_exports(one):
    place, stage, netted = one.column("place"), one.column("stage"), net(one)
    known = [each not in ("", "unknown") for each in place]
    for node, name in enumerate(one.column("node")):
        imports = exports = 0.0
        for i, j, mass in zip(one.source.tolist(), one.target.tolist(), one.flow.tolist(), strict=True):
            abroad = known[i] and known[j] and place[i] != place[j]
            imports += mass if j == node and abroad and stage[i] == stage[j] != "" else 0.0
            exports += mass if i == node and abroad else 0.0
        passing = netted.inflow[netted.index[name + TRANSIT]] if name + TRANSIT in netted.index else 0.0
        assert passing == pytest.approx(min(imports, exports), rel=1e-12)


def test_without_imports_nothing_changes():
    one = remade(
        [market("AA", own=10.0, label="AA"), market("BB")],
        [{"source": "AA", "target": "BB", "flow": 10.0}, {"source": "BB", "target": "BB", "flow": 3.0}],
    )
    assert net(one) is one


@pytest.mark.parametrize("first", [{"place": "unknown"}, {"place": ""}, {"stage": ""}, {"stage": "mine"}])
def test_an_unknown_place_or_another_stage_is_no_import_of_the_same_stage(first):
    rows = [{**market("AA", own=10.0, label="AA"), **first}, market("BB"), market("CC")]
    one = remade(rows, [{"source": i, "target": j, "flow": 10.0} for i, j in (("AA", "BB"), ("BB", "CC"))])
    assert net(one) is one


def test_nodes_without_a_stage_trade_nothing_of_the_same_stage():
    rows = [{**market(place), "stage": ""} for place in ("AA", "BB", "CC")]
    one = remade(rows, [{"source": i, "target": j, "flow": 10.0} for i, j in (("AA", "BB"), ("BB", "CC"))])
    assert net(one) is one


def test_mass_that_leaves_to_nobody_knows_where_is_no_export():
    rows = [market("AA", own=10.0, label="AA"), market("BB"), {"node": "BB>unknown", "stage": "", "place": "unknown"}]
    one = remade(rows, [{"source": i, "target": j, "flow": 10.0} for i, j in (("AA", "BB"), ("BB", "BB>unknown"))])
    assert net(one) is one


def test_a_hub_passes_origins_on_and_keeps_its_own_for_itself():
    one = remade(
        [market("AA", own=40.0, label="AA"), market("HH", own=7.0, label="HH"), market("CC")],
        [{"source": "AA", "target": "HH", "flow": 40.0}, {"source": "HH", "target": "CC", "flow": 40.0}],
    )
    assert attribute(one).of("CC")["HH"] == pytest.approx(7 / 47)
    found = attribute(net(one))
    assert found.of("CC") == {"AA": 1.0, "HH": 0.0, "unattributed": 0.0}
    assert found.of("HH") == {"AA": 0.0, "HH": 1.0, "unattributed": 0.0}


def test_domestic_use_keeps_the_composition_of_imports():
    ends = [("AA", "CC", 30.0), ("BB", "CC", 60.0), ("CC", "DD", 45.0)]
    one = remade(
        [market("AA", own=30.0, label="AA"), market("BB", own=60.0, label="BB"), market("CC", use=45.0), market("DD")],
        [{"source": i, "target": j, "flow": t} for i, j, t in ends],
    )
    found = attribute(net(one))
    for node in ("CC", "CC" + TRANSIT, "DD"):
        assert found.of(node) == pytest.approx({"AA": 1 / 3, "BB": 2 / 3, "unattributed": 0.0}, abs=1e-15)


def test_ranges_statements_and_status_go_with_the_parts():
    told = {"low": 20.0, "high": 80.0, "status": "reconciled", "statements": ["st-1"], "note": "n"}
    one = remade(
        [market("AA", own=40.0, label="AA"), market("HH", use=30.0), market("CC")],
        [{"source": "AA", "target": "HH", "flow": 40.0, **told}, {"source": "HH", "target": "CC", "flow": 10.0}],
    )
    parts = [row for row in net(one).flows.to_pylist() if row["source"] == "AA"]
    assert [(row["flow"], row["low"], row["high"]) for row in parts] == [(30.0, 15.0, 60.0), (10.0, 5.0, 20.0)]
    assert all((row["status"], row["statements"], row["note"]) == ("reconciled", ["st-1"], "n") for row in parts)


def test_an_id_that_a_transit_part_would_take_is_refused():
    rows = [market("AA", own=1.0, label="AA"), market("BB"), market("CC"), {**market("x"), "node": "BB|transit"}]
    one = remade(rows, [{"source": i, "target": j, "flow": 1.0} for i, j in (("AA", "BB"), ("BB", "CC"))])
    with pytest.raises(InputError, match=r"'BB\|transit' has the id"):
        net(one)


@pytest.mark.parametrize("seed", range(3))
def test_every_draw_is_divided_as_if_alone(seed):
    one = random_network(seed, 40, 4.0, draws=3)
    netted = net(one)
    assert netted.draws is not None and netted.draws.own.shape == (len(netted.index), 3)
    assert moves(netted) == pytest.approx(moves(net(remade(one.nodes.to_pylist(), one.flows.to_pylist()))), rel=1e-12)
    for draw in range(3):
        assert moves(at_draw(netted, draw)) == pytest.approx(moves(net(at_draw(one, draw))), rel=1e-12)


def test_a_transit_part_that_only_a_draw_has():
    one = remade(
        [market("AA", own=10.0, label="AA"), market("BB"), market("CC")],
        [{"source": "AA", "target": "BB", "flow": 10.0}, {"source": "BB", "target": "CC", "flow": 0.0}],
    )
    netted = net(one.with_draws(Draws(np.array([[10.0, 10.0], [0.0, 4.0]]), np.array([[10.0, 10], [0, 0], [0, 0]]))))
    assert moves(netted) == {("AA", "BB"): 10.0}
    assert moves(at_draw(netted, 1)) == {("AA", "BB"): 6.0, ("AA", "BB|transit"): 4.0, ("BB|transit", "CC"): 4.0}
    assert attribute(netted).of("BB|transit") == {"AA": 0.0, "unattributed": 1.0}


def test_two_hundred_draws_of_two_thousand_flows_are_quick():
    one = random_network(1, 700, 3.0, draws=200)
    net(one)
    began = time.perf_counter()
    net(one)
    assert time.perf_counter() - began < 5  # measured 0.04 s; wide, for machines that others use too


@QUICK
@given(networks())
def test_columns_divide_as_the_network_does(one):
    netted, (found, transit) = net(one), net_columnar(Columnar.of(one))
    expected = Columnar.of(netted)
    for name in ("own", "source", "target", "flow"):
        assert np.array_equal(getattr(found, name), getattr(expected, name))
    ids = netted.column("node")
    assert transit.tolist() == [node.endswith(TRANSIT) for node in ids]
    assert found.node.to_pylist() == [None if passes else node for node, passes in zip(ids, transit, strict=True)]
    for name in ("label", "place", "stage"):
        told = [
            word if name == "place" or not passes else ""
            for word, passes in zip(netted.column(name), transit, strict=True)
        ]
        assert getattr(found, name).to_pylist() == told


def test_integer_ids_and_tonnes_near_the_largest_number_divide():
    nodes = pa.table({"node": [1, 2, 3], "own": [1e308, 0, 0], "label": ["x", "", ""], "place": ["AA", "BB", "CC"]})
    nodes = nodes.append_column("stage", [["market"] * 3])
    edges = pa.table({"source": [1, 1, 2, 2], "target": [2, 2, 3, 3], "flow": [1e308, 1e308, 1e308, 0.5e308]})
    found, transit = net_columnar(read_columnar(nodes, edges)[0])
    assert found.node.to_pylist() == [1, 2, 3, None] and transit.tolist() == [False] * 3 + [True]
    into = found.flow[found.target == 3]
    assert into == pytest.approx([0.75e308, 0.75e308]) and found.flow[found.source == 3] == pytest.approx(
        [1e308, 0.5e308]
    )
