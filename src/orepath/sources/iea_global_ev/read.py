"""From the file of the Global EV Data to statements."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from orepath.errors import Fault, fault
from orepath.evidence.csv_rows import table_columns
from orepath.evidence.faults import Faults
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import Reading, Sink, check_counts, refuse, text_of
from orepath.sources.iea_global_ev.rows import COLUMNS, KEY, SOURCE, faults_of, sound
from orepath.sources.iea_global_ev.statements import statements

__all__ = ["SOURCE", "read"]


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
    keys = list(map("|".join, zip(*(columns[column] for column in KEY), strict=True)))
    if not sound(columns):
        for cells in zip(lines, *columns.values(), strict=True):
            faults += faults_of(dict(zip(columns, cells[1:], strict=True)), f"{path.name}, row {cells[0]}")
    faults += _twice(keys, lines, path.name)
    refuse(faults)
    told = Counter(zip(columns["year"], columns["category"], strict=True))
    refuse([*_edition(told, path.name), *check_counts(SOURCE, {"rows": len(lines)}, path.name)])
    sink.found_columns(SOURCE.id, COLUMNS)
    sink.statements(statements(columns, keys, [f"{path.name}, row {line}" for line in lines]))
    sink.progress(1, 1)
    return Reading(SOURCE.edition, SOURCE.published, len(lines), len(lines), (), _notes(Counter(columns["unit"]), told))


def _twice(keys: list[str], lines: list[int], file: str) -> list[Fault]:
    """The faults of keys that occur again."""
    if len(set(keys)) == len(keys):
        return []
    first: dict[str, int] = {}
    return [
        fault("duplicate_key", f"{file}, row {line}", key=key, first=first[key])
        for key, line in zip(keys, lines, strict=True)
        if first.setdefault(key, line) != line
    ]


def _edition(told: Counter[tuple[str, str]], file: str) -> list[Fault]:
    """The fault of an edition whose past ends in another year."""
    past = [int(year) for year, category in told if not SOURCE.raw["categories"][category]]
    last, expected = max(past, default=0), SOURCE.raw["last_year"]
    if last == expected:
        return []
    return [fault("wrong_edition", file, found=f"historical rows to {last}", expected=f"to {expected}")]


def _notes(units: Counter[str], told: Counter[tuple[str, str]]) -> tuple[str, ...]:
    last = SOURCE.raw["last_year"]
    kinds = SOURCE.raw["units"]
    rounded = sum(count for unit, count in units.items() if kinds[unit].get("rounded"))
    past = sum(count for (year, of), count in told.items() if SOURCE.raw["categories"][of] and int(year) <= last)
    misspelt = sorted(unit for unit in units if kinds[unit].get("misspelt"))
    said = [SOURCE.says("rounded", count=rounded), SOURCE.says("past", count=past, last=last)]
    return (*said, *(SOURCE.says("unit", unit=unit) for unit in misspelt))
