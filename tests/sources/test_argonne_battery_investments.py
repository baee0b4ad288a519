"""Plants of North America with what was announced for each, against the list itself by another route."""

import csv
import json
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.argonne_battery_investments.read import SOURCE, read

DATASET = "na-battery-investments"
FILE = "facilities/ira_ev_supply_chain_investments.csv"
CHOSEN = ("Albemarle", "AOS (American Offshore Services)", "Lithos Group Ltd.", "Nanotech Energy", "Waaree Energies")


@pytest.fixture(scope="module")
def made(shared_data, read_rows):
    return read_rows(DATASET, shared_data / FILE)


@pytest.fixture(scope="module")
def listed(shared_data):
    with (shared_data / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of(rows, property_):
    return [row for row in rows if row["property"] == property_]


def test_rows_as_recorded(made, golden_rows):
    golden_rows(DATASET, [row for row in made[1] if row["text"] in CHOSEN])


def test_what_was_read(made):
    reading, rows = made
    assert (reading.edition, reading.recorded) == ("2024-04", None)
    assert (reading.read, reading.kept, len(rows)) == (773, 1544, 2 * 772)
    assert [refused.row for refused in reading.refused] == [211]
    assert [note.split()[0] for note in reading.notes] == ["317", "36", "13"]
    assert len({(row["row_key"], row["property"]) for row in rows}) == len(rows)


def test_investments_are_those_of_the_list(made, listed):
    figures = [row["reported_investment"] for row in listed]
    known = [float(figure) for figure in figures if figure not in ("", "0", "Not Specified", "-157")]
    stated = of(made[1], "site_investment")
    assert len(known) == sum(row["status"] == "reported" for row in stated) == 455
    assert sum(row["value"] or 0 for row in stated) == pytest.approx(1e6 * sum(known)) == pytest.approx(243.448e9, 1e-5)
    assert {row["value"] for row in stated if row["status"] == "not_available"} == {None}


def test_plants_stand_where_the_list_has_them(made, listed):
    sites = of(made[1], "site")
    codes = {"United States": "US", "Canada": "CA", "Mexico": "MX"}
    assert [row["place"] for row in sites] == [codes[row["country"]] for row in listed if "-157" not in row.values()]
    stages = [row["stage"] for row in sites]
    cells = [row for row in listed if "Batteries: Cells" in row["product"] and row["reported_investment"] != "-157"]
    assert (stages.count("cell"), stages.count("mine")) == (len(cells), 21)
    assert sum(json.loads(row["fields"])["latitude"] is None for row in sites) == 36


def test_a_withdrawn_investment_is_marked_at_its_plant(made):
    noted = [row for row in made[1] if row["note"]]
    assert {row["item"] for row in noted} == {"Nanotech Energy|Batteries: Cells|Sparks|Nevada|1"}
    assert {row["note"] for row in noted} == {"Withdrawn by row 211."}


def test_the_list_is_passed_on_by_its_holder_and_not_shipped():
    assert (SOURCE.licence, SOURCE.allows) == ("MIT", "redistribution")


@pytest.fixture(scope="module")
def text(shared_data):
    return (shared_data / FILE).read_text("utf-8")


def refusal(text, tmp_path: Path) -> str:
    path = tmp_path / "made-up.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    assert not list(tmp_path.glob("*.parquet"))
    return raised.value.message()


SECOND = (
    "Batteries,6K Energy,Batteries: Components,178,100M - 1B,460,100 - 1000,Jackson,Tennessee,United States,35.6,-88.9"
)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (",178,", ",1.78e2,", "column reported_investment: found '1.78e2'"),
        (",178,", ',"178,5",', "found '178,5'"),
        (",178,", ",NaN,", "found 'NaN'"),
        (",178,", ",1780,", "100 to 1000"),
        (",178,", ",-178,", "found '-178'"),
        (",178,", ",１７８,", "found '１７８'"),
        ("100M - 1B", "some", "column by_amount: found 'some'"),
        (",178,100M - 1B,460,", ",460,100 - 1000,178,", "column by_amount: found '100 - 1000'"),
        ("6K Energy", "", "column company_name is empty"),
        ("Batteries: Components", "Batteries: Toys", "column product: found 'Batteries: Toys'"),
        ("United States", "Atlantis", "'Atlantis' is not known"),
        ("35.6,-88.9", "0,0", "not 0, 0"),
        ("35.6,-88.9", "-88.9,35.6 E", "found '35.6 E'"),
        ("35.6,-88.9", "120.1,-88.9", "latitude before longitude"),
        ("35.6,-88.9", ",-88.9", "column latitude is empty"),
        ("35.6,-88.9", "35.6", "15 cells"),
    ],
)
def test_cells_that_are_refused(text, tmp_path, before, after, said):
    assert SECOND in text
    message = refusal(text.replace(SECOND, SECOND.replace(before, after, 1)), tmp_path)
    assert said in message and "row 2" in message


def test_all_faults_come_at_once(text, tmp_path):
    spoilt = text.replace("United States", "Atlantis", 1).replace("Post-Inflation Reduction Act", "", 1)
    message = refusal(spoilt, tmp_path)
    assert "Atlantis" in message and "column timeline is empty" in message


def test_a_row_missing_is_noticed(text, tmp_path):
    assert "rows: found 772, at least 773" in refusal(text.rsplit("\n", 1)[0], tmp_path)


def test_a_column_of_another_name(text, tmp_path):
    message = refusal(text.replace("by_amount", "amount", 1), tmp_path)
    assert "missing by_amount; not expected amount" in message
