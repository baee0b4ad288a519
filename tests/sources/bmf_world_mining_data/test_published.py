"""The real file: golden figures, the total that is no country, units, flags, and a code that stands twice."""

from datetime import date

import pytest

from orepath.errors import SourceError
from orepath.evidence.store import Evidence
from orepath.sources.bmf_world_mining_data.tables import meant
from orepath.sources.importing import import_dataset
from orepath.vocabulary.places import is_country
from orepath.vocabulary.terms import minerals

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def made(tmp_path_factory, shared_data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OREPATH_HOME", str(tmp_path_factory.mktemp("wmd-home")))
        yield import_dataset("world-mining-data", shared_data / "geopolrisk" / "world_mining_data.db", TODAY)


@pytest.fixture(scope="module")
def evidence(made) -> Evidence:
    return Evidence([made[0]])


def test_edition_and_counts(made):
    _, reading = made
    assert (reading.edition, reading.recorded) == ("2018-2024", date(2026, 7, 14))
    assert (reading.read, reading.kept, len(reading.refused)) == (14_133, 13_454, 97)


@pytest.mark.parametrize(
    ("mineral", "place", "year", "value", "status", "where"),
    [
        ("cobalt", "CD", 2024, 200_253.0, "reported", "table Cobalt, row 5, column 2024"),
        ("cobalt", "CN", 2018, 3_100.0, "estimated", "table Cobalt, row 4, column 2018"),
        ("lithium", "AU", 2023, 204_200.0, "reported", "table Lithium (Li2O), row 2, column 2023"),
        ("graphite", "IN", 2023, 129_700.0, "reported", "table Graphite, row 7, column 2023"),
    ],
)
def test_golden_figures(evidence, mineral, place, year, value, status, where):
    (found,) = evidence.statements("production", mineral=mineral, place=place, year=year)
    assert (found.value, found.status, found.stage, found.unit) == (value, status, "mine", "t")
    assert found.locator == f"world_mining_data.db, {where}"


def test_every_table_has_one_total_and_it_is_no_country(evidence):
    found = evidence.rows("select item, count(*) as n from statements where place = 'world' group by item")
    assert len(found) == 64  # of 65 tables, natural gas is no mass
    assert {row["n"] for row in found} == {7}
    assert not is_country("world")


def test_the_total_is_not_among_the_countries(evidence):
    found = evidence.statements("production", mineral="cobalt", year=2024)
    world = next(s.value for s in found if s.place == "world")
    assert sum(s.value for s in found if is_country(s.place or "")) == pytest.approx(world, rel=1e-4)


def test_no_place_is_the_delete_marker(evidence):
    places = {row["place"] for row in evidence.rows("select distinct place from statements")}
    assert all(is_country(place) or place == "world" for place in places)
    assert {"NA", "TW", "XK"} <= places


def test_units_become_tons(evidence):
    (gold,) = evidence.statements("production", mineral="gold", place="AU", year=2018)
    assert gold.original is not None
    number, unit = gold.original.split(" ", 1)
    assert unit == "kg"
    assert gold.value == pytest.approx(float(number) / 1000)
    (stones,) = evidence.statements("production", item="Diamonds (Gem)", place="BW", year=2018)
    assert stones.value == pytest.approx(float((stones.original or "").split()[0]) * 2e-7)


def test_a_volume_is_refused(made):
    _, reading = made
    assert sum("table Natural Gas: its unit 'Mio m3' is not a mass" in item.why for item in reading.refused) == 95


def test_blank_is_unknown_and_zero_is_zero(evidence):
    (blank,) = evidence.statements("production", mineral="lithium", place="ZA", year=2018)
    (zero,) = evidence.statements("production", mineral="lithium", place="NA", year=2019)
    assert (blank.value, blank.status) == (None, "not_available")
    assert (zero.value, zero.status) == (0.0, "reported")


def test_one_code_in_two_rows_keeps_neither(made, evidence):
    """Gold of French Guiana is coded as Guyana, and two years of both rows are alike."""
    assert [item.row for item in made[1].refused if "code GUY stands in rows 34, 41" in item.why] == [34, 41]
    assert [s for place in ("GY", "GF") for s in evidence.statements("production", mineral="gold", place=place)] == []


def test_totals_that_do_not_add_up_are_said(made):
    (note,) = [note for note in made[1].notes if "published total" in note]
    assert "in 10 table-years" in note
    assert "Perlite 2020" in note


def test_flags(evidence):
    found = evidence.rows(
        "select status, count(*) as n from statements where place <> 'world' group by all order by all"
    )
    assert {row["status"] for row in found} == {"reported", "estimated", "not_available"}
    assert evidence.rows("select count(*) as n from statements where note = 'provisional'")[0]["n"] > 0


def test_minerals_are_in_the_vocabulary():
    assert {mineral for mineral, _ in meant().values() if mineral} <= set(minerals())
    assert len(meant()) == 65


def test_it_never_ships(made):
    from orepath.sources.importing import reader

    assert reader("world-mining-data").SOURCE.ships is False


@pytest.mark.parametrize("other", ["geopolrisk/wgi.db", "usgs/MCS2025_World_Data.csv", "usgs/USGS2024.xlsx"])
def test_another_dataset_is_refused(made, shared_data, other):
    with pytest.raises(SourceError, match="this is not World Mining Data"):
        import_dataset("world-mining-data", shared_data / other, TODAY)
