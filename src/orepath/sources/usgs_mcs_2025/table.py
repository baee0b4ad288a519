"""The rows of the file, whole and of this edition, or every fault that shows they are not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.faults import Faults
from orepath.evidence.headings import refuse_others
from orepath.evidence.reading import text_of

COLUMNS = (
    "SOURCE",
    "COMMODITY",
    "COUNTRY",
    "TYPE",
    "UNIT_MEAS",
    "PROD_2023",
    "PROD_EST_ 2024",
    "PROD_NOTES",
    "CAP_2023",
    "CAP_EST_ 2024",
    "CAP_NOTES",
    "RESERVES_2024",
    "RESERVE_NOTES",
)
OTHER_EDITIONS = {"MCS chapter": "the data release of 2026"}


@dataclass(frozen=True)
class Row:
    """One row: its line in the file and its cells."""

    line: int
    mark: str
    commodity: str
    country: str
    type: str
    unit: str
    production: tuple[str, str]
    production_notes: str
    capacity: tuple[str, str]
    capacity_notes: str
    reserves: str
    reserves_notes: str


@dataclass
class Table:
    """The rows and the faults found while reading them."""

    rows: list[Row] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)


def tidy(cell: str) -> str:
    """A cell with plain and single blanks."""
    return " ".join(cell.split())


def rows_of(path: Path, dataset: str, encoding: str, most_bytes: int) -> Table:
    """The rows of a file.

    Raises
    ------
    SourceError
        Where there is nothing to read on: no file, one that is too large, another encoding, other columns.
    """
    text = text_of(path, encoding, most_bytes)
    _refuse_misread(path, text, encoding)
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    _check_header(path, dataset, _header(path, lines))
    table = Table()
    try:
        for cells in lines:
            _take(table, path, lines.line_num, cells)
    except csv.Error as error:
        where = f"{path.name}, line {lines.line_num}"
        if "unexpected end" in str(error):
            table.faults.append(fault("file_truncated", where, detail="open quote"))
        else:
            table.faults.append(fault("malformed", where, format="CSV", detail=str(error).partition(" - ")[0]))
    if not text.endswith("\n"):
        table.faults.append(fault("file_truncated", path.name, detail="its last line has no end"))
    return table


def _take(table: Table, path: Path, line: int, found: Sequence[str]) -> None:
    if len(found) != len(COLUMNS):
        where = f"{path.name}, row {line}"
        table.faults.append(fault("ragged_row", where, found=len(found), expected=len(COLUMNS)))
        return
    cells = [tidy(cell) for cell in found]
    mark, commodity, country, type_, unit = cells[:5]
    production, capacity = (cells[5], cells[6]), (cells[8], cells[9])
    notes = cells[7], cells[10], cells[12]
    table.rows.append(
        Row(line, mark, commodity, country, type_, unit, production, notes[0], capacity, notes[1], cells[11], notes[2])
    )


def _refuse_misread(path: Path, text: str, encoding: str) -> None:
    """A character that cannot be read was lost when someone saved the file in another encoding."""
    for number, line in enumerate(text.splitlines(), 1):
        if "\ufffd" in line or "Â" in line:
            where = f"{path.name}, line {number}"
            raise SourceError(fault("wrong_encoding", where, expected=encoding, detail="characters were lost"))


def _header(path: Path, lines: Iterator[list[str]]) -> list[str]:
    try:
        return next(lines, [])
    except csv.Error as error:
        raise SourceError(fault("malformed", f"{path.name}, line 1", format="CSV", detail=error)) from error


def _check_header(path: Path, dataset: str, header: Sequence[str]) -> None:
    found, where = [tidy(name) for name in header], f"{path.name}, row 1"
    if found and found[0] in OTHER_EDITIONS:
        raise SourceError(fault("wrong_edition", where, found=OTHER_EDITIONS[found[0]], expected=dataset))
    refuse_others(found, COLUMNS, dataset, where)
