"""The real files: golden rows, counts of every quirk, and the same statements from CSV and Parquet."""

import csv
from datetime import date
from pathlib import Path

import pytest

from orepath.evidence.reading import Reading
from orepath.evidence.release import Release
from orepath.evidence.store import Evidence
from orepath.sources.importing import import_dataset

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("baci-home")
        patch.setenv("OREPATH_HOME", str(place))
        yield place


@pytest.fixture(scope="module")
def parquet(home, shared_data) -> tuple[Release, Reading]:
    return import_dataset("baci", shared_data / "baci" / "baci_hs92_minerals_1995_2024.parquet", TODAY)


@pytest.fixture(scope="module")
def years(home, shared_data) -> tuple[Release, Reading]:
    return import_dataset("baci", shared_data / "baci" / "geopolrisk_hs92", TODAY)


@pytest.fixture(scope="module")
def values(home, shared_data) -> tuple[Release, Reading]:
    return import_dataset("baci", shared_data / "trade" / "baci_v202601", TODAY)


def test_counts_of_the_whole_series(parquet):
    release, reading = parquet
    assert (reading.read, reading.kept, reading.refused) == (1_264_888, 1_264_510, ())
    assert release.tables[0].rows == 1_264_510
    assert reading.notes[0].startswith("61682 rows without a quantity")
    assert reading.notes[-1].startswith("362 figures whose countries share one code in orepath, from 740 rows")


def test_editions_begin_with_the_nomenclature(parquet, years, values):
    assert [reading.edition for _, reading in (parquet, years, values)] == [
        "HS92-minerals-extract",
        "HS92-minerals-extract",
        "HS17-V202601",
    ]


def test_csv_and_parquet_give_the_same_statements(parquet, years):
    query = "select statement_id from trade_statements where year = 2023 order by 1"
    ids = [[row["statement_id"] for row in Evidence([release]).rows(query)] for release, _ in (parquet, years)]
    assert len(ids[0]) == 2 * 52_818
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


def test_no_key_occurs_twice(parquet):
    query = "select count(*) - count(distinct (year, exporter, importer, good)) as twice from trade"
    assert Evidence([parquet[0]]).rows(query) == [{"twice": 0}]


def test_nothing_is_lost_in_value_or_mass(parquet, shared_data):
    place = shared_data / "baci" / "baci_hs92_minerals_1995_2024.parquet"
    evidence = Evidence([parquet[0]])
    (ours,) = evidence.rows("select sum(value_usd) as usd from trade")
    (theirs,) = evidence.rows(f"select sum(v) * 1000 as usd from read_parquet('{place}')")
    assert ours["usd"] == pytest.approx(theirs["usd"], rel=1e-12)


def test_every_hundredth_row_stands_where_it_says(years, shared_data):
    """The row number is the line of the file, also where a file is read in parallel."""
    file = "BACI_HS92_Y2023_minerals.csv"
    with (shared_data / "baci" / "geopolrisk_hs92" / file).open(encoding="utf-8", newline="") as handle:
        lines = list(csv.reader(handle))
    rows = Evidence([years[0]]).rows(f"select * from trade where file = '{file}' and row % 100 = 0")
    assert len(rows) == 528
    for row in rows:
        _, _, _, good, value, mass = lines[row["row"] - 1]
        assert (row["good"], row["value_usd"]) == (good, pytest.approx(float(value) * 1000))
        assert row["mass_t"] == (float(mass) if mass.strip() else None)


def test_golden_rows(years):
    evidence = Evidence([years[0]])
    (row,) = evidence.rows("select * from trade where file like '%2023%' and row = 2")
    assert (row["year"], row["exporter"], row["importer"], row["good"]) == (2023, "BG", "BY", "250700")
    assert (row["value_usd"], row["mass_t"]) == (181_355.0, 409.488)


def test_dollars_are_not_thousands_of_them(values):
    """Cobalt oxides and hydroxides, 2022, in this vintage: 1,550 million dollars."""
    (row,) = Evidence([values[0]]).rows("select sum(value_usd) as usd from trade where good = '282200' and year = 2022")
    assert row["usd"] == pytest.approx(1_549_930_638)


def test_thousands_are_dollars_times_a_thousand(parquet):
    """The same good and year in the HS 1992 extract: 2,049 million dollars."""
    (row,) = Evidence([parquet[0]]).rows(
        "select sum(value_usd) as usd from trade where good = '282200' and year = 2022"
    )
    assert row["usd"] == pytest.approx(2_049e6, rel=1e-3)


@pytest.mark.parametrize(("place", "rows"), [("NA", 2_499), ("TW", 14_122), ("US", 93_093)])
def test_places_behind_the_publishers_codes(parquet, place, rows):
    query = f"select count(*) as n from trade where exporter = '{place}'"
    assert Evidence([parquet[0]]).rows(query) == [{"n": rows}]


def test_no_place_is_null_and_joint_areas_are_no_country(parquet):
    query = "select count(*) as n from trade where exporter is null or importer is null or exporter = 'CS'"
    assert Evidence([parquet[0]]).rows(query) == [{"n": 0}]


def test_other_asia_is_shown_as_such(values):
    evidence = Evidence([values[0]])
    assert evidence.place_name("TW", "en", ["baci"]) == "Taiwan (reported as Other Asia, n.e.s.)"
    assert evidence.place_name("TW", "ja", ["baci"]) == "台湾（「その他アジア」として報告）"


def test_the_published_folder_with_both_code_files(home, shared_data, parquet):
    _, reading = import_dataset("baci", shared_data / "baci", TODAY)
    assert (reading.edition, reading.kept) == ("HS92-minerals-extract", parquet[1].kept)


def test_another_publishers_trade_is_refused(home, shared_data, caplog):
    from orepath.errors import SourceError

    with pytest.raises(SourceError, match="the columns are not those of BACI"):
        import_dataset("baci", shared_data / "trade" / "UN_nickel_trade.csv", TODAY)
