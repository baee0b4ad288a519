"""One table of flows of one mineral."""

from __future__ import annotations

import math
import re
from pathlib import Path

from orepath.errors import SourceError, UnknownName, fault
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import text_of
from orepath.sources.cheng_2024.nodes import Node, may_flow, node, targets_of
from orepath.sources.cheng_2024.tally import NUMBER, SOURCE, Tally

FLOWS = SOURCE.raw["flows"]
FIGURE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")


def flows(path: Path, tally: Tally) -> None:
    """Add the flows of a table, whose name says the mineral."""
    mineral = FLOWS["files"][path.name]["mineral"]
    try:
        content = text_of(bounded_file(path, SOURCE.raw["most_bytes"]), "utf-8")
    except SourceError as error:
        tally.faults.extend(error.faults)
        return
    tally.columns[path.name] = FLOWS["columns"]
    first: dict[tuple[str, str], int] = {}
    for line, row in table_rows(content, path.name, FLOWS["columns"], SOURCE.id, tally.faults):
        where = f"{path.name}, row {line}"
        key = (row["Source"], row["Target"])
        if first.setdefault(key, line) != line:
            tally.faults.append(fault("duplicate_key", where, key=SOURCE.raw["arrow"].join(key), first=first[key]))
        _flow(mineral, row, where, tally)
    tally.counts[f"flows of {mineral}"] = len(first)


def _flow(mineral: str, row: dict[str, str], where: str, tally: Tally) -> None:
    ends = [_node(row[column], where, tally) for column in ("Source", "Target")]
    value = _figure(row["Value"], where, tally)
    source, target = ends
    item = f"{row['Source']}{SOURCE.raw['arrow']}{row['Target']}"
    if source is None or target is None or value is None:
        return
    if not may_flow(source, target):
        tally.wrong(where, "Target", item, targets_of(source.kind))
        return
    tally.add(
        f"flow|{mineral}|{item}",
        where,
        property="flow",
        mineral=mineral,
        stage=source.stage,
        item=item,
        place=source.place,
        partner=target.place,
        value=value,
        unit=FLOWS["unit"],
        original=row["Value"],
        note=_doubt(mineral, row["Target"]),
    )


def _node(name: str, where: str, tally: Tally) -> Node | None:
    try:
        return node(name, where)
    except UnknownName as error:
        tally.faults.extend(error.faults)
        return None


def _figure(cell: str, where: str, tally: Tally) -> float | None:
    """The figure of a cell; minus zero is zero."""
    value = float(cell) if FIGURE.fullmatch(cell) else math.nan
    if not 0 <= value < math.inf:
        tally.wrong(where, "Value", cell, NUMBER)
        return None
    tally.negative_zeros += cell.startswith("-")
    return abs(value)


def _doubt(mineral: str, target: str) -> str | None:
    doubts = [d["note"] for d in SOURCE.raw["doubts"] if d["mineral"] == mineral and d["target"] == target]
    return doubts[0] if doubts else None
