"""Networks as published: the publisher's own balances, its unknowns first, both of its figures."""

from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest

from orepath.attribution.attribute import attribute
from orepath.errors import InputError
from orepath.evidence.store import Evidence
from orepath.network.published import published, published_years
from orepath.network.published_differences import differences
from orepath.network.published_terms import datasets, notes, terms, unknown_names
from orepath.network.published_unknowns import unknowns
from orepath.reference.packaged import packaged
from orepath.vocabulary.places import find_place
from tests.made_up import release, year

MINERALS = {
    "cobalt": "Cobalt_Sankey_data.csv",
    "lithium": "Lithium_Sankey_data.csv",
    "manganese": "Manganese_Sankey_data.csv",
    "nickel": "Nickel_Sankey_data.csv",
}
ENDINGS = {"_mine": "mine", "_ref_poss": "refine-input", "_ref": "refine-market", "_cath_poss": "cathode-input"}

each_mineral = pytest.mark.parametrize("mineral", MINERALS)


@pytest.fixture(scope="module")
def evidence():
    return Evidence([packaged()])


@pytest.fixture(scope="module")
def made(evidence):
    return {mineral: published(evidence, mineral, 2020) for mineral in MINERALS}


@pytest.fixture(scope="module")
def tables(shared_data):
    return {mineral: pd.read_csv(shared_data / "stage/cheng2024" / name) for mineral, name in MINERALS.items()}


def node_of(name: str) -> str | None:
    """The node of a name in the publisher's words, by a way of its own; None for balancing nodes and products."""
    for ending in sorted(ENDINGS, key=len, reverse=True):
        place = find_place(name.removesuffix(ending))
        if name.endswith(ending) and place:
            return f"{ENDINGS[ending]}:{place}"
    return None


@each_mineral
def test_every_node_has_the_publishers_balance(made, tables, mineral):
    table, network = tables[mineral], made[mineral]
    into, out = table.groupby("Target").Value.sum(), table.groupby("Source").Value.sum()
    nodes = network.nodes.to_pandas().set_index("node")
    seen = set()
    for name in sorted({*table.Source, *table.Target}):
        node = node_of(name)
        if node is None:
            continue
        seen.add(node)
        number = network.index[node]
        wanted = (into.get(name, 0.0), out.get(name, 0.0))
        if node.startswith("mine:"):
            assert wanted == (0.0, pytest.approx(nodes.own[node], rel=1e-12))
        added = abs(wanted[0] - wanted[1]) if wanted[0] else 0.0
        assert network.outflow[number] == pytest.approx(max(wanted) if added else wanted[1], rel=1e-12)
        assert network.inflow[number] == pytest.approx(max(wanted) if added else wanted[0], rel=1e-12)
    ours = {node for node in network.index if nodes.stage[node] in ENDINGS.values()}
    assert seen == ours


@each_mineral
def test_every_flow_of_the_publisher_is_there_once(made, tables, mineral):
    flows = made[mineral].flows.to_pandas()
    whole = flows[(flows.status == "observed") & (flows.note != "published_split")]
    table = tables[mineral]
    assert sorted(whole.flow) == sorted(table.Value.abs())
    assert all(len(found) == 1 for found in whole.statements)
    assert (whole.low == whole.flow).all()
    assert (whole.high == whole.flow).all()
    split = flows[flows.note == "published_split"]
    passing = table[[s.removesuffix("_poss") == t for s, t in zip(table.Source, table.Target, strict=True)]]
    assert sorted(split.flow) == sorted(passing.Value)


@each_mineral
def test_mass_in_is_mass_out(made, mineral):
    network = made[mineral]
    assert np.abs(network.imbalance).max() <= 1e-12 * network.inflow.max()
    nodes = network.nodes.to_pandas()
    assert nodes.own.sum() == pytest.approx(nodes.use.sum(), rel=1e-12)


@each_mineral
def test_what_is_added_is_reported(made, tables, mineral):
    """Only cathode makers do not balance, by 1 to 20 g; the sum is the slack."""
    table, network = tables[mineral], made[mineral]
    into, out = table.groupby("Target").Value.sum(), table.groupby("Source").Value.sum()
    inner = into.index.intersection(out.index)
    off = (into[inner] - out[inner]).abs()
    off = off[off > 1e-9]
    flows = network.flows.to_pandas()
    added = flows[flows.status == "allocated"]
    assert sorted(added.flow) == pytest.approx(sorted(off), abs=1e-9)
    assert network.slack_t == pytest.approx(off.sum(), abs=1e-9)
    assert all(found is None or len(found) == 0 for found in added.statements)
    assert set(added.note) <= {"published_imbalance"}
    assert ("published_imbalance" in network.notes) == (len(off) > 0) == (mineral != "cobalt")
    assert all("cathode-input" in node for node in [*added.source, *added.target])


@each_mineral
@pytest.mark.parametrize(("labels", "stage"), [("source", None), ("last-stage", "refine"), ("last-stage", "mine")])
def test_shares_sum_to_one(made, mineral, labels, stage):
    shares = attribute(made[mineral], labels, stage).shares
    assert np.abs(shares.sum(axis=1) - 1).max() < 1e-9


def test_the_largest_unknown_is_said_first(made, tables):
    """Of the refined cobalt that leaves refiners, 183,736 t of 306,596 t are accounted for by nobody."""
    table = tables["cobalt"]
    nobody = table[table.Source == "Unaccounted for Additional Refining Production"].Value.sum()
    leaving = table[table.Source.str.endswith("_ref")].Value.sum()
    assert (round(nobody), round(leaving)) == (183_736, 306_596)
    first = unknowns(made["cobalt"])[0]
    assert (first.node, first.way, first.stages) == ("unknown:additional-refining", "in", ("refine-market",))
    assert first.mass_t == pytest.approx(nobody, rel=1e-12)
    assert first.of_t == pytest.approx(leaving, rel=1e-12)
    assert "183,736 t of 306,596 t (59.9%)" in first.said.en
    assert "306,596トンのうち183,736トン" in first.said.ja


@each_mineral
def test_unknown_nodes_have_the_publishers_size(made, tables, mineral):
    table = tables[mineral]
    wanted = {}
    for name, entry in terms("cheng-2024")["unknown"].items():
        mass = table[(table.Source == name) | (table.Target == name)].Value.sum()
        if mass > 0:
            wanted[entry["id"]] = mass
    found = unknowns(made[mineral])
    own = {one.node: one.mass_t for one in found if one.node in unknown_names()}
    assert own == {node: pytest.approx(mass, rel=1e-12) for node, mass in wanted.items()}
    assert [one.mass_t for one in found] == sorted((one.mass_t for one in found), reverse=True)
    assert all(0 < one.share <= 1 for one in found)


@each_mineral
def test_unknown_is_never_shared_out(made, mineral):
    nodes = made[mineral].nodes.to_pandas()
    unknown = nodes[nodes.place == "unknown"]
    assert set(unknown.stage) == {""}
    assert (unknown[unknown.own > 0].label == "unknown").all()
    assert (unknown[unknown.own == 0].label == "").all()
    mines = nodes[nodes.stage == "mine"]
    assert (mines.label == mines.place).all()
    assert set(nodes[nodes.own > 0].stage) == {"mine", ""}
    assert set(nodes[nodes.use > 0].stage) <= {"cathode", "other-use", ""}


def test_unknown_refining_is_not_counted_as_processed_where_it_joins(made, tables):
    table = tables["cobalt"]
    congo = table[table.Target == "Congo, Democratic Republic of the_ref"].set_index("Source").Value
    refined = congo["Congo, Democratic Republic of the_ref_poss"]
    share = refined / congo.sum()
    assert (refined, round(share, 4)) == (400, 0.0022)
    found = attribute(made["cobalt"], "last-stage", "refine").of("refine-market:CD")
    assert found["CD"] == pytest.approx(share)
    assert found["unknown"] == pytest.approx(1 - share)
    assert found["not_processed"] == 0


def test_the_doubtful_manganese_is_marked(made):
    flows = made["manganese"].flows.to_pandas()
    assert set(flows[flows.note == "published_doubt"].target) == {"product:LMO"}
    assert "published_doubt" in made["manganese"].notes
    assert "published_doubt" not in made["lithium"].notes


def test_both_figures_stand(evidence):
    found = {(d.stage, d.place): d for d in differences(evidence, "cobalt")}
    refined = found["refine", "world"]
    assert (refined.figure_t, refined.tables_t) == (118_660, pytest.approx(122_860))
    parts = [evidence.statement(one) for one in refined.tables_statements]
    assert sum(part.value for part in parts) == pytest.approx(122_860)
    (figure,) = [evidence.statement(one) for one in refined.figure_statements]
    assert (figure.value, figure.property) == (118_660, "network_production")
    apart = [found["refine", place].tables_t - found["refine", place].figure_t for place in ("AU", "ZA")]
    assert apart == [3200, 1000]
    assert set(found) == {("mine", "world"), ("refine", "AU"), ("refine", "ZA"), ("refine", "world")}


def test_a_figure_whose_place_the_tables_lack_has_no_second_figure(evidence):
    found = {(d.stage, d.place): d for d in differences(evidence, "nickel", 2020)}
    lacking = found["mine", "CD"]
    assert (lacking.figure_t, lacking.tables_t, lacking.tables_statements) == (125_500, None, ())


def test_years(evidence):
    assert {mineral: published_years(evidence, mineral) for mineral in MINERALS} == {m: [2020] for m in MINERALS}
    assert published_years(evidence, "tin") == []
    with pytest.raises(InputError, match="2020"):
        published(evidence, "cobalt", 2019)
    with pytest.raises(InputError):
        published(evidence, "tin", 2020)


def test_the_same_twice(evidence, made):
    again = published(evidence, "cobalt", 2020)
    assert again.nodes.equals(made["cobalt"].nodes)
    assert again.flows.equals(made["cobalt"].flows)


def test_every_word_is_there_in_both_languages(made):
    codes = {note for network in made.values() for note in [*network.notes, *network.flows["note"].to_pylist()] if note}
    assert codes == set(notes())
    for network in made.values():
        for one in unknowns(network):
            assert one.said.en != one.said.ja
            assert "{" not in one.said.en + one.said.ja
    assert datasets() == ("cheng-2024",)


# A made-up network in the publisher's words: Aland (AX) mines, Boria (BV) refines and makes cathodes.
FLOWS = {
    ("Aland_mine", "Boria_ref_poss"): ("AX", "BV", 90.0),
    ("Unknown Raw Material Source_mine", "Boria_ref_poss"): ("unknown", "BV", 10.0),
    ("Boria_ref_poss", "Boria_ref"): ("BV", "BV", 100.0),
    ("Unaccounted for Additional Refining Production", "Boria_ref"): ("unknown", "BV", 60.0),
    ("Boria_ref", "Boria_cath_poss"): ("BV", "BV", 160.0),
    ("Boria_cath_poss", "NCM"): ("BV", None, 160.0),
}


def network_of(folder, changed=(), mineral="tin", **more):
    rows = [
        {"row_key": f"{s}{t}", "property": "flow", "mineral": mineral, "stage": "mine", "item": f"{s} → {t}"}
        | {"place": place, "partner": partner, "unit": "t", "value": value, **year(2031), **more}
        for (s, t), (place, partner, value) in {**FLOWS, **dict(changed)}.items()
    ]
    return published(Evidence([release(folder, rows, dataset="cheng-2024")]), mineral, 2031)


def test_a_made_up_network(tmp_path):
    network = network_of(tmp_path)
    assert network.slack_t == 0
    assert attribute(network).of("product:NCM") == {
        "AX": pytest.approx(90 / 160),
        "unknown": pytest.approx(70 / 160),
        "unattributed": 0,
    }
    assert attribute(network, "last-stage", "refine").of("product:NCM") == {
        "BV": pytest.approx(100 / 160),
        "not_processed": 0,
        "unknown": pytest.approx(60 / 160),
        "unattributed": 0,
    }
    assert [(one.node, one.mass_t, one.of_t) for one in unknowns(network)] == [
        ("unknown:additional-refining", 60, 160),
        ("unknown:raw-material-source", 10, 100),
    ]


@pytest.mark.parametrize(
    ("value", "source", "target", "mass"),
    [
        (170.0, "unknown>cathode-input:BV", "cathode-input:BV", 10.0),
        (150.0, "cathode-input:BV", "cathode-input:BV>unknown", 10.0),
    ],
)
def test_a_node_that_does_not_balance(tmp_path, value, source, target, mass):
    network = network_of(tmp_path, {("Boria_cath_poss", "NCM"): ("BV", None, value)})
    (added,) = [row for row in network.flows.to_pylist() if row["status"] == "allocated"]
    assert (added["source"], added["target"], added["flow"]) == (source, target, mass)
    assert (added["note"], added["statements"]) == ("published_imbalance", [])
    assert network.slack_t == mass
    assert np.abs(network.imbalance).max() == 0
    nodes = {row["node"]: row for row in network.nodes.to_pylist()}
    assert nodes[source]["label"] == ("unknown" if source.startswith("unknown") else "")
    assert {one.node for one in unknowns(network)} >= {source if source.startswith("unknown") else target}


def test_what_a_refiner_has_from_nowhere_is_not_its_own_ore(tmp_path):
    network = network_of(tmp_path, {("Aland_mine", "Boria_ref_poss"): ("AX", "BV", 0.0)})
    nodes = {row["node"]: row for row in network.nodes.to_pylist()}
    assert nodes["refine-input:BV"]["own"] == 0
    assert nodes["unknown>refine-input:BV"] == nodes["unknown>refine-input:BV"] | {"own": 90.0, "label": "unknown"}
    assert attribute(network).of("product:NCM")["unknown"] == pytest.approx(1)


def test_a_range_the_statement_gives_is_the_flows(tmp_path):
    network = network_of(tmp_path, low=1.0, high=200.0)
    flows = network.flows.to_pandas()
    assert set(flows.low) == {1.0}
    assert set(flows.high) == {200.0}


def test_a_note_marks_a_doubt(tmp_path):
    assert set(network_of(tmp_path, note="made up").flows["note"].to_pylist()) == {"published_doubt"}


def test_two_editions_are_not_added_up(tmp_path):
    rows = [
        {"row_key": "1", "property": "flow", "mineral": "tin", "stage": "mine", "item": "Aland_mine → Boria_ref_poss"}
        | {"place": "AX", "partner": "BV", "unit": "t", "value": value, **year(2031)}
        for value in (90.0, 95.0)
    ]
    both = [
        release(tmp_path / name, [row], dataset="cheng-2024", edition=name)
        for name, row in zip("12", rows, strict=True)
    ]
    network = published(Evidence(both), "tin", 2031)
    assert len([row for row in network.flows.to_pylist() if row["status"] == "observed"]) == 1


def test_a_difference_of_a_made_up_network(tmp_path):
    base = {"mineral": "tin", "unit": "t", **year(2031)}
    flow = {"row_key": "1", "property": "flow", "stage": "mine", "item": "Aland_mine → Boria_ref_poss", "value": 90.0}
    figure = {"property": "network_production", "stage": "mine", "item": "made up", "value": 80.0}
    rows = [
        {**base, **flow, "place": "AX", "partner": "BV"},
        {**base, **figure, "row_key": "2", "place": "AX"},
        {**base, **figure, "row_key": "3", "place": "world", "value": 90.0},
        {**base, **figure, "row_key": "4", "place": "other", "value": 7.0},
        {**base, **figure, "row_key": "5", "place": "BV", "value": 0.0},
    ]
    (found,) = differences(Evidence([release(tmp_path, rows, dataset="cheng-2024")]), "tin")
    known = asdict(found)
    assert (known["place"], known["figure_t"], known["tables_t"]) == ("AX", 80.0, 90.0)
