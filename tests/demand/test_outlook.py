"""Outlooks as their publishers give them, on made-up figures."""

from orepath.demand.outlook import counted_as, expected_sales, world_demand
from orepath.evidence.store import Evidence
from tests.demand.made_up import ALAND, evidence, sold
from tests.made_up import release, year

MINERAL = "tin"


def wanted(item, value, when):
    said = {"property": "demand", "mineral": MINERAL, "place": "world", "item": item, "value": value, "unit": "t"}
    return {**said, **year(when)}


def test_a_scenario_begins_after_the_last_year_reported(tmp_path):
    rows = [
        sold("Cars, BEV", 10.0, 2030),
        sold("Cars, BEV, STEPS", 10.0, 2030, status="estimated"),
        sold("Cars, BEV, STEPS", 50.0, 2035, status="estimated"),
        sold("Cars, BEV, APS", 60.0, 2035, status="estimated"),
        sold("Cars, BEV, STEPS", 70.0, 2035, "FI", status="estimated"),
    ]
    found = expected_sales(evidence(tmp_path, rows), ALAND)
    assert [(one.year, one.statement.value) for one in found] == [(2035, 50.0), (2035, 60.0)]
    assert [one.scenario.en.rpartition(" ")[2] for one in found] == ["STEPS", "APS"]
    assert all(one.scenario.ja for one in found)


def test_a_place_without_an_outlook_has_none(tmp_path):
    assert expected_sales(evidence(tmp_path, [sold("Cars, BEV", 10.0)]), ALAND) == ()


def test_the_world_s_demand_is_told_by_technology_and_scenario(tmp_path):
    rows = [
        wanted("Electric vehicles", 5.0, 2030),
        wanted("Electric vehicles, STEPS", 9.0, 2040),
        wanted("Electric vehicles, STEPS", 7.0, 2035),
        wanted("Electric vehicles, NZE (made-up grade)", 20.0, 2035),
        wanted("Electric vehicles, Made-up scenario", 99.0, 2035),
        wanted("Electric vehicles and more", 99.0, 2035),
        wanted("Grid", 99.0, 2035),
    ]
    found = world_demand(Evidence([release(tmp_path, rows, dataset="iea-critical-minerals")]), MINERAL)
    assert [(one.year, one.statement.value) for one in found] == [(2030, 5.0), (2035, 7.0), (2040, 9.0), (2035, 20.0)]
    assert [one.scenario is None for one in found] == [True, False, False, False]
    assert [counted_as(one) and counted_as(one).en for one in found] == [None, None, None, "made-up grade"]
