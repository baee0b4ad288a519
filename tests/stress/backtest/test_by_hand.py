"""Acts of the past solved by hand, on made-up places."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from orepath.stress.backtest.tested import error, record
from orepath.stress.backtest.trade_network import trade_network
from orepath.stress.backtest.traded import Arrived
from tests.stress.backtest.made import past_case, past_shock, rows

CASES = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("cases/*.yaml"))
}
METHODS = ("predicted", "no_adaptation", "nothing_changes", "alike")


def run_on(case: dict[str, Any]):
    past = past_case(case["share"], case["party"])
    recorded = {
        year: {partner: Arrived(float(mass), ()) for partner, mass in partners.items()}
        for year, partners in case["recorded"].items()
    }
    base = trade_network(past.mineral, past.base_year, past.stage, rows(case["trade"]))
    return record(past, past_shock(past, case["imposer"], case["first_day"]), case["party"], base, recorded)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("method", METHODS)
def test_partner_tonnes(name, method):
    case = CASES[name]
    found = {(row["year"], row["partner"]): row[f"{method}_t"] for row in run_on(case).detail}
    wanted = {(year, partner): mass for year, several in case[method].items() for partner, mass in several.items()}
    assert found == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize("name", CASES)
def test_errors(name):
    case, found = CASES[name], run_on(CASES[name])
    assert {method: error(found.detail, method) for method in METHODS} == pytest.approx(case["errors"], abs=1e-4)
    assert found.error == error(found.detail, "predicted")
    assert found.baseline_errors == {each: error(found.detail, each) for each in ("nothing_changes", "alike")}
    assert found.other_errors["no_adaptation"] == error(found.detail, "no_adaptation")
    assert found.loses is case["loses"]


def test_the_total_of_a_baseline_is_that_of_the_base_year_where_anybody_is_left():
    found = run_on(CASES["ban"])
    for year in (2030, 2031):
        mine = [row for row in found.detail if row["year"] == year]
        assert sum(row["alike_t"] for row in mine) == pytest.approx(sum(row["nothing_changes_t"] for row in mine))


def test_a_partner_whose_tonnes_are_not_known_does_not_count():
    case = CASES["ban"]
    past = past_case()
    recorded = {
        2029: {"Boria": Arrived(100.0, ()), "Cestia": Arrived(None, ())},
        2030: {"Boria": Arrived(None, ()), "Cestia": Arrived(90.0, ())},
        2031: {"Boria": Arrived(4.0, ()), "Cestia": Arrived(80.0, ())},
    }
    base = trade_network(past.mineral, past.base_year, past.stage, rows(case["trade"]))
    found = record(past, past_shock(past, "Boria", case["first_day"]), "Aland", base, recorded)
    counted = {(row["year"], row["partner"]) for row in found.detail if row["counted"]}
    assert counted == {(2031, "Boria")}
    assert found.error == pytest.approx(4.0, abs=1e-4)
    assert found.baseline_errors["nothing_changes"] == pytest.approx(96.0)
    assert found.other_errors["nothing_changes_with_estimates"] == pytest.approx((96.0 + 30.0 + 20.0) / 3)
    told = found.notes[-1]
    assert "Boria in 2030" in told.en and "Cestia in 2030 and 2031" in told.en
    assert "Cestia（2030年及び2031年）" in told.ja


def test_rows_without_tonnes_are_estimated_in_the_network_and_told():
    made = trade_network(
        "made-up", 2029, "mine", rows([(2029, "Boria", "Aland", 100), (2029, "Cestia", "Aland", None)])
    )
    assert (made.estimated, made.estimated_t, made.traded_t) == (1, 100.0, 200.0)
    assert abs(made.network.imbalance).max() == 0


def test_a_network_of_trade_balances_and_passes_on_what_is_shipped_on():
    made = trade_network("made-up", 2029, "mine", rows([(2029, "Boria", "Cestia", 100), (2029, "Cestia", "Aland", 30)]))
    nodes = {row["node"]: row for row in made.network.nodes.to_pylist()}
    assert nodes["mine:Boria"]["own"] == 100
    assert nodes["mine-market:Cestia"]["use"] == 70
    assert nodes["mine-market:Aland"]["use"] == 30
    assert "mine:Cestia" not in nodes
    assert abs(made.network.imbalance).max() == 0


def test_nothing_to_estimate_by_is_left_out():
    made = trade_network("made-up", 2029, "mine", rows([(2029, "Boria", "Aland", None)]))
    assert (made.left_out, made.network.nodes.num_rows) == (1, 0)
