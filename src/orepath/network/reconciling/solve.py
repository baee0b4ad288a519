"""The one answer of a reconciliation, by Newton's method on the dual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.linalg import SuperLU

from orepath.errors import InputError, fault
from orepath.network.reconciling.certificate import certify, holds
from orepath.network.reconciling.correcting import correct
from orepath.network.reconciling.dual import Sides, best_step, clip, gaps, reach, sides, tolerance
from orepath.network.reconciling.factor import factorise
from orepath.network.reconciling.impossible import impossible
from orepath.network.reconciling.problem import Floats, Problem, Solution

STEPS = 100
CLOSED = 1e-9  # of a balance's throughput: open by less, an answer is tried


@dataclass(frozen=True, eq=False)
class _Stand:
    """Duals with the values they lead to, each variable on its side, and how far the balances are from closing."""

    duals: Floats
    reached: Floats
    sides: Sides
    open: Floats


def reconcile(problem: Problem, rows: Sequence[str] = (), start: Floats | None = None) -> Solution:
    """The nearest values that balance, proven.

    Newton's method on the dual, each step as long as the dual rises most; the answer is handed out when the variables
    keep their sides and the certificate holds.

    Parameters
    ----------
    problem
        What is asked.
    rows
        Names of the rows, for the error.
    start
        Duals to begin with, such as those of a neighbouring problem.

    Raises
    ------
    InputError
        No values within the bounds balance: the rows that cannot close are named. Or, with sigmas too far apart, the
        certificate could not be reached.
    """
    duals = np.zeros(len(problem.right)) if start is None else start
    free = problem.movable
    for step in range(STEPS):
        here = _stand(problem, duals)
        free = here.sides.free if step or start is not None else problem.movable
        factors = factorise(problem, free)
        move = factors.solve(here.open)
        there = _stand(problem, duals + move)
        if _same(Sides(free, here.sides.values), there.sides):
            answer = _answer(problem, there, factors, step + 1)
            if holds(answer.certificate):
                return answer
        elif _closed(problem, here):  # a variable stands on the edge of its bound: either side is the answer
            answer = _answer(problem, here, factorise(problem, here.sides.free), step + 1)
            if holds(answer.certificate):
                return answer
        length = best_step(problem, problem.right, here.reached, move)
        if not np.isfinite(length) and (faults := [*impossible(problem, rows)]):
            raise InputError(faults)
        duals = duals + (length if 0 < length < np.inf else 1.0) * move
    raise InputError([*impossible(problem, rows)] or fault("reconciling_unsolved", steps=STEPS))


def _stand(problem: Problem, duals: Floats) -> _Stand:
    """Where some duals lead."""
    reached = reach(problem, duals, problem.observed)
    found = sides(problem, reached, tolerance(problem, clip(problem, reached)))
    return _Stand(duals, reached, found, gaps(problem, problem.right, found.values))


def _closed(problem: Problem, stand: _Stand) -> bool:
    """Whether the balances are closed but for rounding."""
    return bool((np.abs(stand.open) <= CLOSED * np.maximum(problem.throughput(stand.sides.values), 1e-300)).all())


def _same(one: Sides, other: Sides) -> bool:
    """Whether every variable is on the same side."""
    held = ~one.free
    return bool(np.array_equal(one.free, other.free) and np.array_equal(one.values[held], other.values[held]))


def _answer(problem: Problem, stand: _Stand, factors: SuperLU, steps: int) -> Solution:
    """The answer on given sides, with its proof."""
    draws = Sides(stand.sides.free[:, None], stand.sides.values[:, None])
    observed, right = problem.observed[:, None], problem.right[:, None]

    def close(wanted: Floats, _: NDArray[np.intp]) -> Floats:
        step: Floats = factors.solve(wanted)
        return step

    values, duals = (part[:, 0] for part in correct(problem, observed, right, draws, stand.duals[:, None], close))
    objective = float(np.sum(((values - problem.observed) / problem.sigma) ** 2))
    return Solution(values, duals, objective, steps, certify(problem, values, duals))
