"""The rows of the file, whole and of this edition, or every fault that shows they are not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.alike import each
from orepath.evidence.faults import Faults
from orepath.evidence.headings import refuse_others
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


@dataclass
class Table:
    """The rows by column, cells with plain and single blanks; the line each ends on; the faults found while reading."""

    columns: dict[str, list[str]]
    lines: list[int]
    faults: Faults


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
    rows = csv.reader(text_of(path, encoding, most_bytes).splitlines(keepends=True), strict=True)
    _check_header(path, dataset, _header(path, rows))
    lines, every, faults = list[int](), list[str](), Faults()
    try:
        for cells in rows:
            if len(cells) == len(COLUMNS):
                lines.append(rows.line_num)
                every += cells
            else:
                where = f"{path.name}, row {rows.line_num}"
                faults.append(fault("ragged_row", where, found=len(cells), expected=len(COLUMNS)))
    except csv.Error as error:
        where = f"{path.name}, line {rows.line_num}"
        if "unexpected end" in str(error):
            faults.append(fault("file_truncated", where, detail="open quote"))
        else:
            faults.append(fault("malformed", where, format="CSV", detail=str(error).partition(" - ")[0]))
    if not data.endswith(b"\n"):
        faults.append(fault("file_truncated", path.name, detail="its last line has no end"))
    columns = {name: each(every[at :: len(COLUMNS)], tidy) for at, name in enumerate(COLUMNS)}
    return Table(columns, lines, faults)


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
    found, where = [tidy(name).removeprefix("\ufeff") for name in header], f"{path.name}, row 1"
    if found and found[0] in OTHER_EDITIONS:
        raise SourceError(fault("wrong_edition", where, found=OTHER_EDITIONS[found[0]], expected=dataset))
    refuse_others(found, COLUMNS, dataset, where)
