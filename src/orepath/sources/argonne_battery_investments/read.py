"""From the list to its plants, each with what is invested in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from orepath.evidence.csv_rows import table_rows
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Reading, Refused, Sink, check_counts, refuse, text_of
from orepath.evidence.sites import site_rows
from orepath.sources.argonne_battery_investments.plant import SOURCE, UNKNOWN, Row, investment, name, site, unplaced

__all__ = ["SOURCE", "read"]


def read(path: Path, sink: Sink) -> Reading:
    """Read the compiler's CSV file.

    Raises
    ------
    SourceError
        With every fault found.
    """
    content = text_of(path, "utf-8", SOURCE.raw["most_bytes"])
    faults = Faults()
    rows = dict(table_rows(content, path.name, SOURCE.raw["columns"], SOURCE.id, faults))
    withdrawn = _withdrawn(rows)
    seen: Counter[str] = Counter()
    made, refused = [], []
    for line, row in rows.items():
        if line in withdrawn.values():
            refused.append(Refused(line, SOURCE.says("withdrawal")))
            continue
        seen[name(row)] += 1
        note = f"Withdrawn by row {withdrawn[line]}." if line in withdrawn else None
        one = site(f"{name(row)}|{seen[name(row)]}", row, f"{path.name}, row {line}", note, faults)
        made += [each for plant in site_rows(one) for each in (plant, investment(plant, row))]
    refuse(faults)
    refuse(check_counts(SOURCE, {"rows": len(rows)}, path.name))
    sink.found_columns(SOURCE.id, SOURCE.raw["columns"])
    sink.statements(made)
    sink.progress(1, 1)
    notes = _notes(list(rows.values()))
    return Reading(SOURCE.edition, SOURCE.published, len(rows), len(made), tuple(refused), notes)


def _withdrawn(rows: dict[int, Row]) -> dict[int, int]:
    """The rows of plants that another row takes back, each with that row: the same plant with its figure below zero."""
    plants = {(name(row), row["reported_investment"]): line for line, row in rows.items()}
    found = {}
    for line, row in rows.items():
        figure = row["reported_investment"]
        plant = plants.get((name(row), figure.removeprefix("-")))
        if figure.startswith("-") and plant:
            found[plant] = line
    return found


def _notes(rows: list[Row]) -> tuple[str, ...]:
    return (
        SOURCE.says("unknown", count=sum(row["reported_investment"] in UNKNOWN for row in rows)),
        SOURCE.says("unplaced", count=sum(map(unplaced, rows))),
        SOURCE.says("equal", count=len(rows) - len({tuple(row.items()) for row in rows})),
    )
