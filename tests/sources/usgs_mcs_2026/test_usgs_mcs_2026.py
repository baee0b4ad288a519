"""The reader of the 2026 data release: on the publisher's file, and on files that are not what it issues."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Reading, Sink
from orepath.evidence.store import Evidence, Statement
from orepath.sources.importing import import_dataset
from orepath.sources.usgs_mcs_2026.read import SOURCE, read
from orepath.vocabulary.places import is_country
from orepath.vocabulary.terms import minerals, properties, stages

FILE = "MCS2026_Commodities_Data.csv"
GOLDEN_ROWS = (124, 185, 1836, 1981, 2668, 2855, 3003, 3687, 4225, 4502, 5086, 6277, 7052, 7642, 8478, 8539)
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def real(shared_data: Path) -> Path:
    return shared_data / "usgs" / FILE


@pytest.fixture(scope="module")
def imported(real: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Evidence, Reading]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OREPATH_HOME", str(tmp_path_factory.mktemp("home")))
        release, reading = import_dataset(SOURCE.id, real, TODAY)
        return Evidence([release]), reading


@pytest.fixture(scope="module")
def evidence(imported: tuple[Evidence, Reading]) -> Evidence:
    return imported[0]


def at(evidence: Evidence, row: int) -> Statement:
    ids = evidence.rows("select statement_id from statements where locator = ?", [f"{FILE}, row {row}"])
    assert len(ids) == 1, f"row {row} has {len(ids)} statements"
    return evidence.statement(ids[0]["statement_id"])


def kind(statement: Statement) -> tuple:
    return statement.status, statement.value, statement.low, statement.high


def test_every_row_is_a_statement(imported: tuple[Evidence, Reading]):
    evidence, reading = imported
    assert (reading.read, reading.kept, reading.refused) == (8886, 8886, ())
    assert (reading.edition, reading.recorded) == ("2026", date(2026, 2, 6))
    counted = evidence.rows("select count(*) n, count(distinct row_key || property) keys from statements")[0]
    assert counted == {"n": 8886, "keys": 8886}


def test_words_are_of_the_vocabulary(evidence: Evidence):
    def distinct(column: str) -> set[str]:
        return {row[column] for row in evidence.rows(f"select distinct {column} from statements")} - {None}

    assert distinct("property") <= set(properties())
    assert distinct("stage") <= set(stages())
    assert distinct("mineral") <= set(minerals())
    assert len(distinct("mineral")) >= 25
    assert {"cobalt", "graphite", "lithium", "manganese", "nickel"} <= distinct("mineral")
    for column in ("place", "partner"):
        assert {place for place in distinct(column) if not is_country(place)} <= {"world", "other"}


# Every kind of cell the file has that is not a plain figure, one row each.
KINDS = {
    185: ("reported", 889_000.0, None, None),  # 889 thousand metric tons
    138: ("reported", 0.0, None, None),  # a dash is zero
    456: ("not_available", None, None, None),  # NA
    380: ("withheld", None, None, None),  # W
    41: ("less_than", None, None, 0.0),  # E: a net exporter's share is at most zero
    1197: ("less_than", None, 0.0, 0.5),  # s: less than half a metric ton
    6400: ("less_than", None, 0.0, 0.005),  # s: less than half a percent
    3649: ("less_than", None, 0.0, 100_000.0),  # s: the note says less than 100,000 tons
    2110: ("less_than", None, 0.0, 0.0005),  # s in million carats: the note says less than 500 carats
    2855: ("not_available", None, None, None),  # s, and the note speaks of no half unit
    3003: ("not_available", None, None, None),  # s: included in the world total
    5336: ("not_available", None, None, None),  # s: included with other countries
    2739: ("greater_than", None, 0.5, None),  # >50 percent
    1190: ("less_than", None, 0.0, 0.5),  # <50 percent
    4125: ("less_than", None, 0.0, 0.01),  # <1 percent
    8536: ("less_than", None, 0.0, 1000.0),  # <1,000
    467: ("greater_than", None, 2e6, None),  # >2,000,000
    8539: ("range", None, 50.0, 300.0),  # 50–300 dollars per metric ton
    3687: ("range", None, 330e6, 390e6),  # 330 - 390 million metric tons
    8533: ("range", None, 10_000.0, 15_000.0),  # 10,000 - 15,000
    1092: ("not_available", None, None, None),  # XX
    1171: ("not_available", None, None, None),  # Large
    4629: ("not_available", None, None, None),  # Small
    3931: ("not_available", None, None, None),  # Moderate
    2630: ("not_available", None, None, None),  # Moderate to large
    4830: ("not_available", None, None, None),  # Very small
    7066: ("not_available", None, None, None),  # Variable, depending on type of product
    2642: ("not_available", None, None, None),  # Variable, depending on size, type, and quality
    5086: ("reported", -1.0, None, None),  # ?1: a lost minus sign
    7450: ("reported", -10.0, None, None),  # ?10
    8478: ("reported", 68.0, None, None),  # 68 with a hard blank behind it
    4680: ("estimated", 41_000.0, None, None),
}


@pytest.mark.parametrize("row", KINDS)
def test_every_kind_of_cell(evidence: Evidence, row: int):
    assert kind(at(evidence, row)) == KINDS[row]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (41, "net exporter"),
        (1171, "Large"),
        (4830, "Very small"),
        (2630, "Moderate to large"),
        (3003, "Included in “World total.”"),
        (7066, "Variable, depending on type of product"),
    ],
)
def test_words_stay_words(evidence: Evidence, row: int, text: str):
    statement = at(evidence, row)
    assert statement.text == text
    assert statement.value is None


def test_no_cell_that_is_not_a_figure_has_a_value(evidence: Evidence):
    states = {"withheld", "not_available", "less_than", "greater_than", "range"}
    found = evidence.rows("select status, count(*) n from statements where value is null group by 1")
    assert {row["status"] for row in found} == states
    assert (
        evidence.rows("select 1 from statements where status in ('withheld', 'not_available') and low is not null")
        == []
    )
    assert sum(row["n"] for row in found if row["status"] == "withheld") == 224


def test_where_the_file_says_less_than_it_means_the_note_says_so(evidence: Evidence):
    assert "no minus sign" in at(evidence, 5086).note
    assert "do not say what it stands for" in at(evidence, 2855).note
    assert "not applicable" in at(evidence, 1092).note
    assert at(evidence, 6277).place == "US" and at(evidence, 6277).partner == "other"
    assert "China, Germany, and Russia together" in at(evidence, 6277).note


def test_units_the_file_states_wrongly_are_read_aloud(evidence: Evidence):
    price = at(evidence, 4502)
    assert (price.mineral, price.value, price.unit) == ("manganese", 5.27, "dollars per metric ton unit")
    assert "The file says dollars per metric ton" in price.note
    reserves = evidence.statements("reserves", mineral="vanadium", place="world")[0]
    assert (reserves.value, reserves.unit) == (21_000_000.0, "t")
    assert "read as thousand metric tons" in reserves.note


def test_units_are_canonical(evidence: Evidence):
    found = {row["unit"] for row in evidence.rows("select distinct unit from statements")}
    assert {"t", "share", "usd", "usd_per_t", "people", "index"} <= found
    assert found - {"t", "share", "usd", "usd_per_t", "people", "index", None} <= set(SOURCE.raw["units"]["own"])
    odd = evidence.rows("select original from statements where unit is null and value is not null")
    assert odd == []
    [pound] = evidence.statements("price", item="Price, average, dollars per pound: U.S. spot, cathode", year=2024)
    assert pound.value == pytest.approx(float(pound.original) * 2204.622621848776)


def test_import_sources_are_of_four_years(evidence: Evidence):
    statement = next(s for s in evidence.statements("import_share", mineral="cobalt"))
    assert (statement.from_, statement.until) == (date(2021, 1, 1), date(2025, 1, 1))
    assert statement.place == "US" and statement.unit == "share"
    assert is_country(statement.partner) or statement.partner == "other"
    assert at(evidence, 7052).partner == "BS"


def test_one_world_total_a_mineral_and_stage(evidence: Evidence):
    """A sum over places of one mineral, stage and year is never counted twice."""
    totals = evidence.rows(
        """select property, mineral, stage, year(from_) y, count(*) filter (place = 'world') n
        from statements where stage is not null and property in ('production', 'capacity') group by all"""
    )
    assert len(totals) >= 80
    assert [row for row in totals if row["n"] != 1] == []
    twice = evidence.rows(
        """select distinct mineral from (select mineral, stage, place, from_, count(*) n from statements
        where stage is not null and property = 'production' and place not in ('world', 'other')
        group by all having n > 1)"""
    )
    assert twice == [{"mineral": "titanium"}]  # ilmenite and rutile, which add up


def test_one_name_a_mineral_and_stage(evidence: Evidence):
    """Whoever groups by the name of a series has its total and all its places."""
    names = evidence.rows(
        """select property, mineral, stage, count(distinct item) n from statements
        where stage is not null and property in ('production', 'capacity') group by all having n > 1"""
    )
    assert names == []
    exporter = next(s for s in evidence.statements("production", mineral="mercury") if "exports" in (s.note or ""))
    assert exporter.item == "Mine production" and exporter.place == "PE"


def test_the_two_tables_of_mica_are_told_apart(evidence: Evidence):
    found = evidence.statements("net_import_reliance", mineral="mica", year=2021)
    assert {s.item.split(":")[0]: s.value for s in found} == {"Scrap and flake": 0.32, "Sheet": 1.0}
    assert all("two rows of this name" in s.note for s in found)


def test_a_series_keeps_one_name_with_its_total(evidence: Evidence):
    items = {s.item for s in evidence.statements("production", mineral="nickel", stage="mine")}
    assert items == {"Mine production"}


def test_by_products_are_not_the_mineral(evidence: Evidence):
    for words in ("arsenide wafers", "Hydrofluoric acid", "Iron metallics", "Stainless"):
        rows = evidence.rows(
            "select mineral from statements where property = 'imports' and item like ?", [f"%{words}%"]
        )
        assert {row["mineral"] for row in rows} <= {None}, words


def test_golden_rows(evidence: Evidence, golden_rows: Callable[[str, list[dict]], None]):
    golden_rows(SOURCE.id, [vars(at(evidence, row)) for row in GOLDEN_ROWS])


# Files that are not what the publisher issues.


def spoiled(real: Path, folder: Path, change) -> Path:
    path = folder / FILE
    path.write_bytes(change(real.read_bytes()))
    return path


def refusal(path: Path, folder: Path) -> SourceError:
    with pytest.raises(SourceError) as error:
        read(path, Sink(folder))
    assert not (folder / "statements.parquet").exists()
    assert error.value.exit_code == 3
    return error.value


def codes(error: SourceError) -> set[str]:
    return {fault.code for fault in error.faults}


def lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def test_cut_in_the_middle_of_a_row(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data[:1_000_000]), tmp_path)
    assert {"file_truncated", "count_below"} <= codes(error)
    assert "rows: found" in error.message()


def test_cut_between_two_rows(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: b"".join(lines(data)[:4000])), tmp_path)
    assert codes(error) == {"count_below"}
    assert len(error.faults) == 5


def test_saved_as_utf8(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data.decode("cp1252").encode("utf-8")), tmp_path)
    assert codes(error) == {"wrong_encoding"}
    assert "line 2" in error.message() and "cp1252" in error.message()


def test_a_byte_that_is_no_character(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data.replace(b"Cobalt", b"Cob\x81lt", 1)), tmp_path)
    assert codes(error) == {"wrong_encoding"}


def test_shifted_columns(real: Path, tmp_path: Path):
    """One cell too few in row 3, one cell moved in row 4: both named, with their rows."""

    def shift(data: bytes) -> bytes:
        rows = lines(data)
        rows[2] = rows[2].replace(b",", b";", 1)
        rows[3] = rows[3].replace(b"United States,Production", b"Production,United States", 1)
        return b"".join(rows)

    error = refusal(spoiled(real, tmp_path, shift), tmp_path)
    assert {"ragged_row", "bad_cell"} <= codes(error)
    assert {fault.where for fault in error.faults} >= {f"{FILE}, row 3", f"{FILE}, row 4"}
    columns = {fault.values.get("column") for fault in error.faults}
    assert {"Country", "Statistics"} <= columns


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"COBALT,Salient", b"12.5,Salient", "column MCS chapter: found '12.5'"),
        (b"States,Cobalt,", b"States,Nickel,", "column Commodity: found 'Nickel', allowed: Cobalt."),
        (b",Yes,", b",Cobalt,", "column Is critical mineral 2025: found 'Cobalt', allowed: Yes, No,"),
    ],
)
def test_what_stands_in_the_wrong_column(real: Path, tmp_path: Path, old: bytes, new: bytes, said: str):
    assert said in refusal(spoiled(real, tmp_path, lambda data: data.replace(old, new, 1)), tmp_path).message()


@pytest.mark.parametrize("change", ["Year", "year"])
def test_another_header(real: Path, tmp_path: Path, change: str):
    def rename(data: bytes) -> bytes:
        return (
            data.replace(b",Year,", b",Period,", 1) if change == "Year" else data.replace(b"Unit,Year", b"Year,Unit", 1)
        )

    assert codes(refusal(spoiled(real, tmp_path, rename), tmp_path)) == {"wrong_columns"}


def test_a_value_nobody_knows_is_not_guessed(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data.replace(b'"10,000"', b"ca. 10000", 1)), tmp_path)
    assert codes(error) == {"bad_cell"}
    assert "row 2" in error.message() and "ca. 10000" in error.message()


def test_a_net_exporter_outside_of_reliance_is_refused(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data.replace(b'"10,000"', b"E", 1)), tmp_path)
    assert codes(error) == {"bad_cell"}


def test_a_minus_sign_is_read_only_where_the_notes_provide_for_it(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data.replace(b'"10,000"', b"?10", 1)), tmp_path)
    assert codes(error) == {"bad_cell"}


def test_duplicated_rows(real: Path, tmp_path: Path):
    def twice(data: bytes) -> bytes:
        rows = lines(data)
        return b"".join([*rows[:2], rows[1], *rows[2:], rows[4681]])

    error = refusal(spoiled(real, tmp_path, twice), tmp_path)
    assert codes(error) == {"duplicate_key"}
    assert {fault.where for fault in error.faults} == {f"{FILE}, row 3", f"{FILE}, row 8889"}


def test_empty_file_folder_and_no_file(tmp_path: Path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert codes(refusal(empty, tmp_path)) == {"file_empty"}
    assert codes(refusal(folder, tmp_path)) == {"file_is_folder"}
    assert codes(refusal(tmp_path / "absent.csv", tmp_path)) == {"file_missing"}


def test_a_header_alone(real: Path, tmp_path: Path):
    assert codes(refusal(spoiled(real, tmp_path, lambda data: lines(data)[0]), tmp_path)) == {"count_below"}


def test_the_file_of_2025(shared_data: Path, tmp_path: Path):
    error = refusal(shared_data / "usgs" / "MCS2025_World_Data.csv", tmp_path)
    assert codes(error) & {"wrong_edition", "wrong_encoding"}


def test_another_dataset(shared_data: Path, tmp_path: Path):
    error = refusal(shared_data / "baci" / "country_codes_V202401b.csv", tmp_path)
    assert codes(error) & {"wrong_columns", "wrong_encoding"}


def test_a_failed_import_leaves_nothing(real: Path, tmp_path: Path, home: Path):
    path = spoiled(real, tmp_path, lambda data: data[:500_000])
    with pytest.raises(SourceError):
        import_dataset(SOURCE.id, path, TODAY)
    assert [place for place in home.rglob("*") if place.is_file() or "usgs" in place.name] == []


def test_both_languages_say_every_fault(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: b"".join(lines(data)[:100])), tmp_path)
    assert len(error.message("ja").splitlines()) == len(error.message("en").splitlines()) >= 5
