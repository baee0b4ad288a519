"""The figures of a sheet as statements."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from orepath.errors import Fault, fault
from orepath.evidence.reading import statement_table
from orepath.evidence.source import source
from orepath.evidence.workbook.opening import Cell, column_letters, text_of_cell
from orepath.sources.world_bank_commodity_prices.description import Description
from orepath.sources.world_bank_commodity_prices.sheet import Column, Sheet
from orepath.vocabulary.terms import Unit, fold, units

RAW: dict[str, Any] = source("orepath.sources.world_bank_commodity_prices").raw
SERIES: dict[str, dict[str, Any]] = RAW["series"]
MISSING = RAW["missing"]
INDEX = Unit("index", 1.0)
INDEX_UNIT = re.compile(r"[12][0-9]{3}=100")
BASE = re.compile(r"[12][0-9]{3}=100|real [12][0-9]{3} US dollars")


@dataclass(frozen=True)
class Subject:
    """What all figures of a column have in common."""

    property: str
    unit: Unit
    note: str
    mineral: str | None
    allowed: tuple[float, float]


def statements(
    title: str, kinds: dict[str, str], found: Sheet, said: Description, faults: list[Fault]
) -> Iterator[pa.Table]:
    """The statements of a sheet, a table a column; a cell that is no figure is a fault.

    Parameters
    ----------
    title
        The sheet's name.
    kinds
        The properties of its prices and of its indices.
    """
    rows = len(found.lines)
    begins = pa.array([line.period.from_ for line in found.lines], pa.date32())
    ends = pa.array([line.period.until for line in found.lines], pa.date32())
    for column in found.columns:
        subject = _subject(column, kinds, found, said)
        if len(subject.note) > RAW["longest_note"]:  # it stands in every statement
            values = {"found": f"{subject.note[:60]}…", "allowed": f"at most {RAW['longest_note']} characters"}
            faults.append(fault("bad_cell", found.where, column=f"note on {column.name}", **values))
            continue
        place = f"{found.where}, cell {column_letters(column.at)}"
        cells = [line.cells[column.at] for line in found.lines]
        locators = [f"{place}{line.row}" for line in found.lines]
        figures = [_figure(cell, column, subject, at, faults) for cell, at in zip(cells, locators, strict=True)]
        late = 2 if RAW["estimated_phrase"] in subject.note else 0
        known = ["reported"] * (rows - late) + ["estimated"] * min(late, rows)
        statuses = ["not_available" if figure is None else kind for figure, kind in zip(figures, known, strict=True)]
        columns = {
            "row_key": [f"{title}|{column.name}|{line.said}" for line in found.lines],
            "property": subject.property,
            "mineral": subject.mineral,
            "item": column.name,
            "from_": begins,
            "until": ends,
            "value": [None if figure is None else figure * subject.unit.factor for figure in figures],
            "unit": subject.unit.unit,
            "status": statuses,
            "original": [text_of_cell(cell) for cell in cells],
            "locator": locators,
            "note": subject.note or None,
        }
        yield statement_table(columns, rows)


def _subject(column: Column, kinds: dict[str, str], found: Sheet, said: Description) -> Subject:
    entry = SERIES.get(column.name, {})
    base = BASE.search(found.titles)
    parts = [base.group() if base else "", said.of(entry.get("described", [])), entry.get("caution", "")]
    if column.marked:
        parts += [RAW["marked"], said.changes_of(column.name)]
    if column.name in RAW["index_columns"]:
        property_, unit, parts[0] = RAW["index_columns"][column.name], INDEX, column.unit
    elif "price" not in kinds or INDEX_UNIT.fullmatch(column.unit):
        property_, unit, parts[0] = kinds["index"], INDEX, column.unit or parts[0]
    else:
        property_, unit = kinds["price"], units().get(fold(column.unit), Unit(column.unit, 1.0))
    allowed = entry.get("least", 0.0), entry.get("most", math.inf)
    return Subject(property_, unit, " ".join(part for part in parts if part), entry.get("mineral"), allowed)


def _figure(cell: Cell, column: Column, subject: Subject, where: str, faults: list[Fault]) -> float | None:
    """A figure; None where the publisher has none, and with a fault where a cell is not what is allowed."""
    if isinstance(cell, str) and cell.strip() in MISSING:
        return None
    low, high = subject.allowed
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 < cell < math.inf and low <= cell <= high:
        return float(cell)
    bounds = f"{low:g} to {high:g}" if math.isfinite(high) else "above 0"
    allowed = f"a number {bounds}, or {' '.join(MISSING)}"
    faults.append(fault("bad_cell", where, column=column.name, found=text_of_cell(cell), allowed=allowed))
    return None
