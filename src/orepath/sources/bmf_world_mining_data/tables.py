"""The tables of the file as they stand, with the faults of those that are not as they should be."""

from __future__ import annotations

import csv
import math
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from orepath.errors import Fault, fault
from orepath.evidence import sqlite
from orepath.evidence.headings import differing

FIXED = ("Country", "Country_Code", "Country_ISO", "unit", "data_source")
OTHER = ("HS Code Map", "Country_ISO", "logging")  # tables that hold no production
YEAR = re.compile(r"[12]\d{3}$")


@dataclass(frozen=True)
class Line:
    """A row of a table: its number, the place as named and coded, its flag and the figures by year."""

    row: int
    name: str
    code: str
    flag: str
    cells: dict[int, float | None]

    @property
    def total(self) -> bool:
        """Whether it is the total, which is coded to be deleted."""
        return self.code == "DELETE"


@dataclass(frozen=True)
class Table:
    """A raw material."""

    name: str
    mineral: str | None
    stage: str | None
    unit: str
    years: tuple[int, ...]
    lines: tuple[Line, ...]


@cache
def meant() -> dict[str, tuple[str | None, str | None]]:
    """Mineral and stage of a table, by its name; None where the vocabulary or the publisher does not say."""
    text = files(__package__ or "").joinpath("tables.csv").read_text("utf-8")
    return {row["table"]: (row["mineral"] or None, row["stage"] or None) for row in csv.DictReader(text.splitlines())}


def tables(connection: sqlite3.Connection, file: str, flags: dict[str, str]) -> tuple[list[Table], list[Fault]]:
    """All tables of production, in the order of ``tables.csv``, and the faults found."""
    found, faults = [], []
    present = sqlite.columns(connection)
    for name in sorted(set(present) - set(OTHER) - set(meant())):
        faults.append(fault("bad_cell", file, column="table", found=name, allowed=", ".join(list(meant())[:6]) + " …"))
    for name in meant():
        if name not in present:
            continue
        where = f"{file}, table {name}"
        columns = present[name]
        years = [column for column in columns if YEAR.match(column)]
        if shown := differing(columns, [*FIXED, *(years or ["2018 …"])], ()):
            faults.append(fault("wrong_columns", where, dataset="World Mining Data", **shown))
            continue
        listed = ", ".join(sqlite.quoted(column) for column in (*FIXED, *years))
        rows = connection.execute(f"select rowid, {listed} from {sqlite.quoted(name)} order by rowid").fetchall()
        wrong = list(_faults(rows, years, where, flags))
        faults += wrong
        if not wrong:
            found.append(_table(name, rows, [int(year) for year in years]))
    return found, faults


def _faults(rows: list[tuple[object, ...]], years: list[str], where: str, flags: dict[str, str]) -> Iterator[Fault]:
    if not rows:
        yield fault("file_empty", where)
        return
    totals = [row[0] for row in rows if row[3] == "DELETE"]
    if len(totals) != 1 or any((row[3] == "DELETE") != (row[1] == "Total") for row in rows):
        yield fault(
            "bad_cell", where, column="Country_ISO", found=f"{len(totals)} totals", allowed="one Total / DELETE"
        )
    units = {str(row[4]) for row in rows}
    if len(units) != 1:
        yield fault("bad_cell", where, column="unit", found=", ".join(sorted(units)), allowed="one unit a table")
    for row in rows:
        place = f"{where}, row {row[0]}"
        for column, cell in zip(("Country", "Country_ISO"), (row[1], row[3]), strict=True):
            if not str(cell or "").strip():
                yield fault("required_cell", place, column=column)
        if str(row[5]) not in flags:
            yield fault("bad_cell", place, column="data_source", found=row[5], allowed=", ".join(flags))
        for year, cell in zip(years, row[6:], strict=True):
            if cell is not None and not (isinstance(cell, int | float) and 0 <= cell < math.inf):
                yield fault("bad_cell", place, column=year, found=cell, allowed="a number, ≥ 0")


def _table(name: str, rows: list[tuple[object, ...]], years: list[int]) -> Table:
    mineral, stage = meant()[name]
    lines = tuple(
        Line(int(str(row[0])), str(row[1]).strip(), str(row[3]).strip(), str(row[5]), _cells(row[6:], years))
        for row in rows
    )
    return Table(name, mineral, stage, str(rows[0][4]), tuple(years), lines)


def _cells(cells: tuple[object, ...], years: list[int]) -> dict[int, float | None]:
    return {year: None if cell is None else float(str(cell)) for year, cell in zip(years, cells, strict=True)}
