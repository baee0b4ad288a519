"""Tables as a person gives them, in rows of checked cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from orepath.errors import Fault, InputError, fault
from orepath.network.own.table import Tabular
from orepath.tabular.cells import UNKNOWN, Value, Word, read_cell
from orepath.tabular.column import Column
from orepath.tabular.headings import match
from orepath.tabular.rows_of import Rows, rows_of


@dataclass(frozen=True)
class Row:
    """A row: where it stands, and its cells by the names of the columns.

    A column the file does not have is as an empty cell. A faulty cell is not there, in a table that is not answered.
    """

    where: str
    cells: dict[str, Value]

    def text(self, name: str) -> str:
        """A text, choice, place or mineral; empty where the cell is empty or holds a word in its place."""
        found = self.cells.get(name)
        return found if isinstance(found, str) else ""

    def number(self, name: str) -> Fraction | None:
        """A number or share; None where the cell is empty or holds a word in its place."""
        found = self.cells.get(name)
        return Fraction(found) if isinstance(found, Fraction | int) and not isinstance(found, bool) else None

    def truth(self, name: str) -> bool | None:
        """Yes or no; None where the cell is empty or holds a word in its place."""
        found = self.cells.get(name)
        return found if isinstance(found, bool) else None

    def day(self, name: str) -> date | None:
        """A date; None where the cell is empty or holds a word in its place."""
        found = self.cells.get(name)
        return found if isinstance(found, date) else None

    def many(self, name: str) -> tuple[str, ...]:
        """The values of a cell that holds several."""
        found = self.cells.get(name)
        return found if isinstance(found, tuple) else ()

    def word(self, name: str) -> str:
        """The word that stands in place of a value; empty where none does."""
        found = self.cells.get(name)
        return found.key if isinstance(found, Word) else ""

    def unknown(self, name: str) -> bool:
        """Whether the cell says that nobody knows."""
        return self.cells.get(name) == UNKNOWN


@dataclass(frozen=True)
class Table:
    """A table by its columns. `columns` are the names of those it has."""

    name: str
    rows: tuple[Row, ...]
    columns: frozenset[str]


Check = Callable[[Table], Iterable[Fault]]
"""What is wrong between the rows of a table; cells that are faulty themselves are not in its rows."""
Given = Path | str | Tabular | Table
"""A file (CSV or XLSX), a table in memory, or one that was read before."""


def read_table(given: Given, columns: Sequence[Column], name: str = "table", check: Check | None = None) -> Table:
    """A table read by its columns.

    Parameters
    ----------
    name
        What a table in memory is called in messages.
    check
        Finds what is wrong between rows, to be told with what is wrong in cells.

    Raises
    ------
    InputError
        With every fault of the file, each with its row and column.
    """
    if isinstance(given, Table):
        return given
    faults: list[Fault] = []
    table = checked(rows_of(given, name, columns, faults), columns, faults, check)
    if faults:
        raise InputError(faults)
    return table


def checked(found: Rows, columns: Sequence[Column], faults: list[Fault], check: Check | None = None) -> Table:
    """Rows of text as a table of checked cells; what is wrong is added to `faults`."""
    if not found.header:
        faults.append(fault("table_no_rows", found.name))
        return Table(found.name, (), frozenset())
    matched = match(found.header, columns, found.name, faults)
    rows = tuple(_rows(found, matched, faults))
    if not rows and not faults:
        faults.append(fault("table_no_rows", found.name))
    faults.extend(_mixed(found, matched))
    table = Table(found.name, rows, frozenset(column.name for column in matched.values()))
    faults.extend(check(table) if check else ())
    return table


def _rows(found: Rows, matched: dict[int, Column], faults: list[Fault]) -> Iterator[Row]:
    for line, texts in found.rows:
        where = f"{found.name}, row {line}"
        if len(texts) != len(found.header):
            faults.append(fault("ragged_row", where, found=len(texts), expected=len(found.header)))
            continue
        cells: dict[str, Value] = {}
        for position, column in matched.items():
            before = len(faults)
            cell = read_cell(column, texts[position].strip(), where, faults)
            if len(faults) == before:
                cells[column.name] = cell
        yield Row(where, cells)


def _mixed(found: Rows, matched: dict[int, Column]) -> Iterable[Fault]:
    """Columns of shares in which some cells are percents and others are not: 0.5 may then mean half a percent."""
    for position, column in matched.items():
        if column.kind != "share":
            continue
        cells = {line: texts[position].strip() for line, texts in found.rows if len(texts) > position}
        percents = [line for line, cell in cells.items() if cell.endswith(("%", "％"))]
        bare = [line for line, cell in cells.items() if cell[:1].isdigit() and "/" not in cell and line not in percents]
        if percents and bare:
            yield fault("table_mixed", found.name, column=column.name, percents=_few(percents), bare=_few(bare))


def _few(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")
