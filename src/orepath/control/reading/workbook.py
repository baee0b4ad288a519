"""A table from a sheet of a workbook (XLSX)."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from orepath.control.reading.table import Sheet, fits
from orepath.control.reading.words import TableName
from orepath.errors import InputError, fault
from orepath.evidence.workbook.failed_cells import failed_cells
from orepath.evidence.workbook.safe import refuse_unsafe

Rows = list[list[object]]


def workbook_sheet(path: Path, table: TableName) -> Sheet:
    """The sheet of a workbook that holds a table, told by its headings; a workbook's only sheet in any case.

    A cell that is a number becomes the shortest decimal that stands for it, a date YYYY-MM-DD, a failed formula its
    error.

    Raises
    ------
    InputError
        Where the file is no workbook, breaks off, unpacks to more than is opened, or none or several of its sheets
        have the columns.
    """
    found = _sheets(path)
    chosen = [name for name, rows in found.items() if fits(_header(rows), table)]
    if len(chosen) > 1:
        raise InputError(fault("control_sheets", path.name, sheets=", ".join(chosen), table=table))
    name = chosen[0] if chosen else max(found, key=lambda each: len(found[each]), default="")
    rows = _with_errors(path, name, found.get(name, []))
    return _sheet(path.name if len(found) < 2 else f"{path.name}, sheet {name}", rows)


def holds(path: Path, table: TableName) -> bool:
    """Whether a sheet of a workbook has the columns of a table."""
    return any(fits(_header(rows), table) for rows in _sheets(path).values())


def _sheets(path: Path) -> dict[str, Rows]:
    try:
        with zipfile.ZipFile(path) as packed:
            if "xl/workbook.xml" not in packed.namelist():
                raise InputError(fault("wrong_format", path.name, found="zip", allowed="CSV, XLSX, JSON, XML"))
            refuse_unsafe(packed, path.name)
        with CalamineWorkbook.from_path(str(path)) as book:
            return {
                name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
                for name in book.sheet_names
            }
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError, RuntimeError) as error:
        raise InputError(fault("malformed", path.name, format="XLSX", detail=error)) from error


def _begins(rows: Rows) -> int:
    """The number of the first row in which anything stands."""
    return next((number for number, row in enumerate(rows) if any(_text(cell).strip() for cell in row)), 0)


def _header(rows: Rows) -> tuple[str, ...]:
    """The headings, without the empty columns behind them."""
    cells = [_text(cell).strip() for cell in rows[_begins(rows)]] if rows else []
    width = max((number + 1 for number, cell in enumerate(cells) if cell), default=0)
    return tuple(cells[:width])


def _with_errors(path: Path, sheet: str, rows: Rows) -> Rows:
    """The rows with the errors of failed formulas, which the reader of workbooks leaves out as if empty."""
    for (row, column), said in failed_cells(path, sheet).items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = said
    return rows


def _sheet(name: str, rows: Rows) -> Sheet:
    header = _header(rows)
    first = _begins(rows) + 1
    lines = [number for number in range(first, len(rows)) if any(_text(cell).strip() for cell in rows[number])]
    stray = [number for number in lines if any(_text(cell).strip() for cell in rows[number][len(header) :])]
    if stray:
        shown = [fault("control_beside", f"{name}, row {number + 1}", columns=len(header)) for number in stray]
        raise InputError(shown)
    cells = tuple(
        pa.array([_text(rows[number][column]) for number in lines], pa.string()) for column in range(len(header))
    )
    return Sheet(name, header, cells, np.asarray(lines, dtype=np.int32) + 1)


def _text(cell: object) -> str:
    """A cell as text.

    >>> _text(0.1), _text(12.0), _text(datetime(2024, 5, 1)), _text("a")
    ('0.1', '12', '2024-05-01', 'a')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == datetime.min.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
