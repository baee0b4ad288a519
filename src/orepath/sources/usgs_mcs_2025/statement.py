"""From a row to its statements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orepath.evidence.schema import Status
from orepath.evidence.source import source
from orepath.sources.usgs_mcs_2025.cell import Measure, Words, absent, figure, status_of
from orepath.sources.usgs_mcs_2025.subject import Series, Where, item, remark, tables, where
from orepath.sources.usgs_mcs_2025.table import Row
from orepath.vocabulary.periods import year as calendar_year
from orepath.vocabulary.terms import fold, units

SOURCE = source("orepath.sources.usgs_mcs_2025")
YEARS = (2023, 2024)
WORDS = Words(**SOURCE.raw["words"])
OWN_UNITS = ("million carats", "thousand carats", "million cubic meters")


def statements_of(row: Row, file: str) -> Iterator[dict[str, Any]]:
    """The statements of a row whose cells were checked."""
    series, place = tables()[row.commodity, row.type], where(row.country)
    assert place is not None  # checked before
    total = place.code == "world" and "rounded" in row.country
    columns = (("production", row.production, row.production_notes), ("capacity", row.capacity, row.capacity_notes))
    for property_, cells, notes in columns:
        for year, cell in zip(YEARS, cells, strict=True):
            stated = figure(cell, status_of(year, notes, row.type, total)) if cell else absent(year, notes, WORDS)
            if stated and _of_column(property_, row.type):
                yield _statement(row, series, place, property_, year, stated, cell, notes, file)
    if series.reserves != "-":
        plain: Status = "rounded" if total else "reported"
        stated = figure(row.reserves, plain) if row.reserves else absent(YEARS[1], row.reserves_notes, WORDS)
        if stated:
            notes = row.reserves_notes
            yield _statement(row, series, place, "reserves", YEARS[1], stated, row.reserves, notes, file)


def _of_column(property_: str, table: str) -> bool:
    """Whether a table has this column: one of capacity has no production, and one of reserves neither."""
    table = table.casefold()
    return not table.startswith("reserves") and not (property_ == "production" and "capacity" in table)


def _statement(
    row: Row,
    series: Series,
    place: Where,
    property_: str,
    year: int,
    stated: Measure,
    cell: str,
    notes: str,
    file: str,
) -> dict[str, Any]:
    reserves = property_ == "reserves"
    unit, unit_note = _unit(row, series, reserves)
    canonical, factor = (unit, 1.0) if unit in OWN_UNITS else (units()[fold(unit)].unit, units()[fold(unit)].factor)
    stated = stated.times(factor)
    period = calendar_year(year)
    mineral = (series.reserves_mineral if reserves else "") or series.mineral or None
    staged = bool(series.stage) and not reserves and not place.partial
    called = remark(row, series, property_, place, staged)
    together = f"The file names {row.country} together." if " and Canada" in row.country else None
    return {
        "row_key": " | ".join((row.commodity, row.type, row.country, str(year))),
        "property": property_,
        "mineral": mineral,
        "stage": series.stage if staged else None,
        "item": item(row, series, property_, place, staged),
        "place": place.code,
        "from_": period.from_,
        "until": period.until,
        "value": stated.value,
        "low": stated.low,
        "high": stated.high,
        "unit": canonical,
        "status": stated.status,
        "text": stated.text,
        "original": cell or notes,
        "locator": f"{file}, row {row.line}",
        "note": " -- ".join(part for part in (stated.note, unit_note, together, called, notes) if part) or None,
    }


def _unit(row: Row, series: Series, reserves: bool) -> tuple[str, str | None]:
    """The unit a figure is read in, and the note where that is not the one the file states."""
    unit, why = (series.reserves_unit, series.reserves_why) if reserves else ("", "")
    if not unit:
        unit, why = series.unit, series.unit_why
    if not unit:
        return row.unit, None
    return unit, f"The file says {row.unit or 'no unit'}; read as {unit}: {why}."
