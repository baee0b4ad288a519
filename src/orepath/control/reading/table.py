"""A table as text: its columns by name, and the row each line stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.control.reading.masks import Flags, true
from orepath.control.reading.words import TableName, columns, error_cells, headings
from orepath.control.register import Numbers
from orepath.errors import UnknownName, fault
from orepath.evidence.workbook.failed_cells import UNVALUED
from orepath.network.own.columns import LISTED, Faults
from orepath.vocabulary.terms import fold

Values = Callable[[int], dict[str, object]]
PAGE = "docs/reference/control-input.md"


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in its file: headings, cells as text column by column, and the row of each line."""

    name: str
    header: tuple[str, ...]
    cells: tuple[pa.Array, ...]
    row: Numbers


@dataclass(frozen=True)
class Table:
    """A table with its columns by name.

    Parameters
    ----------
    columns
        Cells without outer blanks; empty where nothing stands; null where what stands there was reported as a fault.
        A column the file has not is empty throughout.
    bad
        Marks, as they are found, the lines something is wrong with.
    """

    name: str
    columns: dict[str, pa.Array]
    row: Numbers
    bad: Flags

    def __len__(self) -> int:
        return len(self.row)

    def where(self, line: int) -> str:
        """File and row of a line."""
        return f"{self.name}, row {self.row[line]}"

    def tell(self, faults: Faults, code: str, wrong: Flags, values: Values) -> None:
        """A fault for each wrong line; past the first thousand the rest are counted."""
        lines = np.flatnonzero(wrong)
        self.bad[lines] = True
        kind = [fault(code, self.where(line), **values(line)) for line in lines[:LISTED].tolist()]
        if len(lines) > LISTED:
            kind.append(fault("network_more", self.name, count=len(lines) - LISTED, of=code))
        if kind:
            faults.kinds.append(kind)


def named(sheet: Sheet, table: TableName, faults: Faults) -> Table | None:
    """The table with its columns by name, or None and what is wrong with its headings."""
    known = headings(table)
    found = [known.get(fold(heading)) for heading in sheet.header]
    before = len(faults.kinds)
    _check_headings(sheet, table, found, faults)
    if not len(sheet.row):
        faults.add(fault("control_no_rows", sheet.name))
    if len(faults.kinds) > before:
        return None
    empty = pa.repeat("", len(sheet.row))
    cells = {column.name: empty for column in columns(table)}
    cells |= {name: pc.utf8_trim_whitespace(cell) for name, cell in zip(found, sheet.cells, strict=True) if name}
    made = Table(sheet.name, cells, sheet.row, np.zeros(len(sheet.row), dtype=bool))
    _refuse_errors(made, faults)
    return made


def fits(header: tuple[str, ...], table: TableName) -> bool:
    """Whether every column a table needs is among some headings."""
    found = {headings(table).get(fold(heading)) for heading in header}
    return all(column.name in found for column in columns(table) if column.needed)


def _check_headings(sheet: Sheet, table: TableName, found: list[str | None], faults: Faults) -> None:
    twice = sorted({name for name in found if name and found.count(name) > 1})
    needed = [column.name for column in columns(table) if column.needed]
    missing = [name for name in needed if name not in found]
    if twice:
        faults.add(fault("network_columns_twice", sheet.name, columns=", ".join(twice)))
    allowed = [word for column in columns(table) for word in (column.name, column.heading) if column.name not in found]
    for heading, name in zip(sheet.header, found, strict=True):
        if name is None:
            faults.add(*UnknownName("column", heading, allowed, f"{sheet.name}, row 1").faults)
    if missing:
        shown = ", ".join(sheet.header) or "-"
        values = {"missing": ", ".join(missing), "found": shown, "needed": ", ".join(needed), "page": PAGE}
        faults.add(fault("control_columns", sheet.name, **values))


def _refuse_errors(table: Table, faults: Faults) -> None:
    """Cells a spreadsheet marks as failed become null; reading one as empty would change what the row says."""
    for code, said in (("control_cell_error", error_cells()), ("control_cell_formula", (UNVALUED,))):
        for name, cells in table.columns.items():
            failed = pc.is_in(cells, value_set=pa.array(said))
            if pc.any(failed).as_py():
                table.tell(faults, code, true(failed), _saying(name, cells))
                table.columns[name] = pc.if_else(failed, pa.scalar(None, pa.string()), cells)


def _saying(column: str, cells: pa.Array) -> Values:
    return lambda line: {"column": column, "found": cells[line].as_py()}
