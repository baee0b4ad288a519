"""The table of all series: a column each, a row a month, as the IMF's workbook or as a CSV file made from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from orepath.errors import Fault, fault
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.reading import check_counts
from orepath.evidence.workbook.opening import Workbook, column_letters, text_of_cell
from orepath.sources.imf_primary_commodity_prices.months import gaps
from orepath.sources.imf_primary_commodity_prices.statements import RAW, SOURCE, Series, figure, statement

SHEET = "External"
WORD = re.compile(r"[A-Za-z]{3}")
HEADS = ("Data Type", "Commodity", "Commodity.Description", "Frequency")
"""What the first four rows of the workbook hold."""


@dataclass(frozen=True)
class Line:
    """A month: where it stands and as written, then a cell a series, each with where it stands."""

    where: str
    said: str
    cells: tuple[tuple[str, str], ...]


def all_series() -> dict[tuple[str, str], Series]:
    """The series by kind (``Index``, ``USD``) and the IMF's code, in the order of the file."""
    found = {}
    for entry in RAW["series"]:
        kind, code, more = (
            entry["kind"],
            entry["code"],
            {k: entry[k] for k in ("mineral", "least", "most") if k in entry},
        )
        item = f"{entry['column']} ({code})"
        found[kind, code] = Series(f"{code}|{kind}", item, entry.get("unit", "index"), **more)
    return found


def from_csv(content: str, path: Path, faults: list[Fault]) -> tuple[list[Series], list[Line]]:
    """The series and months of the CSV file, whose columns name neither code nor unit."""
    series = [replace(each, note=RAW["csv_note"]) for each in all_series().values()]
    columns = [entry["column"] for entry in RAW["series"]]
    lines: list[Line] = []
    rows = list(table_rows(content, path.name, ["Date", *columns], RAW["id"], faults))
    faults += check_counts(SOURCE, {"months": len(rows)}, path.name)
    for number, row in [] if faults else rows:
        where = f"{path.name}, row {number}"
        lines.append(Line(where, row["Date"], tuple((where, row[name]) for name in columns)))
    return series, lines


def from_workbook(book: Workbook, faults: list[Fault]) -> tuple[list[Series], list[Line]]:
    """The series and months of the workbook; its descriptions become the notes of the series."""
    cells, where = book.cells(SHEET), f"{book.path.name}, sheet {SHEET}"
    size: dict[str, float] = {"months": len(cells) - len(HEADS), "columns": max(map(len, cells), default=0)}
    if wrong := check_counts(SOURCE, size, where):
        faults += wrong
        return [], []
    rows = [[text_of_cell(cell).strip() for cell in row] for row in cells]
    heads = tuple(row[0] for row in rows[: len(HEADS)] if row)
    if heads != HEADS:
        said = {"missing": ", ".join(HEADS), "extra": ", ".join(heads) or "-"}
        faults.append(fault("wrong_columns", f"{where}, column A", dataset=RAW["id"], **said))
        return [], []
    known = all_series()
    keys = list(zip(rows[0], rows[1], strict=True))
    missing = [key for key in known if key not in keys]
    extra = [key for key in keys[1:] if any(key) and (key not in known or keys.count(key) > 1)]
    if missing or extra:
        said = {"missing": ", ".join(map(" ".join, missing)) or "-", "extra": ", ".join(map(" ".join, extra)) or "-"}
        faults.append(fault("wrong_columns", f"{where}, row 2", dataset=RAW["id"], **said))
        return [], []
    at = {key: keys.index(key) for key in known}
    series = [replace(each, note=rows[2][at[key]]) for key, each in known.items()]
    faults += [
        found for each, key in zip(series, known, strict=True) for found in _described(each, at[key], rows, where)
    ]
    columns = [(at[key], column_letters(at[key])) for key in known]
    lines = [
        Line(
            f"{where}, row {number}",
            row[0],
            tuple((f"{where}, cell {letters}{number}", row[column]) for column, letters in columns),
        )
        for number, row in enumerate(rows[len(HEADS) :], start=len(HEADS) + 1)
        if any(row)
    ]
    return series, lines


def statements(series: list[Series], lines: list[Line], faults: list[Fault]) -> Iterator[dict[str, Any]]:
    """The statements of a table; nothing of a month that is none."""
    wrong = gaps(((line.where, line.said) for line in lines), "month")
    faults += wrong
    for line in [] if wrong else lines:
        for each, (where, cell) in zip(series, line.cells, strict=True):
            yield statement(each, line.said, cell, figure(cell, each, where, faults), where)


def _cell(column: int, row: int) -> str:
    return f"{column_letters(column)}{row}"


def _described(series: Series, column: int, rows: list[list[str]], where: str) -> Iterator[Fault]:
    """The faults of a description that names another unit, and of figures that are not monthly."""
    wanted = RAW["base"] if series.unit == "index" else series.unit
    named = [unit for unit in (RAW["base"], *RAW["units"]) if unit in series.note]
    if wanted not in named and (named or series.key != RAW["unnamed"] or not WORD.search(series.note)):
        values = {"column": series.item, "found": ", ".join(named) or series.note[:60], "allowed": wanted}
        yield fault("bad_cell", f"{where}, cell {_cell(column, 3)}", **values)
    if len(series.note) > RAW["longest_note"]:  # it stands in every statement
        values = {"found": f"{series.note[:60]}…", "allowed": f"at most {RAW['longest_note']} characters"}
        yield fault("bad_cell", f"{where}, cell {_cell(column, 3)}", column=series.item, **values)
    if rows[3][column] != "Monthly":
        values = {"column": series.item, "found": rows[3][column], "allowed": "Monthly"}
        yield fault("bad_cell", f"{where}, cell {_cell(column, 4)}", **values)
