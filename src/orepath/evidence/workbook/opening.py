"""A publisher's workbook, looked into and then opened; the cells of its sheets as text or as values."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orepath.errors import Fault, InputError, SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.evidence.workbook.failed_cells import failed_cells
from orepath.evidence.workbook.safe import refuse_unsafe

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Cell = str | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one is an empty text, one whose formula failed the text of its error."""


def begins_as_workbook(path: Path) -> bool:
    """Whether a file begins as workbooks do (XLSX, or the XLS of before 2007)."""
    with path.open("rb") as file:
        return file.read(len(OLE)).startswith((ZIP, OLE))


@dataclass(frozen=True)
class Workbook:
    """A workbook that is safe to read."""

    path: Path
    _opened: CalamineWorkbook = field(repr=False)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of its sheets, in order."""
        return tuple(self._opened.sheet_names)

    def cells(self, sheet: str) -> list[list[Cell]]:
        """All cells of a sheet from its first row and column on, the rows of one length.

        Raises
        ------
        SourceError
            Where the workbook has no such sheet, or it cannot be read.
        """
        if sheet not in self.sheets:
            raise SourceError(fault("workbook_sheet", self.path.name, sheet=sheet, found=", ".join(self.sheets)))
        try:
            rows = [list(row) for row in self._opened.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
            failed = {} if _is_old(self.path) else failed_cells(self.path, sheet)
        except InputError as error:
            raise SourceError(error.faults) from error
        except (CalamineError, OSError, ValueError, RuntimeError) as error:
            where = f"{self.path.name}, sheet {sheet}"
            raise SourceError(fault("malformed", where, format="XLSX", detail=error)) from error
        for (row, column), said in failed.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = said
        return rows

    def rows(
        self, sheet: str, columns: Sequence[str], dataset: str, faults: list[Fault], header: int = 1
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows below the header of a sheet by column, as text, with their row numbers; blank ones are left out.

        Parameters
        ----------
        columns
            Those that must be there, by their headings; other ones are given too.
        header
            The row of the headings, counted from 1.
        """
        cells = self.cells(sheet)
        names = [text_of_cell(cell).strip() for cell in cells[header - 1]] if len(cells) >= header else []
        missing = [name for name in columns if name not in names]
        twice = sorted({name for name in names if name and names.count(name) > 1})
        if missing or twice:
            extra = ", ".join([*(name for name in names if name and name not in columns), *twice]) or "-"
            where = f"{self.path.name}, sheet {sheet}, row {header}"
            faults.append(
                fault("wrong_columns", where, dataset=dataset, missing=", ".join(missing) or "-", extra=extra)
            )
            return
        for number, row in enumerate(cells[header:], start=header + 1):
            said = {name: text_of_cell(cell) for name, cell in zip(names, row, strict=True) if name}
            if any(each.strip() for each in said.values()):
                yield number, said


def open_workbook(path: Path, most_bytes: int) -> Workbook:
    """A workbook of a publisher (XLSX, or XLS), looked into before it is opened.

    Raises
    ------
    SourceError
        Where there is none, it is larger than ``most_bytes``, must not be opened, is no workbook or breaks off.
    """
    bounded_file(path, most_bytes)
    try:
        if not _is_old(path):
            with zipfile.ZipFile(path) as packed:
                refuse_unsafe(packed, path.name)
        # By content, not by name: publishers issue XLSX under .xls.
        return Workbook(path, CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())))
    except InputError as error:
        raise SourceError(error.faults) from error
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError, RuntimeError) as error:
        raise SourceError(fault("malformed", path.name, format="XLSX", detail=error)) from error


def text_of_cell(cell: Cell) -> str:
    """A cell as text: a number as the shortest decimal that stands for it, a date YYYY-MM-DD.

    >>> text_of_cell(0.1), text_of_cell(12.0), text_of_cell(datetime(2024, 5, 1)), text_of_cell("a")
    ('0.1', '12', '2024-05-01', 'a')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def column_letters(column: int) -> str:
    """A column as spreadsheets write it, from its number counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _is_old(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(OLE)) == OLE
