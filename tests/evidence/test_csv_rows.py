"""Rows of CSV text: lines are those of the file, and what is broken is said."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.evidence import csv_rows as module
from orepath.evidence.csv_rows import MOST_CHARACTERS, csv_rows, table_columns, table_rows

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff", exclude_categories=["Cs"]), max_size=8)


def test_blank_rows_and_a_byte_order_mark_are_left_out():
    assert list(csv_rows("\ufeffa,b\n\n , \n1,2\n", "f", [])) == [(1, ["a", "b"]), (4, ["1", "2"])]


def test_an_open_quote_is_a_truncated_file():
    faults = []
    assert list(csv_rows('a,b\n1,"2\n3,4\n', "f.csv", faults)) == [(1, ["a", "b"])]
    assert "f.csv, row 2: the file ends in the middle" in faults[0].text()


def test_a_quote_in_the_wrong_place_is_no_csv():
    faults = []
    list(csv_rows('a,b\n"1"x,2\n', "f.csv", faults))
    assert "cannot be read as CSV" in faults[0].text()


def test_a_cell_beyond_all_bounds_is_a_fault_and_no_exception():
    faults = []
    list(csv_rows("a\n" + "x" * 200_000 + "\n", "f.csv", faults))
    assert [fault.code for fault in faults] == ["malformed"]


@pytest.mark.parametrize("row", ["," * MOST_CHARACTERS, '"a\n",' * (MOST_CHARACTERS // 5)])
def test_a_row_without_end_is_a_fault(row):
    faults = []
    assert list(csv_rows(f"a,b\n1,2\n{row}\n", "f.csv", faults)) == [(1, ["a", "b"]), (2, ["1", "2"])]
    assert "f.csv, row 3: this cannot be read as CSV (a row of more than 2,000,000 characters)" in faults[0].text()


def test_columns_missing_added_and_doubled_are_named():
    faults = []
    assert list(table_rows("a,c,c,b\n1,2,3,4\n", "f.csv", ["a", "b", "d", "c"], "made-up", faults)) == []
    assert "missing d; not expected c" in faults[0].text()


def test_a_header_names_its_row():
    faults = []
    list(table_rows("\n\na,c\n1,2\n", "f.csv", ["a", "b"], "made-up", faults))
    assert faults[0].where == "f.csv, row 3"


def test_a_header_without_end_is_told_at_once():
    faults = []
    content = "a," + ",".join(f"c{number}" for number in range(200_000)) + "\n"
    list(table_rows(content, "f.csv", ["a", "b"], "made-up", faults))
    assert "missing b; not expected c0, c1" in faults[0].text()
    assert len(faults[0].text()) < 5_000


def test_a_ragged_row_is_a_fault_and_left_out():
    faults = []
    assert list(table_rows("a,b\n1\n1,2\n", "f.csv", ["a", "b"], "made-up", faults)) == [(3, {"a": "1", "b": "2"})]
    assert "row 2: the row has 1 cells where the header has 2" in faults[0].text()


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_was_written_is_read(rows):
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    faults = []
    read = [cells for _, cells in csv_rows(written.getvalue(), "f.csv", faults)]
    assert read == [cells for cells in rows if any(cell.strip() for cell in cells)]
    assert faults == []


PIECES = st.sampled_from(["a", ",", ",b", '"', '"c\nd"', '"e""f"', "\n", "\r\n", "\r", " ", "\u2028", "\x0b", "\n\n"])


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from([0, 1, 5, 60_000]))
def test_lines_read_at_once_are_those_read_one_by_one(text, at_once):
    faults, expected = [], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "AT_ONCE", at_once)
        rows = list(csv_rows(text, "f.csv", faults))
    assert rows == list(module._one_by_one(text, 0, 1, "f.csv", expected, ","))
    assert faults == expected


def test_columns_are_those_of_the_rows():
    faults = []
    lines, columns = table_columns("a,b\n1,2\n\n3\n4,5\n", "f.csv", ["b", "a"], "made-up", faults)
    assert (lines, columns) == ([2, 5], {"a": ["1", "4"], "b": ["2", "5"]})
    assert [fault.code for fault in faults] == ["ragged_row"]
