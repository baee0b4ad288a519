"""The relational plan on DuckDB against the sparse solve in memory."""

import pyarrow as pa
import pytest

from orepath.attribution.relational import core
from orepath.attribution.relational.solve import solve_relational
from tests.attribution.invented import random_network
from tests.attribution.relational.made_up import NETWORKS, all_together, check, of_edges, without_loops

SWEPT = 0
"""No cycle is so short that it is eliminated: all are swept."""


@pytest.mark.parametrize("labels", ["source", "last-stage", "touched"])
@pytest.mark.parametrize("name", NETWORKS)
def test_the_same_as_in_memory(name, labels, tmp_path):
    check(NETWORKS[name], tmp_path, labels)


@pytest.mark.parametrize("labels", ["source", "last-stage", "touched"])
@pytest.mark.parametrize("name", ["cycle", "two cycles in sequence", "more labels than a tile", "trade", "random"])
def test_cycles_that_are_swept_come_to_the_same(name, labels, tmp_path):
    check(NETWORKS[name], tmp_path, labels, few=SWEPT)


@pytest.mark.parametrize("labels", ["source", "last-stage", "touched"])
@pytest.mark.parametrize("name", ["chain", "trade", "random"])
def test_net_coupling(name, labels, tmp_path):
    check(NETWORKS[name], tmp_path, labels, "net")


@pytest.mark.parametrize(("seed", "nodes", "per_node"), [(11, 200, 1.0), (12, 300, 2.0)])
def test_random_networks(seed, nodes, per_node, tmp_path):
    check(without_loops(random_network(seed, nodes, per_node)), tmp_path, few=SWEPT)


def test_a_cycle_fed_by_too_little_for_sweeps_is_eliminated(tmp_path):
    slow = [("a", "b", 1e-3), ("b", "c", 1e6), ("c", "b", 1e6), ("c", "d", 1.0)]
    check(of_edges(slow, {"a": 1e-3, "c": 1e-3}), tmp_path, few=SWEPT)


@pytest.mark.parametrize("labels", ["source", "last-stage", "touched"])
def test_all_together(labels, tmp_path):
    check(all_together(), tmp_path, labels, "net", few=SWEPT)


def test_integer_ids_stay_integers(tmp_path):
    nodes = pa.table({"node": pa.array([30, 10, 20], pa.int32()), "own": [1.0, 0.0, 0.0], "label": ["AA", None, ""]})
    edges = pa.table({"source": [30, 10], "target": pa.array([10, 20], pa.int64()), "flow": [1, 1]})
    with solve_relational(nodes, edges, work=tmp_path) as answer:
        found = pa.Table.from_batches(answer.batches())
    assert found.schema.field("node").type == pa.int64()
    assert found.to_pydict() == {"node": [30, 10, 20], "AA": [1.0] * 3, "unattributed": [0.0] * 3}


def test_a_self_loop_alone_feeds_nothing(tmp_path):
    given = of_edges([("a", "a", 1.0), ("a", "b", 1.0)], {})
    for labels, stage in (("source", None), ("last-stage", "mine")):
        with solve_relational(given.nodes, given.flows.slice(0, 1), labels, stage, work=tmp_path) as answer:
            assert [batch["unattributed"].to_pylist() for batch in answer.batches()] == [[1.0, 1.0]]


def test_progress_goes_forward_to_the_end(tmp_path):
    told: list[float] = []
    given = NETWORKS["more labels than a tile"]
    with solve_relational(given.nodes, given.flows, progress=told.append, work=tmp_path) as answer:
        assert answer.seconds > 0 and answer.seconds_components > 0
    assert told == sorted(told) and told[0] > 0 and told[-1] == 1.0


@pytest.mark.parametrize("labels", ["source", "touched"])
@pytest.mark.parametrize("name", ["cycle", "two cycles in sequence", "many cycles"])
def test_sweeps_that_begin_at_a_guess_come_to_the_same(name, labels, tmp_path, monkeypatch):
    monkeypatch.setattr(core, "MANY_ARCS", 1)
    given = without_loops(random_network(13, 150, 4.0)) if name == "many cycles" else NETWORKS[name]
    check(given, tmp_path, labels, few=SWEPT)
