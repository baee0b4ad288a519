"""Values on given sides, corrected until the balances close to rounding."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from orepath.network.reconciling.dual import EPSILON, Sides, reach
from orepath.network.reconciling.problem import Floats, Problem

CORRECTIONS = 16
CLOSED = 4 * EPSILON  # of what passes a row
STRAY = 1e-8  # sigmas


Close = Callable[[Floats, NDArray[np.intp]], Floats]


def correct(
    problem: Problem, observed: Floats, right: Floats, stand: Sides, duals: Floats, close: Close
) -> tuple[Floats, Floats]:
    """Values within their bounds and the duals that belong to them, for variables (or rows) by draws.

    The values are kept apart from the duals, so that they close the balances to rounding where the duals, which the
    loosest sigmas multiply, cannot be written exactly enough.

    Parameters
    ----------
    stand
        The side of each variable, and the values to begin with.
    close
        Gives the step of the duals that closes some gaps on these sides, for the draws of some numbers.
    """
    values, duals, half = stand.values.copy(), duals.copy(), problem.weight[:, None] / 2
    open_ = np.arange(values.shape[1])
    for _ in range(CORRECTIONS):
        free, now = stand.free[:, open_], values[:, open_]
        stray = np.where(free, reach(problem, duals[:, open_], observed[:, open_]) - now, 0.0)
        gap = right[:, open_] - problem.matrix @ now
        passed = problem.throughput(now)
        closed = (np.abs(gap) <= CLOSED * passed).all(axis=0)
        closed &= (np.abs(stray) <= STRAY * problem.sigma[:, None]).all(axis=0)
        if closed.all():
            break
        left = ~closed
        open_, free, stray, gap, passed = open_[left], free[:, left], stray[:, left], gap[:, left], passed[:, left]
        wanted = gap - problem.matrix @ stray
        move = close(np.where(np.abs(wanted) <= EPSILON * passed, 0.0, wanted), open_)
        duals[:, open_] += move
        values[:, open_] += np.where(free, stray + half * (problem.transposed @ move), 0.0)
    return np.clip(values, problem.lower[:, None], problem.upper[:, None]), duals
