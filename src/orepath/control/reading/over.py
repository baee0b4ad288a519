"""Shares that come to more than the whole."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from orepath.control.reading.days import said_day
from orepath.control.reading.numbering import Numbered
from orepath.control.reading.rows import StakeRows
from orepath.control.reading.totals import changes, exactly, held_on, scaled
from orepath.control.register import METRICS, Integers, Stakes
from orepath.errors import Fault, fault
from orepath.network.own.columns import LISTED, Faults

ADDED = tuple(METRICS.index(metric) for metric in ("equity", "votes", "seats", "debt"))
"""Metrics whose shares are parts of one whole; several owners may each have a right to appoint."""
NAMED = 12
"""How many rows a message names."""


def refuse_over(found: Numbered, rows: StakeRows, ids: tuple[str, ...], faults: Faults) -> None:
    """A fault for each entity and metric whose shares come to more than the whole, with the first day they do.

    Of shares within bounds the least counts: only where even these exceed the whole is it certain.
    """
    stakes = found.stakes
    kind = []
    for group, day in _over(stakes):
        lines = held_on(stakes, _lines_of(stakes, group), day)
        kind.append(_told(found, rows, ids[group // len(METRICS)], lines, day))
        if len(kind) > LISTED:
            kind[-1] = fault("network_more", rows.file, count=1, of="control_sum_over")
            break
    if kind:
        faults.kinds.append(kind)


def _over(stakes: Stakes) -> Iterator[tuple[int, int]]:
    """Each group (owned and metric) that exceeds the whole, and the first day it does.

    Most groups come to no more even when all their stakes, of whatever days, are added; only the rest is gone through.
    """
    group = stakes.owned.astype(np.int64) * len(METRICS) + stakes.metric
    added = np.isin(stakes.metric, ADDED)
    units = scaled(stakes)
    size = int(group.max(initial=0)) + 1
    most = np.bincount(group[added], weights=units.share[added], minlength=size)
    slack = np.bincount(group[added & units.loose], minlength=size)
    some = np.flatnonzero(added & (most > units.whole - slack)[group])
    after = changes(group[some], stakes.from_[some], stakes.until[some], units.share[some])
    near = after.total > units.whole - slack[after.group]
    found, begins = np.unique(after.group[near], return_index=True)
    for each, days in zip(found.tolist(), np.split(after.day[near], begins)[1:], strict=True):
        lines = _lines_of(stakes, each)
        exact = slack[each] == 0
        day = next((day for day in days.tolist() if exact or exactly(stakes, held_on(stakes, lines, day)) > 1), None)
        if day is not None:
            yield each, day


def _lines_of(stakes: Stakes, group: int) -> Integers:
    """The stakes of one owned entity and metric; stakes stand in order of who is owned."""
    owned, metric = divmod(group, len(METRICS))
    first, last = np.searchsorted(stakes.owned, [owned, owned + 1])
    return np.flatnonzero(stakes.metric[first:last] == metric) + int(first)


def _told(found: Numbered, rows: StakeRows, owned: str, lines: Integers, day: int) -> Fault:
    numbers = sorted(int(rows.row[found.line[line]]) for line in lines.tolist())
    shown = ", ".join(str(number) for number in numbers[:NAMED]) + (" …" if len(numbers) > NAMED else "")
    values = {
        "metric": METRICS[found.stakes.metric[lines[0]]],
        "owned": owned,
        "sum": percent(exactly(found.stakes, lines)),
        "day": said_day(day),
        "place": rows.place,
        "rows": shown,
    }
    return fault("control_sum_over", rows.file, **values)


def percent(share: Fraction) -> str:
    """A share in percent: exactly where a few decimals say it, else rounded and marked so.

    >>> percent(Fraction(11, 10)), percent(Fraction(4, 3))
    ('110 %', '≈ 133.333333 %')
    """
    rounded = round(share * 100, 6)
    mark = "" if rounded == share * 100 else "≈ "
    return f"{mark}{float(rounded):.6f}".rstrip("0").rstrip(".") + " %"
