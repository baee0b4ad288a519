"""The rows of the file, whole and of this edition, or every fault that shows they are not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from orepath.errors import SourceError, fault
from orepath.evidence.faults import Faults
from orepath.evidence.reading import bounded_file, text_of

COLUMNS = (
    "MCS chapter",
    "Section",
    "Commodity",
    "Country",
    "Statistics",
    "Statistics_detail",
    "Unit",
    "Year",
    "Value",
    "Notes",
    "Is critical mineral 2025",
    "Other notes",
)
OTHER_EDITIONS = {"SOURCE": "the world data of 2025"}


class Row(NamedTuple):
    """One row: its line in the file and its cells."""

    line: int
    chapter: str
    section: str
    commodity: str
    country: str
    statistics: str
    detail: str
    unit: str
    year: str
    value: str
    notes: str
    critical: str
    other_notes: str


class Tidied(dict[str, str]):
    """Cells with plain and single blanks, each by how it is written; many say the same."""

    def __missing__(self, cell: str) -> str:
        """Make a cell that was not met before so."""
        self[cell] = found = tidy(cell)
        return found


@dataclass
class Table:
    """The rows and the faults found while reading them."""

    tidied: Tidied = field(default_factory=Tidied)
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
    data = bounded_file(path, most_bytes).read_bytes()
    _refuse_utf8(path, data, encoding)
    lines = csv.reader(text_of(path, encoding, most_bytes).splitlines(keepends=True), strict=True)
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
    if not data.endswith(b"\n"):
        table.faults.append(fault("file_truncated", path.name, detail="its last line has no end"))
    return table


def _take(table: Table, path: Path, line: int, cells: Sequence[str]) -> None:
    if len(cells) != len(COLUMNS):
        where = f"{path.name}, row {line}"
        table.faults.append(fault("ragged_row", where, found=len(cells), expected=len(COLUMNS)))
        return
    table.rows.append(Row(line, *map(table.tidied.__getitem__, cells)))


def _refuse_utf8(path: Path, data: bytes, encoding: str) -> None:
    """The publisher writes one byte a character; a file that is sound UTF-8 was saved again by someone."""
    try:
        plain = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    for line in _beyond_ascii(plain):
        where = f"{path.name}, line {line}"
        raise SourceError(fault("wrong_encoding", where, expected=encoding, detail="the file is UTF-8"))


def _beyond_ascii(text: str) -> Iterator[int]:
    return (number for number, line in enumerate(text.splitlines(), 1) if not line.isascii())


def _header(path: Path, lines: Iterator[list[str]]) -> list[str]:
    try:
        return next(lines, [])
    except csv.Error as error:
        raise SourceError(fault("malformed", f"{path.name}, line 1", format="CSV", detail=error)) from error


def _check_header(path: Path, dataset: str, header: Sequence[str]) -> None:
    found = [tidy(name).removeprefix("\ufeff") for name in header]
    if found == list(COLUMNS):
        return
    where = f"{path.name}, row 1"
    if found and found[0] in OTHER_EDITIONS:
        raise SourceError(fault("wrong_edition", where, found=OTHER_EDITIONS[found[0]], expected=dataset))
    missing = [name for name in COLUMNS if name not in found]
    extra = [name for name in found if name not in COLUMNS]
    told = {"missing": ", ".join(missing) or "–", "extra": ", ".join(extra) or "–"}
    if not missing and not extra:
        told["extra"] = "another order"
    raise SourceError(fault("wrong_columns", where, dataset=dataset, **told))
