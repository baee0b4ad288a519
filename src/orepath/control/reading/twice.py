"""Stakes that are told twice."""

from __future__ import annotations

import numpy as np

from orepath.control.reading.masks import Flags
from orepath.control.reading.numbering import Numbered
from orepath.control.reading.rows import StakeRows
from orepath.control.register import NOBODY_KNOWN
from orepath.errors import fault
from orepath.network.own.columns import LISTED, Faults

SPAN = 2**33
"""More than the days between `ALWAYS` and `FOREVER`."""


def refuse_twice(found: Numbered, rows: StakeRows, faults: Faults) -> None:
    """A fault for each row that says what another says, or another share of the same for some of the same days.

    Several owners nobody knows may own parts of one entity at a time; of a known owner there is one share a day.
    """
    stakes = found.stakes
    if len(found.line) < 2 or (np.diff(found.group) > 0).all():
        return
    together = np.concatenate([[False], np.diff(found.group) == 0])
    columns = (stakes.numerator, stakes.most, stakes.denominator, stakes.from_, stakes.until)
    same = together.copy()
    for column in columns:
        same[1:] &= np.diff(column) == 0
    _tell(found, rows, same, "control_row_twice", faults)
    number = np.cumsum(~together).astype(np.int64)
    ended = np.maximum.accumulate(stakes.until.astype(np.int64) + number * SPAN)
    overlapping = np.zeros(len(number), dtype=bool)
    overlapping[1:] = stakes.from_[1:].astype(np.int64) + number[1:] * SPAN < ended[:-1]
    known = stakes.owner != NOBODY_KNOWN
    _tell(found, rows, together & overlapping & known & ~same, "control_stake_twice", faults)


def _tell(found: Numbered, rows: StakeRows, wrong: Flags, code: str, faults: Faults) -> None:
    """Faults in the order of the file, each beside the row before it in the group."""
    at = np.flatnonzero(wrong)
    pairs = sorted(sorted((int(found.line[each]), int(found.line[each - 1]))) for each in at.tolist())
    kind = [fault(code, rows.where(late), first=int(rows.row[early])) for early, late in pairs[:LISTED]]
    if len(pairs) > LISTED:
        kind.append(fault("network_more", rows.file, count=len(pairs) - LISTED, of=code))
    if kind:
        faults.kinds.append(kind)
