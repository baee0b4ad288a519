"""Which balances no flows can close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from orepath.errors import Fault, fault
from orepath.network.reconciling.problem import Problem

OPEN = 1e-7  # of the throughput: what stays open below it is the linear program's own tolerance


def impossible(problem: Problem, rows: Sequence[str] = ()) -> Iterator[Fault]:
    """A fault a row that stays open when as little mass as possible is left astray; none where all can close.

    A linear program adds to each row a surplus and a deficit and makes their sum, each relative to what its row was
    observed to pass, as small as it can be.
    """
    count, variables = problem.matrix.shape
    observed = np.clip(problem.observed, problem.lower, problem.upper)
    scale = np.maximum(problem.throughput(observed), 1.0)
    surplus = sparse.dia_array((scale[None, :], [0]), shape=(count, count))
    found = linprog(
        np.concatenate([np.zeros(variables), np.ones(2 * count)]),
        A_eq=sparse.hstack([problem.matrix, surplus, -surplus], format="csr"),
        b_eq=problem.right,
        bounds=np.column_stack(
            [
                np.concatenate([problem.lower, np.zeros(2 * count)]),
                np.concatenate([problem.upper, np.full(2 * count, np.inf)]),
            ]
        ),
        method="highs",
    )
    if found.x is None:
        return
    deficit = found.x[variables : variables + count] - found.x[variables + count :]
    for row in np.flatnonzero(np.abs(deficit) > OPEN):
        name = rows[int(row)] if len(rows) else str(row)
        yield fault("reconciling_impossible", name, amount=f"{abs(deficit[row]) * scale[row]:,.4g}")
