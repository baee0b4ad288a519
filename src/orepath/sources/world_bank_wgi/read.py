"""The workbook of the six indicators, or a SQLite file of one, into statements."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from orepath.errors import Fault, SourceError, fault
from orepath.evidence import sqlite
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Reading, Refused, Sink, bounded_file, check_counts, refuse, statement_table
from orepath.evidence.source import source
from orepath.evidence.workbook.columns import joined, spread
from orepath.evidence.workbook.opening import begins_as_workbook
from orepath.sources.world_bank_wgi.sheet import BLANK, ROW, Line, Sheet, database, workbook
from orepath.vocabulary.places import find_place, places

SOURCE = source("orepath.sources.world_bank_wgi")
MOST_SAID = 2.5
"""What an estimate lies within, in the publisher's words."""


def read(path: Path, sink: Sink) -> Reading:
    """Read the workbook or the SQLite file.

    Raises
    ------
    SourceError
        With every fault found.
    """
    edition, sheets = _opened(path)
    tables: list[pa.Table] = []
    faults = Faults()
    refused: dict[tuple[int, str], Refused] = {}
    cells = 0
    for number, sheet in enumerate(sheets):
        sink.progress(number, len(sheets))
        sink.found_columns(sheet.part, sheet.headings)
        placed, not_kept = _placed(sheet)
        refused.update({(item.row, item.why): item for item in not_kept})
        cells += len(sheet.lines) * len(sheet.columns)
        found, wrong = _statements(sheet, placed)
        tables.append(found)
        faults += wrong
        counts: dict[str, float] = {
            "countries": len(sheet.lines),
            "first_year": min(sheet.columns),
            "numbers_a_sheet": found.num_rows - found["value"].null_count,
        }
        faults += check_counts(SOURCE, counts, sheet.where)
    refuse(faults)
    made = pa.concat_tables(tables).combine_chunks()
    sink.statements(made)
    sink.progress(len(sheets), len(sheets))
    notes = [SOURCE.says("skipped")]
    values = made["value"].drop_null().to_numpy()
    beyond = values[np.abs(values) > MOST_SAID]
    if len(beyond):
        notes.append(SOURCE.says("beyond", count=len(beyond), low=f"{beyond.min():.2f}", high=f"{beyond.max():.2f}"))
    recorded = SOURCE.raw["recorded"].get(edition)
    return Reading(edition, recorded, cells, made.num_rows, tuple(refused.values()), tuple(notes))


def _opened(path: Path) -> tuple[str, list[Sheet]]:
    bounded_file(path, SOURCE.raw["most_bytes"])
    if sqlite.is_sqlite(path):
        return database(path)
    if begins_as_workbook(path):
        return workbook(path, SOURCE.raw["sheets"], SOURCE.raw["most_bytes"])
    raise SourceError(fault("wrong_dataset", path.name, dataset="WGI", detail="neither a workbook nor SQLite"))


def _placed(sheet: Sheet) -> tuple[list[tuple[str, Line]], list[Refused]]:
    """Lines with their places, and those that are no place or share a code with another."""
    by_code = defaultdict(list)
    for line in sheet.lines:
        by_code[line.code].append(line)
    alpha3 = {place.alpha3: code for code, place in places().items()} | SOURCE.raw["codes"]
    placed, refused = [], []
    for code, lines in by_code.items():
        place = alpha3.get(code)
        for line in lines:
            named = find_place(line.name)
            if place is None:
                why = SOURCE.says("no_place", code=code, name=line.name)
            elif named not in (None, place):
                why = SOURCE.says("other_place", code=code, name=line.name)
            elif len(lines) > 1:
                numbers = ", ".join(str(other.row) for other in lines)
                why = SOURCE.says("twice", code=code, name=line.name, rows=numbers)
            else:
                placed.append((place, line))
                continue
            refused.append(Refused(line.row, why))
    return placed, refused


def _statements(sheet: Sheet, placed: list[tuple[str, Line]]) -> tuple[pa.Table, list[Fault]]:
    """The statements of a sheet, place by place, and the faults of cells that are no estimates."""
    years, count = list(sheet.columns), len(placed)
    lines, at = np.repeat(np.arange(count), len(years)), np.tile(np.arange(len(years)), count)
    cells = [line.cells[year] for _, line in placed for year in years]
    columns = [f"{sheet.where}, {column}".partition(ROW) for column in sheet.columns.values()]
    numbers = spread([str(line.row) for _, line in placed], lines)
    locators = joined(spread([column[0] for column in columns], at), numbers, spread([c[2] for c in columns], at))
    faults = Faults()
    values = np.array([cell if type(cell) is float else math.nan for cell in cells])
    low, high = SOURCE.assertions.get("estimate", (-math.inf, math.inf))
    for odd in np.flatnonzero(~((low <= values) & (values <= high))).tolist():
        where = locators[odd].as_py()
        try:
            value = _number(cells[odd])
        except ValueError:
            allowed = "a number, #N/A"
            faults.append(fault("bad_cell", where, column=years[at[odd]], found=cells[odd], allowed=allowed))
            continue
        faults += [] if value is None else check_counts(SOURCE, {"estimate": value}, where)
        values[odd] = math.nan if value is None else value
    missing = np.isnan(values)
    table = {
        "row_key": joined(spread([f"{line.code}-" for _, line in placed], lines), spread(list(map(str, years)), at)),
        "property": sheet.property,
        "item": "Estimate",
        "place": spread([place for place, _ in placed], lines),
        "from_": pa.array([date(year, 1, 1) for year in years], pa.date32()).take(pa.array(at)),
        "until": pa.array([date(year + 1, 1, 1) for year in years], pa.date32()).take(pa.array(at)),
        "value": pa.array(values, mask=missing),
        "unit": "index",
        "status": spread(["reported", "not_available"], missing.astype(np.intp)),
        "original": list(map(str, cells)),
        "locator": locators,
    }
    return statement_table(table, len(cells)), faults


def _number(cell: object) -> float | None:
    """A figure, or None where the publisher has none; ValueError where it is neither."""
    if cell is None or str(cell).strip() in BLANK:
        return None
    return float(str(cell))
