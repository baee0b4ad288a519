"""Figures that are larger than any can be."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from orepath.errors import Fault, fault
from orepath.evidence.faults import MOST_FAULTS

MOST_FIGURE = 1e18
"""A figure beyond it is none, in whatever unit: all trade of the world in a year is 3e13 US dollars. Of lesser ones
millions can be added and squared."""
FIGURES = ("value", "low", "high")


def immense(statements: pa.Table) -> Iterator[Fault]:
    """The faults of statements whose figures are no number, infinite or beyond `MOST_FIGURE`, some a column at most."""
    for column in FIGURES:
        sound = pc.less_equal(pc.abs(statements[column]), MOST_FIGURE)
        if pc.all(sound).as_py() is not False:
            continue
        wrong = statements.select(["locator", "original", column]).filter(pc.invert(sound)).slice(0, MOST_FAULTS)
        for row in wrong.to_pylist():
            found = str(row["original"] or row[column])[:60]
            yield fault("bad_cell", row["locator"] or "", column=column, found=found, allowed=f"≤ {MOST_FIGURE:.0e}")
