"""The table of five minerals: a row a mineral, month and transformation (price, or index of the same price)."""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

import pyarrow as pa

from orepath.errors import Fault, fault
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.reading import refuse
from orepath.evidence.schema import STATEMENTS
from orepath.sources.imf_primary_commodity_prices.months import ALLOWED, gaps, month
from orepath.sources.imf_primary_commodity_prices.statements import RAW, Series, figure, statement

COLUMNS = ["mineral", "date", "data_transformation", "obs_value"]
PRICE, INDEX = "USD", "INDEX"
MOST_FAULTS = 200
"""Faults of rows after which no further row is looked at."""
Row = tuple[int, dict[str, str]]


def statements(content: str, path: Path, faults: list[Fault]) -> pa.Table:
    """The statements of the table. Whatever contradicts the rest of it is a fault."""
    by_series: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for line, row in table_rows(content, path.name, COLUMNS, RAW["id"], faults):
        wrong = _named(row, f"{path.name}, row {line}")
        faults += wrong
        if len(faults) >= MOST_FAULTS:
            refuse(faults)
        if not wrong:
            by_series[row["mineral"], row["data_transformation"]].append((line, row))
    refuse([*faults, *_whole(by_series, path.name)])
    made, values = [], {}
    for (mineral, kind), rows in by_series.items():
        series = _series(mineral, kind)
        for line, row in rows:
            where = f"{path.name}, row {line}"
            value = values[mineral, kind, row["date"]] = figure(row["obs_value"], series, where, faults)
            made.append(statement(series, row["date"], row["obs_value"], value, where))
    faults += [] if faults else _agreeing(by_series, values, path.name)
    return pa.Table.from_pylist(made, STATEMENTS)


def _series(mineral: str, kind: str) -> Series:
    entry = RAW["minerals"][mineral]
    if kind == INDEX:
        return Series(f"{mineral}|{kind}", mineral, "index", entry["mineral"], RAW["index_note"])
    note = f"{RAW['price_note']} {entry.get('note', '')}".strip()
    bounds = entry["least"], entry["most"]
    return Series(f"{mineral}|{kind}", mineral, RAW["minerals_unit"], entry["mineral"], note, *bounds)


def _named(row: dict[str, str], where: str) -> list[Fault]:
    """The faults of a row's mineral, transformation and month."""
    allowed = {"mineral": list(RAW["minerals"]), "data_transformation": [PRICE, INDEX]}
    found = [
        fault("bad_cell", where, column=column, found=row[column], allowed=", ".join(known))
        for column, known in allowed.items()
        if row[column] not in known
    ]
    if month(row["date"]) is None:
        found.append(fault("bad_cell", where, column="date", found=row["date"], allowed=ALLOWED))
    return found


def _whole(by_series: dict[tuple[str, str], list[Row]], file: str) -> list[Fault]:
    """The faults of series that lack, have gaps, or end before the others do."""
    faults = []
    ends = {key: rows[-1][1]["date"] for key, rows in by_series.items()}
    for key in ((mineral, kind) for mineral in RAW["minerals"] for kind in (INDEX, PRICE)):
        faults += gaps(((f"{file}, row {line}", row["date"]) for line, row in by_series.get(key, [])), "date")
        if ends.get(key) != max(ends.values(), default=""):
            detail = (
                f"{' '.join(key)} ends with {ends.get(key, 'nothing')}, others with {max(ends.values(), default='')}"
            )
            faults.append(fault("file_truncated", file, detail=detail))
    return faults


def _agreeing(
    by_series: dict[tuple[str, str], list[Row]], values: dict[tuple[str, str, str], float | None], file: str
) -> list[Fault]:
    """The faults of indices that are not the price over its mean of the base year."""
    faults = []
    for mineral in RAW["minerals"]:
        in_base = [values.get((mineral, PRICE, f"{RAW['base_year']}-{number:02}")) for number in range(1, 13)]
        priced = [value for value in in_base if value is not None]
        if len(priced) < 12:
            faults.append(
                fault("count_below", file, what=f"{mineral} {RAW['base_year']}", found=len(priced), minimum=12)
            )
            continue
        for line, row in by_series[mineral, INDEX]:
            price, index = (values.get((mineral, kind, row["date"])) for kind in (PRICE, INDEX))
            due = None if price is None else price / (sum(priced) / 12) * 100
            if (due is None) != (index is None) or (due and index and not math.isclose(due, index, rel_tol=1e-4)):
                allowed = f"{due}, the price over its mean of {RAW['base_year']}"
                where = f"{file}, row {line}"
                faults.append(fault("bad_cell", where, column="obs_value", found=row["obs_value"], allowed=allowed))
    return faults
