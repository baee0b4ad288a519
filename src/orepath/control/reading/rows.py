"""Entities and stakes as read, by their ids, before the entities have numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

import numpy as np
import pyarrow as pa

from orepath.control.reading.masks import Flags
from orepath.control.register import METRICS, Codes, Integers, Metric, Numbers, RowsAre


@dataclass(frozen=True)
class EntityRows:
    """Entities as a file has them, each id once.

    Parameters
    ----------
    kind
        Numbers into `orepath.control.register.KINDS`.
    country
        Alpha-2 codes; empty where not known.
    listed, headquarters
        By line.
    """

    id: pa.Array
    name: pa.Array
    kind: Codes
    country: pa.Array
    listed: dict[int, tuple[str, ...]]
    headquarters: dict[int, str] = field(default_factory=dict)


def _as_column(row: int, column: str) -> str:
    return column


@dataclass(frozen=True)
class StakeRows:
    """Stakes as a file has them.

    Parameters
    ----------
    file
        The file's name.
    place
        What a line is called in messages: row, record or statement.
    owner
        Ids; empty where nobody knows who.
    numerator, most, denominator
        The share, ``numerator / denominator`` to ``most / denominator``.
    from_, until
        Days since 1970-01-01.
    bad
        Lines something is wrong with already.
    field
        What the file calls the owner or the owned of a row.
    """

    file: str
    place: RowsAre
    owner: pa.Array
    owned: pa.Array
    metric: Codes
    numerator: Integers
    most: Integers
    denominator: Integers
    from_: Numbers
    until: Numbers
    row: Numbers
    bad: Flags
    field: Callable[[int, str], str] = _as_column

    def __len__(self) -> int:
        return len(self.row)

    def where(self, line: int) -> str:
        """File and row of a line."""
        return f"{self.file}, {self.place} {self.row[line]}"


@dataclass
class Gathered:
    """Stakes gathered one by one from records or statements.

    What leaves a share wholly open says no more when it is said again: such a stake is gathered once.
    """

    stakes: list[tuple[str, str, int, int, int, int, int, int, int]] = field(default_factory=list)
    open: set[tuple[str, str, Metric, int, int]] = field(default_factory=set)

    def add(
        self, ends: tuple[str, str], metric: Metric, share: tuple[Fraction, Fraction], days: tuple[int, int], row: int
    ) -> None:
        """A stake: owner (empty where nobody knows who) and owned, least and most share, first day and end, and row."""
        low, high = share
        if low == 0 and high == 1:
            if (*ends, metric, *days) in self.open:
                return
            self.open.add((*ends, metric, *days))
        below = lcm(low.denominator, high.denominator)
        least, most = (end.numerator * (below // end.denominator) for end in share)
        self.stakes.append((*ends, METRICS.index(metric), least, most, below, *days, row))

    def rows(self, file: str, place: RowsAre, name: Callable[[int, str], str] = _as_column) -> StakeRows:
        """What was gathered, as columns."""
        columns = list(zip(*self.stakes, strict=True)) or [()] * 9
        owner, owned = (pa.array(list(each), pa.string()) for each in columns[:2])
        metric = np.asarray(columns[2], dtype=np.int8)
        numerator, most, denominator = (np.asarray(each, dtype=np.int64) for each in columns[3:6])
        from_, until, row = (np.asarray(each, dtype=np.int32) for each in columns[6:])
        bad = np.zeros(len(row), dtype=bool)
        return StakeRows(file, place, owner, owned, metric, numerator, most, denominator, from_, until, row, bad, name)
