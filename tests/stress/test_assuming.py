"""Assumptions are whole and in order; days of stock come from statements where there are any."""

from datetime import date

import pytest

from orepath.evidence.store import Evidence
from orepath.stress.assuming import (
    assumption,
    assumptions,
    idle_start_months,
    stock_days,
    utilisation,
)
from orepath.stress.reading.cutting import cut_by_duty, taken
from tests.made_up import release

SURE = {"F", "K-hi", "K", "K-lo", "T", "judgement", "computed"}


def test_ids_are_unique():
    ids = [each.id for each in assumptions()]
    assert len(ids) == len(set(ids)) > 20


@pytest.mark.parametrize("each", assumptions(), ids=lambda each: each.id)
def test_every_assumption_is_named_sourced_and_in_its_range(each):
    assert each.low <= each.value <= each.high
    assert each.name.en and each.name.ja and each.source.en and each.source.ja
    assert each.how_sure in SURE and each.unit
    if each.unit == "share":
        assert each.low >= 0 and each.high <= 1


def test_what_acts_on_no_goods_may_take_nothing_away():
    for word in ("technology_ban", "technology_control", "entity_list", "watch_list", "end_use_ban"):
        assert assumption(f"{word}.share").low == 0


def test_idle_capacity_is_of_stages_that_are_known():
    assert 0 < utilisation("mine").low < utilisation("mine").high < 1
    assert utilisation("recycle") is None
    assert idle_start_months().high >= idle_start_months().value


def test_a_duty_takes_away_by_its_elasticity():
    assert taken(0.25, 1.0) == pytest.approx(0.2)
    assert taken(0.0, 3.0) == 0.0 and taken(0.3, 0.0) == 0.0
    found = cut_by_duty("made-up", assumption("duty.rate"), assumption("duty.elasticity"))
    assert 0 < found.low < found.value < found.high < 1 and found.how_sure == "judgement"


@pytest.fixture
def evidence(tmp_path):
    """Made-up stocks of a mineral that has an entry, under its items, of two years."""
    items = {"Stocks, yearend: Industry": (90.0, 190.0), "Stocks, yearend: LME, U.S. warehouse": (10.0, 10.0)}
    rows = [
        {
            "property": "stocks",
            "mineral": "cobalt",
            "place": "US",
            "item": item,
            "from_": date(year, 1, 1),
            "until": date(year + 1, 1, 1),
            "value": value,
            "unit": "t",
        }
        for item, values in items.items()
        for year, value in zip((2030, 2031), values, strict=True)
    ]
    return Evidence([release(tmp_path, rows, dataset="usgs-mcs-2026")])


def test_days_of_stock_are_stocks_over_use(evidence):
    found = stock_days("US", "cobalt", evidence, 3650.0, 2030)
    assert (found.value, found.low, found.high) == pytest.approx((10.0, 10.0, 20.0))
    assert found.how_sure == "computed" and len(found.statements) == 4 and "2030" in found.source.en
    assert stock_days("US", "cobalt", evidence, 3650.0).value == pytest.approx(20.0)
    assert [one.property for one in evidence.statements_with(found.statements)] == ["stocks"] * 4


def test_days_of_stock_are_assumed_where_nothing_is_said(evidence):
    assert stock_days("US", "lithium", evidence, 100.0) == assumption("stock_days")
    assert stock_days("JP", "cobalt", evidence, 100.0) == assumption("stock_days.JP")
    assert stock_days("US", "cobalt", evidence, 0.0) == assumption("stock_days")
    assert stock_days("US", "cobalt") == assumption("stock_days")
