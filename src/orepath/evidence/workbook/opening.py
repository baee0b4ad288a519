"""A publisher's workbook, looked into and then opened; the cells of its sheets as text or as values."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from orepath.errors import Fault, InputError, SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.evidence.headings import differing
from orepath.evidence.workbook.extent import Extent
from orepath.evidence.workbook.failed_cells import UNVALUED, failed_cells
from orepath.evidence.workbook.old_workbook import Failed, failed_in
from orepath.evidence.workbook.safe import refuse_unsafe
from orepath.evidence.workbook.unheard import unheard

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PANIC = "PanicException"
"""What a fault inside the reader of workbooks is raised as; no module offers the class."""
FAILURE = re.compile(rf"#(?:N/A|[A-Z]+(?:/0)?[!?]|GETTING_DATA)|{UNVALUED}")
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
    _failed: list[Failed] | None = field(default=None, repr=False)
    """The failed cells of each sheet of an XLS; those of an XLSX are looked for when a sheet is read."""
    _held: Mapping[str, Extent] = field(default_factory=dict, repr=False)
    """What the parts of an XLSX hold."""

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
            found = ", ".join(self.sheets) or "-"
            raise SourceError(fault("workbook_sheet", self.path.name, sheet=sheet, found=found))
        with _sound(f"{self.path.name}, sheet {sheet}", "XLSX" if self._failed is None else "XLS"):
            with unheard():
                rows: list[list[Cell]] = self._opened.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            if self._failed is None:
                failed = failed_cells(self.path, sheet, self._held)
            else:
                failed = self._failed[self.sheets.index(sheet)]
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
        headings = [name for name in names if name]
        if differing(headings, columns, None):
            where = f"{self.path.name}, sheet {sheet}, row {header}"
            shown = differing(headings, columns, ()) or {}
            faults.append(fault("wrong_columns", where, dataset=dataset, **shown))
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
    data = path.read_bytes()
    old = data.startswith(OLE)  # by content, not by name: publishers issue XLSX under .xls
    failed, held = None, dict[str, Extent]()
    with _sound(path.name, "XLS" if old else "XLSX"):
        if old:
            failed = failed_in(data, path.name)
        else:
            with zipfile.ZipFile(BytesIO(data)) as packed:
                held |= refuse_unsafe(packed, path.name)
        with unheard():
            return Workbook(path, CalamineWorkbook.from_filelike(BytesIO(data)), failed, held)


def text_of_cell(cell: Cell) -> str:
    """A cell as text: a number as the shortest decimal that stands for it, a date YYYY-MM-DD.

    >>> text_of_cell(0.1), text_of_cell(12.0), text_of_cell(datetime(2024, 5, 1)), text_of_cell("a")
    ('0.1', '12', '2024-05-01', 'a')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def is_failed(cell: Cell) -> bool:
    """Whether a cell is that of a formula that failed, or whose value is not there.

    >>> is_failed("#DIV/0!"), is_failed("#1 shaft")
    (True, False)
    """
    return isinstance(cell, str) and cell.startswith(("#", UNVALUED)) and bool(FAILURE.fullmatch(cell))


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


@contextmanager
def _sound(where: str, form: str) -> Iterator[None]:
    """Whatever is wrong with a workbook is a refusal; a broken XLS may raise what is no `Exception`."""
    try:
        yield
    except InputError as error:
        raise SourceError(error.faults) from error
    except WorksheetNotFound as error:
        raise SourceError(fault("malformed", where, format=form, detail="it is named, and is not there")) from error
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError, RuntimeError) as error:
        raise SourceError(fault("malformed", where, format=form, detail=error)) from error
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise SourceError(fault("malformed", where, format=form, detail=error)) from error
