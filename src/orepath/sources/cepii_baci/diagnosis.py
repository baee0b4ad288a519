"""What is wrong with a CSV that cannot be read as its columns: slow, row by row, and only then used."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.delimited import NUMBER
from orepath.sources.cepii_baci.files import DataFile

MOST = 200  # faults gathered of one file
LONGEST = 10_000  # bytes of a row; one of this dataset has some forty
NUMBERS = {"v", "q", "value"}
WHOLE = {"t", "i", "j"}
BLANK = ("", "NA")  # how a missing quantity is written


def diagnose(file: DataFile) -> list[Fault]:
    """The faults of a file's bytes, rows and cells; those of its bytes end the search."""
    found: list[Fault] = []
    rows = csv.reader(_lines(file.path), strict=True)
    try:
        next(rows)
        for line, row in enumerate(rows, start=2):
            found += _faults(file, line, row)
            if len(found) >= MOST:
                break
    except SourceError as error:
        found += error.faults
    except csv.Error as error:
        where, detail = f"{file.path.name}, line {rows.line_num}", str(error).partition(" - ")[0]
        found.append(fault("malformed", where, format="CSV", detail=detail))
    return found


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for number in count(1):
            line = file.readline(LONGEST)
            if not line:
                return
            yield _text(line, f"{path.name}, line {number}")


def _text(line: bytes, where: str) -> str:
    if len(line) == LONGEST:
        raise SourceError(fault("malformed", where, format="CSV", detail=f"more than {LONGEST} bytes"))
    if b"\x00" in line:
        raise SourceError(fault("zero_byte", where))
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"byte {line[error.start]:#04x}"
        raise SourceError(fault("wrong_encoding", where, expected="UTF-8", detail=detail)) from error


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
        elif (
            column in WHOLE
            and file.form == "flows"
            and not (re.fullmatch("[0-9]+", cell.strip()) and len(cell.strip()) < 5)
        ):
            yield fault("bad_cell", where, column=column, found=cell, allowed="a whole number")


def _number(cell: str) -> bool:
    return bool(re.fullmatch(NUMBER, cell.strip())) and abs(float(cell)) < math.inf
