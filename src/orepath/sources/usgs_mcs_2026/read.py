"""Reading of the data release of the Mineral Commodity Summaries 2026."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from orepath.errors import fault
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.sources.usgs_mcs_2026.statement import (
    SOURCE,
    FileFaults,
    name_of_repeated,
    row_key,
    section_of,
    statement_of,
)
from orepath.sources.usgs_mcs_2026.table import COLUMNS, Row, rows_of

PROGRESS_EVERY = 1000


def read(path: Path, sink: Sink) -> Reading:
    """Read the CSV of the data release into statements.

    Raises
    ------
    SourceError
        With every fault found.
    """
    table = rows_of(path, SOURCE.id, SOURCE.raw["encoding"], SOURCE.raw["most_bytes"])
    faults = FileFaults(path.name, table.faults)
    seen: Counter[str] = Counter()
    first: dict[str, int] = {}
    statements = []
    for done, row in enumerate(table.rows):
        if done % PROGRESS_EVERY == 0:
            sink.progress(done, len(table.rows))
        key = row_key(row)
        seen[key] += 1
        first.setdefault(key, row.line)
        name = name_of_repeated(row, seen[key])
        if name is None:
            where = f"{path.name}, row {row.line}"
            faults.found.append(fault("duplicate_key", where, key=key, first=first[key]))
            continue
        statement = statement_of(row, name, faults)
        if statement:
            statements.append({**statement, "row_key": f"{key} ({name})" if name else key})
    refuse([*faults.found, *check_counts(SOURCE, _counts(table.rows), path.name)])
    sink.found_columns(SOURCE.id, COLUMNS)
    sink.statements(statements)
    sink.progress(len(table.rows), len(table.rows))
    return Reading(SOURCE.edition, SOURCE.published, len(table.rows), len(statements), notes=_notes(statements))


def _counts(rows: list[Row]) -> dict[str, float]:
    sections = Counter(section_of(row) for row in rows)
    return {
        "rows": len(rows),
        "commodity chapters": len({row.chapter for row in rows}),
        "rows of U.S. salient statistics": sections["salient"],
        "rows of import sources": sections["imports"],
        "world totals": sum(row.country == "World total" for row in rows),
    }


def _notes(statements: list[dict[str, Any]]) -> tuple[str, ...]:
    read_otherwise = sorted({s["item"] for s in statements if s["note"] and "; read as " in s["note"]})
    return (f"Rows read otherwise than the file states, each with a note: {', '.join(read_otherwise)}",)
