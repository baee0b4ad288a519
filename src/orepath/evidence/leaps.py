"""Figures that leap: those that no series of prices has beside the figure before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

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


def leaps_of(made: pa.Table, most: float) -> Iterator[Fault]:
    """The same of a table of statements, which is gone through only where a figure leaps beside the one before it."""
    values = pc.fill_null(made["value"], 0.0).to_numpy()
    properties, items = _numbered(made["property"]), _numbered(made["item"])
    series = properties * (items.max(initial=0) + 1) + items
    given = np.flatnonzero(values)
    order = given[np.argsort(series[given], kind="stable")]
    figures, kinds = values[order], series[order]
    before, after = figures[:-1], figures[1:]
    with np.errstate(over="ignore"):
        calm = (before / most <= after) & (after <= before * most)
    if not (calm | (kinds[:-1] != kinds[1:])).all():
        yield from leaps(made.to_pylist(), most)


def _numbered(texts: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """Texts as numbers: those that are alike have the same."""
    numbers: npt.NDArray[np.int64] = texts.dictionary_encode().combine_chunks().indices.to_numpy().astype(np.int64)
    return numbers
