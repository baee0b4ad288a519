"""The sheets of a workbook as text, with what stands in cells that failed."""

from __future__ import annotations

import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orepath.custody.declarations.extent import refuse_large
from orepath.custody.declarations.wording import data
from orepath.errors import InputError, fault
from orepath.evidence.workbook.failed_cells import failed_cells
from orepath.evidence.workbook.safe import refuse_unsafe
from orepath.tabular.plain import plain

DIGITS = 15
"""Significant digits that a spreadsheet shows (`orepath.tabular.plain.plain`)."""

Merged = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a merged range, each as row and column from 0."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows that hold anything, by number from 1, each from the first column on.

    Parameters
    ----------
    failed
        What stands in cells whose formula failed or has no stored value, by row from 1 and column from 0.
    """

    file: str
    name: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    failed: dict[tuple[int, int], str] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell; empty where nothing does, or where its formula failed."""
        cells = self.rows.get(row, [])
        return cells[column].strip() if 0 <= column < len(cells) and (row, column) not in self.failed else ""

    def at(self, row: int, column: int | None = None) -> str:
        """Where a row or a cell stands, as people write it."""
        return f"{self.file}, {self.name}, " + (f"row {row}" if column is None else address(row, column))


def address(row: int, column: int) -> str:
    """A cell as a spreadsheet calls it; the row counts from 1, the column from 0.

    >>> address(4, 0), address(12, 27)
    ('A4', 'AB12')
    """
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


class Book:
    """A workbook that is safe to open; `open_book` gives one."""

    def __init__(self, path: Path, opened: CalamineWorkbook) -> None:
        self._path = path
        self._opened = opened
        self.file = path.name
        self.names: tuple[str, ...] = tuple(opened.sheet_names)
        self._read: dict[str, Sheet] = {}

    def sheet(self, key: str) -> Sheet | None:
        """A sheet by its key in ``templates.toml``; None where the workbook has none of the name."""
        name = data("templates")["sheets"][key]
        if name not in self.names:
            return None
        if name not in self._read:
            with _refusing(f"{self.file}, {name}"):
                self._read[name] = self._sheet(name)
        return self._read[name]

    def _sheet(self, name: str) -> Sheet:
        sheet = self._opened.get_sheet_by_name(name)
        before = [""] * (sheet.start[1] if sheet.start else 0)
        rows: dict[int, list[str]] = {}
        length, most = 0, data("templates")["limits"]
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            said = [plain(cell, DIGITS) for cell in cells]
            if any(said):
                rows[number] = before + said
                length += sum(map(len, said))
            if len(rows) > most["most_filled_rows"] or length > most["most_characters"]:
                raise InputError(
                    fault(
                        "custody_declaration_large",
                        f"{self.file}, {name}, row {number}",
                        rows=most["most_filled_rows"],
                        characters=most["most_characters"],
                    )
                )
        _spread(rows, sheet.merged_cell_ranges or ())
        failed = {(row + 1, column): said for (row, column), said in failed_cells(self._path, name).items()}
        return Sheet(self.file, name, rows, failed)


def _spread(rows: dict[int, list[str]], merged: Iterable[Merged]) -> None:
    """Give every row of a merged cell what stands in it: in a column of a table it is true of all of them.

    Merged cells that lie across each other, which no spreadsheet program writes, are left as they are.
    """
    numbers, last = sorted(rows), dict[int, int]()
    for (top, left), (bottom, right) in sorted(merged):
        first = rows.get(top + 1, [])
        if left != right or left >= len(first) or not first[left] or top <= last.get(left, -1):
            continue
        last[left] = bottom
        for row in numbers[bisect_right(numbers, top + 1) : bisect_right(numbers, bottom + 1)]:
            if left < len(rows[row]):
                rows[row][left] = rows[row][left] or first[left]


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """A workbook, closed afterwards.

    Raises
    ------
    InputError
        Where the file is no workbook, breaks off, or must not be opened.
    """
    with _refusing(path.name):
        with zipfile.ZipFile(path) as packed:
            refuse_large(refuse_unsafe(packed, path.name), path.name)
        opened = CalamineWorkbook.from_path(str(path))
    with closing(opened):
        yield Book(path, opened)


@contextmanager
def _refusing(where: str) -> Iterator[None]:
    """Turn whatever a broken workbook makes its readers raise into a refusal."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        CalamineError,
        OSError,
        LookupError,
        ValueError,
        RuntimeError,
        EOFError,
    ) as e:
        detail = str(e)[:200] or type(e).__name__
        raise InputError(fault("custody_declaration_broken", where, detail=detail)) from e
