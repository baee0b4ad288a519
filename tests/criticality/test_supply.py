"""Shares of supply from made-up statements of production."""

from datetime import date

import pytest

from orepath.criticality.supply import supply, years
from tests.criticality.conftest import ALAND, BORIA, CESTIA, DUNIA, GOOD, made
from tests.made_up import year


def of(evidence, **asked):
    return supply(evidence, GOOD.mineral, GOOD.stage, **asked)


def test_shares_are_of_the_world_total_and_unknown_completes_them(world):
    found = of(world([made(ALAND, 50.0), made(BORIA, 30.0), made("world", 100.0)]))
    assert found.shares == {ALAND: 0.5, BORIA: 0.3, "unknown": pytest.approx(0.2)}
    assert found.total_t == 100.0
    assert len(found.statements) == 3
    assert "20" in found.note.en and "20" in found.note.ja


def test_the_world_and_other_countries_are_never_a_supplier(world):
    found = of(world([made(ALAND, 50.0), made(BORIA, 30.0), made("other", 20.0), made("world", 100.0)]))
    assert set(found.shares) == {ALAND, BORIA, "unknown"}
    assert found.bounded


def test_where_the_places_sum_to_more_their_sum_is_the_total(world):
    found = of(world([made(ALAND, 70.0), made(BORIA, 50.0), made("world", 100.0)]))
    assert found.shares == {ALAND: pytest.approx(70 / 120), BORIA: pytest.approx(50 / 120)}
    assert "sum to more" in found.note.en


def test_a_withheld_place_the_total_leaves_out_takes_the_bounds_away(world):
    left_out = made(CESTIA, None, status="withheld")
    found = of(world([made(ALAND, 60.0), made(BORIA, 40.0), left_out, made("world", 100.0)]))
    assert not found.bounded and found.hidden == (CESTIA,)
    assert "bounds" in found.note.en


def test_a_withheld_place_within_the_total_is_unknown_and_bounded(world):
    hidden = made(CESTIA, None, status="withheld")
    found = of(world([made(ALAND, 60.0), made(BORIA, 20.0), hidden, made("world", 100.0)]))
    assert found.bounded
    assert found.shares["unknown"] == pytest.approx(0.2)


def test_the_publishers_word_that_a_place_is_excluded_counts_though_a_rest_is_left(world):
    total = made("world", 100.0, note="Excludes Cestia.")
    hidden = made(CESTIA, None, status="withheld")
    assert not of(world([made(ALAND, 60.0), made(BORIA, 20.0), hidden, total])).bounded


def test_a_withheld_world_total_is_not_zero(world):
    found = of(world([made(ALAND, 60.0), made(BORIA, 40.0), made("world", None, status="withheld")]))
    assert found.shares == {ALAND: 0.6, BORIA: 0.4}
    assert not found.bounded


def test_a_less_than_value_is_no_share_and_no_zero(world):
    small = made(CESTIA, None, status="less_than", low=0.0, high=5.0)
    found = of(world([made(ALAND, 60.0), made(BORIA, 38.0), small, made("world", 100.0)]))
    assert CESTIA not in found.shares and found.shares["unknown"] == pytest.approx(0.02)


def test_items_are_never_mixed_and_the_fuller_series_is_taken(world):
    rows = [made(ALAND, 50.0), made(BORIA, 50.0), made("world", 100.0)]
    rows += [
        made(ALAND, 900.0, item="made-up ore, gross weight"),
        made(CESTIA, 100.0, item="made-up ore, gross weight"),
    ]
    found = of(world(rows))
    assert found.item == "made-up mine production"
    assert found.shares == {ALAND: 0.5, BORIA: 0.5}


def test_a_figure_of_one_place_alone_is_not_the_worlds_supply(world):
    assert of(world([made(ALAND, 50.0)])) is None


def test_two_datasets_are_two_answers_and_the_other_is_named(world):
    world([made(ALAND, 60.0), made(BORIA, 40.0), made("world", 100.0)], dataset="usgs-mcs-2026")
    evidence = world([made(ALAND, 10.0), made(BORIA, 90.0), made("world", 100.0)], dataset="another")
    assert of(evidence).dataset == "usgs-mcs-2026"
    assert of(evidence).others == ("another",)
    assert of(evidence).reason.en
    assert of(evidence, dataset="another").shares[BORIA] == 0.9


def test_of_two_editions_the_newer_one_is_read_alone(world):
    world([made(ALAND, 60.0), made(BORIA, 40.0), made("world", 100.0)], edition="1", recorded=date(2025, 1, 1))
    rows = [made(ALAND, 20.0), made(BORIA, 80.0), made("world", 100.0)]
    evidence = world(rows, edition="2", recorded=date(2026, 1, 1))
    assert of(evidence).shares == {ALAND: 0.2, BORIA: 0.8}
    assert len(of(evidence).statements) == 3


def test_the_newest_year_that_has_begun_is_taken_and_a_projection_only_when_asked(world):
    rows = [
        made(p, v, number=n) for n in (2023, 2024, 2040) for p, v in ((ALAND, 60.0), (BORIA, 40.0), ("world", 100.0))
    ]
    evidence = world(rows)
    assert of(evidence).year == 2024
    assert of(evidence, year=2040).year == 2040
    assert of(evidence, year=2022) is None
    assert years(evidence, GOOD.mineral, GOOD.stage) == [2024, 2023]


def test_published_shares_over_several_years_fit_each_of_them(world):
    period = {"from_": date(2016, 1, 1), "until": date(2021, 1, 1)}
    about = {"property": "supply_share", "mineral": GOOD.mineral, "stage": GOOD.stage, "unit": "share", **period}
    rows = [{**about, "item": "global supply", "place": p, "value": v} for p, v in ((ALAND, 0.7), (DUNIA, 0.2))]
    rows += [
        {**about, "item": "EU supply", "place": p, "value": v} for p, v in ((BORIA, 0.5), (CESTIA, 0.4), (ALAND, 0.1))
    ]
    found = of(world(rows), year=2018)
    assert found.shares == {ALAND: 0.7, DUNIA: 0.2, "unknown": pytest.approx(0.1)}
    assert found.several_years and found.total_t is None
    assert of(world(rows), year=2021) is None


def test_one_place_twice_in_a_series_is_added_once_each(world):
    rows = [made(ALAND, 30.0, row_key="a"), made(ALAND, 20.0, row_key="b"), made(BORIA, 50.0), made("world", 100.0)]
    assert of(world(rows)).shares == {ALAND: 0.5, BORIA: 0.5}


def test_no_supply_is_none(world):
    assert (
        of(world([{"property": "reserves", "mineral": GOOD.mineral, "place": ALAND, **year(2024), "value": 1.0}]))
        is None
    )
