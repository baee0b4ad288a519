"""What of some arrivals passes each node, and so is lost without it: closed forms of the fundamental matrix."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from orepath.attribution.memory.backward import factored, give, pass_groups, returns
from orepath.attribution.memory.kernel import sweep
from orepath.attribution.memory.order import Order, Span
from orepath.attribution.memory.rows import Asked, Rows
from orepath.attribution.memory.sweeping import ELIMINATED, MOST_SWEEPS, PATIENCE, STILL, swept_from
from orepath.errors import InputError, fault
from orepath.network.network import Floats, Integers

BLOCK = 16
"""Rows of a large part whose columns are solved at once."""
CLOSED = 1e-9
"""What the mass found at its origins may differ from what arrives, of that."""


def passed(order: Order, arrivals: Floats) -> Floats:
    """How much passes each row, counted as often as it passes: ``z = a (I - W)^-1``, (nodes,).

    Parameters
    ----------
    arrivals
        ``a``, by row, as shares.

    Raises
    ------
    InputError
        If a large cyclic part is fed so little that what passes it cannot be told.
    """
    z = arrivals.astype(np.float64)
    for span in reversed(order.spans):
        first, last = _rows(order, span)
        if span.kind == "sweeps" and last - first > ELIMINATED:
            z[first:last] = _round(order, first, last, z[first:last])
            give(z, first, last, order.outer)
        else:
            pass_groups(z, span.first, span.last, order.bounds, order.outer, order.inner, order.enters)
    if not abs(float(z @ order.put) - float(arrivals.sum())) <= CLOSED * float(arrivals.sum()):
        raise InputError(fault("network_cycle_unfed", nodes=len(z), most=ELIMINATED))
    return z


def losses(order: Order, arrivals: Floats, limit: int | None = None) -> Floats:
    """The share of the arrivals that passed each row at least once, (nodes,): what is lost without it.

    With ``N = (I - W)^-1`` the loss without row k is ``z_k / N_kk``, ``z = a N``: what passes k, over how often each
    part of it does. ``N_kk`` is 1 off cycles and lies inside k's own part, so a part is solved by itself: by its
    factors, or, where it is large, for `BLOCK` rows at a time.

    Parameters
    ----------
    limit
        How many of the largest losses are asked for. Large parts are then solved only as far as a row can be among
        them (``N_kk >= 1``, so that no loss exceeds ``z_k``); other rows of theirs are NaN.
    """
    found = passed(order, arrivals)
    large = [_rows(order, span) for span in order.spans if span.kind == "sweeps"]
    large = [(first, last) for first, last in large if last - first > ELIMINATED]
    passes = [found[first:last].copy() for first, last in large]
    for (first, last), z in zip(large, passes, strict=True):
        found[first:last] = np.where(z > 0, np.nan, 0.0)
    for group in np.flatnonzero(_cyclic(order)).tolist():
        first, last = int(order.bounds[group]), int(order.bounds[group + 1])
        if last - first <= ELIMINATED:
            found[first:last] /= returns(*factored(first, last, order.enters, order.inner))
    for (first, _), z in zip(large, passes, strict=True):
        _blocks(order, first, z, found, limit)
    return found


def _rows(order: Order, span: Span) -> tuple[int, int]:
    return int(order.bounds[span.first]), int(order.bounds[span.last])


def _cyclic(order: Order) -> Integers:
    start = order.inner.start[order.bounds]
    return np.diff(start)


def _round(order: Order, first: int, last: int, leaves: Floats) -> Floats:
    """What passes each row of a large cyclic part: sweeps over its flows turned round."""
    a, b = int(order.inner.start[first]), int(order.inner.start[last])
    shape = (last - first, last - first)
    start = order.inner.start[first : last + 1] - a
    turned = sparse.csr_array((order.inner.share[a:b], order.inner.source[a:b] - first, start), shape=shape)
    turned = sparse.csr_array(turned.T)
    rows = Rows(turned.indptr.astype(np.int64), turned.indices.astype(np.int32), turned.data)
    z, base = leaves[:, None].copy(), leaves[:, None]
    enters = order.enters[first:last]
    asked = _nothing(last - first)
    for count in range(1, MOST_SWEEPS + 1):
        if sweep(z, base, 0, rows, asked) <= STILL * float(z.max()):
            break
        if count >= PATIENCE and count % 10 == 0:
            z *= leaves.sum() / (enters @ z[:, 0])
    return np.asarray(z[:, 0], dtype=np.float64)


def _blocks(order: Order, first: int, z: Floats, found: Floats, limit: int | None) -> None:
    """The losses of a large part, the rows that most passes first, until no other can be among the largest."""
    wanted = np.argsort(-z, kind="stable")[: np.count_nonzero(z)]
    x = np.empty((len(order.node), BLOCK))
    for start in range(0, len(wanted), BLOCK):
        some = wanted[start : start + BLOCK]
        if limit is not None and z[some[0]] <= _least(found, limit):
            return
        found[first + some] = z[some] / _returns(order, x, first, len(z), some)


def _least(found: Floats, limit: int) -> float:
    """The least of the largest losses that are known."""
    known = found[~np.isnan(found)]
    return float(np.partition(known, -limit)[-limit]) if len(known) >= limit else -np.inf


def _returns(order: Order, x: Floats, first: int, count: int, some: Integers) -> Floats:
    """``N_kk`` of some rows of a part: a column of the part's own inverse for each."""
    base = np.zeros((count, BLOCK))
    base[some, np.arange(len(some))] = 1.0
    x[first : first + count] = base
    asked = _nothing(len(order.node))
    swept_from(x, base, first, order, asked, STILL)
    return np.asarray(x[first + some, np.arange(len(some))], dtype=np.float64)


def _nothing(rows: int) -> Asked:
    """Nothing put in, nothing held."""
    none = np.zeros(rows + 1, dtype=np.int64)
    return Asked(np.zeros(rows), np.full(rows, -1, np.int32), none, np.empty(0, np.int32))
