"""Sites as statements: counted once a mineral, and points that can be right. The sites are made up."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.evidence.sites import Site, coordinates, from_centre_km, nearer_exchanged, nearest_other, site_rows

NAMES = ("lat", "lon")


def made_up(**changes) -> Site:
    values = {
        "id": "A1",
        "name": "Aland Pit",
        "place": "JP",
        "stages": ("mine",),
        "minerals": {"copper": "primary", "gold": "secondary"},
        "record": {},
        "original": "copper; gold",
        "locator": "made-up.xlsx, row 2",
    }
    return Site(**{**values, **changes})


def test_a_site_is_one_statement_a_mineral_under_one_item():
    rows = list(site_rows(made_up()))
    assert [(row["row_key"], row["item"], row["mineral"]) for row in rows] == [
        ("A1|copper", "A1", "copper"),
        ("A1|gold", "A1", "gold"),
    ]
    assert [json.loads(row["fields"])["rank"] for row in rows] == ["primary", "secondary"]


def test_a_site_without_a_mineral_is_one_statement():
    (row,) = site_rows(made_up(minerals={}))
    assert (row["row_key"], row["mineral"]) == ("A1|", None)


@pytest.mark.parametrize(("stages", "stage"), [((), None), (("mine",), "mine"), (("mine", "refine"), None)])
def test_a_stage_is_given_where_there_is_one(stages, stage):
    row = next(site_rows(made_up(stages=stages)))
    assert row["stage"] == stage
    assert json.loads(row["fields"])["stages"] == list(stages)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((91.0, 10.0), "latitude before longitude"),
        ((130.0, 35.0), "latitude before longitude"),
        ((10.0, 180.5), "-180 to 180"),
        ((float("nan"), 10.0), "nan"),
        ((float("inf"), 10.0), "inf"),
        (("12,5", 10.0), "12,5"),
        ((True, 10.0), "TRUE"),
        (("", 10.0), "column lat is empty"),
        ((10.0, ""), "column lon is empty"),
        ((0.0, 0.0), "0, 0"),
    ],
)
def test_points_that_cannot_be_right(cells, found):
    faults = []
    assert coordinates(cells, NAMES, "made-up.xlsx, row 2", faults) is None
    assert found in "\n".join(each.text() for each in faults)


def test_no_point_is_no_fault():
    faults = []
    assert coordinates(("", ""), NAMES, "", faults) is None
    assert faults == []


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_distance_is_at_most_half_way_round(latitude, longitude):
    km = from_centre_km("BR", latitude, longitude)
    assert km is not None and 0 <= km <= 20_016


def test_exchanged_columns_show():
    assert nearer_exchanged("CL", -70.0, -30.0)
    assert not nearer_exchanged("CL", -30.0, -70.0)


def test_the_nearest_other_place():
    assert nearest_other("NC", -22.0, 119.0) == "AU"
    assert nearest_other("AU", -25.0, 134.0) is None
