"""One sheet or table of estimates: countries down, years across, before anything is judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence import sqlite
from orepath.evidence.faults import Faults
from orepath.evidence.headings import differing, refuse_others
from orepath.evidence.workbook.opening import Cell, column_letters, open_workbook, text_of_cell

HEADER = 15  # row of the column names; the years stand in the row above
UPDATE = re.compile(r"Governance Indicators, (\d{4}) Update")
COVER = "Introduction"
PLACED = ("Country/Territory", "Code")
ROW = "{row}"
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
    """The estimates of one indicator.

    Parameters
    ----------
    part, headings
        The sheet or table, and its columns.
    columns
        By year the locator of its estimates, in which `ROW` stands for the row.
    """

    property: str
    part: str
    headings: tuple[str, ...]
    where: str
    columns: dict[int, str]
    lines: tuple[Line, ...]


def workbook(path: Path, sheets: dict[str, str], most_bytes: int) -> tuple[str, list[Sheet]]:
    """The edition and the six indicators of the publisher's workbook."""
    book = open_workbook(path, most_bytes)
    missing = [name for name in (*sheets, COVER) if name not in book.sheets]
    if missing:
        detail = "no sheet " + ", ".join(missing)
        raise SourceError(fault("wrong_dataset", path.name, dataset="WGI", detail=detail))
    update = UPDATE.search(" ".join(text_of_cell(cell) for row in book.cells(COVER) for cell in row))
    faults = Faults()
    if not update:
        faults.append(fault("wrong_edition", f"{path.name}, sheet {COVER}", found="–", expected="20xx Update"))
    found = []
    for name, property_ in sheets.items():
        try:
            found.append(_sheet(property_, name, f"{path.name}, sheet {name}", book.cells(name)))
        except SourceError as error:
            faults += error.faults
    if faults or not update:
        raise SourceError(faults)
    return f"{update.group(1)}-update", found


def _sheet(property_: str, part: str, where: str, rows: Sequence[Sequence[Cell]]) -> Sheet:
    names = [str(cell).strip() for cell in rows[HEADER - 1]] if len(rows) >= HEADER else []
    refuse_others(names[:3], [*PLACED, "Estimate"], "WGI", f"{where}, row {HEADER}")
    years = rows[HEADER - 2]
    at = {}
    for column, name in enumerate(names):
        if name == "Estimate":
            year = years[column]
            if not isinstance(year, float) or not 1990 < year < 2100 or int(year) in at:
                cell = f"{where}, cell {column_letters(column)}{HEADER - 1}"
                raise SourceError(fault("bad_cell", cell, column=name, found=year, allowed="a year, once"))
            at[int(year)] = column
    lines = tuple(
        Line(number, str(row[0]).strip(), str(row[1]).strip(), {year: row[column] for year, column in at.items()})
        for number, row in enumerate(rows[HEADER:], start=HEADER + 1)
        if any(cell != "" for cell in row)
    )
    headings = tuple(f"{name} {text_of_cell(year)}".strip() for name, year in zip(names, years, strict=True))
    columns = {year: f"cell {column_letters(column)}{ROW}" for year, column in at.items()}
    return Sheet(property_, part, headings, where, columns, lines)


def database(path: Path) -> tuple[str, list[Sheet]]:
    """The edition and the one indicator of a SQLite file of political stability."""
    with sqlite.opened(path) as connection:
        tables = sqlite.columns(connection)
        if "Estimate" not in tables:
            detail = "no table Estimate"
            raise SourceError(fault("wrong_dataset", path.name, dataset="WGI", detail=detail))
        names = tables["Estimate"]
        years = [name for name in names if re.fullmatch(r"[12]\d{3}", name)]
        where = f"{path.name}, table Estimate"
        if shown := differing(names, [*PLACED, *(years or ["1996 …"])], ["country_code"]):
            raise SourceError(fault("wrong_columns", where, dataset="WGI", **shown))
        listed = ", ".join(sqlite.quoted(name) for name in (*PLACED, *years))
        rows = connection.execute(f"select rowid, {listed} from Estimate order by rowid").fetchall()
    lines = tuple(
        Line(row[0], str(row[1]).strip(), str(row[2]).strip(), dict(zip(map(int, years), row[3:], strict=True)))
        for row in rows
    )
    columns = {int(year): f"row {ROW}, column {year}" for year in years}
    sheet = Sheet("political_stability", "Estimate", tuple(names), where, columns, lines)
    return f"political-stability-{years[0]}-{years[-1]}", [sheet]
