"""The workbook or a CSV table into statements."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from orepath.errors import Fault, fault
from orepath.evidence.csv_rows import csv_rows
from orepath.evidence.faults import Faults
from orepath.evidence.files import bounded_file
from orepath.evidence.leaps import leaps_of
from orepath.evidence.reading import Reading, Sink, refuse, text_of
from orepath.evidence.workbook.opening import begins_as_workbook, open_workbook
from orepath.sources.imf_primary_commodity_prices import minerals, wide
from orepath.sources.imf_primary_commodity_prices.statements import SOURCE

__all__ = ["SOURCE", "read"]

MOST_FAULTS = 200
"""Leaps that are told."""
DERIVED = {"mineral", "year", "total_value_usd", "avg_price_usd"}
"""The columns of a table that others made from the monthly prices."""


def read(path: Path, sink: Sink) -> Reading:
    """Read the workbook, the CSV file of all series, or that of five minerals.

    Raises
    ------
    SourceError
        With every fault found.
    """
    bounded_file(path, SOURCE.raw["most_bytes"])
    faults = Faults()
    if begins_as_workbook(path) or path.suffix.casefold() in (".xls", ".xlsx"):
        columns, made = _from_workbook(path, faults)
    else:
        columns, made = _from_text(path, faults)
    refuse(faults if faults or made.num_rows else [fault("file_empty", path.name)])
    refuse(islice(leaps_of(made, SOURCE.raw["most_leap"]), MOST_FAULTS))
    sink.found_columns(path.suffix.lstrip(".").lower(), columns)
    sink.statements(made)
    sink.progress(1, 1)
    edition = pc.max(made["from_"]).as_py()
    return Reading(f"{edition:%Y-%m}", None, made.num_rows, made.num_rows, (), _notes(columns, made))


def _from_workbook(path: Path, faults: list[Fault]) -> tuple[list[str], pa.Table]:
    table = wide.from_workbook(open_workbook(path, SOURCE.raw["most_bytes"]), faults)
    return [each.item for each in table.series], wide.statements(table, faults)


def _from_text(path: Path, faults: list[Fault]) -> tuple[list[str], pa.Table]:
    content = text_of(path, "utf-8")
    header = [name.strip() for name in next(csv_rows(content, path.name, faults), (1, []))[1]]
    if set(header) == DERIVED:
        refuse([fault("imf_prices_derived", path.name)])
    if set(header) & set(minerals.COLUMNS):
        return header, minerals.statements(content, path, faults)
    return header, wide.statements(wide.from_csv(content, path, faults), faults)


def _notes(columns: list[str], made: pa.Table) -> tuple[str, ...]:
    units = Counter({each["values"]: each["counts"] for each in made["unit"].value_counts().to_pylist()})
    own = sorted(set(units) - {"usd_per_t", "index"})
    missing = made["value"].null_count
    notes = [SOURCE.says("converted", count=units["usd_per_t"], own=", ".join(own) or "-")]
    notes += [SOURCE.says("missing", count=missing)] if missing else []
    notes += [SOURCE.says("compiled")] if columns == minerals.COLUMNS else []
    notes += [SOURCE.says("restated")] if "Date" in columns else []
    return tuple(notes)
