"""The proof of solved programs, recomputed outside the solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from orepath.network.network import Floats
from orepath.stress.response.program import Bounds


@dataclass(frozen=True)
class Proof:
    """What is proved of several scenarios' solutions, each (lanes,); in the unit of the program's bounds.

    Parameters
    ----------
    loss
        The cost of the solution.
    bound
        What no solution costs less than, by the duals.
    infeasibility
        By how much the solution breaks a bound of a column or a row.
    """

    loss: Floats
    bound: Floats
    infeasibility: Floats


def proof(matrix: sparse.csr_array, cost: Floats, bounds: Bounds, values: Floats, duals: Floats) -> Proof:
    """Recompute cost, lower bound and infeasibility of solutions.

    For any duals y of the rows, with d = cost - matrix^T y, no x within the bounds costs less than the sum of y times
    the bound of each row that y pushes against and of d times the bound of each column that d pushes against: weak
    duality, which holds whatever y is. Every column has finite bounds, so the bound is a number; a dual of a row that
    pushes against no bound is taken as 0.

    Parameters
    ----------
    values, duals
        Of the columns (columns, lanes), and of the rows (rows, lanes).
    """
    signed = np.where(
        duals > 0,
        np.where(np.isfinite(bounds.row_low), duals, 0.0),
        np.where(np.isfinite(bounds.row_high), duals, 0.0),
    )
    at_row = np.where(signed > 0, bounds.row_low, bounds.row_high)
    reduced = cost[:, None] - matrix.T @ signed
    at_column = np.where(reduced > 0, bounds.column_low, bounds.column_high)
    bound = np.where(signed != 0, signed * np.where(np.isfinite(at_row), at_row, 0.0), 0.0).sum(axis=0)
    bound = bound + (reduced * at_column).sum(axis=0)
    activity = matrix @ values
    broken = np.maximum.reduce(
        [
            (bounds.column_low - values).max(axis=0, initial=0.0),
            (values - bounds.column_high).max(axis=0, initial=0.0),
            (bounds.row_low - activity).max(axis=0, initial=0.0),
            (activity - bounds.row_high).max(axis=0, initial=0.0),
        ]
    )
    return Proof(cost @ values, bound, broken)
