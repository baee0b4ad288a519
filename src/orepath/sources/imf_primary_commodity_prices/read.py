"""The workbook or a CSV table into statements."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from orepath.errors import Fault, fault
from orepath.evidence.csv_rows import csv_rows
from orepath.evidence.files import bounded_file
from orepath.evidence.leaps import leaps
from orepath.evidence.reading import Reading, Sink, refuse, text_of
from orepath.evidence.workbook.opening import begins_as_workbook, open_workbook
from orepath.sources.imf_primary_commodity_prices import minerals, wide
from orepath.sources.imf_primary_commodity_prices.statements import SOURCE, Series

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
    faults: list[Fault] = []
    if begins_as_workbook(path) or path.suffix.casefold() in (".xls", ".xlsx"):
        columns, made = _from_workbook(path, faults)
    else:
        columns, made = _from_text(path, faults)
    refuse(faults)
    refuse(islice(leaps(made, SOURCE.raw["most_leap"]), MOST_FAULTS))
    sink.found_columns(path.suffix.lstrip(".").lower(), columns)
    sink.statements(made)
    sink.progress(1, 1)
    edition = max(row["from_"] for row in made)
    return Reading(f"{edition:%Y-%m}", None, len(made), len(made), (), _notes(columns, made))


def _from_workbook(path: Path, faults: list[Fault]) -> tuple[list[str], list[dict[str, Any]]]:
    series, lines = wide.from_workbook(open_workbook(path, SOURCE.raw["most_bytes"]), faults)
    return [each.item for each in series], _wide(path, series, lines, faults)


def _from_text(path: Path, faults: list[Fault]) -> tuple[list[str], list[dict[str, Any]]]:
    content = text_of(path, "utf-8")
    header = [name.strip() for name in next(csv_rows(content, path.name, faults), (1, []))[1]]
    if set(header) == DERIVED:
        refuse([fault("imf_prices_derived", path.name)])
    if set(header) & set(minerals.COLUMNS):
        return header, minerals.statements(content, path, faults)
    series, lines = wide.from_csv(content, path, faults)
    return header, _wide(path, series, lines, faults)


def _wide(path: Path, series: list[Series], lines: list[wide.Line], faults: list[Fault]) -> list[dict[str, Any]]:
    refuse(faults)
    return list(wide.statements(series, lines, faults))


def _notes(columns: list[str], made: list[dict[str, Any]]) -> tuple[str, ...]:
    own = sorted({row["unit"] for row in made if row["unit"] not in ("usd_per_t", "index")})
    missing = sum(row["value"] is None for row in made)
    notes = [SOURCE.says("converted", count=sum(row["unit"] == "usd_per_t" for row in made), own=", ".join(own) or "-")]
    notes += [SOURCE.says("missing", count=missing)] if missing else []
    notes += [SOURCE.says("compiled")] if columns == minerals.COLUMNS else []
    notes += [SOURCE.says("restated")] if "Date" in columns else []
    return tuple(notes)
