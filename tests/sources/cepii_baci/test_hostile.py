"""Files that are not what they should be: all faults in one message with rows and what to do. Trade here is made up."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.home import releases_folder
from orepath.evidence.reading import Sink
from orepath.sources.cepii_baci.read import read
from orepath.sources.importing import import_dataset
from orepath.sources.recognising import recognised

TODAY = date(2026, 1, 1)
GOOD = ("2020,842,392,282520,1.5,0.25", "2020,842,410,282520,2,1")


def refusal(keep, path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        keep(path)
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_cut_off_in_a_row(write, keep):
    path = write(*GOOD)
    path.write_bytes(path.read_bytes()[:-8])
    said = refusal(keep, path)
    assert "the file ends in the middle" in said
    assert "row 3: the row has 4 cells where the header has 6" in said


def test_cut_off_in_the_last_number(write, keep):
    path = write(*GOOD, "2020,842,56,282520,2,1234")
    path.write_bytes(path.read_bytes()[:-3])
    assert "the last line has no end" in refusal(keep, path)


def test_a_year_cut_off_between_rows(write, keep):
    """Enough rows to be a publisher's file, of too few exporters."""
    goods = [f"{number:06d}" for number in range(260111, 260113)]
    importers = [4, 8, 12, 20, 24, 28, 32, 36, 40, 44, 48, 50, 51, 52, 56, 60, 64, 68, 70, 72, 76, 84, 86, 90, 92, 96]
    exporters = [*importers, 100, 104, 108, 112, 116, 120, 124, 132, 136, 140, 144, 148, 152, 156, 162, 166, 170, 174]
    exporters += [175, 178, 180, 184, 188, 191, 192, 196, 203, 204, 208, 212, 214, 218, 222, 226, 231, 232, 233, 238]
    exporters += [242, 246, 251, 258, 260, 262, 266, 268, 270, 275, 276, 288, 292, 296, 300, 304, 308, 316, 320, 324]
    exporters += [328, 332, 340, 344, 348, 352, 360, 364, 368, 372, 376, 380, 384, 388]
    lines = [f"2020,{i},{j},{k},1,1" for i in exporters for j in importers for k in goods if i != j]
    assert len(lines) > 5000
    assert f"exporters_a_year: found {len(exporters)}, at least 170 expected" in refusal(keep, write(*lines))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_another_encoding(write, keep, encoding):
    assert "UTF-16" in refusal(keep, write(*GOOD, encoding=encoding))


def test_a_broken_byte_is_named_by_its_line(write, keep):
    path = write(*GOOD)
    path.write_bytes(path.read_bytes().replace(b"2020,842,410", b"2020,842,\xff10"))
    said = refusal(keep, path)
    assert "line 3: the bytes are not UTF-8 (byte 0xff)" in said


def test_a_broken_byte_in_a_product_code(write, keep):
    path = write(*GOOD)
    path.write_bytes(path.read_bytes().replace(b"410,282520", b"410,28\xe920"))
    assert "line 3: the bytes are not" in refusal(keep, path)


def test_nul_bytes(write, keep):
    path = write(*GOOD)
    path.write_bytes(path.read_bytes().replace(b"0.25", b"\x00\x00\x00\x00"))
    assert "zero byte" in refusal(keep, path)


def test_shifted_and_bad_cells_are_listed_together(write, keep):
    said = refusal(
        keep,
        write(
            *GOOD,
            "2020,842,392,282530,1.5",
            "2020,842,392,283691,1.5,0.25,9",
            "2020,8x,392,284610,abc,0.25",
            "2020,842,,284690,1,1",
        ),
    )
    assert "row 4: the row has 5 cells where the header has 6" in said
    assert "row 5: the row has 7 cells" in said
    assert "row 6: column i: found '8x', allowed: a whole number" in said
    assert "row 6: column v: found 'abc', allowed: a number" in said
    assert "row 7: column j is empty" in said


def test_columns_shifted_by_one(write, keep):
    said = refusal(keep, write("842,392,282520,1.5,0.25,2020"))
    assert "row 2: column" in said


def test_value_and_quantity_swapped_in_the_header(write, keep):
    said = refusal(keep, write("2020,842,392,282520,0.25,1.5", "2020,842,410,282520,,2", header="t,i,j,k,v,q"))
    assert "row 3: column v is empty and must not be" in said


def test_renamed_columns(write, keep):
    said = refusal(keep, write(*GOOD, header="year,i,j,hs6,v,q"))
    assert "missing t, k; not expected year, hs6" in said


def test_no_header(write, keep):
    assert "missing t, i, j, k, v, q" in refusal(keep, write(*GOOD, header="2020,842,36,282520,1,1"))


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_empty(write, keep, content):
    path = write()
    path.write_bytes(content)
    assert "the file holds no data" in refusal(keep, path)


def test_a_header_alone(write, keep):
    assert "the file holds no data" in refusal(keep, write())


def test_a_missing_path_and_an_empty_folder(keep, tmp_path):
    assert "there is no such file" in refusal(keep, tmp_path / "absent.csv")
    (tmp_path / "empty").mkdir()
    assert "the folder holds no file of BACI" in refusal(keep, tmp_path / "empty")


def test_lines_that_end_in_several_ways(write, keep):
    path = write(*GOOD)
    path.write_bytes(path.read_bytes().replace(b"0.25\n", b"0.25\r\n"))
    assert "line 2: this cannot be read as CSV (lines end in \\n, \\r\\n)" in refusal(keep, path)


LISTS = {
    "country_codes_V202401b.csv": "country_code,country_name,country_iso2,country_iso3",
    "country_codes_V202301.csv": "country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,"
    "iso_3digit_alpha",
    "product_codes_HS92_V202401b.csv": "code,description",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_codes_alone_is_told_as_such(write, keep, name):
    path = write("842,US,US,US,US", name=name, header=LISTS[name])
    assert recognised(path) == "baci"
    for given in (path, path.parent):
        said = refusal(keep, given)
        assert "this is BACI's list of codes (" in said and "which holds no trade" in said
        assert "give their folder" in said
    assert "product_codes" in name or keep(write(*GOOD).parent)[0].kept == 2


def test_a_list_of_codes_under_another_name_is_told_by_its_columns(write, keep):
    said = refusal(keep, write("4,Aland", name="list.csv", header="code,description"))
    assert "list.csv: this is BACI's list of codes (code, description)" in said


def test_an_edition_that_cannot_be_told(write, keep):
    assert "the HS edition cannot be told" in refusal(keep, write(*GOOD, name="MADE_UP.csv"))


def test_goods_of_another_edition(write, keep):
    said = refusal(keep, write("2020,842,392,811292,1,1", name="BACI_HS92_Y2020_MADE_UP.csv"))
    assert "row 2: 1 product codes are not of HS92: 811292" in said


def test_a_year_that_is_not_the_files(write, keep):
    assert "column t: found '2019', allowed: 2020" in refusal(keep, write("2019,842,392,282520,1,1"))


def test_a_year_outside_the_dataset(write, keep):
    said = refusal(keep, write("1931,842,392,282520,1,1", name="BACI_HS92_MADE_UP.csv"))
    assert "year: found 1931, at least 1995 expected" in said


def test_two_files_of_one_year(write, keep):
    write(*GOOD, name="BACI_HS92_Y2020_MADE_UP.csv")
    path = write(*GOOD, name="BACI_HS92_Y2020_again_MADE_UP.csv")
    assert "the year 2020 is in BACI_HS92_Y2020_MADE_UP.csv as well" in refusal(keep, path.parent)


def test_two_editions_in_a_folder(write, keep):
    write(*GOOD, name="BACI_HS92_Y2020_MADE_UP.csv")
    path = write("2021,842,392,282520,1,1", name="BACI_HS17_Y2021_MADE_UP.csv")
    assert "another edition: found HS92-no-vintage, expected HS17-no-vintage" in refusal(keep, path.parent)


def test_a_key_that_occurs_twice(write, keep):
    said = refusal(keep, write(*GOOD, "2020,842,392,282520,9,9"))
    assert "row 4: the key '2020 842 392 282520' occurs again (first in row 2)" in said


@pytest.mark.parametrize(("cell", "column"), [("-1", "v"), ("inf", "v"), ("nan", "v")])
def test_values_that_cannot_be(write, keep, cell, column):
    assert f"row 4: column {column}: found" in refusal(keep, write(*GOOD, f"2020,842,56,282520,{cell},1"))


@pytest.mark.parametrize("good", ["2825", "2825201", "28252x", "00123"])
def test_product_codes_that_are_none(write, keep, good):
    assert f"row 4: column k: found '{good}', allowed: six digits" in refusal(
        keep, write(*GOOD, f"2020,842,56,{good},1,1")
    )


def test_many_unknown_countries(write, keep):
    assert "unknown_places_share: found" in refusal(keep, write(*GOOD, "2020,997,392,282520,1,1"))


def test_truncated_parquet(keep, tmp_path):
    path = tmp_path / "BACI_HS92_MADE_UP.parquet"
    path.write_bytes(b"PAR1" + bytes(100))
    assert "BACI_HS92_MADE_UP.parquet: the file ends in the middle" in refusal(keep, path)


def test_all_faults_say_what_to_do(write, keep):
    said = refusal(keep, write(*GOOD, header="a,b,c,d,e,f"))
    assert "Check that this is the file of that dataset and edition." in said


def listing() -> list[tuple[str, int]]:
    folder = releases_folder()
    return sorted((str(path.relative_to(folder)), path.stat().st_size) for path in folder.rglob("*"))


def test_a_refused_import_leaves_the_releases_as_they_were(write, home):
    import_dataset("baci", write(*GOOD), TODAY)
    before = listing()
    with pytest.raises(SourceError):
        import_dataset("baci", write("2020,842,392,282520,x,1"), TODAY)
    assert listing() == before
    assert list((home / "staging").iterdir()) == []


def test_a_refused_first_import_makes_no_releases_folder(write, home):
    with pytest.raises(SourceError):
        import_dataset("baci", write("2020,842,392,282520,x,1"), TODAY)
    assert not releases_folder().exists()


KILLED = """
import sys, time
from datetime import date
from pathlib import Path
from orepath.sources.importing import import_dataset

def wait(done, total):
    if done >= total * float(sys.argv[2]):
        print("reached", flush=True)
        time.sleep(120)

import_dataset("baci", Path(sys.argv[1]), date(2026, 1, 1), wait)
"""


@pytest.mark.parametrize("share", ["0", "0.5", "1"])
def test_a_killed_import_leaves_the_releases_as_they_were(write, home, share):
    import_dataset("baci", write(*GOOD), TODAY)
    before = listing()
    command = [sys.executable, "-c", KILLED, str(write(*GOOD, "2020,842,56,282520,9,9")), share]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reached\n"
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    assert listing() == before


def test_a_key_that_occurs_twice_once_its_zero_is_back(write, keep):
    said = refusal(keep, write("2020,842,392,10111,1,1", "2020,842,392,010111,1,1"))
    assert "row 3: the key '2020 842 392 010111' occurs again (first in row 2)" in said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2020,842,５６,282520,1,1", "row 4: column j: found '５６', allowed: a whole number"),
        ("2020,842,56,282520,1e999,1", "row 4: column v: found 'inf', allowed: 0 to 100,000,000,000"),
        ('2020,842,56,"282520"0,1,1', "line 4: this cannot be read as CSV"),
        ("2020,842,56,282520,1\r,1", "line 4: this cannot be read as CSV (new-line character seen"),
        ("2020,842,56,282520,1\x00,1", "line 4: a zero byte stands here"),
        ("2020,842,56,282520,1," + "x" * 20_000, "line 4: this cannot be read as CSV (more than 10000 bytes)"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(write, keep, row, said):
    assert said in refusal(keep, write(*GOOD, row))


def test_a_file_larger_than_any_year_is_refused_unread(write, keep):
    path = write(*GOOD)
    with path.open("ab") as file:
        file.truncate(5_000_000_000)
    assert "holds 5000000000 bytes, and this dataset at most 4000000000" in refusal(keep, path)


def test_a_list_of_countries_that_is_none_is_refused_unread(write, keep):
    path = write(*GOOD)
    with (path.parent / "country_codes_V202301.csv").open("wb") as file:
        file.truncate(20_000_000)
    assert "country_codes_V202301.csv: the file holds 20000000 bytes" in refusal(keep, path)


def test_columns_are_recorded_under_the_form_and_not_the_year(write, tmp_path):
    sink = Sink(tmp_path)
    read(write(*GOOD), sink)
    assert sink.columns == {"flows": ["t", "i", "j", "k", "v", "q"]}
