"""Rows of a table that must say the same in a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orepath.errors import Fault, fault
from orepath.tabular.table import Row


def differing(rows: Iterable[Row], column: str, what: str) -> list[Fault]:
    """The fault of rows that must say the same in a column and do not; an empty cell is another thing said.

    Parameters
    ----------
    what
        What the rows are of, as the fault calls it.
    """
    found: dict[object, list[str]] = {}
    for row in rows:
        found.setdefault(row.cells.get(column), []).append(row.where)
    if len(found) < 2:
        return []
    told = "; ".join(f"{_said(cell)} ({_few(places)})" for cell, places in found.items())
    other = list(found.values())[1][0]
    return [fault("qualify_rows_differ", other, what=what, column=column, found=told)]


def _said(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "-" if cell is None else str(getattr(cell, "key", cell))


def _few(places: Sequence[str]) -> str:
    numbers = ", ".join(place.rpartition(" ")[2] for place in places[:5])
    return f"row {numbers}" + (" …" if len(places) > 5 else "")
