"""What is put in at each row, for one tile of labels."""

from __future__ import annotations

import numpy as np

from orepath.attribution.memory.order import Order
from orepath.attribution.memory.rows import Asked
from orepath.attribution.system import Held, System
from orepath.network.columnar import Numbers
from orepath.network.network import Integers

TILE = 32
"""Labels solved at once: a row is four lines of the processor's cache."""


def asked(system: System, order: Order, first: int) -> Asked:
    """The tile whose first label is number ``first``; `unattributed` stands behind the labels of the system."""
    code = system.code[order.node]
    if system.held is None:
        code = np.where(order.fed, code, np.int32(len(system.names)))
    code = np.where((code >= first) & (code < first + TILE), code - np.int32(first), np.int32(-1)).astype(np.int32)
    return Asked(order.put, code, *_held(system.held, order, first))


def ones(order: Order) -> Asked:
    """A right-hand side of ones, for the norm of the inverse."""
    rows = len(order.node)
    none = np.zeros(rows + 1, dtype=np.int64)
    return Asked(np.ones(rows), np.zeros(rows, dtype=np.int32), none, np.empty(0, dtype=np.int32))


def _held(held: Held | None, order: Order, first: int) -> tuple[Integers, Numbers]:
    rows = len(order.node)
    if held is None:
        return np.zeros(rows + 1, dtype=np.int64), np.empty(0, dtype=np.int32)
    here = np.flatnonzero((held.flag >= first) & (held.flag < first + TILE))
    row, flag = order.row[held.node[here]], held.flag[here] - np.int32(first)
    along = np.argsort(row, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))])
    return start.astype(np.int64), flag[along].astype(np.int32)
