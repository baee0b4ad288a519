"""The workbook of the six indicators, or a SQLite file of one, into statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, fault
from orepath.evidence import sqlite
from orepath.evidence.reading import Reading, Refused, Sink, bounded_file, check_counts, refuse
from orepath.evidence.source import source
from orepath.evidence.workbook.opening import begins_as_workbook
from orepath.sources.world_bank_wgi.sheet import BLANK, Line, Sheet, database, workbook
from orepath.vocabulary.places import find_place, places

SOURCE = source("orepath.sources.world_bank_wgi")


def read(path: Path, sink: Sink) -> Reading:
    """Read the workbook or the SQLite file.

    Raises
    ------
    SourceError
        With every fault found.
    """
    edition, sheets = _opened(path)
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    refused: dict[tuple[int, str], Refused] = {}
    cells = 0
    for number, sheet in enumerate(sheets):
        sink.progress(number, len(sheets))
        sink.found_columns(sheet.part, sheet.headings)
        placed, not_kept = _placed(sheet)
        refused.update({(item.row, item.why): item for item in not_kept})
        cells += len(sheet.lines) * len(sheet.columns)
        found, wrong = _statements(sheet, placed)
        rows += found
        faults += wrong
        counts: dict[str, float] = {
            "countries": len(sheet.lines),
            "first_year": min(sheet.columns),
            "numbers_a_sheet": sum(row["value"] is not None for row in found),
        }
        faults += check_counts(SOURCE, counts, sheet.where)
    refuse(faults)
    sink.statements(rows)
    sink.progress(len(sheets), len(sheets))
    notes = [SOURCE.says("skipped")]
    beyond = [row["value"] for row in rows if row["value"] is not None and abs(row["value"]) > 2.5]
    if beyond:
        notes.append(SOURCE.says("beyond", count=len(beyond), low=f"{min(beyond):.2f}", high=f"{max(beyond):.2f}"))
    recorded = SOURCE.raw["recorded"].get(edition)
    return Reading(edition, recorded, cells, len(rows), tuple(refused.values()), tuple(notes))


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


def _statements(sheet: Sheet, placed: list[tuple[str, Line]]) -> tuple[list[dict[str, Any]], list[Fault]]:
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for place, line in placed:
        for year, cell in line.cells.items():
            locator = sheet.locator(line, year)
            try:
                value = _number(cell)
            except ValueError:
                faults.append(fault("bad_cell", locator, column=year, found=cell, allowed="a number, #N/A"))
                continue
            faults += [] if value is None else check_counts(SOURCE, {"estimate": value}, locator)
            rows.append(dict(_fields(sheet, place, line, year, value), original=str(cell), locator=locator))
    return rows, faults


def _fields(sheet: Sheet, place: str, line: Line, year: int, value: float | None) -> Iterator[tuple[str, Any]]:
    yield "row_key", f"{line.code}-{year}"
    yield "property", sheet.property
    yield "item", "Estimate"
    yield "place", place
    yield "from_", date(year, 1, 1)
    yield "until", date(year + 1, 1, 1)
    yield "value", value
    yield "unit", "index"
    yield "status", "not_available" if value is None else "reported"


def _number(cell: object) -> float | None:
    """A figure, or None where the publisher has none; ValueError where it is neither."""
    if cell is None or str(cell).strip() in BLANK:
        return None
    return float(str(cell))
