"""Shares that come to more than the whole on a day: what a register read from a file never has."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from orepath.control.on_day import OnDay
from orepath.control.register import Metric
from orepath.control.summing import exact_sum
from orepath.errors import Fault, InputError, fault
from orepath.network.network import Floats

LISTED = 1000


def over(day: OnDay, metric: Metric, owned: int, come_to: Fraction, rows: Iterable[int]) -> Fault:
    """The fault of an entity whose shares come to more than the whole."""
    values = {"metric": metric, "owned": day.register.entities.ids[owned], "sum": come_to, "day": day.as_of}
    told = ", ".join(str(row) for row in sorted(rows))
    return fault("control_sum_over", day.register.file, place=day.register.rows_are, rows=told, **values)


def refuse_over(day: OnDay, metric: Metric, outside: Floats) -> None:
    """A fault for each entity of which less than nothing is left.

    Raises
    ------
    InputError
        If there is any.
    """
    stakes = day.named[metric]
    found = np.flatnonzero(outside < 0)[:LISTED].tolist()
    faults = [
        over(day, metric, owned, exact_sum(stakes, stakes.of(owned)), stakes.row[stakes.of(owned)].tolist())
        for owned in found
    ]
    if faults:
        raise InputError(faults)
