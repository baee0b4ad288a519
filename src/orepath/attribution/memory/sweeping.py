"""Large cyclic parts, swept until nothing changes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from orepath.attribution.memory.dense import eliminate
from orepath.attribution.memory.kernel import PARTS, inside, lacking, mix, mix_level, sweep, sweep_blocks
from orepath.attribution.memory.order import Order
from orepath.attribution.memory.rows import Asked, Rows
from orepath.network.network import Floats, Integers

STILL = 5e-14
"""The largest change of a share in a sweep that ends the sweeping."""
SHARED = 50_000
"""Flows of a network or a cyclic part from which the work is shared out among threads."""
STILL_SHARED = 5e-13
"""The largest change that ends the sweeping of such a part: two sweeps fewer."""
MOST_SWEEPS = 5000
PATIENCE = 40
"""Sweeps after which a part counts as one that hardly lets go of what goes round in it."""
BLOCKS = 16
"""Into how many blocks a cyclic part is cut that threads share."""
INSIDE = 0.25
"""The share of its flows up to which these may stay inside a block; with more, sweeps by blocks take too many."""
ELIMINATED = 1500
"""Nodes of such a part up to which it is then solved by elimination, in a few seconds."""


def swept(x: Floats, order: Order, group: int, asked: Asked, still: float, shared: bool) -> float:
    """Solve one cyclic part; gives the largest residual of its rows."""
    first, last = int(order.bounds[group]), int(order.bounds[group + 1])
    (mix_level if shared else mix)(x, first, last, order.outer, asked)
    return swept_from(x, x[first:last].copy(), first, order, asked, still)


def swept_from(x: Floats, base: Floats, first: int, order: Order, asked: Asked, still: float) -> float:
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
    large = bool(order.inner.start[last] - order.inner.start[first] >= SHARED)
    still = max(still, STILL_SHARED) if large else still
    sweep_once = _sweeping(x, base, first, order, asked, large)
    for count in range(1, MOST_SWEEPS + 1):
        change = sweep_once()
        if change <= still:
            break
        if count >= PATIENCE and last - first <= ELIMINATED:
            x[first:last] = base
            return eliminate(x, first, last, order.enters, order.inner, asked)
        if count >= PATIENCE and count % 10 == 0 and not len(asked.flag):
            _balance(x, base, first, order)
    return change


def _sweeping(x: Floats, base: Floats, first: int, order: Order, asked: Asked, large: bool) -> Callable[[], float]:
    """A sweep row after row; of a large part by blocks, if few flows stay inside a block, so that little is lost."""
    cuts = cut(order.inner, first, first + len(base))
    if large and inside(order.inner, cuts[::PARTS]) <= INSIDE:
        aside = np.empty((int(np.diff(cuts[::PARTS]).max()), x.shape[1]))
        return lambda: sweep_blocks(x, base, first, order.inner, asked, cuts, aside)
    return lambda: sweep(x, base, first, order.inner, asked)


def cut(inner: Rows, first: int, last: int) -> Integers:
    """Where a cyclic part is cut into `BLOCKS` blocks of `PARTS` parts, each of as many flows."""
    flows = np.linspace(inner.start[first], inner.start[last], BLOCKS * PARTS + 1)
    return first + np.searchsorted(inner.start[first : last + 1], flows)


def _balance(x: Floats, base: Floats, first: int, order: Order) -> None:
    """Add to each label all over the part what makes the mass balance that comes in and is let go."""
    last = first + len(base)
    lacks = lacking(x, base, first, order.through_t, order.inner)
    comes = float(order.through_t[first:last] @ order.enters[first:last])
    if comes > 0:
        x[first:last] += lacks / comes
