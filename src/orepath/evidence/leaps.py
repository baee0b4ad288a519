"""Figures that leap: those that no series of prices has beside the figure before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orepath.errors import Fault, fault


def leaps(rows: Iterable[Mapping[str, Any]], most: float) -> Iterator[Fault]:
    """The faults of figures that are more than some times the last one of their series, or less than that part of it.

    A decimal point that is lost, or another unit from one row on, makes such a figure; what a leap is measured against
    is the last figure that is none.

    Parameters
    ----------
    rows
        Statements in the order of time; a series is what has one property and one item.
    """
    last: dict[tuple[str, str], float] = {}
    for row in rows:
        value, series = row["value"], (row["property"], row["item"])
        if not value:
            continue
        before = last.setdefault(series, value)
        if before / most <= value <= before * most:
            last[series] = value
            continue
        bounds = f"{before:g} in the unit kept, nor less than 1/{most:g} of it"
        allowed = f"no more than {most:g} times the figure before it, {bounds}"
        yield fault("bad_cell", row["locator"], column=row["item"], found=row["original"][:60], allowed=allowed)
