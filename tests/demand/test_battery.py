"""The demand for battery minerals, on made-up figures reckoned by hand."""

from pathlib import Path

import pytest
import yaml

from orepath.demand.battery import battery_demand, latest_year
from orepath.errors import UnknownName
from tests.demand.made_up import ALAND, capacity, evidence, held, share, sold

MINERAL = "tin"
CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("aland.yaml").read_text("utf-8"))
KNOWN = [capacity(50.0), share("LFP", 1.0), held(MINERAL, "LFP", 0.1)]


def of_case(case, folder):
    sales, preferred = case["sales"], []
    if "iea" in sales:
        value, low, high = sales["iea"]
        preferred.append(sold("Cars, BEV", value, low=low, high=high, status="rounded" if low else "reported"))
    rest = [sold("BEV", sales["other"])] if "other" in sales else []
    rest += [capacity(value, when) for when, value in case["capacity"].items()]
    for where, mix in case["mix"].items():
        rest += [share(name, value, place=ALAND if where == "own" else where) for name, value in mix.items()]
    rest += [held(MINERAL, name, value, version) for version, of in case["held"].items() for name, value in of.items()]
    return evidence(folder, preferred, rest)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_by_hand(case, tmp_path):
    (found,) = battery_demand(of_case(case, tmp_path), ALAND, 2030, [MINERAL])
    needed = found.minerals[MINERAL]
    if case["needed"] == "unknown":
        assert (needed.demand_t, needed.at_mix_t, dict(needed.by_chemistry)) == (None, None, {})
        assert any(case["missing"] in one.en and one.ja for one in needed.missing)
        return
    assert needed.demand_t
    low, mid, high = case["needed"]
    assert (needed.demand_t.low, needed.demand_t.mid, needed.demand_t.high) == pytest.approx((low, mid, high))
    assert sum(part.demand_t.mid for part in needed.by_chemistry.values()) == pytest.approx(mid)
    assert not needed.missing


def test_every_factor_names_its_statements(tmp_path):
    known = evidence(tmp_path, [sold("Cars, BEV", 1000.0)], [sold("BEV", 1100.0), *KNOWN])
    needed = battery_demand(known, ALAND, 2030)[0].minerals[MINERAL]
    said = [row.property for row in needed.statements]
    assert sorted(said) == [
        *("battery_capacity", "chemistry_share", "mineral_intensity", "vehicle_sales", "vehicle_sales")
    ]
    assert {known.statement(row.statement_id) for row in needed.statements} == set(needed.statements)


def test_vehicles_without_a_capacity_are_named_and_not_taken_for_none(tmp_path):
    sales = [sold("Cars, BEV", 1000.0), sold("Cars, PHEV", 700.0), sold("Buses, BEV", 3.0)]
    (found,) = battery_demand(evidence(tmp_path, sales, KNOWN), ALAND, 2030)
    assert [one.vehicles.id for one in found.counted] == ["car-bev"]
    assert {one.vehicles.id: one.sales.range.mid for one in found.uncounted} == {"car-phev": 700.0, "bus-bev": 3.0}
    assert all("battery capacity" in one.why.en for one in found.uncounted)


def test_what_stands_in_is_said(tmp_path):
    rest = [capacity(50.0, 2028), share("LFP", 1.0), held(MINERAL, "LFP", 0.1)]
    (found,) = battery_demand(evidence(tmp_path, [sold("Cars, BEV", 1000.0)], rest), ALAND, 2030)
    size, mix = found.stands_in
    assert "2028" in size.en and "20%" in size.en and "2028" in size.ja
    assert "the world's of 2030" in mix.en


def test_a_scenario_is_never_counted(tmp_path):
    outlook = [sold("Cars, BEV, STEPS", 5000.0, status="estimated"), sold("Cars, BEV", 5000.0, status="estimated")]
    known = evidence(tmp_path, outlook, [sold("BEV", 9.0, status="estimated"), *KNOWN])
    (found,) = battery_demand(known, ALAND, 2030)
    assert found.counted == ()
    assert found.minerals[MINERAL].demand_t is None


def test_a_withheld_figure_is_no_zero(tmp_path):
    known = evidence(tmp_path, [sold("Cars, BEV", None, status="withheld")], KNOWN)
    assert battery_demand(known, ALAND, 2030)[0].minerals[MINERAL].demand_t is None


def test_several_years_and_names_of_places(tmp_path):
    sales = [sold("Cars, BEV", 1000.0), sold("Cars, BEV", 2000.0, 2031)]
    known = evidence(tmp_path, sales, [*KNOWN, share("LFP", 1.0, 2031)])
    found = battery_demand(known, "Åland Islands", [2031, 2030])
    assert [one.year for one in found] == [2031, 2030]
    assert [one.minerals[MINERAL].demand_t.mid for one in found] == pytest.approx([10.0, 5.0])
    assert latest_year(known, ALAND) == 2031
    assert latest_year(known, "FI") is None


def test_a_place_that_does_not_exist(tmp_path):
    with pytest.raises(UnknownName, match="Did you mean"):
        battery_demand(evidence(tmp_path, [], KNOWN), "Finlandd", 2030)


def test_the_answer_does_not_depend_on_the_order_of_rows(tmp_path):
    rest = [*KNOWN[:1], share("LFP", 0.6), share("NCA", 0.4), *KNOWN[2:], held(MINERAL, "NCA", 0.3)]
    one = battery_demand(evidence(tmp_path / "a", [sold("Cars, BEV", 1e3)], rest), ALAND, 2030)
    other = battery_demand(evidence(tmp_path / "b", [sold("Cars, BEV", 1e3)], rest[::-1]), ALAND, 2030)
    assert one[0].minerals[MINERAL].demand_t == other[0].minerals[MINERAL].demand_t
    assert list(one[0].mix.shares) == list(other[0].mix.shares) == ["LFP", "NCA"]
