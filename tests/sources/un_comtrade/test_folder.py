"""A folder of downloads is one import. Trade written here is made up."""

import gzip
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.recognising import recognised
from orepath.sources.un_comtrade.read import read

COMPACT = "reporter,partner,cmd,flow,value,netwgt,qty,qtyunit"
ROWS = [f"392,{code},260500,M,{code}.5,{code},{code},8" for code in (36, 124, 156)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of two years, a list of them, and a folder."""
    path = tmp_path / "downloads"
    path.mkdir()
    put(path, "comtrade_2021.csv", *ROWS)
    put(path, "comtrade_2022.csv", *ROWS[:2])
    (path / "READ ME.md").write_text("Made-up trade")
    (path / "areas.csv").write_text("code,name\n36,Aland\n")
    (path / "older").mkdir()
    return path


def put(folder: Path, name: str, *rows: str, header: str = COMPACT) -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def refused(path: Path, tmp_path: Path) -> str:
    sink = tmp_path / "refused"
    sink.mkdir()
    with pytest.raises(SourceError) as raised:
        read(path, Sink(sink))
    assert not list(sink.iterdir())
    return "\n".join(fault.text() for fault in raised.value.faults)


def test_rows_of_all_files_stand_under_their_names(folder, keep):
    reading, rows = keep(folder)
    assert (reading.edition, reading.read, reading.kept) == ("annual-HS", 5, 5)
    assert [(row["file"], row["row"], row["from_"].year) for row in rows] == [
        ("comtrade_2021.csv", 2, 2021),
        ("comtrade_2021.csv", 3, 2021),
        ("comtrade_2021.csv", 4, 2021),
        ("comtrade_2022.csv", 2, 2022),
        ("comtrade_2022.csv", 3, 2022),
    ]


def test_a_folder_says_the_same_as_its_files_each_by_itself(folder, keep):
    together = keep(folder)[1]
    assert together == [row for year in (2021, 2022) for row in keep(folder / f"comtrade_{year}.csv")[1]]


def test_what_lies_beside_is_named_and_not_read(folder, keep):
    said = " ".join(keep(folder)[0].notes)
    assert "Not read, since they are no downloads of this publisher: READ ME.md, areas.csv, older/." in said


def test_a_folder_is_recognised(folder):
    assert recognised(folder) == "comtrade"


def test_a_file_of_the_official_form_and_one_packed_beside_compact_ones(folder, official, keep):
    made = official({"period": "2023", "refYear": "2023"})
    (folder / "nickel.csv.gz").write_bytes(gzip.compress(made.read_bytes()))
    reading, rows = keep(folder)
    assert (reading.edition, reading.kept) == ("annual-HS-mixed", 6)
    assert [row["nomenclature"] for row in rows if row["file"] == "nickel.csv.gz"] == ["HS2022"]


def test_figures_told_twice_alike_are_kept_once_and_said(folder, keep):
    put(folder, "other 2021.csv", *ROWS[1:], "392,528,260500,M,7,7,7,8")
    reading, rows = keep(folder)
    assert (reading.read, reading.kept) == (8, 6)
    assert [row["row"] for row in rows if row["file"] == "other 2021.csv"] == [4]
    assert any(note.startswith("2 figures stand in several of the files, alike") for note in reading.notes)


def test_figures_told_twice_alike_among_breakdowns(folder, keep):
    halves = [row.replace(f"{code}.5,{code},{code}", f"{code / 2 + 0.25},1,1")
              for row, code in zip(ROWS, (36, 124, 156), strict=True)]  # fmt: skip
    put(folder, "other 2021.csv", *ROWS, *halves, *halves)
    reading, rows = keep(folder)
    assert (reading.read, reading.kept) == (14, 5)
    assert {row["file"] for row in rows} == {"comtrade_2021.csv", "comtrade_2022.csv"}


@pytest.mark.parametrize(("value", "mass"), [("37.5", "36"), ("36.5", "35"), ("36.5", "")])
def test_figures_told_twice_otherwise_are_refused_with_both_places(folder, tmp_path, value, mass):
    put(folder, "other 2021.csv", ROWS[1], f"392,36,260500,M,{value},{mass},,8")
    said = refused(folder, tmp_path)
    assert "other 2021.csv, row 3: the figure '2021 392 36 M 260500' is" in said
    assert "but 36.5 USD, 36 kg in comtrade_2021.csv, row 2." in said


def test_a_total_and_its_breakdowns_are_told_within_a_file_alone(folder, keep):
    """Rows of one key in two files are two tellings of a figure, and never a total beside its parts."""
    put(folder, "comtrade_2021 again.csv", *ROWS)
    assert keep(folder)[0].kept == 5


def test_areas_that_are_no_country_are_summed_across_files(folder, keep):
    put(folder, "a 2021.csv", "392,568,260500,M,1,1,1,8")
    put(folder, "b 2021.csv", "392,577,260500,M,2,2,2,8")
    rows = [row for row in keep(folder)[1] if row["partner"] == "other"]
    assert [(row["value"], row["file"]) for row in rows] == [
        (3, "a 2021.csv (rows 2 of a 2021.csv, 2 of b 2021.csv summed)")
    ]


def test_refused_rows_name_their_file(folder, keep):
    put(
        folder, "c 2021.csv", *(f"392,{code},260500,M,{code},1,1,8" for code in range(1, 1000) if code in (36, 40, 999))
    )
    many = [f"{reporter},{partner},{good},M,1{good},1{good},1{good},8"
            for reporter in (40, 56) for partner in (36, 124, 156) for good in range(250000, 250060)]  # fmt: skip
    put(folder, "d 2021.csv", *many)
    (folder / "comtrade_2021.csv").unlink()
    reading, _ = keep(folder)
    assert [(each.row, each.why.split(" / ")[0]) for each in reading.refused] == [
        (4, "c 2021.csv: code 999 is not in the list of areas.")
    ]


def test_an_empty_folder(tmp_path):
    (tmp_path / "empty").mkdir()
    assert "empty: the folder holds no file of UN Comtrade (looked for .csv" in refused(tmp_path / "empty", tmp_path)


def test_a_folder_with_none_of_its_files(folder, tmp_path):
    for file in folder.glob("comtrade*"):
        file.unlink()
    assert "the folder holds no file of UN Comtrade" in refused(folder, tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bad 2020.csv: the file holds no data"),
        (b"\x1f\x8b\x08broken", "bad 2020.csv: this cannot be read as gzip"),
        (COMPACT.encode() + b"\n392,36,260500,M,1,1,1\n", "bad 2020.csv, row 2: the row has 7 cells"),
        (COMPACT.encode() + b"\n392,36,260500,M,x,1,1,8\n", "bad 2020.csv, row 2: column value: found 'x'"),
        (
            COMPACT.replace("netwgt", "weight").encode() + b"\n392,36,260500,M,1,1,1,8\n",
            "bad 2020.csv, row 1: columns of",
        ),
        (gzip.compress((COMPACT + "\n" + ROWS[0] + "\n").encode(), mtime=0)[:-12], "bad 2020.csv"),
    ],
)
def test_one_broken_file_among_good_ones_refuses_the_whole(folder, tmp_path, content, said):
    (folder / "bad 2020.csv").write_bytes(content)
    message = refused(folder, tmp_path)
    assert said in message
    assert "comtrade_2021.csv" not in message


def test_more_files_than_are_read(folder, tmp_path):
    for number in range(200):
        put(folder, f"{number} 2021.csv", ROWS[0])
    assert "files: found 203, at most 200 expected" in refused(folder, tmp_path)
