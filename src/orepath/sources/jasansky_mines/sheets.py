"""The sheets of the workbook as columns, and rows of them as the cells that are not empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.headings import differing
from orepath.evidence.reading import Sink
from orepath.evidence.source import source
from orepath.evidence.workbook.opening import Cell, Workbook, is_failed, open_workbook, text_of_cell

SOURCE = source("orepath.sources.jasansky_mines")
SHEETS = SOURCE.raw["sheets"]
NUMBERS = frozenset(SOURCE.raw["numbers"])
READ = {entry[part] for entry in SOURCE.raw["measures"] for part in ("value", "year", "share") if part in entry}
"""Columns of numbers that become statements, and are checked where they do."""
REMEMBERED = 10_000
"""Texts of cells of which what they mean is remembered; the sheets repeat them."""
FIRST_YEAR, LAST_YEAR = SOURCE.raw["first_year"], SOURCE.raw["last_year"]
MOST = 1e12
"""More than this of anything is no figure of a site."""


@dataclass(frozen=True)
class Row:
    """The cells of a row that hold anything, the blanks of a text single."""

    number: int
    where: str
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """A cell as text; empty where it holds nothing."""
        if column not in self.cells:
            return ""
        cell = self.cells[column]
        return cell if isinstance(cell, str) else text_of_cell(cell)

    def filled(self, columns: Iterable[str]) -> list[str]:
        """Those of some cells that hold anything, as texts."""
        return [self.text(column) for column in columns if column in self.cells]

    def number_of(self, column: str, faults: list[Fault]) -> float | None:
        """A cell as a number of 0 or more; None where it holds nothing, or, with a fault, no such number."""
        cell = self.cells.get(column)
        if cell is None:
            return None
        if isinstance(cell, float) and 0 <= cell <= MOST:
            return cell
        faults.append(
            fault("bad_cell", self.where, column=column, found=text_of_cell(cell)[:80], allowed="1234.5, 0 to 1e12")
        )
        return None

    def year_of(self, column: str, faults: list[Fault]) -> int | None:
        """A cell as a year; None where it holds nothing, or with a fault where it holds no year of the dataset."""
        cell = self.cells.get(column)
        if cell is None:
            return None
        if isinstance(cell, float) and cell.is_integer() and FIRST_YEAR <= cell <= LAST_YEAR:
            return int(cell)
        found, allowed = text_of_cell(cell)[:80], f"{FIRST_YEAR} to {LAST_YEAR}"
        faults.append(fault("bad_cell", self.where, column=column, found=found, allowed=allowed))
        return None

    def rest(self, used: set[str]) -> dict[str, str]:
        """The other cells as text, by column."""
        return {
            column: cell if isinstance(cell, str) else text_of_cell(cell)
            for column, cell in self.cells.items()
            if column not in used
        }


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet that hold anything, as columns by heading, the blanks of a text single.

    Parameters
    ----------
    where
        The file and the sheet.
    numbers
        The number of each row.
    """

    name: str
    where: str
    numbers: Sequence[int]
    columns: Mapping[str, Sequence[Cell]]

    def __len__(self) -> int:
        return len(self.numbers)

    def locator(self, at: int) -> str:
        """Where a row stands."""
        return f"{self.where}, row {self.numbers[at]}"

    def locators(self) -> list[str]:
        """Where each row stands."""
        return [f"{self.where}, row {number}" for number in self.numbers]

    def row(self, at: int) -> Row:
        """A row, counted from 0."""
        held = {name: cell for name, column in self.columns.items() if (cell := column[at]) != ""}
        return Row(self.numbers[at], self.locator(at), held)

    def rows(self) -> Iterator[Row]:
        """All rows."""
        return map(self.row, range(len(self)))

    def texts(self, column: str) -> Sequence[Any]:
        """A column in which no cell is wrong as texts; empty ones where the sheet has none of the name."""
        cells = self.columns.get(column, ("",) * len(self))
        if column not in NUMBERS:
            return cells
        return [cell if isinstance(cell, str) else text_of_cell(cell) for cell in cells]

    def taken(self, rows: Sequence[int]) -> Sheet:
        """The sheet of some of its rows."""
        columns = {name: [cells[at] for at in rows] for name, cells in self.columns.items()}
        return Sheet(self.name, self.where, [self.numbers[at] for at in rows], columns)


def opened(path: Path) -> Workbook:
    """The workbook, in which every sheet of the dataset stands."""
    workbook = open_workbook(path, SOURCE.raw["most_bytes"])
    if missing := [name for name in SHEETS if name not in workbook.sheets]:
        detail = "no sheet " + ", ".join(missing)
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    return workbook


def sheet_of(workbook: Workbook, sheet: str, sink: Sink, faults: list[Fault]) -> Sheet:
    """A sheet; one without rows, with a fault, where it has not the columns it must have."""
    where = f"{workbook.path.name}, sheet {sheet}"
    cells = workbook.cells(sheet)
    if len(cells) > SOURCE.raw["most_rows"]:
        most = SOURCE.raw["most_rows"]
        raise SourceError(fault("count_above", where, what="rows", found=len(cells), maximum=most))
    names = [text_of_cell(cell).strip() for cell in cells[0]] if cells else []
    sink.found_columns(sheet, names)
    shown = differing([name for name in names if name], SHEETS[sheet]["columns"], None)
    if shown:
        faults.append(fault("wrong_columns", f"{where}, row 1", dataset=SOURCE.id, **shown))
        return Sheet(sheet, where, (), {})
    columns = [_single(column) for column in zip(*cells[1:], strict=True)] or [[] for _ in names]
    held = [at for at, row in enumerate(zip(*columns, strict=True)) if any(row) or set(row) != {""}]
    named = {name: column for name, column in zip(names, columns, strict=True) if name}
    nameless = [column for name, column in zip(names, columns, strict=True) if not name]
    every = Sheet(sheet, where, range(2, len(cells) + 1), named)
    for at in sorted(_doubtful(named, nameless)):
        for found in [text_of_cell(column[at])[:80] for column in nameless if column[at] != ""][-1:]:
            faults.append(fault("bad_cell", every.locator(at), column="-", found=found, allowed="a heading above"))
        faults += _wrong(every.row(at))
    return every if len(held) == len(every) else every.taken(held)


def _single(column: Sequence[Cell]) -> list[Cell]:
    """A column in which the blanks of each text are single, and texts that are the same one object."""
    texts: dict[Cell, Cell] = {cell: " ".join(cell.split()) for cell in set(column) if isinstance(cell, str)}
    return [texts.get(cell, cell) for cell in column]


def _doubtful(named: Mapping[str, Sequence[Cell]], nameless: Iterable[Sequence[Cell]]) -> set[int]:
    """The rows in which a cell stands below no heading, failed, or is no text where texts stand."""
    found = {at for column in nameless if set(column) != {""} for at, cell in enumerate(column) if cell != ""}
    for name, column in named.items():
        if name in READ:
            continue
        kinds = {str, float} if name in NUMBERS else {str}
        if not kinds.issuperset(map(type, column)):
            found.update(at for at, cell in enumerate(column) if type(cell) not in kinds)
        if failed := set(filter(is_failed, set(column))):
            found.update(at for at, cell in enumerate(column) if cell in failed)
    return found


def _wrong(row: Row) -> Iterator[Fault]:
    """The faults of cells whose formula failed, and of what is no text where texts stand."""
    for column, cell in row.cells.items():
        number = isinstance(cell, float) and column in NUMBERS
        if column not in READ and not number and (not isinstance(cell, str) or is_failed(cell)):
            allowed = "a text or a number" if column in NUMBERS else "a text"
            yield fault("bad_cell", row.where, column=column, found=text_of_cell(cell)[:80], allowed=allowed)
