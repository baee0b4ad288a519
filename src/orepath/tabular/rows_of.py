"""The rows of a table as text: from CSV, from a workbook, from memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from orepath.errors import Fault, InputError, fault
from orepath.evidence.csv_rows import csv_rows
from orepath.evidence.files import first_bytes
from orepath.network.own.table import Tabular, given
from orepath.tabular.column import Column
from orepath.tabular.plain import plain
from orepath.tabular.workbook import workbook_rows

ZIP = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Rows:
    """Rows of text: the heading of each column, and the others with the line or row each begins on."""

    name: str
    header: list[str]
    rows: list[tuple[int, list[str]]]


def rows_of(table: Path | str | Tabular, name: str, columns: Sequence[Column], faults: list[Fault]) -> Rows:
    """The rows of a table; what a file is, is told by its first bytes.

    Parameters
    ----------
    columns
        By which the sheet of a workbook is found.

    Raises
    ------
    InputError
        Where it cannot be read at all; what is wrong inside is added to `faults`.
    """
    if not isinstance(table, str | Path):
        found = given(table, name)
        rows = [[plain(cell) for cell in row.values()] for row in found.table.to_pylist()]
        return Rows(name, list(found.columns), list(enumerate(rows, start=1)))
    path = Path(table)
    start = first_bytes(path, len(OLD_WORKBOOK))
    if start.startswith(ZIP):
        every = workbook_rows(path, columns, faults)
    elif start.startswith(OLD_WORKBOOK):
        raise InputError(fault("wrong_format", path.name, found=path.suffix or "XLS", allowed="CSV, XLSX"))
    else:
        every = list(csv_rows(_text(path), path.name, faults))
    header = [cell.strip() for cell in every[0][1]] if every else []
    return Rows(path.name, header, every[1:])


def _text(path: Path) -> str:
    data = path.read_bytes()
    position = data.find(b"\x00")
    detail = "NUL"
    if position < 0:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            position, detail = error.start, f"{data[error.start]:#04x}"
    line = data[:position].count(b"\n") + 1
    raise InputError(fault("network_file_encoding", f"{path.name}, row {line}", detail=detail))
