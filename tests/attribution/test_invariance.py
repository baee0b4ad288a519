"""What must not change an answer: order, units, how finely nodes and labels are cut."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orepath.attribution.attribute import attribute
from orepath.attribution.traced import traced
from orepath.network.network import network
from tests.attribution.invented import networks, norm

QUICK = settings(deadline=None, max_examples=60)
LABELS = st.sampled_from([("source", None), ("last-stage", "refine")])


def rows(one):
    return one.nodes.to_pylist(), one.flows.to_pylist()


def remade(nodes, flows):
    return network("tin", 2024, "own", nodes, flows)


def asked(one, by):
    labels, stage = by
    assume(stage is None or stage in one.column("stage"))
    return attribute(one, labels, stage)


def assert_same(one, first, second, nodes=None):
    """Two compositions say the same of the same nodes; a label one of them lacks is 0 in the other."""
    for node in nodes or first.nodes:
        left, right = first.of(node), second.of(node)
        for label in {*left, *right}:
            assert abs(left.get(label, 0.0) - right.get(label, 0.0)) <= 1e-13 * norm(one)


@QUICK
@given(networks(), LABELS, st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(one, by, random):
    nodes, flows = rows(one)
    random.shuffle(nodes)
    random.shuffle(flows)
    assert_same(one, asked(one, by), asked(remade(nodes, flows), by))


@QUICK
@given(networks(), LABELS, st.sampled_from([1e-3, 0.45359237, 1e6]))
def test_the_unit_says_nothing(one, by, unit):
    nodes, flows = rows(one)
    for row in nodes:
        row["own"] *= unit
    for row in flows:
        row["flow"] *= unit
    assert_same(one, asked(one, by), asked(remade(nodes, flows), by))


@QUICK
@given(networks(), LABELS, st.floats(0.01, 0.99), st.integers(0, 7))
def test_a_node_split_in_proportion_is_two_of_the_same(one, by, part, which):
    nodes, flows = rows(one)
    split = nodes[which % len(nodes)]["node"]
    parts = {split: part, "twin": 1 - part}

    def ends(node):
        return parts if node == split else {node: 1.0}

    twin = [{**row, "node": "twin", "own": row["own"] * (1 - part)} for row in nodes if row["node"] == split]
    cut = [{**row, "own": row["own"] * part} if row["node"] == split else row for row in nodes]
    finer = [
        {**row, "source": i, "target": j, "flow": row["flow"] * a * b}
        for row in flows
        for i, a in ends(row["source"]).items()
        for j, b in ends(row["target"]).items()
    ]
    found = asked(remade(cut + twin, finer), by)
    assert_same(one, asked(one, by), found)
    for label, share in found.of("twin").items():
        assert abs(share - found.of(split)[label]) <= 1e-12 * norm(one)


@QUICK
@given(networks())
def test_labels_merged_before_or_after_are_the_same(one):
    nodes, flows = rows(one)
    first = attribute(one)
    for row in nodes:
        row["label"] = "both" if row["label"] in {"AA", "BB"} else row["label"]
    merged = attribute(remade(nodes, flows))
    for node in first.nodes:
        apart, together = first.of(node), merged.of(node)
        assert abs(together.get("both", 0.0) - apart.get("AA", 0.0) - apart.get("BB", 0.0)) <= 1e-13 * norm(one)
        assert abs(together["unattributed"] - apart["unattributed"]) <= 1e-13 * norm(one)


@QUICK
@given(networks())
def test_places_of_a_stage_merged_before_or_after_are_the_same(one):
    assume("refine" in one.column("stage"))
    nodes, flows = rows(one)
    first = attribute(one, "last-stage", "refine")
    for row in nodes:
        row["place"] = "both" if row["place"] in {"AA", "BB"} else row["place"]
    merged = attribute(remade(nodes, flows), "last-stage", "refine")
    for node in first.nodes:
        apart, together = first.of(node), merged.of(node)
        assert abs(together.get("both", 0.0) - apart.get("AA", 0.0) - apart.get("BB", 0.0)) <= 1e-13 * norm(one)


@QUICK
@given(networks(), LABELS, st.data())
def test_shares_sum_to_one_and_backward_is_forward(one, by, data):
    found = asked(one, by)
    assert np.abs(found.shares.sum(axis=1) - 1).max() <= 1e-9
    assert found.shares.min() >= 0 and np.isfinite(found.shares).all()
    weights = np.array(data.draw(st.lists(st.floats(0, 10), min_size=len(found.nodes), max_size=len(found.nodes))))
    assume(weights.sum() > 1e-6)
    mean = (weights / weights.sum()) @ found.shares
    for label, share in zip(found.labels, mean, strict=True):
        assert abs(traced(one, weights, *by)[label] - share) <= 1e-13 * norm(one)
