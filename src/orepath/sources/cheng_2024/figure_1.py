"""Production by country from the sheet of the first figure."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from orepath.errors import SourceError, fault
from orepath.evidence.workbook.opening import Cell
from orepath.sources.cheng_2024.tally import NUMBER, SOURCE, Tally
from orepath.sources.cheng_2024.workbook import FIGURE_1, first_figure
from orepath.vocabulary.places import find_place

NAMES, FIRST = 2, 3  # the columns of the names and of the first figures, from 0
Block = dict[str, Any]


def figures(path: Path, tally: Tally) -> None:
    """Add the figures of every block of the sheet."""
    try:
        cells, others = first_figure(path)
    except SourceError as error:
        tally.faults.extend(error.faults)
        return
    where = f"{path.name}, sheet {FIGURE_1['sheet'].strip()}"
    if not any(FIGURE_1["title"] == cell for row in cells for cell in row):
        tally.faults.append(fault("wrong_edition", where, found="-", expected=FIGURE_1["title"]))
    before = len(tally.statements)
    starts = {str(row[NAMES]).strip(): number for number, row in enumerate(cells) if len(row) > FIRST}
    for block in FIGURE_1["blocks"]:
        if block["name"] not in starts:
            tally.faults.append(_columns(where, block["name"], "-"))
        else:
            _block(block, cells, starts[block["name"]], where, tally)
    tally.counts["figures of figure 1"] = len(tally.statements) - before
    tally.notes.append(SOURCE.says("sheets", count=others))


def _columns(where: str, missing: str, extra: str) -> Any:  # noqa: ANN401 - a fault
    return fault("wrong_columns", where, dataset=SOURCE.id, missing=missing, extra=extra)


def _block(block: Block, cells: list[list[Cell]], start: int, where: str, tally: Tally) -> None:
    """Add the figures of one block: its head, then one row a place, each place once and in any order."""
    wide = len(block["columns"])
    head = [str(cell).strip() for cell in cells[start][FIRST : FIRST + wide]]
    if head != block["columns"]:
        at = f"{where}, row {start + 1}"
        tally.faults.append(_columns(at, ", ".join(block["columns"]) or "-", ", ".join(head) or "-"))
        return
    tally.columns[block["item"]] = head
    left = list(FIGURE_1["short_places" if block.get("short") else "places"])
    left += ["Other"] if block.get("short") else ["Other", "Total"]
    for number in range(start + 1, start + 1 + len(left)):
        row = cells[number] if number < len(cells) else []
        name = str(row[NAMES]).strip() if len(row) > NAMES else ""
        if name not in left:
            tally.wrong(f"{where}, row {number + 1}", "C", name, ", ".join(left))
            return
        left.remove(name)
        for column, title in enumerate(head):
            cell = row[FIRST + column] if len(row) > FIRST + column else None
            _figure(block, name, title, cell, f"{where}, cell {'DEFG'[column]}{number + 1}", tally)


def _figure(block: Block, name: str, title: str, cell: object, where: str, tally: Tally) -> None:
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell < math.inf:
        tally.wrong(where, title or "D", cell, NUMBER)
        return
    entry = FIGURE_1["columns"][title]
    thousands = block.get("thousands", {}).get(title)
    grouped = FIGURE_1["no_place"].get(name)
    part = [] if entry.get("mineral") or not title else [title]
    notes = [thousands or block.get("basis") or FIGURE_1["no_unit"], entry.get("note"), grouped]
    tally.add(
        "|".join(("figure 1", block["name"], title, name)),
        where,
        property="network_production",
        mineral=entry.get("mineral"),
        stage=block["stage"],
        item=", ".join([block["item"], *part, *([name] if grouped else [])]),
        place=None if grouped else FIGURE_1["words"].get(name) or find_place(name),
        value=float(cell) * (1000.0 if thousands else 1.0),
        unit=block.get("unit"),
        text=name,
        original=str(int(cell)) if float(cell).is_integer() else repr(cell),
        note=" ".join(note for note in notes if note),
        recorded=FIGURE_1["recorded"],
    )
