"""World Mining Data from SQLite into statements of production."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from orepath.errors import SourceError, fault
from orepath.evidence import sqlite
from orepath.evidence.reading import Reading, Refused, Sink, bounded_file, check_counts, refuse
from orepath.evidence.source import source
from orepath.sources.bmf_world_mining_data.tables import Line, Table, tables
from orepath.vocabulary.places import find_place, places
from orepath.vocabulary.terms import fold, units

SOURCE = source("orepath.sources.bmf_world_mining_data")
NAME = "World Mining Data"
FAR = 0.01  # how far a total may lie from the sum of countries before it is said


def read(path: Path, sink: Sink) -> Reading:
    """Read the SQLite file.

    Raises
    ------
    SourceError
        With every fault found.
    """
    bounded_file(path, SOURCE.raw["most_bytes"])
    if not sqlite.is_sqlite(path):
        raise SourceError(fault("wrong_dataset", path.name, dataset=NAME, detail="not a SQLite file"))
    with sqlite.opened(path) as connection:
        present = sqlite.columns(connection)
        found, faults = tables(connection, path.name, SOURCE.raw["flags"])
    if not found and not any("Country_ISO" in columns for columns in present.values()):
        raise SourceError(fault("wrong_dataset", path.name, dataset=NAME, detail="no table of production"))
    faults += check_counts(SOURCE, {"tables": len(found), "rows": sum(len(t.lines) for t in found)}, path.name)
    for table in found:
        faults += check_counts(SOURCE, {"countries": len(table.lines) - 1}, f"{path.name}, table {table.name}")
    refuse(faults)
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for number, table in enumerate(found):
        sink.progress(number, len(found))
        placed, not_kept = _placed(table)
        refused += not_kept
        rows += [dict(fields) for place, line in placed for fields in _statements(table, place, line, path.name)]
    sink.found_columns("tables", present)
    sink.found_columns("columns of the tables", sorted({column for table in found for column in present[table.name]}))
    sink.statements(rows)
    sink.progress(len(found), len(found))
    years = [year for table in found for year in table.years]
    edition = f"{min(years)}-{max(years)}"
    cells = sum(len(table.lines) * len(table.years) for table in found)
    recorded = SOURCE.raw["recorded"].get(edition)
    return Reading(edition, recorded, cells, len(rows), tuple(refused), tuple(_notes(found)))


def _placed(table: Table) -> tuple[list[tuple[str, Line]], list[Refused]]:
    """Rows with their places, the total as the world; and the rows of which it cannot be told whose they are."""
    if fold(table.unit) not in units():
        why = SOURCE.says("no_mass", table=table.name, unit=table.unit)
        return [], [Refused(line.row, why) for line in table.lines]
    alpha3 = {place.alpha3: code for code, place in places().items()} | SOURCE.raw["codes"]
    by_code = defaultdict(list)
    for line in table.lines:
        by_code[line.code].append(line)
    placed, refused = [], []
    for line in table.lines:
        place, named = alpha3.get(line.code), find_place(line.name)
        said = {"table": table.name, "name": line.name, "code": line.code}
        if line.total:
            placed.append(("world", line))
        elif len(by_code[line.code]) > 1:
            numbers = ", ".join(str(other.row) for other in by_code[line.code])
            why = SOURCE.says("twice", table=table.name, code=line.code, rows=numbers)
            refused.append(Refused(line.row, why))
        elif place is None:
            refused.append(Refused(line.row, SOURCE.says("no_place", **said)))
        elif named not in (None, place):
            refused.append(Refused(line.row, SOURCE.says("other_place", **said)))
        else:
            placed.append((place, line))
    return placed, refused


def _statements(table: Table, place: str, line: Line, file: str) -> Iterator[dict[str, Any]]:
    factor = units()[fold(table.unit)].factor
    for year, cell in line.cells.items():
        known = SOURCE.raw["flags"][line.flag]
        yield {
            "row_key": f"{table.name}-{place}-{year}",
            "property": "production",
            "mineral": table.mineral,
            "stage": table.stage,
            "item": table.name,
            "place": place,
            "from_": date(year, 1, 1),
            "until": date(year + 1, 1, 1),
            "value": None if cell is None else cell * factor,
            "unit": "t",
            "status": "not_available" if cell is None else known,
            "original": "" if cell is None else f"{_plain(cell)} {table.unit}",
            "locator": f"{file}, table {table.name}, row {line.row}, column {year}",
            "note": "provisional" if line.flag == "p" else None,
        }


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


def _notes(found: list[Table]) -> Iterator[str]:
    yield SOURCE.says("row_flag")
    off = []
    for table in found:
        total = next(line for line in table.lines if line.total)
        for year in table.years:
            summed = sum(line.cells[year] or 0.0 for line in table.lines if not line.total)
            published = total.cells[year]
            if published and abs(summed / published - 1) > FAR:
                off.append(f"{table.name} {year}")
    if off:
        shown = ", ".join(off[:8]) + (" …" if len(off) > 8 else "")
        yield SOURCE.says("total_off", count=len(off), tables=shown)
