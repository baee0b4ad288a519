"""The figures of a sheet as statements."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from orepath.errors import Fault, fault
from orepath.evidence.alike import chosen
from orepath.evidence.reading import statement_table
from orepath.evidence.source import source
from orepath.evidence.workbook.columns import Numbers, joined, numbers_of_cells, spread, texts_of_cells
from orepath.evidence.workbook.opening import Cell, column_letters
from orepath.sources.world_bank_commodity_prices.description import Description
from orepath.sources.world_bank_commodity_prices.sheet import Column, Sheet
from orepath.vocabulary.terms import Unit, fold, units

RAW: dict[str, Any] = source("orepath.sources.world_bank_commodity_prices").raw
SERIES: dict[str, dict[str, Any]] = RAW["series"]
MISSING = RAW["missing"]
INDEX = Unit("index", 1.0)
INDEX_UNIT = re.compile(r"[12][0-9]{3}=100")
STATUSES = ("reported", "estimated", "not_available")
ESTIMATED = 2
"""Lines at the end that the publisher estimates, where the description says so."""
BASE = re.compile(r"[12][0-9]{3}=100|real [12][0-9]{3} US dollars")


@dataclass(frozen=True)
class Subject:
    """What all figures of a column have in common."""

    property: str
    unit: Unit
    note: str
    mineral: str | None
    allowed: tuple[float, float]


def statements(title: str, kinds: dict[str, str], found: Sheet, said: Description, faults: list[Fault]) -> pa.Table:
    """The statements of a sheet, column by column; a cell that is no figure is a fault.

    Parameters
    ----------
    title
        The sheet's name.
    kinds
        The properties of its prices and of its indices.
    """
    described = [(column, _subject(column, kinds, found, said)) for column in found.columns]
    short = [each for each in described if not _too_long(*each, found.where, faults)]
    columns, subjects = [column for column, _ in short], [subject for _, subject in short]
    series = np.repeat(np.arange(len(columns)), len(found.lines))
    lines = np.tile(np.arange(len(found.lines)), len(columns))
    across = list(zip(*(line.cells for line in found.lines), strict=True))
    cells = list(chain.from_iterable(across[column.at] for column in columns))
    figures = numbers_of_cells(cells)
    texts = texts_of_cells(cells, figures)
    places = [f"{found.where}, cell {column_letters(column.at)}" for column in columns]
    locators = joined(spread(places, series), spread([str(line.row) for line in found.lines], lines))
    allowed = np.array([subject.allowed for subject in subjects], np.float64).reshape(-1, 2)[series]
    for at in np.flatnonzero(~_known(cells, figures, allowed)).tolist():
        faults.append(_bad(columns[series[at]], allowed[at], texts[at].as_py(), locators[at].as_py()))
    missing = np.isnan(figures)
    phrased = np.array([RAW["estimated_phrase"] in subject.note for subject in subjects], np.bool_)[series]
    kind = np.where(missing, STATUSES.index("not_available"), phrased & (lines >= len(found.lines) - ESTIMATED))
    with np.errstate(over="ignore"):  # what is beyond all numbers leaps
        values = figures * np.array([subject.unit.factor for subject in subjects], np.float64)[series]
    table = {
        "row_key": joined(
            spread([f"{title}|{column.name}|" for column in columns], series),
            spread([line.said for line in found.lines], lines),
        ),
        "property": chosen([subject.property for subject in subjects], series),
        "mineral": chosen([subject.mineral for subject in subjects], series),
        "item": chosen([column.name for column in columns], series),
        "from_": pa.array([line.period.from_ for line in found.lines], pa.date32()).take(pa.array(lines)),
        "until": pa.array([line.period.until for line in found.lines], pa.date32()).take(pa.array(lines)),
        "value": pa.array(values, mask=missing),
        "unit": chosen([subject.unit.unit for subject in subjects], series),
        "status": chosen(STATUSES, kind),
        "original": texts,
        "locator": locators,
        "note": chosen([subject.note or None for subject in subjects], series),
    }
    return statement_table(table, len(cells))


def _too_long(column: Column, subject: Subject, where: str, faults: list[Fault]) -> bool:
    """Whether a note, which stands in every statement, is longer than any; then it is a fault."""
    if len(subject.note) <= RAW["longest_note"]:
        return False
    values = {"found": f"{subject.note[:60]}…", "allowed": f"at most {RAW['longest_note']} characters"}
    faults.append(fault("bad_cell", where, column=f"note on {column.name}", **values))
    return True


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


def _known(cells: list[Cell], figures: Numbers, allowed: Numbers) -> npt.NDArray[np.bool_]:
    """Whether each cell holds a figure that is allowed, or the publisher's mark for none."""
    known = (figures > 0) & (figures < math.inf) & (allowed[:, 0] <= figures) & (figures <= allowed[:, 1])
    for at in np.flatnonzero(np.isnan(figures)).tolist():
        cell = cells[at]
        known[at] = isinstance(cell, str) and cell.strip() in MISSING
    return known


def _bad(column: Column, allowed: Numbers, found: str, where: str) -> Fault:
    low, high = allowed
    bounds = f"{low:g} to {high:g}" if math.isfinite(high) else "above 0"
    values = {"found": found, "allowed": f"a number {bounds}, or {' '.join(MISSING)}"}
    return fault("bad_cell", where, column=column.name, **values)
