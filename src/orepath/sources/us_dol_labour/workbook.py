"""The department's workbook: two of its sheets, row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orepath.errors import Fault, SourceError, fault

MOST_UNPACKED = 200_000_000  # bytes; the publisher's workbook unpacks to a tenth of it


def open_workbook(path: Path) -> CalamineWorkbook:
    """The workbook in a file.

    Raises
    ------
    SourceError
        Where the file is no workbook, breaks off, or unpacks to far more than the publisher's does.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size > MOST_UNPACKED:
            raise SourceError(fault("file_too_large", path.name, found=size, maximum=MOST_UNPACKED))
        return CalamineWorkbook.from_path(str(path))
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError) as error:
        raise SourceError(fault("malformed", path.name, format="XLSX", detail=error)) from error


def sheet_rows(
    workbook: CalamineWorkbook, file: str, sheet: str, columns: list[str], faults: list[Fault]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a sheet below its header, with their numbers; cells as text, whole numbers without a point."""
    try:
        rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as error:
        faults.append(fault("malformed", f"{file}, sheet {sheet}", format="XLSX", detail=error))
        return
    header = [str(cell).strip() for cell in rows[0]] if rows else []
    missing = [name for name in columns if name not in header]
    if missing:
        extra = ", ".join(name for name in header if name not in columns) or "-"
        where = f"{file}, sheet {sheet}"
        faults.append(fault("wrong_columns", where, dataset=sheet, missing=", ".join(missing), extra=extra))
        return
    for number, cells in enumerate(rows[1:], start=2):
        row = dict(zip(header, (_text(cell) for cell in cells), strict=False))
        if any(row.values()):
            yield number, row


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
