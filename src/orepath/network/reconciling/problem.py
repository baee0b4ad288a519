"""What is asked of a reconciliation, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from orepath.errors import Fault, InputError, fault

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Problem:
    r"""The nearest values that balance: minimise :math:`\sum_j ((x_j - o_j)/\sigma_j)^2` with bounds and balances.

    Subject to :math:`A x = b` and :math:`l \le x \le u`. It is strictly convex: where any values are allowed at all,
    exactly one set of them is nearest.

    Parameters
    ----------
    matrix
        ``A``, a sparse array of rows (balances) by variables; coefficients are +1, -1 or a yield.
    right
        ``b``, one a row, in tonnes.
    observed, sigma
        ``o`` and its standard uncertainty, one a variable, in tonnes. What nobody observed has 0 and a large sigma.
        Within one balance the largest and the smallest sigma should not lie further apart than about 1e7.
    lower, upper
        Bounds in tonnes; ``upper`` may be infinite, ``lower`` minus infinite; equal bounds fix the variable.

    Raises
    ------
    InputError
        Shapes that do not fit, values that are not finite, a sigma that is not positive, crossed bounds: all at once.
    """

    matrix: sparse.csr_array
    right: Floats
    observed: Floats
    sigma: Floats
    lower: Floats
    upper: Floats

    def __post_init__(self) -> None:
        object.__setattr__(self, "matrix", sparse.csr_array(self.matrix, dtype=np.float64))
        for name in ("right", "observed", "sigma", "lower", "upper"):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=np.float64))
        faults = tuple(_faults(self))
        if faults:
            raise InputError(faults)

    @cached_property
    def weight(self) -> Floats:
        """Variance of each variable, square tonnes."""
        return self.sigma**2

    @cached_property
    def movable(self) -> Booleans:
        """Which variables have room between their bounds."""
        return self.upper > self.lower

    @cached_property
    def transposed(self) -> sparse.csr_array:
        """The matrix by variables, then rows."""
        return self.matrix.T.tocsr()

    @cached_property
    def magnitude(self) -> sparse.csr_array:
        """Absolute values of the matrix."""
        return abs(self.matrix)

    @cached_property
    def transposed_magnitude(self) -> sparse.csr_array:
        """Absolute values of the matrix by variables, then rows."""
        return abs(self.transposed)

    @cached_property
    def row_weight(self) -> Floats:
        """Variance of each balance if every movable variable moved; 1 where none can."""
        found = self.matrix.power(2) @ np.where(self.movable, self.weight, 0.0)
        return np.where(found > 0, found, 1.0)

    def throughput(self, values: Floats) -> Floats:
        """Mass that passes each row: sum of the absolute terms and of the right-hand side, rows (by draws)."""
        right = np.abs(self.right)
        passed: Floats = self.magnitude @ np.abs(values) + (right if values.ndim == 1 else right[:, None])
        return passed


@dataclass(frozen=True, eq=False)
class Certificate:
    """Proof of an answer, recomputed from the problem, the values and the duals alone.

    Parameters
    ----------
    imbalance
        Largest ``|A x - b|`` of a row, relative to its throughput.
    outside
        Largest distance of a value beyond its bounds, tonnes.
    gap
        Objective less the lower bound of it that the duals prove.
    distance
        Square root of the gap: no value is further from the exact answer than this many of its own sigmas.
    """

    imbalance: float
    outside: float
    gap: float
    distance: float


@dataclass(frozen=True, eq=False)
class Solution:
    """Reconciled values with their proof.

    Parameters
    ----------
    values
        One a variable, tonnes.
    duals
        One a row: by how much the objective grows for each tonne more on the right-hand side.
    objective
        The least sum of squared changes, in sigmas.
    iterations
        Newton steps taken.
    certificate
        The proof.
    """

    values: Floats
    duals: Floats
    objective: float
    iterations: int
    certificate: Certificate

    @property
    def residual(self) -> float:
        """Largest imbalance of a row relative to its throughput."""
        return self.certificate.imbalance


def _faults(problem: Problem) -> Iterator[Fault]:
    """Everything that is wrong with a problem; values are looked at only where the shapes fit."""
    rows, variables = problem.matrix.shape
    expected = {"right": rows, "observed": variables, "sigma": variables, "lower": variables, "upper": variables}
    misshapen = [name for name, length in expected.items() if getattr(problem, name).shape != (length,)]
    for name in misshapen:
        found = " x ".join(map(str, getattr(problem, name).shape)) or "1"
        yield fault("reconciling_shape", name, found=found, expected=expected[name])
    if misshapen:
        return
    wrong = {
        "matrix": ~np.isfinite(problem.matrix.data),
        "right": ~np.isfinite(problem.right),
        "observed": ~np.isfinite(problem.observed),
        "sigma": ~(np.isfinite(problem.sigma) & (problem.sigma > 0)),
        "lower": ~(problem.lower < np.inf),
        "upper": ~(problem.upper > -np.inf) | (problem.lower > problem.upper),
    }
    for name, bad in wrong.items():
        if bad.any():
            shown = ", ".join(map(str, np.flatnonzero(bad)[:5]))
            yield fault("reconciling_values", name, count=int(bad.sum()), shown=shown)
