"""What is wrong with a CSV that cannot be read as its columns: slow, row by row, and only then used."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.reading import text_of
from orepath.sources.cepii_baci.files import DataFile

MOST = 200  # faults gathered of one file
NUMBERS = {"v", "q", "value"}
WHOLE = {"t", "i", "j"}
BLANK = ("", "NA")  # how a missing quantity is written


def diagnose(file: DataFile) -> list[Fault]:
    """The faults of a file's bytes, rows and cells."""
    try:
        text = text_of(file.path, "utf-8-sig")
    except SourceError as error:
        return list(error.faults)
    found: list[Fault] = []
    rows = csv.reader(text.splitlines())
    next(rows)
    for line, row in enumerate(rows, start=2):
        found += _faults(file, line, row)
        if len(found) >= MOST:
            break
    return found


def _faults(file: DataFile, line: int, row: list[str]) -> Iterator[Fault]:
    where = f"{file.path.name}, row {line}"
    if len(row) != len(file.columns):
        yield fault("ragged_row", where, found=len(row), expected=len(file.columns))
        return
    for column, cell in zip(file.columns, row, strict=True):
        if column == "q" and cell.strip() in BLANK:
            continue
        if cell.strip() == "":
            yield fault("required_cell", where, column=column)
        elif column in NUMBERS and not _number(cell):
            yield fault("bad_cell", where, column=column, found=cell, allowed="a number")
        elif column in WHOLE and file.form == "flows" and not (cell.strip().isdecimal() and len(cell.strip()) < 5):
            yield fault("bad_cell", where, column=column, found=cell, allowed="a whole number")


def _number(cell: str) -> bool:
    try:
        return abs(float(cell)) < float("inf")
    except ValueError:
        return False
