"""From the file of the Global EV Data to statements."""

from __future__ import annotations

from pathlib import Path

from orepath.errors import Fault, fault
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import Reading, Sink, check_counts, refuse, text_of
from orepath.sources.iea_global_ev.rows import COLUMNS, KEY, SOURCE, faults_of, statement

__all__ = ["SOURCE", "read"]

Rows = list[tuple[int, dict[str, str]]]


def read(path: Path, sink: Sink) -> Reading:
    """Read the publisher's CSV file.

    Raises
    ------
    SourceError
        With every fault found.
    """
    content = text_of(bounded_file(path, SOURCE.raw["most_bytes"]), "utf-8")
    faults: list[Fault] = []
    rows = list(table_rows(content, path.name, COLUMNS, SOURCE.id, faults))
    refuse(faults)
    for line, row in rows:
        faults += faults_of(row, f"{path.name}, row {line}")
    faults += _twice(rows, path.name)
    refuse(faults)
    refuse([*_edition(rows, path.name), *check_counts(SOURCE, {"rows": len(rows)}, path.name)])
    made = [statement(row, f"{path.name}, row {line}") for line, row in rows]
    sink.found_columns(SOURCE.id, COLUMNS)
    sink.statements(made)
    sink.progress(1, 1)
    return Reading(SOURCE.edition, SOURCE.published, len(rows), len(made), (), _notes(rows))


def _twice(rows: Rows, file: str) -> list[Fault]:
    """The faults of keys that occur again."""
    first: dict[str, int] = {}
    found = []
    for line, row in rows:
        key = "|".join(row[column] for column in KEY)
        if first.setdefault(key, line) != line:
            found.append(fault("duplicate_key", f"{file}, row {line}", key=key, first=first[key]))
    return found


def _edition(rows: Rows, file: str) -> list[Fault]:
    """The fault of an edition whose past ends in another year."""
    past = [int(row["year"]) for _, row in rows if not SOURCE.raw["categories"][row["category"]]]
    last, expected = max(past, default=0), SOURCE.raw["last_year"]
    if last == expected:
        return []
    return [fault("wrong_edition", file, found=f"historical rows to {last}", expected=f"to {expected}")]


def _notes(rows: Rows) -> tuple[str, ...]:
    units = SOURCE.raw["units"]
    rounded = sum(bool(units[row["unit"]].get("rounded")) for _, row in rows)
    last = SOURCE.raw["last_year"]
    past = sum(bool(SOURCE.raw["categories"][row["category"]]) and int(row["year"]) <= last for _, row in rows)
    misspelt = sorted({row["unit"] for _, row in rows if units[row["unit"]].get("misspelt")})
    said = [SOURCE.says("rounded", count=rounded), SOURCE.says("past", count=past, last=last)]
    return (*said, *(SOURCE.says("unit", unit=unit) for unit in misspelt))
