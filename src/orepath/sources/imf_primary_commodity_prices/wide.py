"""The table of all series: a column each, a row a month, as the IMF's workbook or as a CSV file made from it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from orepath.errors import Fault, fault
from orepath.evidence.alike import chosen
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.headings import differing, refuse_others
from orepath.evidence.reading import check_counts, refuse, statement_table
from orepath.evidence.workbook.columns import Numbers, joined, numbers_of_cells, spread, texts_of_cells
from orepath.evidence.workbook.opening import Cell, Workbook, column_letters, text_of_cell
from orepath.sources.imf_primary_commodity_prices.months import gaps, month
from orepath.sources.imf_primary_commodity_prices.statements import RAW, SOURCE, Series, figure, property_of

SHEET = "External"
WORD = re.compile(r"[A-Za-z]{3}")
HEADS = ("Data Type", "Commodity", "Commodity.Description", "Frequency")
"""What the first four rows of the workbook hold."""


@dataclass(frozen=True)
class Table:
    """Months down and series across.

    Parameters
    ----------
    months, where
        Each month as written, and the row it stands in.
    cells
        Month by month, a cell a series.
    locators
        Where each of them stands.
    """

    series: list[Series]
    months: list[str]
    where: list[str]
    cells: list[Cell]
    locators: pa.Array


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


def from_csv(content: str, path: Path, faults: list[Fault]) -> Table:
    """The table of the CSV file, whose columns name neither code nor unit."""
    series = [replace(each, note=RAW["csv_note"]) for each in all_series().values()]
    columns = [entry["column"] for entry in RAW["series"]]
    rows = list(table_rows(content, path.name, ["Date", *columns], RAW["id"], faults))
    faults += check_counts(SOURCE, {"months": len(rows)}, path.name)
    refuse(faults)
    where = [f"{path.name}, row {number}" for number, _ in rows]
    cells: list[Cell] = [row[name] for _, row in rows for name in columns]
    locators = spread(where, np.repeat(np.arange(len(rows)), len(columns)))
    return Table(series, [row["Date"] for _, row in rows], where, cells, locators)


def from_workbook(book: Workbook, faults: list[Fault]) -> Table:
    """The table of the workbook; its descriptions become the notes of the series."""
    rows, where = book.cells(SHEET), f"{book.path.name}, sheet {SHEET}"
    size: dict[str, float] = {"months": len(rows) - len(HEADS), "columns": max(map(len, rows), default=0)}
    refuse([*faults, *check_counts(SOURCE, size, where)])
    heads = [[text_of_cell(cell).strip() for cell in row] for row in rows[: len(HEADS)]]
    refuse_others([row[0] for row in heads if row], HEADS, RAW["id"], f"{where}, column A")
    known = all_series()
    keys = list(zip(heads[0], heads[1], strict=True))
    if shown := differing([" ".join(key) for key in keys[1:] if any(key)], list(map(" ".join, known)), ()):
        refuse([fault("wrong_columns", f"{where}, row 2", dataset=RAW["id"], **shown)])
    at = [keys.index(key) for key in known]
    series = [replace(each, note=heads[2][column]) for each, column in zip(known.values(), at, strict=True)]
    for each, column in zip(series, at, strict=True):
        faults += _described(each, column, heads, where)
    lines = [(number, row) for number, row in enumerate(rows, start=1) if number > len(HEADS) and not _is_blank(row)]
    told = chain.from_iterable(map(itemgetter(*at), (row for _, row in lines)))
    cells = [cell.strip() if type(cell) is str else cell for cell in told]
    locators = joined(
        spread([f"{where}, cell {column_letters(column)}" for column in at], np.tile(np.arange(len(at)), len(lines))),
        spread([str(number) for number, _ in lines], np.repeat(np.arange(len(lines)), len(at))),
    )
    months = [text_of_cell(row[0]).strip() for _, row in lines]
    return Table(series, months, [f"{where}, row {number}" for number, _ in lines], cells, locators)


def _is_blank(row: Sequence[Cell]) -> bool:
    return not any(isinstance(cell, float) or text_of_cell(cell).strip() for cell in row)


def statements(table: Table, faults: list[Fault]) -> pa.Table:
    """The statements of a table, month by month; a cell that is no figure is a fault."""
    refuse([*faults, *gaps(zip(table.where, table.months, strict=True), "month")])
    count, every = len(table.months), table.series
    lines, series = np.repeat(np.arange(count), len(every)), np.tile(np.arange(len(every)), count)
    numbers = numbers_of_cells(table.cells)
    texts, found = texts_of_cells(table.cells, numbers), _figures(table, numbers, series, faults)
    periods = [period for said in table.months if (period := month(said))]
    units = [each.canonical for each in every]
    missing = np.isnan(found)
    with np.errstate(over="ignore"):  # what is beyond all numbers leaps
        values = found * np.array([unit.factor for unit in units])[series]
    columns = {
        "row_key": joined(
            spread([f"{each.key}|" for each in every], series),
            spread([f"{period.from_:%Y-%m}" for period in periods], lines),
        ),
        "property": chosen([property_of(unit) for unit in units], series),
        "mineral": chosen([each.mineral for each in every], series),
        "item": chosen([each.item for each in every], series),
        "from_": pa.array([period.from_ for period in periods], pa.date32()).take(pa.array(lines)),
        "until": pa.array([period.until for period in periods], pa.date32()).take(pa.array(lines)),
        "value": pa.array(values, mask=missing),
        "unit": chosen([unit.unit for unit in units], series),
        "status": chosen(["reported", "not_available"], missing.astype(np.intp)),
        "original": texts,
        "locator": table.locators,
        "note": chosen([each.note or None for each in every], series),
    }
    return statement_table(columns, len(table.cells))


def _figures(table: Table, numbers: Numbers, series: npt.NDArray[np.intp], faults: list[Fault]) -> Numbers:
    """The figures of the cells; NaN where the file has none, and where a cell is no figure, which is a fault."""
    found = numbers.copy()
    bounds = np.array([(each.least, each.most) for each in table.series])[series]
    sure = (found > 0) & (found < math.inf) & (bounds[:, 0] <= found) & (found <= bounds[:, 1])
    for at in np.flatnonzero(~sure).tolist():
        if (said := text_of_cell(table.cells[at])) not in RAW["missing"]:
            value = figure(said, table.series[series[at]], table.locators[at].as_py(), faults)
            found[at] = math.nan if value is None else value
    return found


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
