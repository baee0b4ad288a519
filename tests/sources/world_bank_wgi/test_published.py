"""The real workbook and SQLite file: golden figures, blanks, codes that are not ISO, and the row that stands twice."""

from datetime import date
from pathlib import Path

import pytest

from orepath.evidence.store import Evidence
from orepath.sources.importing import import_dataset

TODAY = date(2026, 11, 23)
SIX = {
    "voice_accountability",
    "political_stability",
    "government_effectiveness",
    "regulatory_quality",
    "rule_of_law",
    "control_of_corruption",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory, shared_data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OREPATH_HOME", str(tmp_path_factory.mktemp("wgi-home")))
        yield {
            "xlsx": import_dataset("wgi", shared_data / "governance" / "wgidataset.xlsx", TODAY),
            "db": import_dataset("wgi", shared_data / "geopolrisk" / "wgi.db", TODAY),
        }


@pytest.fixture(scope="module")
def workbook(made) -> Evidence:
    return Evidence([made["xlsx"][0]])


@pytest.fixture(scope="module")
def database(made) -> Evidence:
    return Evidence([made["db"][0]])


def test_editions_are_told_apart(made):
    assert (made["xlsx"][1].edition, made["xlsx"][1].recorded) == ("2023-update", date(2023, 12, 31))
    assert (made["db"][1].edition, made["db"][1].recorded) == ("political-stability-1996-2024", date(2026, 7, 14))


def test_counts(made):
    assert (made["xlsx"][1].read, made["xlsx"][1].kept) == (30_816, 30_672)
    assert (made["db"][1].read, made["db"][1].kept) == (5_642, 5_512)


def test_six_properties_from_1996_to_2022(workbook):
    found = workbook.rows("select property, min(year(from_)) as a, max(year(from_)) as b from statements group by 1")
    assert {row["property"] for row in found} == SIX
    assert {(row["a"], row["b"]) for row in found} == {(1996, 2022)}


@pytest.mark.parametrize(
    ("property_", "place", "year", "value", "where"),
    [
        ("voice_accountability", "AD", 1996, 1.5632166862487793, "sheet VoiceandAccountability, cell C17"),
        ("voice_accountability", "AD", 1998, 1.5287591218948364, "sheet VoiceandAccountability, cell I17"),
        ("voice_accountability", "ZW", 1996, -0.6115501523017883, "sheet VoiceandAccountability, cell C229"),
    ],
)
def test_golden_figures_of_the_workbook(workbook, property_, place, year, value, where):
    (found,) = workbook.statements(property_, place=place, year=year)
    assert (found.value, found.unit, found.status) == (value, "index", "reported")
    assert found.locator == f"wgidataset.xlsx, {where}"
    assert (found.from_, found.until) == (date(year, 1, 1), date(year + 1, 1, 1))


def test_golden_figure_of_the_database(database):
    (found,) = database.statements("political_stability", place="AF", year=2024)
    assert (found.value, found.original) == (-2.2052112, "-2.2052112")
    assert found.locator == "wgi.db, table Estimate, row 3, column 2024"


def test_editions_agree_where_they_overlap(workbook, database):
    query = "select place, year(from_) as year, value from statements where property = 'political_stability'"
    first, second = ({(r["place"], r["year"]): r["value"] for r in e.rows(query)} for e in (workbook, database))
    shared = [key for key in first if first[key] is not None and second.get(key) is not None]
    assert len(shared) > 4_500
    apart = [key for key in shared if first[key] != pytest.approx(second[key], abs=1e-9)]
    assert len(apart) == 12
    assert {place for place, _ in apart} == {"JE"}  # restated by the publisher; both figures are kept


def test_blanks_are_not_available_and_not_zero(workbook):
    (found,) = workbook.statements("voice_accountability", place="AW", year=1996)
    assert (found.value, found.status, found.original) == (None, "not_available", "#N/A")
    assert workbook.rows("select count(*) as n from statements where value = 0 and status <> 'reported'") == [{"n": 0}]


@pytest.mark.parametrize("place", ["AD", "CD", "PS", "RO", "TL", "XK"])
def test_codes_that_are_not_iso(workbook, place):
    assert len(workbook.statements("rule_of_law", place=place)) == 24


def test_guyana_stands_twice_and_neither_row_is_kept(made, database, workbook):
    assert database.statements("political_stability", place="GY") == []
    rows = [
        item.row for item in made["db"][1].refused if item.why.startswith("code GUY (Guyana) stands in rows 80, 82")
    ]
    assert rows == [80, 82]
    (found,) = workbook.statements("political_stability", place="GY", year=2022)
    assert found.value == pytest.approx(0.0271, abs=1e-4)


def test_namibia_is_a_country(workbook, database):
    assert all(e.statements("political_stability", place="NA", year=2020)[0].value for e in (workbook, database))


def test_what_is_left_out_is_said(made):
    assert all("standard errors" in reading.notes[0] for _, reading in made.values())


def test_one_statement_a_country_and_year(workbook, database):
    query = "select count(*) - count(distinct (property, place, from_)) as twice from statements"
    assert [e.rows(query) for e in (workbook, database)] == [[{"twice": 0}], [{"twice": 0}]]


def test_places_are_codes_of_two_letters(workbook):
    assert workbook.rows("select count(*) as n from statements where place is null or len(place) <> 2") == [{"n": 0}]


def test_another_dataset_is_refused(made, shared_data):
    from orepath.errors import SourceError

    for other in ("geopolrisk/world_mining_data.db", "usgs/MCS2025_World_Data.csv", "usgs/USGS2024.xlsx"):
        with pytest.raises(SourceError, match="this is not WGI"):
            import_dataset("wgi", Path(shared_data / other), TODAY)
