"""Delimited text: read whole or refused with the row at fault."""

import gzip
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence import delimited

COLUMNS = ["place", "good", "value"]
WHOLE = "place,good,value\nAland,010121,1.5\nBoria,,2\n"


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., tuple[delimited.Delimited, list[tuple[object, ...]]]]:
    """A made-up file, loaded; and its rows."""

    def made(content: str | bytes, name: str = "made-up.csv", **options: object):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        given = {"scratch": tmp_path, "most_bytes": 1_000_000, **options}
        with delimited.workspace(tmp_path) as connection:
            file = delimited.load(connection, path, "made", COLUMNS, "made-up", **given)  # type: ignore[arg-type]
            faults = [
                *delimited.missing_cells(connection, file, ["place"]),
                *delimited.not_numbers(connection, file, ["value"]),
            ]
            if faults:
                raise SourceError(faults)
            return file, connection.execute("select * from made order by rowid").fetchall()

    return made


ROWS = [("Aland", "010121", "1.5"), ("Boria", None, "2")]


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        "\ufeff" + WHOLE,
        WHOLE.replace("\n", "\r\n"),
        WHOLE.replace("Aland", '"Aland"'),
        gzip.compress(WHOLE.encode(), mtime=0),
        gzip.compress(WHOLE[:20].encode(), mtime=0) + b"\x00" * 9 + gzip.compress(WHOLE[20:].encode(), mtime=0),
    ],
)
def test_the_same_rows_however_they_are_written(content, load):
    assert load(content)[1] == ROWS


def test_another_encoding_is_read_where_it_is_asked_for(load):
    content = "place,good,value\nÅland,010121,1.5\n".encode("cp1252")
    assert load(content, encoding="cp1252")[1][0][0] == "Åland"


@pytest.mark.parametrize("wrong", [b"\xc5", b"\x00", b"\xe2\x82"])
@pytest.mark.parametrize("packed", [False, True])
def test_the_line_of_a_wrong_byte_is_told_however_far_it_lies(wrong, packed, load, monkeypatch):
    monkeypatch.setattr(delimited, "CHUNK", 4)
    content = WHOLE.encode() + "Å,1,2\n".encode() * 5 + b"Cedra" + wrong + b",3,4\n"
    with pytest.raises(SourceError) as raised:
        load(gzip.compress(content, mtime=0) if packed else content)
    assert "made-up.csv, line 9: " in raised.value.message()


def test_zeros_behind_what_is_packed_take_no_time(load, tmp_path):
    content = gzip.compress(WHOLE.encode(), mtime=0) + b"\x00" * 50_000_000
    begun = time.process_time()
    assert load(content, most_bytes=100_000_000)[1] == ROWS
    assert time.process_time() - begun < 2


def test_a_row_cut_short_is_told_however_far_it_lies(load, monkeypatch):
    monkeypatch.setattr(delimited, "DIAGNOSED_BYTES", 10)
    with pytest.raises(SourceError) as raised:
        load(WHOLE + "Cedra,1,2\n" * 5 + "Delta,1\n")
    assert "made-up.csv, line 9: the row has 2 cells where the header has 3" in raised.value.message()


def test_copies_are_gone(load, tmp_path):
    load(gzip.compress(WHOLE.encode()))
    assert [path.name for path in tmp_path.iterdir()] == ["made-up.csv"]


def test_a_line_break_within_a_cell(load):
    assert load('place,good,value\n"A\nland",,1\nBoria,,2\n')[1][1] == ("Boria", None, "2")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (WHOLE[:-2], "ends in the middle"),
        (WHOLE + "Cedra,1\n", "row 4"),
        (WHOLE + " \n", "line 4: the row has 1 cells where the header has 3"),
        (WHOLE + "Cedra,1,2,3\n", "row 4"),
        (WHOLE + 'Cedra,"1,2\n', "row 4"),
        (WHOLE.replace("good", "goods"), "missing good; not expected goods"),
        (WHOLE.replace("good", "place"), "missing good"),
        (WHOLE.replace("1.5", "1,5"), "row 2"),
        (WHOLE.replace("1.5", '"1,5"'), "row 2: column value: found '1,5'"),
        (WHOLE.replace("1.5", "nan"), "row 2"),
        (WHOLE.replace("1.5", "1e999"), "row 2"),
        (WHOLE.replace("1.5", "1_5"), "row 2"),
        (WHOLE.replace("1.5", "-1.5"), "row 2"),
        (WHOLE.replace("Aland", ""), "row 2"),
        (WHOLE.encode("utf-16"), "wrong"),
        (WHOLE.replace("Aland", "A\x00land"), "line 2"),
        (WHOLE.encode().replace(b"Aland", b"\xc5land"), "line 2"),
        ("place,good,value\n", "no data"),
        ("\n", "missing"),
        (WHOLE + "Cedra,1,2\r\nDelta,1,2\n", "line 4: this cannot be read as CSV (lines end in \\n, \\r\\n)"),
        (",".join(map(str, range(100_000))) + "\n", "first row goes on for"),
        (gzip.compress(WHOLE.encode(), mtime=0)[:-9], "ends in the middle"),
        (gzip.compress(b"0" * 2_000_000, mtime=0), "first row goes on for"),
        (gzip.compress(WHOLE.encode() * 100_000, mtime=0), "bytes"),
        (b"\x1f\x8b" + b"0" * 100, "gzip"),
        (gzip.compress(WHOLE.encode(), mtime=0) + b"0", "gzip"),
    ],
)
def test_what_is_wrong_is_told(content, said, load, tmp_path):
    with pytest.raises(SourceError) as raised:
        load(content)
    if said != "wrong":
        assert said in raised.value.message()
    assert [path.name for path in tmp_path.iterdir()] == ["made-up.csv"]
