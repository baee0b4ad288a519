"""Large cyclic parts, swept until nothing changes."""

from __future__ import annotations

import numpy as np
from numba import get_num_threads

from orepath.attribution.memory.dense import eliminate
from orepath.attribution.memory.kernel import lacking, mix, mix_level, sweep, sweep_parts
from orepath.attribution.memory.order import Order
from orepath.attribution.memory.prefetch import LINE
from orepath.attribution.memory.rows import Asked
from orepath.network.network import Floats

STILL = 5e-14
"""The largest change of a share in a sweep that ends the sweeping."""
LARGE, STILL_LARGE = 50_000, 5e-13
"""Flows from which a part is large, and the largest change that ends the sweeping there: two sweeps fewer."""
MOST_SWEEPS = 5000
PATIENCE = 40
"""Sweeps after which a part counts as one that hardly lets go of what goes round in it."""
ELIMINATED = 1500
"""Nodes of such a part up to which it is then solved by elimination, in a few seconds."""


def swept(x: Floats, order: Order, group: int, asked: Asked, still: float, shared: bool) -> float:
    """Solve one cyclic part; gives the largest residual of its rows."""
    first, last = int(order.bounds[group]), int(order.bounds[group + 1])
    (mix_level if shared else mix)(x, first, last, order.outer, asked)
    return swept_from(x, x[first:last].copy(), first, order, asked, still, shared)


def swept_from(x: Floats, base: Floats, first: int, order: Order, asked: Asked, still: float, shared: bool) -> float:
    """The same from ``base``, what each row of the part has from outside.

    Gauss-Seidel sweeps in a fixed order. A row's residual after a sweep is at most its largest change, for its shares
    sum to no more than 1. Where sweeps hardly help, because the part is fed little of what goes round in it, the part
    is eliminated if it is small; else every label is raised or lowered all over the part so that its mass balances
    (`aggregation`), now and then between sweeps.

    References
    ----------
    Aggregation: Stewart (1994), Introduction to the Numerical Solution of Markov Chains, chapter 6.
    """
    last, change = first + len(base), np.inf
    if order.inner.start[last] - order.inner.start[first] >= LARGE:
        still = max(still, STILL_LARGE)
    for count in range(1, MOST_SWEEPS + 1):
        change = _sweep(x, base, first, order, asked, shared)
        if change <= still:
            break
        if count >= PATIENCE and last - first <= ELIMINATED:
            x[first:last] = base
            return eliminate(x, first, last, order.enters, order.inner, asked)
        if count >= PATIENCE and count % 10 == 0 and not len(asked.flag):
            _balance(x, base, first, order)
    return change


def _sweep(x: Floats, base: Floats, first: int, order: Order, asked: Asked, shared: bool) -> float:
    labels = x.shape[1]
    parts = runs(labels) if shared else 1
    if parts == 1:
        return sweep(x, 0, 1, base, first, order.inner, asked)
    turned = (-1, labels // parts)
    return sweep_parts(x.reshape(turned), parts, base.reshape(turned), first, order.inner, asked)


def runs(labels: int) -> int:
    """In how many runs labels are swept: one a thread as long as a run fills two lines of the processor's cache."""
    return next((parts for parts in (4, 2) if parts <= get_num_threads() and labels % (2 * LINE * parts) == 0), 1)


def _balance(x: Floats, base: Floats, first: int, order: Order) -> None:
    """Add to each label all over the part what makes the mass balance that comes in and is let go."""
    last = first + len(base)
    lacks = lacking(x, base, first, order.through_t, order.inner)
    comes = float(order.through_t[first:last] @ order.enters[first:last])
    if comes > 0:
        x[first:last] += lacks / comes
