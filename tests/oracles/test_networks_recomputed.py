"""Networks and traces of real minerals against a recomputation in pandas that shares no code with them.

Everything is built twice: production and its intervals, contained trade, every balance, the nearest balanced figures
(here by non-negative least squares), both couplings and every view. Contained tonnes agree within 1e-9 of themselves,
balanced flows within 1e-8 and a gram, shares within 1e-9.
"""

from dataclasses import dataclass
from functools import cache

import pandas as pd
import pytest

from orepath.evidence.store import Evidence
from orepath.network.assembly.assemble import Assembled, assemble
from orepath.network.coupling import net
from orepath.reference.packaged import packaged
from orepath.tracing.asked import traced_in
from tests.oracles.recomputing_networks import goods, output, woven
from tests.oracles.recomputing_networks.balance import Balanced, balanced

MINERALS, YEAR = ("cobalt", "lithium", "nickel"), 2024
PARTIES = ("JP", "US")
EQUAL, SHARE, GRAM = 1e-9, 1e-9, 1e-6


@dataclass(frozen=True)
class Both:
    """A network as the package makes it and as it is made here."""

    package: Assembled
    here: Balanced
    graph: woven.Graph


@pytest.fixture(scope="session")
def evidence():
    return Evidence([packaged()])


@pytest.fixture(scope="session")
def both(evidence):
    """Both networks of a mineral, made once."""

    @cache
    def made(mineral: str) -> Both:
        here = balanced(mineral, YEAR)
        return Both(assemble(evidence, mineral, YEAR, 0), here, woven.woven(here))

    return made


def close(found, expected, relative=EQUAL, least=0.0):
    """Where two columns differ; both without a figure agree."""
    found, expected = pd.Series(found, dtype=float), pd.Series(expected, dtype=float)
    apart = (found - expected).abs() > relative * expected.abs() + least
    return apart | (found.isna() != expected.isna())


@pytest.mark.parametrize("mineral", MINERALS)
def test_production_and_totals(both, mineral):
    inputs = both(mineral).package.inputs
    for stage, theirs in (("mine", inputs.mined), ("refine", inputs.refined)):
        mine = output.produced(mineral, stage, YEAR)
        named = {**theirs.places, "world": theirs.world, "other": theirs.other}
        assert {place for place, figure in named.items() if figure} == set(mine)
        for place, figure in mine.items():
            found = named[place]
            assert (found.mid, found.low, found.high) == pytest.approx((figure.mid, figure.low, figure.high), rel=EQUAL)
    for kind, mine in output.totals(mineral, YEAR).items():
        theirs = getattr(inputs.totals, kind)
        assert set(theirs) == set(mine)
        for place, figure in mine.items():
            found = theirs[place]
            assert (found.mid, found.low, found.high) == pytest.approx((figure.mid, figure.low, figure.high), rel=EQUAL)


@pytest.mark.parametrize("mineral", MINERALS)
def test_contained_trade(both, mineral):
    made = both(mineral)
    theirs = made.package.inputs.trade.table.to_pandas()
    theirs["goods"] = theirs["goods"].map(lambda codes: "+".join(sorted(set(codes))))
    here = made.here.trade.flows.assign(goods=made.here.trade.flows["goods"].map(lambda codes: "+".join(sorted(codes))))
    key = ["exporter", "importer", "stage", "goods"]
    joined = theirs.merge(here, on=key, how="outer", suffixes=("_theirs", ""), indicator=True)
    assert set(joined["_merge"]) == {"both"} and len(joined) > 1000
    for end in ("low", "mid", "high"):
        assert not close(joined[f"{end}_t"], joined[end]).any(), joined[close(joined[f"{end}_t"], joined[end])]
    assert (joined["band"] == joined["band_theirs"]).all()
    estimated = joined["basis"].isin(["unit_value", "price"])
    assert (estimated <= joined["estimated"]).all() and estimated.sum() > 0


@pytest.mark.parametrize("mineral", MINERALS)
def test_what_exporters_send_in_all_and_codes_not_seen(both, mineral):
    trade, here = both(mineral).package.inputs.trade, both(mineral).here.trade
    joined = trade.totals.to_pandas().merge(here.sent, on=["exporter", "stage"], how="outer", indicator=True)
    assert set(joined["_merge"]) == {"both"}
    for theirs, mine in (("low_t", "low"), ("mid_t", "mid"), ("high_t", "high"), ("known_t", "known")):
        assert not close(joined[theirs], joined[mine]).any()
    absent = goods.unseen(mineral, here.held)
    assert set(zip(absent["code"], absent["stage"], strict=True)) == {
        (good.code, good.stage) for good in both(mineral).package.not_seen
    }


@pytest.mark.parametrize("mineral", MINERALS)
def test_the_balance_is_the_nearest(both, mineral):
    made = both(mineral)
    assert made.here.imbalance < 1e-12  # the recomputation proves itself first
    theirs = made.package.network.flows.to_pandas().groupby(["source", "target"])["flow"].sum()
    mine = made.graph.flows.set_index(["source", "target"])["flow"]
    joined = pd.concat([theirs, mine], axis=1, keys=["theirs", "mine"]).fillna(0.0)
    assert not close(joined["theirs"], joined["mine"], 1e-8, GRAM).any(), joined[
        close(joined["theirs"], joined["mine"])
    ]
    stock = {p: v for (kind, *rest), v in made.here.value.items() if kind == "stock" for p in rest}
    nodes = made.package.network.nodes.to_pandas().set_index("node")["stock"]
    assert nodes[nodes != 0].to_dict() == pytest.approx({f"refine-market:{p}": v for p, v in stock.items()}, rel=1e-8)


@pytest.mark.parametrize("mineral", MINERALS)
def test_slack(both, mineral):
    made = both(mineral)
    kinds = ("unknown ore", "unknown feed", "unknown refined", "ore gone", "refined gone")
    expected = sum(mass for name, mass in made.here.value.items() if name[0] in kinds)
    assert made.package.network.slack_t == pytest.approx(expected, rel=EQUAL)


def shares(found):
    return {share.place: share.mid for share in found}


@pytest.mark.parametrize("to", PARTIES)
@pytest.mark.parametrize("mineral", MINERALS)
def test_every_view_gross_and_net(both, mineral, to):
    made = both(mineral)
    trace = traced_in(made.package, to)
    gross, netted = (woven.seen(each, to) for each in (made.graph, woven.unmixed(made.graph)))
    for views, mine in ((trace.views, gross), (trace.net, netted)):
        assert views.arrivals_t == pytest.approx(mine.arrivals_t, rel=EQUAL)
        for name in ("border", "origin", "processor"):
            theirs, expected = shares(getattr(views, name)), getattr(mine, name)
            assert expected.sum() == pytest.approx(1.0, abs=SHARE)
            for place in {*theirs, *expected.index}:
                assert theirs.get(place, 0.0) == pytest.approx(expected.get(place, 0.0), abs=SHARE), (name, place)
    for found in (*trace.views.border, *trace.views.origin, *trace.views.processor):
        name = next(n for n in ("border", "origin", "processor") if found in getattr(trace.views, n))
        ends = [getattr(each, name).get(found.place, 0.0) for each in (gross, netted)]
        assert (found.low, found.high) == pytest.approx((min(ends), max(ends)), abs=SHARE)
    hidden = {each.place: each.mid for each in trace.hidden}
    for place in {*gross.border.index, *gross.origin.index} - {"domestic"}:
        border = gross.border.get("domestic" if place == to else place, 0.0)
        assert hidden.get(place, 0.0) == pytest.approx(gross.origin.get(place, 0.0) - border, abs=SHARE)
    listed = [each.place for each in trace.chokepoints]
    passed = woven.passed(made.graph, to, listed).sort_values(ascending=False)
    assert listed == list(passed.index[:10])
    assert [each.mid for each in trace.chokepoints] == pytest.approx(passed.to_list()[:10], abs=SHARE)
    closed = made.here.closed.get(to, False)
    assert trace.unknown_share == (pytest.approx(gross.origin.get("unknown", 0.0), abs=SHARE) if closed else None)


@pytest.mark.parametrize("mineral", MINERALS)
def test_the_net_network_row_by_row(both, mineral):
    made = both(mineral)
    theirs = net(made.package.network).flows.to_pandas().groupby(["source", "target"])["flow"].sum()
    mine = woven.unmixed(made.graph).flows.groupby(["source", "target"])["flow"].sum()
    joined = pd.concat([theirs, mine], axis=1, keys=["theirs", "mine"]).fillna(0.0)
    assert not close(joined["theirs"], joined["mine"], 1e-8, GRAM).any()
