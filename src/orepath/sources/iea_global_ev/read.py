"""From the file of the Global EV Data to statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from orepath.errors import Fault, fault
from orepath.evidence.csv_rows import table_columns
from orepath.evidence.faults import Faults
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import Reading, Sink, check_counts, refuse, text_of
from orepath.sources.iea_global_ev.rows import COLUMNS, FIGURE, KEY, SOURCE, WORDS, faults_of
from orepath.sources.iea_global_ev.statements import statements

__all__ = ["SOURCE", "read"]

Columns = dict[str, list[str]]


def read(path: Path, sink: Sink) -> Reading:
    """Read the publisher's CSV file.

    Raises
    ------
    SourceError
        With every fault found.
    """
    content = text_of(bounded_file(path, SOURCE.raw["most_bytes"]), "utf-8")
    faults = Faults()
    lines, columns = table_columns(content, path.name, COLUMNS, SOURCE.id, faults)
    refuse(faults)
    file = path.name
    locators = [f"{file}, row {line}" for line in lines]
    keys = list(map("|".join, zip(*(columns[column] for column in KEY), strict=True)))
    if any(faults_of(_row(columns, number), "") for number in _one_of_each(columns)):
        for number, where in enumerate(locators):
            faults += faults_of(_row(columns, number), where)
    faults += _twice(keys, locators)
    refuse(faults)
    refuse([*_edition(columns, path.name), *check_counts(SOURCE, {"rows": len(lines)}, path.name)])
    sink.found_columns(SOURCE.id, COLUMNS)
    sink.statements(statements(columns, keys, locators))
    sink.progress(1, 1)
    return Reading(SOURCE.edition, SOURCE.published, len(lines), len(lines), (), _notes(columns))


def _row(columns: Columns, number: int) -> dict[str, str]:
    return {column: cells[number] for column, cells in columns.items()}


def _one_of_each(columns: Columns) -> Iterable[int]:
    """Rows with every cell that occurs, and every figure with its unit: what is wrong is in one of them."""
    parameters, units, values = (columns[column] for column in FIGURE)
    figures = map("|".join, zip(parameters, units, values, strict=True))
    for cells in (figures, *(columns[column] for column in WORDS)):
        yield from {cell: number for number, cell in enumerate(cells)}.values()


def _twice(keys: list[str], locators: list[str]) -> list[Fault]:
    """The faults of keys that occur again."""
    if len(set(keys)) == len(keys):
        return []
    first: dict[str, str] = {}
    found = []
    for key, where in zip(keys, locators, strict=True):
        if first.setdefault(key, where) != where:
            found.append(fault("duplicate_key", where, key=key, first=first[key].rpartition(" ")[2]))
    return found


def _edition(columns: Columns, file: str) -> list[Fault]:
    """The fault of an edition whose past ends in another year."""
    told = set(zip(columns["year"], columns["category"], strict=True))
    past = [int(year) for year, category in told if not SOURCE.raw["categories"][category]]
    last, expected = max(past, default=0), SOURCE.raw["last_year"]
    if last == expected:
        return []
    return [fault("wrong_edition", file, found=f"historical rows to {last}", expected=f"to {expected}")]


def _notes(columns: Columns) -> tuple[str, ...]:
    units, last = Counter(columns["unit"]), SOURCE.raw["last_year"]
    told = Counter(zip(columns["year"], columns["category"], strict=True))
    kinds = SOURCE.raw["units"]
    rounded = sum(count for unit, count in units.items() if kinds[unit].get("rounded"))
    past = sum(count for (year, of), count in told.items() if SOURCE.raw["categories"][of] and int(year) <= last)
    misspelt = sorted(unit for unit in units if kinds[unit].get("misspelt"))
    said = [SOURCE.says("rounded", count=rounded), SOURCE.says("past", count=past, last=last)]
    return (*said, *(SOURCE.says("unit", unit=unit) for unit in misspelt))
