"""Workbooks of before 2007: what they hold, and each way to do harm refused before a reader opens it. All made up."""

import os
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.workbook import old_workbook
from orepath.evidence.workbook.opening import open_workbook
from tests.evidence.made_up_old_workbooks import (
    EOF,
    book,
    compound,
    error,
    extent,
    failed_formula,
    number,
    record,
    shared,
    text,
)

TEXTS = shared("Aland", "Boria")
SHEET = text(0, 0, 0) + text(0, 1, 1) + number(1, 0, 2.5) + error(1, 1) + failed_formula(2, 0)


def opened(tmp_path: Path, data: bytes):
    path = tmp_path / "made-up.xls"
    path.write_bytes(data)
    return open_workbook(path, 1_000_000)


def refusal(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(SourceError) as raised:
        found = opened(tmp_path, data)
        for sheet in found.sheets:
            found.cells(sheet)
    assert raised.value.message("ja")
    return raised.value.message()


def test_cells_and_failed_cells(tmp_path):
    found = opened(tmp_path, compound(book(SHEET, number(0, 0, 7.0), texts=TEXTS)))
    assert found.sheets == ("S1", "S2")
    assert found.cells("S1") == [["Aland", "Boria"], [2.5, "#N/A"], ["#DIV/0!", ""]]
    assert found.cells("S2") == [[7.0]]


@pytest.mark.parametrize("chain", [{3: 2}, {3: 3}, {1: 1}, {4: 9_999}, {2: 0x7FFFFFFF}])
def test_a_chain_of_sectors_without_end_is_refused(chain, tmp_path):
    assert "leaves the file or comes back to itself" in refusal(
        tmp_path, compound(book(SHEET, texts=TEXTS), chain=chain)
    )


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({"at_40": 99_999}, "more sectors than the file has"),
        ({"at_44": 0xFFFFFFFF}, "more sectors than the file has"),
        ({"at_48": 99_999}, "leaves the file"),
        ({"at_64": 100_000}, "more sectors than the file has"),
        ({"at_68": 99_999}, "its table of sectors"),
        ({"at_76": 99_999}, "its table of sectors"),
        ({"at_80": 0}, "its table of sectors"),
        ({"at_28": 0x0005FFFE}, "sectors of another size"),
    ],
)
def test_a_header_that_leads_nowhere_is_refused(header, said, tmp_path):
    assert said in refusal(tmp_path, compound(book(SHEET, texts=TEXTS), **header))


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (book(SHEET, texts=shared("Aland", count=2_000_000_000)), "the shared texts break off"),
        (book(extent(0xFFFFFFFF, 256) + SHEET, texts=TEXTS), "a sheet from row 0 to 4294967295"),
        (book(extent(3, 2, top=9) + SHEET, texts=TEXTS), "a sheet from row 9 to 3"),
        (book(extent(65_536, 200) + SHEET, texts=TEXTS), "at most 5000000"),
        (book(SHEET + number(65_535, 200, 1.0), texts=TEXTS), "at most 5000000"),
        (book(SHEET + number(1, 9_999, 1.0), texts=TEXTS), "a cell in column 10000 of 256"),
        (book(SHEET, SHEET, texts=TEXTS, places=[60, 60]), "sheets that stand nowhere, or twice"),
        (book(SHEET, texts=TEXTS, places=[1_000_000]), "sheets that stand nowhere, or twice"),
        (book(SHEET, texts=TEXTS)[: -len(EOF)] + record(0x0203, bytes(60_000))[:4], "the records have no end"),
    ],
)
def test_records_that_would_take_all_memory_are_refused(stream, said, tmp_path):
    assert said in refusal(tmp_path, compound(stream))


@pytest.mark.parametrize(
    ("length", "said"),
    [(0, "a workbook of 0 bytes"), (99_999, "of 99999 bytes"), (5_000, "of 5000 bytes"), (0xFFFFFFFF, "of 4294967295")],
)
def test_a_stream_of_another_length_is_refused(length, said, tmp_path):
    assert said in refusal(tmp_path, compound(book(SHEET, texts=TEXTS), length=length))


def test_a_sheet_named_from_many_places_within_it_counts_each_time(tmp_path, monkeypatch):
    monkeypatch.setattr(old_workbook, "MOST_CELLS", 60)
    sheet = number(0, 0, 1.0) * 20
    sheets = [sheet, b"", b"", b"", b""]
    begins = len(book(*sheets)) - len(sheet) - len(sheets) * 12 + 8
    places = [begins + step * len(number(0, 0, 1.0)) for step in range(len(sheets))]
    assert "at most 60" in refusal(tmp_path, compound(book(*sheets, places=places)))


def test_one_text_in_many_cells_counts_each_time(tmp_path, monkeypatch):
    monkeypatch.setattr(old_workbook, "MOST_CHARACTERS", 39)
    many = [b"".join(text(row, 0, 0) for row in range(count)) for count in (3, 4)]
    assert opened(tmp_path, compound(book(many[0], texts=shared("x" * 13)))).cells("S1")[2] == ["x" * 13]
    assert "hold 52 characters; at most 39" in refusal(tmp_path, compound(book(many[1], texts=shared("x" * 13))))


def test_a_file_cut_anywhere_is_refused(tmp_path):
    whole = compound(book(SHEET, texts=TEXTS))
    for length in range(8, len(whole), 97):
        assert "made-up.xls" in refusal(tmp_path, whole[:length])


def test_standard_error_is_heard_again_after_a_workbook(tmp_path, capfd):
    opened(tmp_path, compound(book(SHEET, texts=TEXTS)))
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"
