"""From the file of sales to statements."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.faults import Faults
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import Reading, Sink, check_counts, refuse, text_of
from orepath.evidence.source import source
from orepath.vocabulary.periods import year as calendar_year
from orepath.vocabulary.places import find_place, place

__all__ = ["SOURCE", "read"]

SOURCE = source("orepath.sources.busch_ev_sales")
COLUMNS = ["c", "Year", "Sales"]
NUMBER = re.compile(r"[0-9]+")
GROUPS = SOURCE.raw["groups"]


def read(path: Path, sink: Sink) -> Reading:
    """Read the authors' CSV file.

    Raises
    ------
    SourceError
        With every fault found.
    """
    content = text_of(bounded_file(path, SOURCE.raw["most_bytes"]), "utf-8")
    faults = Faults()
    rows = list(table_rows(content, path.name, COLUMNS, SOURCE.id, faults))
    first: dict[tuple[str, str], int] = {}
    for line, row in rows:
        where, key = f"{path.name}, row {line}", (row["c"], row["Year"])
        faults += _faults(row, where)
        if first.setdefault(key, line) != line:
            faults.append(fault("duplicate_key", where, key="|".join(key), first=first[key]))
    refuse(faults)
    refuse(check_counts(SOURCE, {"rows": len(rows)}, path.name))
    made = [_statement(row, f"{path.name}, row {line}") for line, row in rows]
    sink.found_columns(SOURCE.id, COLUMNS)
    sink.statements(made)
    sink.progress(1, 1)
    outlook = sum(one["status"] == "estimated" for one in made)
    notes = [SOURCE.says("outlook", count=outlook, last=SOURCE.raw["last_observed"])]
    notes.append(SOURCE.says("zero", count=sum(one["value"] == 0 for one in made)))
    return Reading(SOURCE.edition, SOURCE.published, len(rows), len(made), (), tuple(notes))


def _faults(row: dict[str, str], where: str) -> list[Fault]:
    first, last = SOURCE.raw["first_year"], SOURCE.raw["last_year"]
    found = []
    if not NUMBER.fullmatch(row["Year"]) or not first <= int(row["Year"]) <= last:
        found.append(fault("bad_cell", where, column="Year", found=row["Year"], allowed=f"{first} to {last}"))
    if not NUMBER.fullmatch(row["Sales"]):
        found.append(fault("bad_cell", where, column="Sales", found=row["Sales"], allowed="a whole number, 0 or more"))
    if row["c"] not in GROUPS["names"] and not find_place(row["c"]):
        found += _unknown_place(row["c"], where)
    return found


def _unknown_place(name: str, where: str) -> tuple[Fault, ...]:
    try:
        place(name, where)
    except UnknownName as error:
        return error.faults
    return ()


def _statement(row: dict[str, str], where: str) -> dict[str, Any]:
    group, outlook = row["c"] in GROUPS["names"], int(row["Year"]) > SOURCE.raw["last_observed"]
    item = SOURCE.raw["outlook" if outlook else "item"]
    said = SOURCE.raw["outlook_note" if outlook else "note"]
    period = calendar_year(int(row["Year"]))
    return {
        "row_key": f"{row['c']}|{row['Year']}",
        "property": "vehicle_sales",
        "stage": "vehicle",
        "item": f"{item}, {row['c']}" if group else item,
        "place": None if group else find_place(row["c"]),
        "from_": period.from_,
        "until": period.until,
        "value": float(row["Sales"]),
        "unit": "vehicles",
        "status": "estimated" if outlook else "reported",
        "text": row["c"],
        "original": row["Sales"],
        "locator": where,
        "note": f"{said} {GROUPS['note']}" if group else said,
    }
