"""Reading of the data release of the Mineral Commodity Summaries 2026."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.sources.usgs_mcs_2026.line import SOURCE, section_of
from orepath.sources.usgs_mcs_2026.said import faults_of, is_sound, said
from orepath.sources.usgs_mcs_2026.statements import statements
from orepath.sources.usgs_mcs_2026.table import COLUMNS, Table, rows_of

__all__ = ["SOURCE", "read"]


def read(path: Path, sink: Sink) -> Reading:
    """Read the CSV of the data release into statements.

    Raises
    ------
    SourceError
        With every fault found.
    """
    table = rows_of(path, SOURCE.id, SOURCE.raw["encoding"], SOURCE.raw["most_bytes"])
    rows, count, faults = said(table), len(table.lines), table.faults
    if not is_sound(rows):
        faults.extend(faults_of(rows, path.name))
    refuse([*faults, *check_counts(SOURCE, _counts(table), path.name)])
    made = statements(rows, path.name)
    sink.found_columns(SOURCE.id, COLUMNS)
    sink.statements(made)
    sink.progress(count, count)
    return Reading(SOURCE.edition, SOURCE.published, count, count, notes=_notes(made))


def _counts(table: Table) -> dict[str, float]:
    sections = Counter(map(section_of, table.columns["Section"]))
    return {
        "rows": len(table.lines),
        "commodity chapters": len(set(table.columns["MCS chapter"])),
        "rows of U.S. salient statistics": sections["salient"],
        "rows of import sources": sections["imports"],
        "world totals": table.columns["Country"].count("World total"),
    }


def _notes(made: pa.Table) -> tuple[str, ...]:
    read_otherwise = made.filter(pc.match_substring(made["note"], "; read as "))["item"].unique().to_pylist()
    return (f"Rows read otherwise than the file states, each with a note: {', '.join(sorted(read_otherwise))}",)
