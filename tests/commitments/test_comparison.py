"""Extraction and processing between review points, in a made-up world: in force 2030-01-01, reviews every two years."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from orepath.agreements.agreement import Agreement, load
from orepath.commitments.capacity_review.comparison import CapacityChange, compare, review_points
from orepath.evidence.store import Evidence
from tests.made_up import release, year
from tests.made_up_registers import statements

AS_OF = date(2033, 6, 1)
MINED = {"property": "production", "mineral": "cobalt", "stage": "mine", "place": "XA", "unit": "t", "item": "content"}


@pytest.fixture
def agreement() -> Agreement:
    return load(str(Path(__file__).parent / "agreement.toml"))


def changes(parent: Path, asked: Agreement, *rows: dict, as_of: date = AS_OF) -> list[CapacityChange]:
    return compare(Evidence([release(parent, rows)]), asked, as_of)


def mined(found: list[CapacityChange], measured: str = "production") -> list[CapacityChange]:
    return [r for r in found if (r.place, r.stage, r.measured) == ("XA", "mine", measured)]


def test_points_are_entry_due_days_and_the_day(tmp_path, agreement):
    evidence = Evidence([release(tmp_path, [])])
    assert review_points(evidence, agreement, AS_OF) == (date(2030, 1, 1), date(2032, 1, 1), AS_OF)
    actual = dataclasses.replace(agreement, review=dataclasses.replace(agreement.review, anchor="actual"))
    assert review_points(evidence, actual, AS_OF) == (date(2030, 1, 1), AS_OF)


def test_each_point_takes_the_last_whole_year_of_its_period(tmp_path, agreement):
    rows = [{**MINED, **year(n), "value": float(n - 2000)} for n in (2028, 2029, 2030, 2032, 2033)]
    (row,) = mined(changes(tmp_path, agreement, *rows))
    assert [(f.year, f.value) for f in row.figures] == [(2029, 29.0), (2030, 30.0), (2032, 32.0)]
    assert row.change_share == pytest.approx(32 / 29 - 1)
    assert len(row.statements) == 3
    assert row.preferred


def test_a_figure_older_than_a_period_is_not_carried_forward(tmp_path, agreement):
    rows = [{**MINED, **year(2027), "value": 27.0}, {**MINED, **year(2031), "value": 31.0}]
    (row,) = mined(changes(tmp_path, agreement, *rows))
    assert [f.value for f in row.figures] == [None, 31.0, None]
    assert [f.status for f in row.figures] == ["unknown", "reported", "unknown"]
    assert row.change_share is None


def test_withheld_and_less_than_keep_their_kind(tmp_path, agreement):
    rows = [
        {**MINED, **year(2029), "status": "withheld"},
        {**MINED, **year(2031), "status": "less_than", "low": 0.0, "high": 5.0},
        {**MINED, **year(2032), "value": 0.0},
    ]
    (row,) = mined(changes(tmp_path, agreement, *rows))
    assert [(f.status, f.value) for f in row.figures] == [("withheld", None), ("less_than", None), ("reported", 0.0)]
    assert row.change_share is None


def test_a_start_of_zero_has_no_change_in_shares(tmp_path, agreement):
    rows = [{**MINED, **year(2029), "value": 0.0}, {**MINED, **year(2032), "value": 3.0}]
    (row,) = mined(changes(tmp_path, agreement, *rows))
    assert row.change_share is None


def test_items_are_never_joined(tmp_path, agreement):
    rows = [{**MINED, **year(2029), "value": 5.0}, {**MINED, **year(2032), "value": 9.0, "item": "gross weight"}]
    found = mined(changes(tmp_path, agreement, *rows))
    assert [(r.item, [f.value for f in r.figures], r.preferred) for r in found] == [
        ("content", [5.0, None, None], True),
        ("gross weight", [None, None, 9.0], False),
    ]


def test_the_words_of_a_source_can_name_the_stage(tmp_path, agreement):
    loose = {**MINED, "stage": None, **year(2032)}
    rows = [
        {**loose, "item": "Production: Mine", "value": 3.0},
        {**loose, "item": "Production: Secondary", "value": 4.0},
        {**loose, "item": "Production of undermined things", "value": 5.0},
        {**loose, "item": "Refinery, byproduct", "status": "withheld"},
    ]
    found = changes(tmp_path, agreement, *rows)
    assert [(r.item, r.figures[-1].value) for r in mined(found)] == [("Production: Mine", 3.0)]
    (refined,) = [r for r in found if (r.place, r.stage, r.measured) == ("XA", "refine", "production")]
    assert refined.figures[-1].status == "withheld"


def test_a_forecast_is_not_what_was_produced(tmp_path, agreement):
    (row,) = mined(changes(tmp_path, agreement, {**MINED, **year(2040), "value": 99.0}))
    assert [f.status for f in row.figures] == ["unknown"] * 3


def test_of_two_editions_the_newer_figure_is_taken(tmp_path, agreement):
    old = release(tmp_path, [{**MINED, **year(2032), "value": 7.0}], edition="1", recorded=date(2033, 1, 1))
    new = release(tmp_path, [{**MINED, **year(2032), "value": 8.0}], edition="2", recorded=date(2033, 2, 1))
    (row,) = mined(compare(Evidence([new, old]), agreement, AS_OF))
    assert row.figures[-1].value == 8.0


def test_capacity_records_speak_for_the_day_and_are_not_summed(tmp_path, agreement):
    base = {"place": "XA", "mineral": "cobalt", "stage": "mine", "basis": "nameplate"}
    rows = statements(
        "capacity",
        [
            {**base, "facility": "East", "capacity_t": 100, "from_": "2029-01-01"},
            {**base, "facility": "West", "capacity_t": 50, "from_": "2032-01-01", "until": "2033-01-01"},
            {**base, "facility": "West", "from_": "2033-01-01"},
        ],
    )
    found = mined(changes(tmp_path, agreement, *rows), "capacity")
    assert [(r.item, [f.value for f in r.figures]) for r in found] == [
        ("East; nameplate", [100.0, 100.0, 100.0]),
        ("West; nameplate", [None, 50.0, None]),
    ]


def test_where_nothing_is_recorded_it_is_unknown(tmp_path, agreement):
    found = changes(tmp_path, agreement)
    assert len(found) == 2 * 1 * 2 * 2  # Parties, minerals, stages, production and capacity
    assert {f.status for row in found for f in row.figures} == {"unknown"}
    assert {(row.dataset, row.statements, row.preferred) for row in found} == {("", (), True)}
