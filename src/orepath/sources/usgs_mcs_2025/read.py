"""Reading of the world data of the Mineral Commodity Summaries 2025."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from orepath.errors import Fault, fault
from orepath.evidence.reading import Reading, Refused, Sink, check_counts, refuse
from orepath.sources.usgs_mcs_2025.cell import ALLOWED, digits_of, is_figure
from orepath.sources.usgs_mcs_2025.statement import OWN_UNITS, SOURCE, statements_of
from orepath.sources.usgs_mcs_2025.subject import tables, types_of, where
from orepath.sources.usgs_mcs_2025.table import COLUMNS, Row, rows_of
from orepath.vocabulary.terms import fold, units

SILENT = "the row states nothing: no figure, and no note that says why"

UNITS = f"metric tons, kilograms or another unit of weight, {', '.join(OWN_UNITS)}"


def read(path: Path, sink: Sink) -> Reading:
    """Read the CSV of world data into statements.

    Raises
    ------
    SourceError
        With every fault found.
    """
    table = rows_of(path, SOURCE.id, SOURCE.raw["encoding"], SOURCE.raw["most_bytes"])
    faults = [*table.faults, *_repeated(table.rows, path.name)]
    statements: list[dict[str, Any]] = []
    refused: list[Refused] = []
    left_out: dict[str, list[int]] = {}
    for done, row in enumerate(table.rows):
        sink.progress(done, len(table.rows))
        wrong = _faults(row, path.name)
        faults += wrong
        if wrong:
            continue
        found = list(statements_of(row, path.name))
        statements += found
        if not found:
            refused.append(Refused(row.line, SILENT))
        series = tables()[row.commodity, row.type]
        if series.reserves == "-" and row.reserves:
            left_out.setdefault(series.reserves_why, []).append(row.line)
    refuse([*faults, *check_counts(SOURCE, _counts(table.rows), path.name)])
    sink.found_columns(SOURCE.id, COLUMNS)
    sink.statements(statements)
    sink.progress(len(table.rows), len(table.rows))
    kept = len(table.rows) - len(refused)
    return Reading(SOURCE.edition, SOURCE.published, len(table.rows), kept, tuple(refused), _notes(left_out))


def _faults(row: Row, file: str) -> list[Fault]:
    place = f"{file}, row {row.line}"
    types = types_of(row.commodity)
    checks = [
        ("SOURCE", row.mark, row.mark == SOURCE.raw["mark"], SOURCE.raw["mark"]),
        ("COMMODITY", row.commodity, bool(types), "a commodity of the edition, such as Cobalt"),
        ("TYPE", row.type, not types or row.type in types, ", ".join(types)),
        ("COUNTRY", row.country, where(row.country) is not None, "the name of a place"),
        ("UNIT_MEAS", row.unit, _unit_known(row), UNITS),
    ]
    cells = (*row.production, *row.capacity, row.reserves)
    columns = (*COLUMNS[5:7], *COLUMNS[8:10], COLUMNS[11])
    checks += [(column, cell, is_figure(cell), ALLOWED) for column, cell in zip(columns, cells, strict=True)]
    return [
        fault("bad_cell", place, column=column, found=found, allowed=allowed)
        for column, found, good, allowed in checks
        if not good
    ]


def _unit_known(row: Row) -> bool:
    series = tables().get((row.commodity, row.type))
    named = row.unit in OWN_UNITS or fold(row.unit) in units()
    return named or (not row.unit and series is not None and bool(series.unit))


def _repeated(rows: list[Row], file: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row in rows:
        key = " | ".join((row.commodity, row.type, row.country))
        if key in first:
            yield fault("duplicate_key", f"{file}, row {row.line}", key=key, first=first[key])
        first.setdefault(key, row.line)


def _counts(rows: list[Row]) -> dict[str, float]:
    return {
        "rows": len(rows),
        "commodities": len({row.commodity for row in rows}),
        "world totals": sum(row.country.startswith("World total") for row in rows),
        **{f"filled cells of {name}": sum(map(bool, cells)) for name, cells in _columns(rows)},
        f"figures of {COLUMNS[6]} of more than two digits": sum(digits_of(row.production[1]) > 2 for row in rows),
    }


def _columns(rows: list[Row]) -> Iterator[tuple[str, Iterable[str]]]:
    """The columns of figures and of their notes."""
    cells = (
        (*row.production, row.production_notes, *row.capacity, row.capacity_notes, row.reserves, row.reserves_notes)
        for row in rows
    )
    return zip(COLUMNS[5:], zip(*cells, strict=True), strict=False)


def _notes(left_out: dict[str, list[int]]) -> tuple[str, ...]:
    said = [f"{s.commodity}, {s.type}" for s in tables().values() if s.unit or s.reserves_unit]
    units_read = f"Tables whose unit is read otherwise than stated, each row with a note: {'; '.join(said)}"
    cells = [
        f"Reserves not kept of rows {', '.join(map(str, lines))}, whose other cells are: {why}"
        for why, lines in left_out.items()
    ]
    return (units_read, *cells)
