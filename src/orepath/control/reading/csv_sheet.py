"""A table from a CSV file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from orepath.control.reading.table import Sheet
from orepath.control.register import Numbers
from orepath.evidence.csv_rows import csv_rows
from orepath.network.own.table import Given, given


def csv_sheet(path: Path) -> Sheet:
    """The table in a CSV file in UTF-8, with or without a byte-order mark.

    Raises
    ------
    InputError
        Where it cannot be read as a whole: no such file, cut off, not UTF-8, rows of unequal length (each is named).
    """
    found = given(path, path.name)
    cells = tuple(column.combine_chunks() for column in found.table.columns)
    return Sheet(found.name, found.columns, cells, _lines(found))


def _lines(found: Given) -> Numbers:
    """The number of each row as a spreadsheet numbers them, the header's being 1 where no blank line stands before it.

    Where a file has exactly a line a row, they are counted off; else blank lines or cells of several lines stand
    between, and the text is gone through.
    """
    data, rows = found.data or b"", found.table.num_rows
    lines = data.count(b"\n") + (0 if data.endswith(b"\n") else 1)
    if lines == rows + 1:
        return np.arange(2, rows + 2, dtype=np.int32)
    begins = [line for line, _ in csv_rows(data.decode("utf-8-sig"), found.name, [])]
    return np.asarray(begins[1:], dtype=np.int32)
