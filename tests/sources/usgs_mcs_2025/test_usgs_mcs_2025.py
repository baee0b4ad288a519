"""The reader of the 2025 world data: on the publisher's file, and on files that are not what it issues."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Reading, Sink
from orepath.evidence.store import Evidence, Statement
from orepath.sources.importing import import_dataset
from orepath.sources.usgs_mcs_2025.cell import Words, absent, status_of
from orepath.sources.usgs_mcs_2025.read import SILENT, SOURCE, read
from orepath.vocabulary.places import is_country
from orepath.vocabulary.terms import minerals, properties, stages

FILE = "MCS2025_World_Data.csv"
GOLDEN_ROWS = (3, 32, 88, 142, 160, 268, 371, 428, 478, 554, 682, 734, 828, 1140, 1186)
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


def at(evidence: Evidence, row: int) -> list[Statement]:
    query = "select statement_id from statements where locator = ? order by property, from_"
    return [evidence.statement(found["statement_id"]) for found in evidence.rows(query, [f"{FILE}, row {row}"])]


def stated(evidence: Evidence, row: int) -> set[tuple]:
    def amount(statement: Statement) -> float | str | None:
        return statement.value if statement.value is not None else statement.text

    return {(s.property, s.from_.year, s.status, amount(s)) for s in at(evidence, row)}


def test_counts(imported: tuple[Evidence, Reading]):
    evidence, reading = imported
    assert (reading.edition, reading.recorded, reading.read) == ("2025", date(2025, 1, 31), 1250)
    assert {row.why for row in reading.refused} == {SILENT}
    assert (reading.kept, len(reading.refused)) == (1189, 61)
    counted = evidence.rows("select count(*) n, count(distinct row_key || property) keys from statements")[0]
    assert counted["n"] == counted["keys"] == 3086


def test_words_are_of_the_vocabulary(evidence: Evidence):
    def distinct(column: str) -> set[str]:
        return {row[column] for row in evidence.rows(f"select distinct {column} from statements")} - {None}

    assert distinct("property") <= set(properties())
    assert distinct("stage") <= set(stages())
    assert distinct("mineral") <= set(minerals())
    assert {"cobalt", "graphite", "lithium", "manganese", "nickel"} <= distinct("mineral")
    assert {place for place in distinct("place") if not is_country(place)} == {"world", "other"}


ROWS = {
    32: {
        ("production", 2023, "reported", 750_000.0),
        ("production", 2024, "estimated", 670_000.0),
        ("capacity", 2023, "reported", 1_360_000.0),
        ("capacity", 2024, "estimated", 1_360_000.0),
    },
    # A table that calls itself estimated, and a note that says reported: that is the earlier year.
    88: {
        ("production", 2023, "reported", 216_000.0),
        ("production", 2024, "estimated", 220_000.0),
        ("reserves", 2024, "reported", 34_000_000.0),
    },
    36: {
        ("production", 2023, "estimated", 3_200_000.0),
        ("production", 2024, "estimated", 3_300_000.0),
        ("capacity", 2023, "reported", 3_270_000.0),
        ("capacity", 2024, "estimated", 3_270_000.0),
    },
    # Blank cells with a note: withheld, not available, not applicable, a word, less than half a unit.
    160: {
        ("production", 2023, "withheld", None),
        ("production", 2024, "withheld", None),
        ("reserves", 2024, "reported", 11_000_000.0),
    },
    357: {
        ("production", 2023, "not_available", None),
        ("production", 2024, "not_available", None),
        ("reserves", 2024, "not_available", None),
    },
    159: {
        ("production", 2023, "not_available", None),
        ("production", 2024, "not_available", None),
        ("reserves", 2024, "not_available", None),
    },
    72: {("reserves", 2024, "not_available", "Small")},
    428: {("reserves", 2024, "not_available", "Included in World total")},
    682: {("production", 2023, "not_available", None), ("production", 2024, "estimated", 30.0)},
    # The rounded total of the world.
    278: {
        ("production", 2023, "estimated", 238_000.0),
        ("production", 2024, "estimated", 290_000.0),
        ("reserves", 2024, "rounded", 11_000_000.0),
    },
    # A row without figure or note states nothing.
    401: set(),
}


@pytest.mark.parametrize("row", ROWS)
def test_what_a_row_states(evidence: Evidence, row: int):
    assert stated(evidence, row) == ROWS[row]


def test_bounds_keep_their_kind(evidence: Evidence):
    more = next(s for s in at(evidence, 734) if s.property == "reserves")
    assert (more.status, more.value, more.low, more.high) == ("greater_than", None, 130_000_000.0, None)
    helium = at(evidence, 478)
    assert {(s.status, s.low, s.high) for s in helium if s.property == "production"} == {("less_than", 0.0, 0.5)}


def test_combined_places_are_no_country(evidence: Evidence):
    together = at(evidence, 3)
    assert {s.place for s in together} == {"other"}
    assert all("United States and Canada together" in s.item and "together" in s.note for s in together)


def test_what_is_added_to_a_place_stands_in_the_item(evidence: Evidence):
    helium = evidence.statements("production", mineral="helium", place="US", year=2024)
    assert {s.item.rsplit(": ", 1)[1]: s.value for s in helium} == {
        "extracted from natural gas": 68.0,
        "from Cliffside Field": 13.0,
    }


def test_units_the_file_states_wrongly_are_read_aloud(evidence: Evidence):
    [titanium] = evidence.statements("production", mineral="titanium", stage="mine", place="world", year=2023)
    assert (titanium.value, titanium.unit) == (9_430_000.0, "t")
    assert "The file says metric tons; read as thousand metric tons" in titanium.note
    [vanadium] = evidence.statements("reserves", mineral="vanadium", place="world")
    [molybdenum] = evidence.statements("reserves", mineral="molybdenum", place="world")
    [iron] = evidence.statements("reserves", mineral="iron-ore", place="world")
    assert (vanadium.value, molybdenum.value, iron.value) == (18e6, 15e6, 200e9)


def test_capacity_in_the_column_of_reserves_is_left_out_and_said(imported: tuple[Evidence, Reading]):
    evidence, reading = imported
    for mineral in ("indium", "magnesium"):
        assert evidence.statements("reserves", mineral=mineral) == []
    said = [note for note in reading.notes if note.startswith("Reserves not kept of rows ")]
    rows = {int(number) for note in said for number in re.findall(r"\b\d{3}\b", note)}
    assert rows == {*range(481, 491), *range(655, 665)}


def test_reserves_of_the_platinum_group_are_not_of_palladium(evidence: Evidence):
    assert evidence.statements("reserves", mineral="palladium") == []
    assert evidence.statements("reserves", mineral="platinum-group", place="world")[0].value == pytest.approx(81_000.0)


def test_one_world_total_a_mineral_and_stage(evidence: Evidence):
    totals = evidence.rows(
        """select property, mineral, stage, year(from_) y, count(*) filter (place = 'world') n
        from statements where stage is not null group by all"""
    )
    assert len(totals) >= 90
    assert [row for row in totals if row["n"] != 1] == []


def test_one_name_a_mineral_and_stage(evidence: Evidence):
    names = evidence.rows(
        """select property, mineral, stage, count(distinct item) n from statements
        where stage is not null group by all having n > 1"""
    )
    assert names == []
    [exporter] = evidence.statements("production", mineral="mercury", place="PE", year=2024)
    assert "In the file: exports." in exporter.note


def test_world_totals_are_the_sum_of_countries(evidence: Evidence):
    sums = evidence.rows(
        """select mineral, stage, year(from_) y, sum(value) filter (place = 'world') total,
            sum(value) filter (place <> 'world') parts
        from statements where stage is not null and property = 'production' group by all having total is not null"""
    )
    near = [row for row in sums if abs(row["parts"] - row["total"]) <= 0.03 * row["total"]]
    print(f"2025 edition: {len(near)} of {len(sums)} world totals within 3 % of the sum of countries")
    assert len(near) >= 85


def test_golden_rows(evidence: Evidence, golden_rows: Callable[[str, list[dict]], None]):
    golden_rows(SOURCE.id, [vars(statement) for row in GOLDEN_ROWS for statement in at(evidence, row)])


def test_a_note_about_one_year_states_nothing_of_the_other():
    words = Words((), ())
    assert absent(2023, "na for 2023", words).status == "not_available"
    assert absent(2024, "na for 2023", words) is None
    assert absent(2024, "ZrO2 content", words) is None


@pytest.mark.parametrize("note", ["reported", "Reported.", "reproted"])
def test_reported_against_an_estimated_table(note: str):
    table = "Mine production, estimated"
    assert status_of(2023, note, table, False) == "reported"
    assert status_of(2023, "", table, False) == "estimated"
    assert status_of(2024, note, table, False) == "estimated"


# Files that are not what the publisher issues.


def spoiled(real: Path, folder: Path, change: Callable[[bytes], bytes]) -> Path:
    path = folder / FILE
    path.write_bytes(change(real.read_bytes()))
    return path


def refusal(path: Path, folder: Path) -> SourceError:
    with pytest.raises(SourceError) as error:
        read(path, Sink(folder))
    assert not (folder / "statements.parquet").exists()
    return error.value


def codes(error: SourceError) -> set[str]:
    return {fault.code for fault in error.faults}


def lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def test_cut_in_the_middle_of_a_row(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data[:60_000]), tmp_path)
    assert {"file_truncated", "count_below"} <= codes(error)


def test_cut_between_two_rows(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: b"".join(lines(data)[:700])), tmp_path)
    assert codes(error) == {"count_below"}
    assert {"rows", "commodities", "world totals"} <= {fault.values["what"] for fault in error.faults}


def exchanged(first: int, second: int):
    """A change that leaves the header and exchanges the cells of two columns below it."""

    def change(data: bytes) -> bytes:
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        for row in rows:
            row[first], row[second] = row[second], row[first]
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
        return text.getvalue().encode("utf-8-sig")

    return change


@pytest.mark.parametrize(("first", "second"), [(5, 6), (5, 8), (5, 11), (6, 9), (8, 9), (9, 11), (7, 10), (7, 12)])
def test_columns_that_were_exchanged_are_told_by_what_they_hold(first: int, second: int, real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, exchanged(first, second)), tmp_path)
    assert codes(error) <= {"count_below", "count_above"}


@pytest.mark.parametrize(("encoding", "code"), [("cp1252", "wrong_encoding"), ("utf-16", "zero_byte")])
def test_saved_in_another_encoding(real: Path, tmp_path: Path, encoding: str, code: str):
    error = refusal(
        spoiled(real, tmp_path, lambda data: data.decode("utf-8-sig").encode(encoding, "replace")), tmp_path
    )
    assert codes(error) == {code}


def test_saved_twice(real: Path, tmp_path: Path):
    """Read as one byte a character and saved as UTF-8: the hard blanks show it."""
    error = refusal(
        spoiled(real, tmp_path, lambda data: data.decode("utf-8-sig").encode().decode("latin-1").encode()), tmp_path
    )
    assert codes(error) == {"wrong_encoding"}


def test_shifted_columns(real: Path, tmp_path: Path):
    def shift(data: bytes) -> bytes:
        rows = lines(data)
        rows[31] = rows[31].replace(b"United States,", b"", 1)
        rows[32] = rows[32].replace(b",Australia,", b",,Australia,", 1).replace(b",,,\n", b",,\n")
        rows[33] = rows[33].replace(b"1620", b"approx. 1620", 1)
        return b"".join(rows)

    error = refusal(spoiled(real, tmp_path, shift), tmp_path)
    assert {"ragged_row", "bad_cell"} <= codes(error)
    assert {fault.where for fault in error.faults} == {f"{FILE}, row {number}" for number in (32, 33, 34)}


def test_duplicated_rows(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data + lines(data)[40]), tmp_path)
    assert codes(error) == {"duplicate_key"}
    assert "row 1252" in error.message() and "row 41" in error.message()


def test_an_unknown_table(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data.replace(b"Raw steel", b"Crude steel")), tmp_path)
    assert codes(error) == {"bad_cell"} and len(error.faults) == 18


def test_empty_file_folder_and_no_file(tmp_path: Path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert codes(refusal(empty, tmp_path)) == {"file_empty"}
    assert codes(refusal(folder, tmp_path)) == {"file_is_folder"}
    assert codes(refusal(tmp_path / "absent.csv", tmp_path)) == {"file_missing"}


def test_another_header(real: Path, tmp_path: Path):
    error = refusal(spoiled(real, tmp_path, lambda data: data.replace(b"PROD_2023", b"PROD_2022", 1)), tmp_path)
    assert codes(error) == {"wrong_columns"}
    assert "PROD_2023" in error.message() and "PROD_2022" in error.message()


def test_the_file_of_2026(shared_data: Path, tmp_path: Path):
    real = shared_data / "usgs" / "MCS2026_Commodities_Data.csv"
    assert codes(refusal(real, tmp_path)) & {"wrong_edition", "wrong_encoding"}
    plain = tmp_path / "saved.csv"
    plain.write_text(real.read_text("cp1252"), "utf-8")
    assert codes(refusal(plain, tmp_path)) == {"wrong_edition"}


def test_a_failed_import_leaves_nothing(real: Path, tmp_path: Path, home: Path):
    with pytest.raises(SourceError):
        import_dataset(SOURCE.id, spoiled(real, tmp_path, lambda data: data[:50_000]), TODAY)
    assert [place for place in home.rglob("*") if place.is_file() or "usgs" in place.name] == []
