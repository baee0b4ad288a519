"""One sheet or table of estimates: countries down, years across, before anything is judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from orepath.errors import Fault, SourceError, fault
from orepath.evidence import sqlite

HEADER = 15  # row of the column names; the years stand in the row above
UPDATE = re.compile(r"Governance Indicators, (\d{4}) Update")
BLANK = ("", "#N/A", "nan", "None")


@dataclass(frozen=True)
class Line:
    """A country's line: its number, name and code, and the cells of its estimates by year."""

    row: int
    name: str
    code: str
    cells: dict[int, object]


@dataclass(frozen=True)
class Sheet:
    """The estimates of one indicator. ``places`` gives the locator of a year's column."""

    property: str
    where: str
    columns: dict[int, str]
    lines: tuple[Line, ...]

    def locator(self, line: Line, year: int) -> str:
        """File, sheet and cell of a figure."""
        return f"{self.where}, {self.columns[year].format(row=line.row)}"


def workbook(path: Path, sheets: dict[str, str]) -> tuple[str, list[Sheet]]:
    """The edition and the six indicators of the publisher's workbook."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        missing = [name for name in sheets if name not in book.sheet_names]
        if missing or "Introduction" not in book.sheet_names:
            detail = "no sheet " + ", ".join(missing or ["Introduction"])
            raise SourceError(fault("wrong_dataset", path.name, dataset="WGI", detail=detail))
        cover = _rows(book, "Introduction")
        pages = {name: _rows(book, name) for name in sheets}
    except (CalamineError, WorksheetNotFound, OSError) as error:
        raise SourceError(fault("file_truncated", path.name, detail=str(error).partition("\n")[0])) from error
    update = UPDATE.search(" ".join(str(cell) for row in cover for cell in row))
    faults: list[Fault] = []
    if not update:
        faults.append(fault("wrong_edition", f"{path.name}, sheet Introduction", found="–", expected="20xx Update"))
    found = []
    for name, rows in pages.items():
        where = f"{path.name}, sheet {name}"
        try:
            found.append(_sheet(sheets[name], where, rows))
        except SourceError as error:
            faults += error.faults
    if faults or not update:
        raise SourceError(faults)
    return f"{update.group(1)}-update", found


def _rows(book: CalamineWorkbook, name: str) -> list[list[object]]:
    return [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _sheet(property_: str, where: str, rows: Sequence[Sequence[object]]) -> Sheet:
    names = [str(cell).strip() for cell in rows[HEADER - 1]] if len(rows) >= HEADER else []
    expected = ["Country/Territory", "Code", "Estimate"]
    if names[:3] != expected:
        missing, extra = ", ".join(expected), ", ".join(name for name in names[:3] if name) or "–"
        raise SourceError(fault("wrong_columns", f"{where}, row {HEADER}", dataset="WGI", missing=missing, extra=extra))
    years = rows[HEADER - 2]
    at = {}
    for column, name in enumerate(names):
        if name == "Estimate":
            year = years[column]
            if not isinstance(year, float) or not 1990 < year < 2100 or int(year) in at:
                cell = f"{where}, cell {letters(column)}{HEADER - 1}"
                raise SourceError(fault("bad_cell", cell, column=name, found=year, allowed="a year, once"))
            at[int(year)] = column
    lines = tuple(
        Line(number, str(row[0]).strip(), str(row[1]).strip(), {year: row[column] for year, column in at.items()})
        for number, row in enumerate(rows[HEADER:], start=HEADER + 1)
        if any(cell != "" for cell in row)
    )
    return Sheet(property_, where, {year: f"cell {letters(column)}{{row}}" for year, column in at.items()}, lines)


def database(path: Path) -> tuple[str, list[Sheet]]:
    """The edition and the one indicator of a SQLite file of political stability."""
    with sqlite.opened(path) as connection:
        tables = sqlite.columns(connection)
        if "Estimate" not in tables:
            detail = "no table Estimate"
            raise SourceError(fault("wrong_dataset", path.name, dataset="WGI", detail=detail))
        names = tables["Estimate"]
        years = [name for name in names if re.fullmatch(r"[12]\d{3}", name)]
        missing = [name for name in ("Country/Territory", "Code") if name not in names]
        extra = [name for name in names if name not in {"Country/Territory", "Code", "country_code", *years}]
        where = f"{path.name}, table Estimate"
        if missing or extra or not years:
            shown = ", ".join(missing or ([] if years else ["1996 …"])) or "–"
            extras = ", ".join(extra) or "–"
            raise SourceError(fault("wrong_columns", where, dataset="WGI", missing=shown, extra=extras))
        listed = ", ".join(sqlite.quoted(name) for name in ("Country/Territory", "Code", *years))
        rows = connection.execute(f"select rowid, {listed} from Estimate order by rowid").fetchall()
    lines = tuple(
        Line(row[0], str(row[1]).strip(), str(row[2]).strip(), dict(zip(map(int, years), row[3:], strict=True)))
        for row in rows
    )
    columns = {int(year): f"row {{row}}, column {year}" for year in years}
    return f"political-stability-{years[0]}-{years[-1]}", [Sheet("political_stability", where, columns, lines)]


def letters(column: int) -> str:
    """A column as spreadsheets write it, from its number counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
