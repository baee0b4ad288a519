"""Sales of battery-electric vehicles as researchers compiled them: what is observed, what is a scenario."""

from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.busch_ev_sales.read import SOURCE, read

FILE = "ev/pmbusch_EV_Sales.csv"


@pytest.fixture(scope="module")
def rows(shared_data, read_rows):
    return read_rows("ev-sales", shared_data / FILE)[1]


@pytest.fixture(scope="module")
def text(shared_data):
    return (shared_data / FILE).read_text("utf-8")


def refusal(text, tmp_path: Path) -> str:
    path = tmp_path / "sales.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    return raised.value.message()


def test_rows_as_recorded(rows, golden_rows):
    chosen = [row for row in rows if row["text"] in ("Japan", "Rest of EU") and row["from_"].year in (2015, 2023, 2024)]
    golden_rows("ev-sales", chosen)


def test_what_was_read(shared_data, read_rows):
    reading, rows = read_rows("ev-sales", shared_data / FILE)
    assert (reading.read, reading.kept, len(rows)) == (2304, 2304, 64 * 36)
    assert any("88 figures are 0" in note for note in reading.notes)
    assert "may not share" in SOURCE.licence_basis


def test_a_projection_is_never_a_sale(rows):
    for row in rows:
        later = row["from_"].year > 2023
        assert row["status"] == ("estimated" if later else "reported")
        assert ("ICCT" in row["item"]) == later


def test_a_group_of_countries_is_no_country(rows):
    groups = {row["text"] for row in rows if row["place"] is None}
    assert groups == set(SOURCE.raw["groups"]["names"])
    assert all("A group of countries" in row["note"] for row in rows if row["place"] is None)


def test_all_faults_come_at_once(text, tmp_path):
    spoilt = text.replace('"Japan",2023,92105', '"Japan",2023,-5').replace('"Norway",2015', '"Atlantis",2015')
    spoilt = spoilt.replace('"Kenya",2050', '"Kenya",2051')
    message = refusal(spoilt, tmp_path)
    assert all(said in message for said in ("'-5'", "Atlantis", "2015 to 2050"))


@pytest.mark.parametrize("value", ["1.5", "", "NA", "１２"])
def test_sales_are_whole_numbers(text, tmp_path, value):
    assert "column Sales" in refusal(text.replace('"Japan",2023,92105', f'"Japan",2023,{value}'), tmp_path)


def test_a_row_twice_is_a_fault(text, tmp_path):
    assert "occurs again" in refusal(text + '"Japan",2023,92105\n', tmp_path)


def test_a_row_missing_is_noticed(text, tmp_path):
    assert "2303" in refusal(text.replace('"Japan",2023,92105\n', ""), tmp_path)
