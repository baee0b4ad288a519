"""The matrix of a Newton step, factorised."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import SuperLU, splu

from orepath.network.reconciling.problem import Booleans, Problem

SMALLEST = 1e-13  # added to each diagonal entry, relative to it: rows that depend on others stay solvable
EMPTY = 1e-4  # for a row without free variables, relative to its variance if all were free


def factorise(problem: Problem, free: Booleans) -> SuperLU:
    r"""Factors of :math:`A D A^T`, ``D`` half the variances of the free variables.

    The trace added to the diagonal keeps redundant balances and rows without free variables solvable. It does not
    change the answer: the steps are repeated until the balances close. The factors are those of one thread.
    """
    spread = _diagonal(np.where(free, problem.weight / 2, 0.0))
    normal = problem.matrix @ spread @ problem.transposed
    own = normal.diagonal()
    added = np.where(own > 0, SMALLEST * own, EMPTY * problem.row_weight / 2)
    options = {"SymmetricMode": True}
    return splu((normal + _diagonal(added)).tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options)


def _diagonal(entries: np.ndarray[tuple[int], np.dtype[np.float64]]) -> sparse.dia_array:
    """A sparse diagonal array."""
    return sparse.dia_array((entries[None, :], [0]), shape=(len(entries), len(entries)))
