"""The cases the network was asked for, on real statements from the trade rows through to the shares."""

import json
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from orepath.attribution.traced import traced, traced_draws
from orepath.network.assembly.assemble import assemble
from orepath.network.assembly.inputs import likely
from orepath.network.assembly.rules import plant_yield, weights
from orepath.tracing.asked import traced_in
from tests.oracles.recomputing_networks.evidence import statements, trade

CENT = 0.01


def behind(network, node):
    """The source labels of what stands at a node, at the figures and at every draw."""
    one = np.zeros(len(network.index))
    one[network.index[node]] = 1.0
    several = traced_draws(network, np.repeat(one[:, None], network.draws.count, axis=1))
    return traced(network, one), several


def between(network, source, target):
    """Tonnes from node to node, at the figures and at every draw."""
    rows = [
        number
        for number, row in enumerate(network.flows.to_pylist())
        if (row["source"], row["target"]) == (source, target)
    ]
    return network.flow[rows].sum(), network.draws.flow[rows].sum(axis=0)


def crossing(network, stage):
    """Net exports of every place of a stage's goods (t), and all exports by place."""
    sent, net = defaultdict(float), defaultdict(float)
    places, stages = network.column("place"), network.column("stage")
    for source, target, flow in zip(network.source, network.target, network.flow.tolist(), strict=True):
        if stages[source] == stages[target] == f"{stage}-market":
            sent[places[source]] += flow
            net[places[source]] += flow
            net[places[target]] -= flow
    return sent, net


# Australia's ore has no recorded flow --------------------------------------------------------------------------------


def test_chinese_carbonate_is_not_chinese_ore(assembled):
    made = assembled("lithium", 2024)
    network = made.network
    ore_to_plants = "mine-market:AU", "mine-market:CN"
    assert ore_to_plants not in {(r["source"], r["target"]) for r in network.flows.to_pylist()}
    figure, several = behind(network, "refine:CN")
    fed = network.inflow[network.index["refine:CN"]]
    mine = network.index["mine:CN"]
    bound = network.own[mine] / fed
    assert 0.2 < figure["CN"] <= bound * (1 + 1e-12) < 0.3  # 41 kt mined against 170 kt refined
    _, from_market = between(network, "mine-market:CN", "refine:CN")
    _, from_nowhere = between(network, "unknown>refine:CN", "refine:CN")
    assert (several["CN"] <= network.draws.own[mine] / (from_market + from_nowhere) * (1 + 1e-9)).all()
    assert several["CN"].max() < 0.4 and several["unknown"].min() > 0.5
    assert figure["unknown"] > 0.7 and figure.get("AU", 0.0) == 0.0 and several.get("AU", np.zeros(1)).max() == 0.0
    assert figure["CN"] + figure["unknown"] > 0.995  # the rest is ore declared as a chemical


def test_what_australia_mines_goes_to_nobody_knows_where(assembled):
    made = assembled("lithium", 2024)
    gone = next(one for one in made.slack if one.node == "mine-market:AU")
    mined, refined = made.inputs.mined.places["AU"], made.inputs.refined.places["AU"]
    assert (gone.way, gone.note) == ("out", "left_unrecorded")
    assert gone.mass_t > mined.low - refined.high / 0.85  # all but what its own plants are fed
    assert [good.code for good in made.not_seen if good.main] == ["253090"]


@pytest.mark.parametrize("to", ["JP", "US"])
def test_without_refining_figures_nothing_is_known_of_the_origin(assembled, traced, to):
    made, trace = assembled("lithium", 2023), traced("lithium", 2023, to)
    assert not made.inputs.refined.known and not made.inputs.ore_seen
    origin = {share.place: share for share in trace.views.origin}
    assert origin["unknown"].low > 0.999 and trace.unknown_share is None
    border = {share.place: share.mid for share in trace.views.border}
    assert border["CL"] > 0.1 and border.get("unknown", 0.0) < 0.3  # who shipped it is known all the same


# Cobalt of the Congo -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_congo_ships_no_more_cobalt_than_it_mined(assembled, year):
    network = assembled("cobalt", year).network
    sent, net = crossing(network, "mine")
    mine = network.index["mine:CD"]
    assert 100_000 < sent["CD"] <= network.own[mine] + network.inflow[network.index["mine-market:CD"]]
    assert net["CD"] <= network.own[mine]
    assert network.own[mine] <= assembled("cobalt", year).inputs.mined.places["CD"].high
    market = network.index["mine-market:CD"]
    out = network.draws.flow[network.source == market].sum(axis=0)
    into = network.draws.flow[network.target == market].sum(axis=0)
    assert (out <= into * (1 + 1e-9)).all()


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("mineral", ["cobalt", "nickel", "manganese", "graphite", "lithium"])
def test_contained_ore_trade_is_within_what_the_world_mined(assembled, mineral, year):
    made = assembled(mineral, year)
    _, net = crossing(made.network, "mine")
    unknown = sum(row["own"] for row in made.network.nodes.to_pylist() if row["node"].startswith("unknown>mine-market"))
    exported = sum(mass for mass in net.values() if mass > 0)
    world = made.inputs.mined.world
    assert exported - unknown <= world.high
    for place, mass in net.items():  # beyond its mines only what nobody recorded
        extra = made.network.index.get(f"unknown>mine-market:{place}")
        own = made.network.index.get(f"mine:{place}")
        most = sum(made.network.own[node] for node in (extra, own) if node is not None)
        assert mass <= most * (1 + 1e-9) + 1e-6, place


def test_one_consignment_under_two_codes_is_one_flow(assembled):
    network = assembled("cobalt", 2023).network
    rows = [r for r in network.flows.to_pylist() if (r["source"], r["target"]) == ("mine-market:CD", "mine-market:CN")]
    assert len(rows) == 1 and rows[0]["note"] == "two_codes" and len(rows[0]["statements"]) == 4
    assert 75_000 < rows[0]["low"] < rows[0]["high"] < 175_000


# What is not known says so -------------------------------------------------------------------------------------------


def test_nickel_to_a_place_without_a_total_is_of_the_mass_seen(traced):
    found = json.loads(json.dumps(traced("nickel", 2024, "JP").json()))
    assert found["unknown_share"] is None
    codes = {good["code"] for good in found["not_seen"]}
    assert {"750110", "750120", "720260", "283324"} <= codes
    said = " ".join(each["en"] for each in found["missing"])
    assert "720260" in said and "in every form" in said
    assert sum(share["mid"] for share in found["origin"]) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("year", [2023, 2024])
def test_most_manganese_of_the_united_states_is_unknown_and_says_so(traced, assembled, year):
    trace = traced("manganese", year, "US")
    assert trace.unknown_share > 0.5
    assert trace.unknown_share == next(s.mid for s in trace.views.origin if s.place == "unknown")
    total = assembled("manganese", year).inputs.totals.arrivals["US"]
    assert total.low <= trace.views.arrivals_t <= total.high
    assert {"720211", "720230"} <= {good.code for good in trace.limits.not_seen if good.main}
    assert any("720230" in text.en for text in trace.limits.missing)


def test_a_withheld_mine_is_named_and_is_no_supply(traced, assembled):
    assert "US" in assembled("lithium", 2024).hidden
    trace = traced("lithium", 2024, "US")
    assert not {"domestic", "US"} & {s.place for s in (*trace.views.border, *trace.views.origin) if s.mid > CENT}
    assert any("United States" in text.en for text in trace.limits.missing)


# Re-exports ----------------------------------------------------------------------------------------------------------


def test_through_a_hub_gross_and_net_are_two_answers_and_both_are_given(traced):
    trace = traced("lithium", 2024, "JP")
    gross = {share.place: share for share in trace.views.origin}
    net = {share.place: share for share in trace.net.origin}
    assert net["CL"].mid > gross["CL"].mid + 0.2  # carbonate that China bought in Chile and sold on
    for place in ("CL", "AR", "unknown"):
        assert gross[place].low <= net[place].mid <= gross[place].high
    found = trace.json()
    assert {each["place"]: each["mid"] for each in found["net"]["origin"]} == {p: s.mid for p, s in net.items()}
    assert trace.views.arrivals_t > trace.net.arrivals_t > 0


@pytest.mark.parametrize("hub", ["HK", "SG", "BE", "NL"])
def test_a_hub_has_no_origin_of_its_own(assembled, traced, hub):
    for mineral in ("cobalt", "lithium"):
        assert f"mine:{hub}" not in assembled(mineral, 2024).network.index
        assert hub not in {share.place for share in traced(mineral, 2024, "JP").views.origin if share.mid > 0}


# Flows beside the rows they come from --------------------------------------------------------------------------------


def row(code, exporter, importer, year):
    read, _ = trade([code], year)
    found = read[(read["exporter"] == exporter) & (read["importer"] == importer)]
    assert len(found) == 1
    return found.iloc[0]


LATERITE = 0.0150  # mine-to-refinery flows of Cheng and others 2024 over the masses of 2020


@pytest.mark.parametrize(
    ("exporter", "importer", "year"),
    [("PH", "JP", 2023), ("NC", "JP", 2023), ("NC", "JP", 2024), ("PH", "CN", 2023)],
)
def test_nickel_ore_is_its_row_times_the_literatures_fraction(assembled, exporter, importer, year):
    network = assembled("nickel", year).network
    name = f"mine-market:{exporter}", f"mine-market:{importer}"
    found = next(r for r in network.flows.to_pylist() if (r["source"], r["target"]) == name)
    stated = row("260400", exporter, importer, year)["mass_t"] * LATERITE
    assert found["flow"] == pytest.approx(stated, rel=0.1)
    assert found["low"] <= stated <= found["high"]


def test_ore_that_would_hold_more_than_was_mined_is_cut_to_it(assembled):
    """The Philippines shipped 45 Mt in 2024; at the literature's fraction that is 676 kt of 354 kt mined."""
    made = assembled("nickel", 2024)
    read, _ = trade(["260400"], 2024)
    assert read[read["exporter"] == "PH"]["mass_t"].sum() * LATERITE > 1.8 * made.inputs.mined.places["PH"].mid
    sent, _ = crossing(made.network, "mine")
    assert sent["PH"] <= made.inputs.mined.places["PH"].high * 1.01
    flows = made.network.flows.to_pylist()
    cut = next(r for r in flows if (r["source"], r["target"]) == ("mine-market:PH", "mine-market:CN"))
    assert (cut["status"], cut["note"]) == ("reconciled", "above_production")


def test_ore_of_one_exporter_and_band_keeps_one_grade(assembled):
    """A grade too high for all of an exporter's ore is cut alike wherever it goes."""
    network = assembled("nickel", 2024).network
    grade = {
        importer: between(network, "mine-market:PH", f"mine-market:{importer}")[0]
        / row("260400", "PH", importer, 2024)["mass_t"]
        for importer in ("CN", "ID", "JP")
    }
    assert max(grade.values()) < 1.25 * min(grade.values()), grade


def test_australian_nickel_metal_is_its_worth_over_the_price(assembled):
    """Of 2024 there are values alone: 983 rows of 750210."""
    price = statements("price", "nickel", 2024)
    price = price[price["item"].str.contains("Dollars per metric ton")]["value"].item()
    stated = row("750210", "AU", "JP", 2024)
    assert pd.isna(stated["mass_t"])
    name = "refine-market:AU", "refine-market:JP"
    found = next(r for r in assembled("nickel", 2024).network.flows.to_pylist() if (r["source"], r["target"]) == name)
    assert found["flow"] == pytest.approx(stated["value_usd"] / price, rel=0.02)


def test_chilean_carbonate_is_stoichiometry(assembled):
    name = "refine-market:CL", "refine-market:JP"
    found = next(r for r in assembled("lithium", 2024).network.flows.to_pylist() if (r["source"], r["target"]) == name)
    carbonate = 2 * 6.94 / (2 * 6.94 + 12.011 + 3 * 15.999)
    hydroxide = 6.94 / (6.94 + 15.999 + 1.008 + 2 * 1.008 + 15.999)
    codes = {"283691": carbonate, "282520": hydroxide}
    read, _ = trade(list(codes), 2024)
    rows = read[(read["exporter"] == "CL") & (read["importer"] == "JP")]
    stated = (rows["mass_t"] * rows["good"].map(codes)).sum()
    flows = [
        r["flow"] for r in assembled("lithium", 2024).network.flows.to_pylist() if (r["source"], r["target"]) == name
    ]
    assert sum(flows) == pytest.approx(stated, rel=0.05) and found["status"] in ("observed", "reconciled")


def test_who_mines_is_who_the_publisher_says(assembled):
    for mineral in ("cobalt", "nickel", "lithium"):
        made = assembled(mineral, 2024)
        mines = {name.removeprefix("mine:") for name in made.network.index if name.startswith("mine:")} - {"other"}
        assert mines == set(likely(made.inputs.mined.places))


# What ranges hold ----------------------------------------------------------------------------------------------------


def test_ranges_hold_what_the_bounds_of_the_yield_give(real, traced, monkeypatch):
    """At a yield of 0.85 the unknown share of lithium to the United States is 14 %, at the likely one 4 %."""
    stated = {share.place: share for share in traced("lithium", 2024, "US").views.origin}["unknown"]
    middle, at = plant_yield(), []
    for bound in (middle.low, middle.high):
        at_bound = replace(middle, value=bound)
        monkeypatch.setattr("orepath.network.assembly.balances.plant_yield", lambda at_bound=at_bound: at_bound)
        found = traced_in(assemble(real, "lithium", 2024, 0), "US")
        assert stated.low <= found.unknown_share <= stated.high, bound
        at.append(found.unknown_share)
    assert max(at) > 0.13 and min(at) < 0.05  # the bounds are far apart


def test_draws_stand_in_turn_at_both_bounds_of_the_yield_and_at_its_middle(assembled):
    network = assembled("cobalt", 2024).network
    known = plant_yield()
    fed, delivers = ("mine-market:CN", "recycled:CN", "unknown>refine:CN"), "refine-market:CN"
    into = sum(between(network, source, "refine:CN")[1] for source in fed)
    out = between(network, "refine:CN", delivers)[1]
    turns = [known.low, known.high, known.value]
    assert out / into == pytest.approx(np.resize(np.array(turns), network.draws.count), rel=1e-9)


def test_the_first_draw_at_a_bound_keeps_the_figures_as_they_are_stated(real, assembled, monkeypatch):
    drawn, bound = assembled("cobalt", 2024).network, plant_yield().low
    monkeypatch.setattr("orepath.network.assembly.balances.plant_yield", lambda: replace(plant_yield(), value=bound))
    plain = assemble(real, "cobalt", 2024, 0).network
    expected = {(row["source"], row["target"]): row["flow"] for row in plain.flows.to_pylist()}
    first = zip(drawn.flows.to_pylist(), drawn.draws.flow[:, 0].tolist(), strict=True)
    found = {(row["source"], row["target"]): flow for row, flow in first if flow > 0}
    assert found.keys() == expected.keys()
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-3)


def mids_of(made, to, views):
    found = getattr(traced_in(made, to), views)
    return {(name, s.place): s.mid for name in ("border", "origin", "processor") for s in getattr(found, name)}


@pytest.mark.parametrize(("year", "to", "views", "most"), [(2024, "US", "views", 0.015), (2023, "JP", "net", 0.049)])
def test_weights_that_no_range_holds_move_shares_as_the_decision_page_says(real, monkeypatch, year, to, views, most):
    """The two cases that move most of all; weights halved and doubled, one at a time, over every packaged network."""
    stated = mids_of(assemble(real, "cobalt", year, 0), to, views)
    doubled = replace(weights(), slack=2 * weights().slack)
    for module in ("balances", "processing"):
        monkeypatch.setattr(f"orepath.network.assembly.{module}.weights", lambda: doubled)
    other = mids_of(assemble(real, "cobalt", year, 0), to, views)
    moved = max(abs(other.get(key, 0.0) - stated.get(key, 0.0)) for key in {*stated, *other})
    assert round(moved, 3) == most
