"""Files that are not the publisher's. The figures in them are made up."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.home import releases_folder
from orepath.evidence.reading import Sink
from orepath.sources.bmf_world_mining_data.read import read
from orepath.sources.bmf_world_mining_data.tables import meant
from orepath.sources.importing import import_dataset
from orepath.vocabulary.places import places

TODAY = date(2026, 1, 1)


@pytest.fixture
def database(tmp_path: Path):
    """A whole made-up file: 65 tables, in each 30 countries with 2 a year and a total of 60."""

    def make(*changes: str, name="MADE_UP.db") -> Path:
        path = tmp_path / name
        path.unlink(missing_ok=True)
        coded = [place.alpha3 for code, place in sorted(places().items()) if not code.startswith("X")][:30]
        with closing(sqlite3.connect(path)) as connection:
            for table in meant():
                connection.execute(
                    f'create table "{table}" (Country TEXT, Country_Code TEXT, Country_ISO TEXT, "2023" REAL, '
                    '"2024" REAL, unit TEXT, data_source TEXT)'
                )
                rows = [(code, "", code, 2.0, 2.0, "metr. t", "r") for code in coded]
                rows.insert(20, ("Total", "DELETE", "DELETE", 60.0, 60.0, "metr. t", "nan"))
                connection.executemany(f'insert into "{table}" values (?, ?, ?, ?, ?, ?, ?)', rows)
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
    assert (reading.edition, reading.kept, reading.recorded, reading.refused) == ("2023-2024", 65 * 31 * 2, None, ())


def test_faults_of_cells_are_listed_together(database, tmp_path):
    said = told(
        tmp_path,
        database(
            'update Cobalt set "2023" = -1 where rowid = 3',
            "update Nickel set \"2024\" = 'n.a.' where rowid = 4",
            "update Copper set data_source = 'x' where rowid = 5",
            "update Lead set Country_ISO = '' where rowid = 6",
        ),
    )
    assert "table Cobalt, row 3: column 2023: found '-1.0', allowed: a number, ≥ 0" in said
    assert "table Nickel, row 4: column 2024: found 'n.a.'" in said
    assert "table Copper, row 5: column data_source: found 'x', allowed: r, e, p, nan" in said
    assert "table Lead, row 6: column Country_ISO is empty" in said


def test_a_table_without_its_total(database, tmp_path):
    said = told(tmp_path, database("delete from Cobalt where Country = 'Total'"))
    assert "table Cobalt: column Country_ISO: found '0 totals', allowed: one Total / DELETE" in said


def test_a_total_that_is_coded_as_a_country(database, tmp_path):
    assert "one Total / DELETE" in told(
        tmp_path, database("update Cobalt set Country_ISO = 'AND' where Country = 'Total'")
    )


def test_two_units_in_a_table(database, tmp_path):
    assert "one unit a table" in told(tmp_path, database("update Cobalt set unit = 'kg' where rowid = 3"))


def test_shifted_columns(database, tmp_path):
    said = told(
        tmp_path, database('update Tin set "2023" = Country_ISO, Country_ISO = Country_Code, Country_Code = Country')
    )
    assert "table Tin, row 1: column 2023: found" in said


def test_renamed_columns(database, tmp_path):
    said = told(tmp_path, database("alter table Tin rename column unit to Einheit"))
    assert "table Tin: the columns are not those of World Mining Data: missing unit; not expected Einheit" in said


def test_missing_tables(database, tmp_path):
    gone = [f'drop table "{table}"' for table in list(meant())[:10]]
    assert "tables: found 55, at least 60 expected" in told(tmp_path, database(*gone))


def test_an_unknown_table(database, tmp_path):
    assert "column table: found 'Unobtainium'" in told(tmp_path, database("create table Unobtainium (Country TEXT)"))


def test_a_name_and_a_code_of_different_places(database, tmp_path):
    reading = read(database("update Tin set Country = 'Chile' where Country_ISO = 'AND'"), Sink(tmp_path))
    assert len(reading.refused) == 1
    assert "name Chile and code AND are different places" in reading.refused[0].why


def test_an_unknown_place(database, tmp_path):
    reading = read(database("update Tin set Country = 'Atlantis', Country_ISO = 'ATL' where rowid = 1"), Sink(tmp_path))
    assert "Atlantis (code ATL) is no known country" in reading.refused[0].why


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated(database, tmp_path, share):
    path = database()
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert "the file ends in the middle" in told(tmp_path, path)


@pytest.mark.parametrize(("content", "said"), [(b"", "holds no data"), (b"SQLite 3", "this is not World Mining Data")])
def test_what_is_no_such_file(tmp_path, content, said):
    path = tmp_path / "MADE_UP.db"
    path.write_bytes(content)
    assert said in told(tmp_path, path)


def test_a_folder_and_nothing(tmp_path):
    assert "this is a folder" in told(tmp_path, tmp_path)
    assert "there is no such file" in told(tmp_path, tmp_path / "absent.db")


def test_a_refused_import_leaves_the_releases_as_they_were(database, home):
    import_dataset("world-mining-data", database(), TODAY)
    before = sorted(releases_folder().rglob("*"))
    with pytest.raises(SourceError):
        import_dataset(
            "world-mining-data", database("drop table Tin", "update Lead set unit = 'kg' where rowid = 1"), TODAY
        )
    assert sorted(releases_folder().rglob("*")) == before


def test_a_name_of_a_table_in_another_encoding_is_refused(database, tmp_path):
    path = database()
    path.write_bytes(path.read_bytes().replace(b"Cobalt", b"C\xf6balt"))
    assert "MADE_UP.db: " in told(tmp_path, path)


def test_a_damaged_schema_is_no_truncated_file(database, tmp_path):
    path = database()
    path.write_bytes(path.read_bytes().replace(b'"Cobalt" (Country', b'"Cobalt" )Country'))
    assert "cannot be read as SQLite (malformed database schema (Cobalt)" in told(tmp_path, path)


def test_an_infinite_figure_is_refused(database, tmp_path):
    assert "found 'inf', allowed: a number" in told(tmp_path, database('update Cobalt set "2023" = 9e999'))


def test_a_file_larger_than_any_edition_is_refused(database, tmp_path):
    path = database()
    with path.open("ab") as file:
        file.truncate(30_000_000)
    assert "holds 30000000 bytes, and this dataset at most 20000000" in told(tmp_path, path)


def test_tables_and_columns_are_recorded(database, tmp_path):
    sink = Sink(tmp_path)
    read(database(), sink)
    assert sink.columns["tables"] == sorted(meant())
    assert sink.columns["columns of the tables"][:3] == ["2023", "2024", "Country"]
