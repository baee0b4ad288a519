"""What holds of every network that the packaged release can be assembled into."""

import json
from collections import defaultdict

import numpy as np
import pytest

from orepath.network.assembly.assemble import assemble, assembled_years
from orepath.network.assembly.estimate import LEAST
from orepath.network.assembly.inputs import likely
from orepath.network.assembly.rules import bases, least_strain
from orepath.tracing.asked import traced_in

YEARS = (2023, 2024)
EVERY = [(mineral, year) for mineral in bases() for year in YEARS]
EQUAL = 1e-9
VIEWS = ("border", "origin", "processor")
PARTIES = ("JP", "US")

every = pytest.mark.parametrize(("mineral", "year"), EVERY)


def test_no_network_is_left_out(real):
    assert [(mineral, year) for mineral in bases() for year in sorted(assembled_years(real, mineral))] == EVERY


@every
def test_mass_in_is_mass_out_use_stock_and_loss_at_every_node(assembled, mineral, year):
    network = assembled(mineral, year).network
    through = np.maximum(network.own + network.inflow, network.outflow)
    assert (np.abs(network.imbalance) <= EQUAL * through).all()
    for column in ("own", "use", "loss"):
        assert (network.nodes[column].to_numpy() >= 0).all()


@every
def test_the_same_without_draws(real, mineral, year):
    network = assemble(real, mineral, year, 0).network
    through = np.maximum(network.own + network.inflow, network.outflow)
    worst = np.argmax(np.abs(network.imbalance) / np.where(through > 0, through, 1.0))
    assert (np.abs(network.imbalance) <= EQUAL * through).all(), (network.column("node")[worst], through[worst])


@every
def test_draws_balance_where_nothing_is_used_or_lost(assembled, mineral, year):
    network = assembled(mineral, year).network
    draws, count = network.draws, len(network.index)
    assert draws.count == 20
    into, out = np.zeros((count, draws.count)), np.zeros((count, draws.count))
    np.add.at(into, network.target, draws.flow)
    np.add.at(out, network.source, draws.flow)
    stands = np.maximum(into + draws.own, out)
    kind = np.array([name.split(":")[0] for name in network.index])
    through = np.isin(kind, ["mine", "recycled"]) | np.char.startswith(kind, "unknown>")
    assert through.sum() > 10
    assert (np.abs(into + draws.own - out)[through] <= EQUAL * stands[through]).all()
    assert (out <= into + draws.own + EQUAL * stands).all() or mineral in ("cobalt", "nickel")  # stocks may be drawn


@every
def test_flows_are_in_order_and_said_by_statements(real, assembled, mineral, year):
    network = assembled(mineral, year).network
    flows = network.flows.to_pylist()
    assert (network.flow >= 0).all() and (network.draws.flow >= 0).all() and (network.draws.own >= 0).all()
    assert all(0 <= row["low"] <= row["flow"] <= row["high"] for row in flows)
    assert {row["status"] for row in flows} == {"observed", "reconciled", "allocated"}
    assert all(bool(row["statements"]) == (row["status"] != "allocated") for row in flows)
    ids = sorted({one for row in flows for one in row["statements"]})
    assert len(real.statements_with(ids)) == len(ids) > 100


@every
def test_production_stays_within_its_interval_or_is_named(assembled, mineral, year):
    made = assembled(mineral, year)
    named = {(one.kind, *one.key) for one in made.strained}
    nodes = {row["node"]: row for row in made.network.nodes.to_pylist()}
    found = {place: nodes[f"mine:{place}"]["own"] for place in likely(made.inputs.mined.places)}
    for place, figure in likely(made.inputs.mined.places).items():
        inside = figure.low - room(figure) <= found[place] <= figure.high + room(figure)
        assert inside != (("mined", place) in named), (place, found[place], figure)
    world = made.inputs.mined.world
    other = nodes["mine:other"]["own"] if "mine:other" in nodes else 0.0
    total = sum(found.values()) + other
    if world:
        inside = world.low - room(world) <= total <= world.high + room(world)
        assert inside != (("world_mined", "world") in named), (total, world)
    for place, figure in likely(made.inputs.refined.places).items():
        out = made.network.outflow[made.network.index[f"refine:{place}"]]
        inside = figure.low - room(figure) <= out <= figure.high + room(figure)
        assert inside != (("throughput", place) in named), (place, out, figure)


@every
def test_no_draw_leaves_an_interval_that_the_figure_keeps(assembled, mineral, year):
    made = assembled(mineral, year)
    named = {(one.kind, *one.key) for one in made.strained}
    network, index = made.network, made.network.index
    mined = {place: network.draws.own[index[f"mine:{place}"]] for place in likely(made.inputs.mined.places)}
    if world := made.inputs.mined.world:
        other = network.draws.own[index["mine:other"]] if "mine:other" in index else 0.0
        inside("world_mined", "world", sum(mined.values()) + other, world, named)
    for place, figure in likely(made.inputs.mined.places).items():
        inside("mined", place, mined[place], figure, named)
    for place, figure in likely(made.inputs.refined.places).items():
        out = network.draws.flow[network.source == index[f"refine:{place}"]].sum(axis=0)
        inside("throughput", place, out, figure, named)


def inside(kind, place, found, figure, named):
    """Whether draws stay within a figure's interval, unless the figure itself is said not to."""
    if (kind, place) not in named:
        assert (found >= figure.low - room(figure)).all(), (kind, place, figure, found)
        assert (found <= figure.high + room(figure)).all(), (kind, place, figure, found)


def room(figure):
    """By how much a figure may stand outside its interval without a word (t)."""
    least_t, least_share = least_strain()
    return max(least_t, least_share * figure.mid)


def test_what_is_outside_by_too_little_to_matter_is_not_reported(assembled):
    """Of what Portugal shipped of cobalt ores in 2023 the balance leaves 0.04 t too much."""
    found = {(one.kind, *one.key): one for one in assembled("cobalt", 2023).strained}
    assert ("exported", "mine", "PT") not in found and found
    least_t, least_share = least_strain()
    for mineral, year in EVERY:
        for one in assembled(mineral, year).strained:
            outside = max(one.low - one.found_t, one.found_t - one.high)
            assert outside > max(least_t, least_share * abs(one.stated_t)), one


def test_a_range_that_no_publisher_gives_is_said_to_be_computed(assembled):
    for mineral, year in EVERY:
        for one in assembled(mineral, year).strained:
            assert one.computed == (not one.statements) == (one.kind == "exported"), one


@every
def test_slack_is_what_comes_from_and_goes_to_nobody_knows_where(assembled, mineral, year):
    made = assembled(mineral, year)
    nodes = made.network.nodes.to_pylist()
    mass = sum(row["own"] + row["use"] for row in nodes if row["place"] == "unknown")
    assert made.network.slack_t == pytest.approx(mass, rel=EQUAL)
    assert sum(one.mass_t for one in made.slack) == pytest.approx(mass, rel=EQUAL)
    assert all(row["label"] == "unknown" for row in nodes if row["place"] == "unknown" and row["own"] > 0)


@pytest.mark.parametrize("to", PARTIES)
@every
def test_shares_complete_to_one_and_ranges_hold_the_figure(traced, mineral, year, to):
    trace = traced(mineral, year, to)
    for views in (trace.views, trace.net):
        for name in VIEWS:
            shares = getattr(views, name)
            assert sum(share.mid for share in shares) == pytest.approx(1.0, abs=EQUAL)
            assert "unknown" in {share.place for share in shares}
            assert all(0 <= share.low <= share.mid <= share.high <= 1 + EQUAL for share in shares)
    outer = {(name, share.place): share for name in VIEWS for share in getattr(trace.views, name)}
    for name in VIEWS:
        for share in getattr(trace.net, name):  # the range of the first answer holds the second
            assert outer[name, share.place].low <= share.mid + EQUAL
            assert share.mid <= outer[name, share.place].high + EQUAL
    assert all(each.low <= each.mid <= each.high for each in (*trace.hidden, *trace.chokepoints))
    assert sum(each.mid for each in trace.hidden) == pytest.approx(0.0, abs=EQUAL)
    assert trace.draws == 20


@every
def test_no_flow_leads_from_a_place_to_itself_but_down_its_own_stages(assembled, mineral, year):
    network = assembled(mineral, year).network
    stage, place = network.column("stage"), network.column("place")
    down = {("mine", "mine-market"), ("mine-market", "refine"), ("refine", "refine-market"), ("recycle", "refine")}
    for source, target in zip(network.source.tolist(), network.target.tolist(), strict=True):
        stages = (stage[source], stage[target])
        if "unknown" in (place[source], place[target]):
            assert "" in stages
        elif place[source] == place[target]:
            assert stages in down
        else:
            assert stages[0] == stages[1] and stages[0].endswith("-market")


def test_no_plants_are_fed_from_nowhere_where_ore_is_let_out_to_nowhere(assembled):
    found = {}
    for mineral, year in EVERY:
        made = assembled(mineral, year)
        ends = defaultdict(dict)
        for slack in made.slack:
            stage, place = slack.node.split(":")
            ends[place][stage, slack.way] = slack.mass_t
        for place, masses in ends.items():
            both = min(masses.get(("refine", "in"), 0.0), masses.get(("mine-market", "out"), 0.0))
            if both > LEAST * made.inputs.scale:
                found[mineral, year, place] = round(both)
    assert found == {}


def test_another_seed_gives_other_ranges_and_the_same_figures(real):
    found, again, other = (assemble(real, "lithium", 2024, 10, seed) for seed in (7, 7, 8))
    first, second, third = (
        {(r["source"], r["target"]): r for r in each.network.flows.to_pylist()} for each in (found, again, other)
    )
    assert first == second
    figures = [{ends: row["flow"] for ends, row in each.items() if row["flow"] > 0} for each in (first, third)]
    assert figures[0] == figures[1]
    assert sum(first[ends]["high"] != third[ends]["high"] for ends in figures[0]) > 100


def middles(found):
    """Everything a trace says that no draw may touch."""
    if isinstance(found, dict):
        return {key: middles(each) for key, each in found.items() if key not in ("low", "high", "draws")}
    return [middles(each) for each in found if not never(each)] if isinstance(found, list) else found


def never(one):
    """Whether an entry is 0 at the figures: it is there for its range alone."""
    return isinstance(one, dict) and one.get("mid") == 0


@pytest.mark.parametrize("to", PARTIES)
@pytest.mark.parametrize("mineral", ["cobalt", "nickel"])
def test_no_draw_touches_a_middle_figure(real, mineral, to):
    """To the last digit: flows that only draws have would change the order of sums."""
    found = [
        json.dumps(middles(traced_in(assemble(real, mineral, 2024, draws, seed), to).json()), sort_keys=True)
        for draws, seed in ((0, 1), (9, 1), (9, 2), (30, 3))
    ]
    assert len(set(found)) == 1
