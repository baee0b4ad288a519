"""Values on given sides, corrected until the balances close to rounding."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from orepath.network.reconciling.dual import EPSILON, Sides, reach
from orepath.network.reconciling.problem import Floats, Problem

CORRECTIONS = 6
CLOSED = 4 * EPSILON  # of what passes a row
STRAY = 1e-8  # sigmas


def correct(
    problem: Problem, observed: Floats, right: Floats, stand: Sides, duals: Floats, close: Callable[[Floats], Floats]
) -> tuple[Floats, Floats]:
    """Values within their bounds and the duals that belong to them, for variables (or rows) by draws.

    The values are kept apart from the duals, so that they close the balances to rounding where the duals, which the
    loosest sigmas multiply, cannot be written exactly enough.

    Parameters
    ----------
    stand
        The side of each variable, and the values to begin with.
    close
        Gives the step of the duals that closes some gaps on these sides.
    """
    free, values = stand
    half = problem.weight[:, None] / 2
    for _ in range(CORRECTIONS):
        stray = np.where(free, reach(problem, duals, observed) - values, 0.0)
        gap = right - problem.matrix @ values
        passed = problem.throughput(values)
        closed = (np.abs(gap) <= CLOSED * passed).all()
        if closed and (np.abs(stray) <= STRAY * problem.sigma[:, None]).all():
            break
        wanted = gap - problem.matrix @ stray
        move = close(np.where(np.abs(wanted) <= EPSILON * passed, 0.0, wanted))
        duals = duals + move
        values = values + np.where(free, stray + half * (problem.transposed @ move), 0.0)
    return np.clip(values, problem.lower[:, None], problem.upper[:, None]), duals
