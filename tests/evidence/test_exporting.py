"""What is handed on, and what a licence forbids to be."""

import csv

import pytest

from orepath.errors import InputError, UnknownName
from orepath.evidence.exporting import export
from tests import made_up

ROWS = [
    {"property": "production", "mineral": "cobalt", "place": "AA", "value": 5.0, "unit": "t"},
    {"property": "reserves", "mineral": "nickel", "place": "AA", "value": 7.0, "unit": "t"},
]


@pytest.fixture
def release(tmp_path):
    """A made-up release whose licence allows shipping, with trade."""
    return made_up.release(tmp_path / "one", ROWS, trade=[(2024, "AA", "BB", "000000", 5.0, None)])


@pytest.fixture
def own(tmp_path):
    """A made-up release for own use alone."""
    made = made_up.release(tmp_path / "two", ROWS, dataset="made-up-own")
    made.sources["made-up-own"]["allows"] = "own_use"
    return made


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_carry_where_they_come_from(release, tmp_path):
    made = export([release], ["made-up"], tmp_path / "out")
    assert [path.name for path in made] == ["licences.csv", "statements.csv", "trade.csv"]
    told = rows(tmp_path / "out" / "statements.csv")
    assert {(row["value"], row["licence"], row["locator"]) for row in told} == {
        ("5", "CC0-1.0", "made-up.csv, row 2"),
        ("7", "CC0-1.0", "made-up.csv, row 3"),
    }
    assert all(row["statement_id"].startswith("st-") for row in told)
    (licence,) = rows(tmp_path / "out" / "licences.csv")
    assert (licence["dataset"], licence["allows"]) == ("made-up", "shipping")


def test_a_mass_nobody_knows_stays_empty(release, tmp_path):
    export([release], ["made-up"], tmp_path / "out")
    assert rows(tmp_path / "out" / "trade.csv")[0]["mass_t"] == ""


def test_only_what_was_asked_for(release, tmp_path):
    made = export([release], ["made-up"], tmp_path / "out", property_="production", mineral="Co")
    assert [path.name for path in made] == ["licences.csv", "statements.csv"]
    assert [row["mineral"] for row in rows(made[1])] == ["cobalt"]


def test_what_is_for_own_use_is_not_handed_on(release, own, tmp_path):
    with pytest.raises(InputError) as raised:
        export([release, own], ["made-up", "made-up-own"], tmp_path / "out")
    assert [fault.where for fault in raised.value.faults] == ["made-up-own"]
    assert "handed on" in raised.value.message()
    assert not (tmp_path / "out").exists()


def test_it_is_written_for_oneself(own, tmp_path):
    made = export([own], ["made-up-own"], tmp_path / "out", own_use=True)
    assert rows(made[0])[0]["allows"] == "own_use"


@pytest.mark.parametrize(
    "asked",
    [{"datasets": ["other"]}, {"datasets": ["made-up"], "property_": "x"}, {"datasets": ["made-up"], "mineral": "x"}],
)
def test_names_nobody_knows_are_refused(asked, release, tmp_path):
    with pytest.raises(UnknownName):
        export([release], out=tmp_path / "out", **asked)
