"""The IEA's Global EV Data: past and scenarios apart, two digits and a misspelt unit as they are."""

from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.iea_global_ev.read import SOURCE, read
from orepath.sources.iea_global_ev.rows import significant, span

FILE = "ev/IEA Global EV Data 2024.csv"
HEADER = "region,category,parameter,mode,powertrain,year,unit,value"


@pytest.fixture(scope="module")
def rows(shared_data, read_rows):
    return read_rows("iea-global-ev", shared_data / FILE)[1]


@pytest.fixture(scope="module")
def lines(shared_data):
    return (shared_data / FILE).read_text("utf-8").splitlines()


def find(rows, **wanted):
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def refusal(lines, tmp_path: Path) -> str:
    path = tmp_path / "ev.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    return raised.value.message()


def changed(lines, old: str, new: str) -> list[str]:
    number = next(number for number, line in enumerate(lines) if old in line)
    return [*lines[:number], lines[number].replace(old, new), *lines[number + 1 :]]


def test_rows_as_recorded(rows, golden_rows):
    chosen = [
        *find(rows, property="vehicle_sales", place="JP", item="Cars, BEV"),
        *find(rows, property="vehicle_sales", place="US", item="Cars, BEV, STEPS"),
        *find(rows, property="oil_displacement", place="world", item="Cars, EV, APS"),
        *find(rows, property="vehicle_stock_share", text="Europe", item="Cars, EV, Europe"),
    ]
    golden_rows("iea-global-ev", chosen)


def test_what_was_read(shared_data, read_rows):
    reading, rows = read_rows("iea-global-ev", shared_data / FILE)
    assert (len(rows), reading.read, reading.edition) == (12654, 12654, "2024")
    assert len({row["row_key"] for row in rows}) == len(rows)
    assert any("Milion" in note for note in reading.notes)
    assert "states no licence" in SOURCE.licence_basis


def test_a_scenario_is_never_a_figure_of_the_past(rows):
    scenarios = [row for row in rows if row["item"].endswith((", STEPS", ", APS", "STEPS, Europe", "APS, Europe"))]
    assert len(scenarios) == 1742 + 1738
    assert {row["status"] for row in scenarios} == {"estimated"}
    past = [row for row in rows if row["status"] != "estimated"]
    assert max(row["from_"].year for row in past) == 2023
    assert {row["status"] for row in past} == {"reported", "rounded"}


def test_two_digits_leave_a_range_and_small_whole_numbers_none(rows):
    (many,) = [
        row for row in find(rows, place="US", property="vehicle_sales", item="Cars, BEV") if row["from_"].year == 2023
    ]
    assert (many["value"], many["low"], many["high"], many["status"]) == (1_100_000, 1_050_000, 1_150_000, "rounded")
    few = [row for row in find(rows, unit="vehicles") if row["value"] < 100 and row["value"].is_integer()]
    assert few and all(row["low"] is None and row["status"] != "rounded" for row in few)


def test_the_misspelt_unit_is_read_by_its_name(rows):
    oil = find(rows, property="oil_displacement")
    assert len(oil) == 586
    (row,) = [row for row in find(oil, place="world", item="Cars, EV, STEPS") if row["from_"].year == 2030]
    assert row["unit"] == "barrels per day"
    assert row["value"] == pytest.approx(float(row["original"]) * 1e6)


def test_a_region_is_no_country(rows):
    europe = [row for row in rows if row["text"] == "Europe"]
    assert len(europe) == 1234
    assert {row["place"] for row in europe} == {None}
    assert all("not the European Union" in row["note"] for row in europe)
    places = {row["text"]: row["place"] for row in rows}
    assert [places[name] for name in ("World", "Rest of the world", "EU27", "Korea", "USA")] == [
        *("world", "other", "eu", "KR", "US")
    ]


def test_every_fault_at_once(lines, tmp_path):
    spoilt = changed(lines, "Milion barrels per day", "Million barrels per day")
    spoilt = changed(spoilt, "Australia,Historical", "Atlantis,Historical")
    spoilt = changed(spoilt, "Austria,Historical", "Austria,Hysterical")
    spoilt = changed(spoilt, "Vehicles,49", "Vehicles,-49")
    message = refusal(spoilt, tmp_path)
    assert all(said in message for said in ("'Million barrels per day'", "Atlantis", "Hysterical", "'-49'"))
    assert "row " in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Vehicles,49", "Vehicles,NaN", "'NaN'"),
        ("Vehicles,49", "Vehicles,1e999", "'1e999'"),
        ("Vehicles,49", "Vehicles,4912", "2 significant digits"),
        ("Vehicles,49", "GWh,49", "allowed: Vehicles"),
        ("2011,percent,0.00039", "2011,percent,101", "0 to 100"),
        (",2011,", ",1911,", "'1911'"),
    ],
)
def test_a_wrong_cell_is_named(lines, tmp_path, old, new, said):
    assert said in refusal(changed(lines, old, new), tmp_path)


def test_a_row_twice_is_a_fault(lines, tmp_path):
    assert "occurs again" in refusal([*lines, lines[1]], tmp_path)


def test_another_edition_is_refused(lines, tmp_path):
    later = changed(lines, "World,Historical,EV sales,Cars,BEV,2023", "World,Historical,EV sales,Cars,BEV,2024")
    assert "another edition" in refusal(later, tmp_path)


def test_a_row_missing_is_noticed(lines, tmp_path):
    assert "12653" in refusal(lines[:-1], tmp_path)


def test_a_header_alone_is_refused(lines, tmp_path):
    assert "rows: found 0" in refusal(lines[:1], tmp_path)


def test_another_table_is_refused(tmp_path):
    assert "c, Year, Sales" in refusal(["c,Year,Sales", "Aland,2020,1"], tmp_path)


@pytest.mark.parametrize(("value", "digits"), [(88000.0, 2), (4.800000191, 2), (0.0, 0), (1158830.0, 6), (90.0, 1)])
def test_significant_digits(value, digits):
    assert significant(value) == digits


@pytest.mark.parametrize(
    ("value", "low", "high"), [(88000.0, 87500.0, 88500.0), (0.0, 0.0, 0.0), (4.8, 4.75, 4.85), (110.0, 105.0, 115.0)]
)
def test_what_two_digits_leave_open(value, low, high):
    assert span(value, 2) == (low, high)
