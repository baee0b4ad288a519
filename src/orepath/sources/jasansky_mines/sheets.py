"""The sheets of the workbook as rows of cells that are not empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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
"""Texts of cells that are remembered as they are read; the sheets repeat them."""
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
        first, last = SOURCE.raw["first_year"], SOURCE.raw["last_year"]
        cell = self.cells.get(column)
        if cell is None:
            return None
        if isinstance(cell, float) and cell.is_integer() and first <= cell <= last:
            return int(cell)
        found, allowed = text_of_cell(cell)[:80], f"{first} to {last}"
        faults.append(fault("bad_cell", self.where, column=column, found=found, allowed=allowed))
        return None

    def rest(self, used: set[str]) -> dict[str, str]:
        """The other cells as text, by column."""
        return {
            column: cell if isinstance(cell, str) else text_of_cell(cell)
            for column, cell in self.cells.items()
            if column not in used
        }


def opened(path: Path) -> Workbook:
    """The workbook, in which every sheet of the dataset stands."""
    workbook = open_workbook(path, SOURCE.raw["most_bytes"])
    if missing := [name for name in SHEETS if name not in workbook.sheets]:
        detail = "no sheet " + ", ".join(missing)
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    return workbook


def rows_of(workbook: Workbook, sheet: str, sink: Sink, faults: list[Fault]) -> list[Row]:
    """The rows of a sheet; none, with a fault, where it has not the columns it must have."""
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
        return []
    return list(_rows(names, cells[1:], where, faults))


@lru_cache(maxsize=REMEMBERED)
def _single(cell: str) -> str:
    """A text with single blanks."""
    return " ".join(cell.split())


def _rows(names: list[str], cells: list[list[Cell]], where: str, faults: list[Fault]) -> Iterator[Row]:
    sound = set[str]()
    for number, row in enumerate(cells, start=2):
        held = {
            name: single
            for name, cell in zip(names, row, strict=True)
            if cell != "" and (single := _single(cell) if isinstance(cell, str) else cell) != ""
        }
        if not held:
            continue
        if (nameless := held.pop("", None)) is not None:
            found = text_of_cell(nameless)[:80]
            faults.append(
                fault("bad_cell", f"{where}, row {number}", column="-", found=found, allowed="a heading above")
            )
        faults += _wrong(held, f"{where}, row {number}", sound)
        yield Row(number, f"{where}, row {number}", held)


def _wrong(held: dict[str, Cell], where: str, sound: set[str]) -> Iterator[Fault]:
    """The faults of cells whose formula failed, and of what is no text where texts stand.

    Parameters
    ----------
    sound
        Texts that are sound, as they were found so far.
    """
    for column, cell in held.items():
        if cell in sound or column in READ:
            continue
        number = isinstance(cell, float) and column in NUMBERS
        if isinstance(cell, str) and not is_failed(cell):
            sound.add(cell)
        elif not number:
            allowed = "a text or a number" if column in NUMBERS else "a text"
            yield fault("bad_cell", where, column=column, found=text_of_cell(cell)[:80], allowed=allowed)
