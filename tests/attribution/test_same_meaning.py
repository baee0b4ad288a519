"""What must not change an answer, of systems as the engine gets them: units, halves, parts, unions, the order of
nodes. Networks are made up."""

from itertools import pairwise

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orepath.attribution.asking import system
from orepath.attribution.attribute import attribute
from orepath.attribution.memory.solve import solve
from orepath.network.columnar import Columnar
from orepath.network.network import network
from tests.attribution.engines import NETWORKS, cyclic_part, expected
from tests.attribution.invented import networks

QUICK = settings(max_examples=25)
ASKED = st.sampled_from([("source", None), ("last-stage", "refine"), ("touched", None)])
FIXED = [NETWORKS[name] for name in ("nested cycles", "a cycle that nobody feeds", "self-loops")]
SOME = st.one_of(networks(), st.sampled_from([*FIXED, cyclic_part(65, 8)]))
"""Small networks of any shape, and some with large cyclic parts."""


def remade(nodes, flows):
    return network("tin", 2024, "own", nodes, flows)


def flags_of(one):
    ids = one.column("node")
    return {"even": ids[::2], "first": ids[:1], "third": ids[::3]}


def found(one, asked):
    labels, stage = asked
    assume(stage is None or stage in one.column("stage"))
    return attribute(one, labels, stage, flags_of(one) if labels == "touched" else None)


def within(one, asked):
    """How far two answers may be from each other."""
    labels, stage = asked
    return 2e-13 * expected(one, labels, stage, flags_of(one) if labels == "touched" else None).norm


def rows(one):
    """Nodes, flows and the throughput scale of a network, as rows that may be changed."""
    return one.nodes.to_pylist(), one.flows.to_pylist()


@QUICK
@given(SOME, ASKED)
def test_rows_are_shares(one, asked):
    answer = found(one, asked)
    assert np.isfinite(answer.shares).all() and answer.shares.min() >= 0 and answer.shares.max() <= 1
    if asked[0] != "touched":
        assert np.abs(answer.shares.sum(axis=1) - 1).max() <= min(within(one, asked), 1e-9)


@QUICK
@given(SOME, ASKED, st.integers(-60, 60))
def test_another_unit_by_halves_and_doubles_changes_no_bit(one, asked, power):
    nodes, flows = rows(one)
    unit = 2.0**power
    scaled = remade(
        [{**row, "own": row["own"] * unit} for row in nodes], [{**row, "flow": row["flow"] * unit} for row in flows]
    )
    first, second = found(one, asked), found(scaled, asked)
    assert first.shares.tobytes() == second.shares.tobytes() and first.certificate == second.certificate


@QUICK
@given(SOME, ASKED, st.sampled_from([1e3, 1e-3, 0.45359237]))
def test_another_unit_changes_what_rounding_does(one, asked, unit):
    nodes, flows = rows(one)
    scaled = remade(
        [{**row, "own": row["own"] * unit} for row in nodes], [{**row, "flow": row["flow"] * unit} for row in flows]
    )
    assert np.abs(found(one, asked).shares - found(scaled, asked).shares).max() <= within(one, asked)


@QUICK
@given(SOME, ASKED, st.lists(st.floats(0.0, 1.0), min_size=1, max_size=4))
def test_flows_in_parts_are_the_same_flows(one, asked, cuts):
    nodes, flows = rows(one)
    edges = [0.0, *sorted(cuts), 1.0]
    parts = [{**row, "flow": row["flow"] * (b - a)} for a, b in pairwise(edges) for row in flows]
    assert np.abs(found(one, asked).shares - found(remade(nodes, parts), asked).shares).max() <= within(one, asked)


@QUICK
@given(SOME, ASKED, st.integers(0, 200))
def test_a_node_in_two_halves_is_the_same_node_twice(one, asked, which):
    nodes, flows = rows(one)
    split = nodes[which % len(nodes)]["node"]
    first = found(one, asked)
    half = [{**row, "own": row["own"] / 2} if row["node"] == split else row for row in nodes]
    twin = [{**row, "node": "twin"} for row in half if row["node"] == split]

    def ends(node):
        return (split, "twin") if node == split else (node,)

    finer = [
        {**row, "source": i, "target": j, "flow": row["flow"] / len(ends(row["source"])) / len(ends(row["target"]))}
        for row in flows
        for i in ends(row["source"])
        for j in ends(row["target"])
    ]
    halves = remade(half + twin, finer)
    if asked[0] == "touched":
        flags = {flag: [end for node in carriers for end in ends(node)] for flag, carriers in flags_of(one).items()}
        second = attribute(halves, "touched", flags=flags)
    else:
        second = found(halves, asked)
    assert first.labels == second.labels
    limit = 4 * within(one, asked)
    assert np.abs(first.shares - second.shares[:-1]).max() <= limit
    assert np.abs(second.shares[-1] - second.shares[one.index[split]]).max() <= limit


@QUICK
@given(SOME, ASKED, st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_flows_says_nothing(one, asked, random):
    nodes, flows = rows(one)
    random.shuffle(nodes)
    random.shuffle(flows)
    labels, stage = asked
    first, other = found(one, asked), remade(nodes, flows)
    second = attribute(other, labels, stage, flags_of(one) if labels == "touched" else None)
    assert first.labels == second.labels
    shares = second.shares[[other.index[node] for node in first.nodes]]
    assert np.abs(first.shares - shares).max() <= within(one, asked)


@QUICK
@given(SOME, st.sampled_from([("source", None, "label"), ("last-stage", "refine", "place")]), st.data())
def test_labels_put_together_are_sums(one, asked, data):
    """A label in place of any set of others stands for their sum."""
    labels, stage, column = asked
    nodes, flows = rows(one)
    apart = found(one, (labels, stage))
    names = sorted({row[column] for row in nodes} - {"", "unknown"})
    together = data.draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    for row in nodes:
        row[column] = "together" if row[column] in together else row[column]
    merged = found(remade(nodes, flows), (labels, stage))
    limit = len(apart.labels) * within(one, (labels, stage))

    def column_of(answer, name):
        return answer.shares[:, answer.labels.index(name)] if name in answer.labels else np.zeros(len(answer.nodes))

    total = sum((column_of(apart, name) for name in together), np.zeros(len(apart.nodes)))
    assert np.abs(column_of(merged, "together") - total).max() <= limit
    for name in {*apart.labels} - {*together}:
        assert np.abs(column_of(merged, name) - column_of(apart, name)).max() <= limit


@QUICK
@given(SOME, st.data())
def test_a_union_of_flags_is_a_flag_of_its_own(one, data):
    ids = one.column("node")
    carriers = st.lists(st.sampled_from(ids), min_size=1, unique=True)
    a, b = data.draw(carriers), data.draw(carriers)
    flags = {"a": a, "b": b, "both": sorted({*a, *b})}
    shares = attribute(one, "touched", flags=flags).shares
    limit = 2e-13 * expected(one, "touched", None, flags).norm
    assert (shares[:, 2] >= shares[:, :2].max(axis=1) - limit).all()
    assert (shares[:, 2] <= shares[:, 0] + shares[:, 1] + limit).all()
    alone = attribute(one, "touched", flags={"both": flags["both"]}).shares
    assert np.abs(shares[:, 2] - alone[:, 0]).max() <= limit


def test_a_union_of_flags_is_not_their_sum():
    chain = NETWORKS["chain"]
    shares = attribute(chain, "touched", flags={"a": ["a"], "b": ["b"], "both": ["a", "b"]}).shares
    c = chain.index["c"]
    assert shares[c].tolist() == [0.8, 1.0, 1.0]


@QUICK
@given(SOME)
def test_labels_solved_together_are_labels_solved_alone(one):
    """A label's shares know nothing of the others."""
    asked = system(Columnar.of(one))
    together = solve(asked).rows(0, asked.nodes)
    limit = 2e-13 * expected(one).norm
    for number, name in enumerate(asked.names):
        code = np.where(asked.code == number, 0, np.where(asked.code < 0, -1, 1)).astype(np.int32)
        alone = type(asked)(asked.source, asked.target, asked.flow, asked.own, code, (name, "other"))
        assert np.abs(solve(alone).rows(0, asked.nodes)[:, 0] - together[:, number]).max() <= limit
