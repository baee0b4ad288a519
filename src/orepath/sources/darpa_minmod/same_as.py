"""Judgements of people on whether two records are of one site."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orepath.errors import Fault, fault
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import Refused, text_of
from orepath.sources.darpa_minmod.dataset import MOST_FAULTS, NAME, SOURCE
from orepath.sources.darpa_minmod.tally import Tally

COLUMNS = ["ms_1", "ms_2", "time_ns", "is_same"]
SITE = re.compile(r"site__\S+__[\w.-]+")
NANOSECONDS = re.compile(r"1\d{18}", re.ASCII)  # from 2001 to 2033
PROPERTIES = {"1": "same_as", "0": "not_same_as"}

Row = tuple[int, dict[str, str]]


def judgements(path: Path, file: str, tally: Tally) -> list[dict[str, Any]]:
    """The statements of a file; who judged is the name of the folder it lies in."""
    content = text_of(bounded_file(path, SOURCE.raw["most_bytes_of_a_table"]), "utf-8")
    found: list[Fault] = []
    rows = list(table_rows(content, file, COLUMNS, NAME, found))
    if not content.endswith("\n"):
        found.append(fault("file_truncated", file, detail="the last line has no end"))
    for line, row in rows:
        found += _faults(row, f"{file}, row {line}")
    tally.faults += found[:MOST_FAULTS]
    return [] if found else _statements(rows, path.absolute().parent.name, file, tally)


def _faults(row: dict[str, str], where: str) -> list[Fault]:
    found = []
    for column in ("ms_1", "ms_2"):
        if not SITE.fullmatch(row[column]):
            found.append(fault("bad_cell", where, column=column, found=row[column], allowed="site__…__…"))
    if row["ms_1"] == row["ms_2"]:
        found.append(fault("bad_cell", where, column="ms_2", found=row["ms_2"], allowed="≠ ms_1"))
    if not NANOSECONDS.fullmatch(row["time_ns"]):
        allowed = "nanoseconds since 1970, 19 digits"
        found.append(fault("bad_cell", where, column="time_ns", found=row["time_ns"], allowed=allowed))
    if row["is_same"] not in PROPERTIES:
        found.append(fault("bad_cell", where, column="is_same", found=row["is_same"], allowed="0, 1"))
    return found


def _statements(rows: list[Row], user: str, file: str, tally: Tally) -> list[dict[str, Any]]:
    last = {_pair(row): row for _, row in sorted(rows, key=lambda each: each[1]["time_ns"])}
    first: dict[str, int] = {}
    made = []
    for line, row in rows:
        tally.judgements += 1
        tally.judged |= {row["ms_1"], row["ms_2"]}
        key = f"{user}|{row['ms_1']}|{row['ms_2']}|{row['time_ns']}|{row['is_same']}"
        if first.setdefault(key, line) != line:
            tally.refused.append(Refused(line, f"{file}, row {line}: repeats row {first[key]}"))
            continue
        withdrawn = last[_pair(row)]["is_same"] != row["is_same"]
        if withdrawn:
            tally.note("withdrawn")
        made.append(_statement(row, key, user, withdrawn, f"{file}, row {line}"))
    return made


def _pair(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted((row["ms_1"], row["ms_2"])))


def _statement(row: dict[str, str], key: str, user: str, withdrawn: bool, where: str) -> dict[str, Any]:
    said = datetime.fromtimestamp(int(row["time_ns"]) // 10**9, UTC)
    fields = {"said_by": user, "said_at": said.isoformat(), "withdrawn": withdrawn}
    return {
        "row_key": key,
        "property": PROPERTIES[row["is_same"]],
        "item": row["ms_1"],
        "status": "reported",
        "text": row["ms_2"],
        "fields": json.dumps(fields, ensure_ascii=False),
        "original": row["is_same"],
        "locator": where,
        "note": SOURCE.raw["withdrawn_note"] if withdrawn else None,
        "recorded": said.date(),
    }
