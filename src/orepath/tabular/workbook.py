"""The rows of a workbook (XLSX): the sheet that has the columns, and nothing of it lost.

A reader of values gives an error (``#N/A``) and a formula without a stored value as empty cells. Here an error stays an
error: not knowing is not the same as a formula that failed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orepath.errors import Fault, InputError, fault
from orepath.evidence.workbook.failed_cells import failed_cells
from orepath.evidence.workbook.safe import refuse_unsafe
from orepath.tabular.column import Column
from orepath.tabular.headings import spelled
from orepath.tabular.plain import plain
from orepath.vocabulary.terms import fold

DIGITS = 15


def workbook_rows(path: Path, columns: Sequence[Column], faults: list[Fault]) -> list[tuple[int, list[str]]]:
    """The rows of a workbook's sheet as text, each with its number; blank rows are left out.

    The sheet is the one whose first row has a heading of the columns; the only sheet, or the first, where none has.

    Raises
    ------
    InputError
        Where the file is no workbook, breaks off, declares entities, or has the columns on more than one sheet.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            refuse_unsafe(packed, path.name)
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = _sheet(book, path.name, columns)
            cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, OSError, KeyError, ValueError, RuntimeError) as error:
        raise InputError(fault("network_file_broken", path.name, format="XLSX", detail=str(error)[:200])) from error
    lost = failed_cells(path, sheet)
    rows = [[plain(cell, DIGITS) for cell in row] for row in cells]
    for (row, column), said in sorted(lost.items()):
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = said
        else:
            faults.append(fault("table_error_cell", f"{path.name}, row {row + 1}", column=column + 1, found=said))
    return list(_filled(rows))


def _filled(rows: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, without the blank columns to the right of the header."""
    width = 0
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        width = width or max(position for position, cell in enumerate(row, start=1) if cell.strip())
        beyond = any(cell.strip() for cell in row[width:])
        yield number, row if beyond else row[:width]


def _sheet(book: CalamineWorkbook, file: str, columns: Sequence[Column]) -> str:
    known = {said for column in columns for said in spelled(column)}
    fit = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=20)
        header = next((row for row in rows if any(str(cell).strip() for cell in row)), [])
        if any(fold(str(cell).replace("_", " ")) in known for cell in header):
            fit.append(name)
    if len(fit) > 1:
        raise InputError(fault("table_sheets", file, found=", ".join(fit)))
    if not book.sheet_names:
        raise InputError(fault("table_no_rows", file))
    return str(fit[0] if fit else book.sheet_names[0])
