"""Files that are not the publisher's. The figures in them are made up."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.home import releases_folder
from orepath.evidence.reading import Sink
from orepath.sources.importing import import_dataset
from orepath.sources.world_bank_wgi.read import SOURCE, read
from orepath.sources.world_bank_wgi.sheet import _sheet
from orepath.vocabulary.places import places

YEARS = [str(year) for year in range(1996, 2020)]


@pytest.fixture
def database(tmp_path: Path):
    """A whole made-up file: every place has 0.5 in every year."""

    def make(*changes: str, years=YEARS, name="MADE_UP_wgi.db") -> Path:
        path = tmp_path / name
        with closing(sqlite3.connect(path)) as connection:
            columns = ", ".join(f'"{year}" TEXT' for year in years)
            connection.execute(
                f'create table Estimate ("Country/Territory" TEXT, "Code" TEXT, {columns}, country_code TEXT)'
            )
            marks = ", ".join("?" * (len(years) + 3))
            rows = [
                ("", p.alpha3, *["0.5"] * len(years), "") for c, p in sorted(places().items()) if c not in "XA XB XC"
            ]
            rows = [(row[1], *row[1:]) for row in rows[:214]]
            connection.executemany(f"insert into Estimate values ({marks})", rows)
            for change in changes:
                connection.execute(change)
            connection.commit()
        return path

    return make


def told(tmp_path: Path, path: Path) -> str:
    folder = tmp_path / "sink"
    folder.mkdir(exist_ok=True)
    with pytest.raises(SourceError) as caught:
        read(path, Sink(folder))
    assert list(folder.iterdir()) == []
    return str(caught.value)


def test_the_made_up_file_is_whole(database, tmp_path):
    reading = read(database(), Sink(tmp_path))
    assert (reading.edition, reading.kept, reading.recorded) == ("political-stability-1996-2019", 214 * 24, None)


def test_cells_that_are_no_figures_are_all_listed(database, tmp_path):
    said = told(
        tmp_path,
        database(
            "update Estimate set \"1996\" = '1,5' where rowid = 2",
            "update Estimate set \"1997\" = '9.5' where rowid = 3",
        ),
    )
    assert "row 2, column 1996: column 1996: found '1,5', allowed: a number" in said
    assert "row 3, column 1997: estimate: found 9.5, at most 4.0 expected" in said


@pytest.mark.parametrize("blank", ["nan", "None", "#N/A", ""])
def test_blanks(database, tmp_path, blank):
    reading = read(database(f"update Estimate set \"1996\" = '{blank}' where rowid = 2"), Sink(tmp_path))
    assert reading.kept == 214 * 24


def test_columns_shifted_by_one_are_refused(database, tmp_path):
    said = told(tmp_path, database('update Estimate set "1996" = "Code", "Code" = "Country/Territory"'))
    assert "column 1996: found" in said


def test_swapped_name_and_code(database, tmp_path):
    said = told(tmp_path, database('update Estimate set "Code" = \'x\' || "Code"'))
    assert "numbers_a_sheet: found 0, at least 4000 expected" in said


def test_renamed_columns(database, tmp_path):
    said = told(tmp_path, database('alter table Estimate rename column "Code" to "Iso"'))
    assert "missing Code; not expected Iso" in said


def test_too_few_countries(database, tmp_path):
    said = told(tmp_path, database("delete from Estimate where rowid > 100"))
    assert "countries: found 100, at least 200 expected" in said
    assert "The file may be truncated" in said


def test_another_first_year(database, tmp_path):
    assert "first_year: found 1998" in told(tmp_path, database(years=YEARS[2:]))


def test_a_code_in_two_rows(database, tmp_path):
    reading = read(
        database('update Estimate set "Code" = (select "Code" from Estimate where rowid = 4) where rowid = 9'),
        Sink(tmp_path),
    )
    assert sorted(item.row for item in reading.refused) == [4, 9]
    assert reading.kept == 212 * 24


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_truncated_sqlite(database, tmp_path, share):
    path = database()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "the file ends in the middle" in told(tmp_path, path)


def test_truncated_workbook(shared_data, tmp_path):
    path = tmp_path / "wgidataset.xlsx"
    data = (shared_data / "governance" / "wgidataset.xlsx").read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert "cannot be read as XLSX" in told(tmp_path, path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file holds no data"),
        (b"Country,Code\n", "this is not WGI"),
        (b"PK\x03\x04 made up", "cannot be read as XLSX"),
        ("国".encode("shift_jis") * 99, "this is not WGI"),
    ],
)
def test_what_is_no_such_file(tmp_path, content, said):
    path = tmp_path / "MADE_UP.xlsx"
    path.write_bytes(content)
    assert said in told(tmp_path, path)


def test_a_folder_and_nothing(tmp_path):
    assert "this is a folder" in told(tmp_path, tmp_path)
    assert "there is no such file" in told(tmp_path, tmp_path / "absent.xlsx")


def test_a_sheet_whose_header_moved_is_refused():
    rows = [[""] * 4] * 15 + [["Country/Territory", "Code", "Estimate", "StdErr"]]
    with pytest.raises(SourceError, match="row 15: the columns are not those of WGI"):
        _sheet("rule_of_law", "RuleofLaw", "MADE_UP.xlsx, sheet RuleofLaw", rows)


def test_a_sheet_with_a_year_twice_is_refused():
    head = [["", "", 1996.0, 1996.0], ["Country/Territory", "Code", "Estimate", "Estimate"]]
    with pytest.raises(SourceError, match=r"cell D14: column Estimate: found '1996\.0', allowed: a year, once"):
        _sheet("rule_of_law", "RuleofLaw", "MADE_UP.xlsx, sheet RuleofLaw", [[""]] * 13 + head)


def test_a_refused_import_leaves_the_releases_as_they_were(database, home, tmp_path):
    import_dataset("wgi", database(), date(2026, 1, 1))
    before = sorted(releases_folder().rglob("*"))
    bad = shutil.copy(database(name="MADE_UP_bad.db"), tmp_path / "MADE_UP_cut.db")
    Path(bad).write_bytes(Path(bad).read_bytes()[:5000])
    with pytest.raises(SourceError):
        import_dataset("wgi", Path(bad), date(2026, 1, 1))
    assert sorted(releases_folder().rglob("*")) == before


def test_the_source_may_ship():
    assert (SOURCE.id, SOURCE.ships, SOURCE.licence) == ("wgi", True, "CC-BY-4.0")
