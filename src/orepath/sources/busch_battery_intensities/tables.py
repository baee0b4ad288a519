"""Capacity per vehicle by country, and the mix of chemistries, from the CSV files."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from orepath.errors import SourceError, fault
from orepath.evidence.csv_rows import csv_rows, table_rows
from orepath.evidence.faults import Faults
from orepath.evidence.files import bounded_file
from orepath.evidence.headings import heading_fault, parted_fault
from orepath.evidence.reading import refuse, text_of
from orepath.sources.busch_battery_intensities.tally import MOST, SOURCE, WORLD, Tally, during, of_place

TABLES: dict[str, dict[str, Any]] = SOURCE.raw["tables"]
FIGURE = re.compile(r"[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
YEAR = re.compile(r"20[0-9]{2}")
COUNTS = {"capacity": "rows of capacity", "mix": "rows of the world's chemistries"}
Rows = list[tuple[int, dict[str, str]]]


def from_table(path: Path, tally: Tally) -> None:
    """Add what a CSV file says.

    Raises
    ------
    SourceError
        Where it cannot be read, or is another.
    """
    content = text_of(bounded_file(path, SOURCE.raw["most_bytes"]), "utf-8")
    broken = Faults()
    header = [name.strip() for name in next(csv_rows(content, path.name, broken), (1, []))[1]]
    if not header:
        refuse(broken)
    kind = _kind(header, path.name)
    tally.begin(TABLES[kind]["edition"], path.name)
    tally.columns[kind] = TABLES[kind]["columns"]
    before = len(tally.faults)
    rows = list(table_rows(content, path.name, TABLES[kind]["columns"], SOURCE.id, tally.faults))
    good = [(line, row) for line, row in rows if _sound(row, kind, f"{path.name}, row {line}", tally)]
    tally.read += len(rows)
    if kind in COUNTS:
        tally.counts[COUNTS[kind]] = len(rows)
    if kind == "capacity":
        _capacity(good, path.name, tally)
    else:
        if len(tally.faults) == before:  # else what is missing would show as other shares
            _check_shares(good, path.name, tally)
        _mix(good, path.name, TABLES[kind]["note"], tally)


def _kind(header: list[str], file: str) -> str:
    """Which table has a header: the one with the most of its columns; any other column, or none, is a fault."""
    if told := parted_fault(header, [name for entry in TABLES.values() for name in entry["columns"]], f"{file}, row 1"):
        raise SourceError(told)
    if not any(mark in header for mark in SOURCE.raw["marks"]):
        detail = f"columns {', '.join(header)[:80] or '-'}; without {' / '.join(SOURCE.raw['marks'])}"
        raise SourceError(fault("wrong_dataset", file, dataset=SOURCE.id, detail=detail))
    kind = min(TABLES, key=lambda name: len(set(TABLES[name]["columns"]) ^ set(header)))
    if told := heading_fault(header, TABLES[kind]["columns"], (), SOURCE.id, f"{file}, row 1"):
        raise SourceError(told)
    return kind


def _sound(row: dict[str, str], kind: str, where: str, tally: Tally) -> bool:
    """Whether a row's cells can be read; if not, their faults are added."""
    before = len(tally.faults)
    if not YEAR.fullmatch(row["Year"]):
        tally.wrong(where, "Year", row["Year"], "YYYY")
    tally.place_of(row.get("c", WORLD), where)
    for column, most in MOST.items():
        if column in row and not (FIGURE.fullmatch(row[column]) and float(row[column]) <= most):
            tally.wrong(where, column, row[column], f"0 … {most:,}")
    tally.once("|".join([kind, *(row[column] for column in ("Year", "c", "chemistry") if column in row)]), where)
    return len(tally.faults) == before


def _capacity(rows: Rows, file: str, tally: Tally) -> None:
    entry = TABLES["capacity"]
    for line, row in rows:
        tally.add(
            f"capacity|{row['Year']}|{row['c']}",
            f"{file}, row {line}",
            property="battery_capacity",
            stage="vehicle",
            **of_place(row["c"], entry["item"], entry["note"]),
            **during(row["Year"]),
            value=float(row["kwh_veh"]),
            unit="kwh_per_vehicle",
            original=row["kwh_veh"],
        )


def _check_shares(rows: Rows, file: str, tally: Tally) -> None:
    """Add the faults of shares that are not what the capacities of a year and place make."""
    whole: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _, row in rows:
        whole[row["Year"], row.get("c", WORLD)].append(float(row["MWh"]))
    for line, row in rows:
        total = math.fsum(whole[row["Year"], row.get("c", WORLD)])
        expected = float(row["MWh"]) / total if total else 0.0
        if not math.isclose(float(row["chem_share_mwh"]), expected, abs_tol=SOURCE.raw["whole"]):
            allowed = f"MWh / sum of MWh = {expected:.6g}"
            tally.wrong(f"{file}, row {line}", "chem_share_mwh", row["chem_share_mwh"], allowed)


def _mix(rows: Rows, file: str, note: str, tally: Tally) -> None:
    """Add capacity and share of each chemistry."""
    for line, row in rows:
        where, place = f"{file}, row {line}", row.get("c", WORLD)
        base = {"stage": "cell", **of_place(place, row["chemistry"], note), **during(row["Year"])}
        key = f"mix|{row['Year']}|{place}|{row['chemistry']}"
        for property_, column, unit in (
            ("battery_installed", "MWh", "MWh"),
            ("chemistry_share", "chem_share_mwh", "share"),
        ):
            said = {"value": float(row[column]), "unit": unit, "original": row[column]}
            tally.add(key, where, property=property_, **base, **said)
