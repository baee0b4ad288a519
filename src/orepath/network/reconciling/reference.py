"""One factorisation that serves many neighbouring problems."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from orepath.network.reconciling.factor import EMPTY, SMALLEST, factorise
from orepath.network.reconciling.problem import Booleans, Floats, Problem

SAME = 1e-10  # a weight that changes by less, relative to what it was and is, has not changed
TRACE = 1e-6  # a trace that changes by less, relative to its row's own weight, stays
Places = NDArray[np.intp]


class Reference:
    r"""Newton steps for any sides of the variables, from the factors for one reference choice of them.

    Variables whose columns are multiples of each other (a flow there and back, every way in or out of a node) add up
    to one weight. A weight ``d`` that is another than in the reference changes the matrix by one rank. With ``U`` the
    columns whose weights change, scaled by the roots of the changes, and ``s`` their signs,
    :math:`(H + U \mathrm{diag}(s) U^T)^{-1} = H^{-1} - H^{-1} U (\mathrm{diag}(s) + U^T H^{-1} U)^{-1} U^T H^{-1}`.
    What :math:`H^{-1}` makes of a column is kept once it has been asked for.

    Parameters
    ----------
    problem, free
        The problem, and the variables that are free in the reference.

    References
    ----------
    Hager, W. W. (1989), Updating the inverse of a matrix, SIAM Review 31(2), 221-239.
    """

    def __init__(self, problem: Problem, free: Booleans) -> None:
        self._problem, self._free = problem, free
        self._factors = factorise(problem, free)
        self._columns, self._spread = _directions(problem)
        self._squares = self._columns.power(2).T.tocsr()
        self._weight = self._spread @ free
        self._own = self._squares @ self._weight
        self._place = np.full(self._columns.shape[0], -1)
        self._known: Places = np.empty(0, dtype=np.intp)
        self._solved: Floats = np.empty((0, len(problem.right)))
        self._mutual: Floats = np.empty((0, 0))

    def step(self, gaps: Floats) -> Floats:
        """The step that closes each gap with the variables that are free in the reference; rows by draws."""
        moves: Floats = self._factors.solve(gaps)
        return moves

    def closer(self, free: Booleans) -> Callable[[Floats, Places], Floats]:
        """What gives the step that closes some gaps, each with the free variables of its draw, by the draws' numbers.

        The step is rows by draws, and NaN where there is none.
        """
        directions, change = self._changes(free)
        self._learn(directions)
        roots, signs, places = np.sqrt(np.abs(change)), np.sign(change), self._place[directions]
        corrections = {}
        for draw in np.flatnonzero(change.any(axis=0)):
            which = np.flatnonzero(change[:, draw])
            at, root = places[which], roots[which, draw]
            small = self._mutual[at[:, None], at] * (root[:, None] * root)
            small.flat[:: len(at) + 1] += signs[which, draw]
            corrections[int(draw)] = (which, at, root, small)
        columns = self._columns[directions]

        def close(gaps: Floats, draws: Places) -> Floats:
            moves = self.step(gaps)
            pulls = columns @ moves
            for number, draw in enumerate(draws.tolist()):
                if draw not in corrections:
                    continue
                which, at, root, small = corrections[draw]
                try:
                    share = np.linalg.solve(small, root * pulls[which, number])
                except np.linalg.LinAlgError:
                    share = np.full(len(which), np.nan)
                moves[:, number] -= np.einsum("i,ij->j", root * share, self._solved[at])
            return moves

        return close

    def _changes(self, free: Booleans) -> tuple[Places, Floats]:
        """Directions whose weight is not the reference's, and by how much, directions by draws.

        The trace on the diagonal follows its row: it changes with it where the row's own weight collapses or arises.
        """
        switched = np.flatnonzero((free != self._free[:, None]).any(axis=1))
        directions = np.flatnonzero(np.diff(self._spread[:, switched].indptr))
        rows = np.flatnonzero(np.diff(self._squares[:, directions].indptr))
        nearby = np.flatnonzero(np.diff(self._squares[rows].T.tocsr().indptr))
        weight = self._spread[nearby] @ free.astype(np.float64)
        own = self._squares[rows][:, nearby] @ weight
        weight = weight[np.searchsorted(nearby, directions)]
        change = weight - self._weight[directions, None]
        change[np.abs(change) <= SAME * np.minimum(weight, self._weight[directions, None])] = 0.0
        traces = self._trace(rows, own) - self._trace(rows, self._own[rows, None])
        traces[np.abs(traces) <= TRACE * own] = 0.0
        together = np.union1d(directions, rows)
        every = np.zeros((len(together), free.shape[1]))
        every[np.searchsorted(together, directions)] = change
        every[np.searchsorted(together, rows)] += traces
        kept = every.any(axis=1)
        return together[kept], every[kept]

    def _trace(self, rows: Places, own: Floats) -> Floats:
        """What stands on the diagonal besides a row's own weight, rows by draws."""
        return np.where(own > 0, SMALLEST * own, EMPTY * self._problem.row_weight[rows, None] / 2)

    def _learn(self, directions: Places) -> None:
        """Solve for the directions that are asked for the first time."""
        new = directions[self._place[directions] < 0]
        if not len(new):
            return
        self._place[new] = np.arange(len(self._known), len(self._known) + len(new))
        self._known = np.concatenate([self._known, new])
        solved = self._factors.solve(np.ascontiguousarray(self._columns[new].toarray().T))
        self._solved = np.concatenate([self._solved, solved.T])
        self._mutual = self._columns[self._known] @ self._solved.T


def _directions(problem: Problem) -> tuple[sparse.csr_array, sparse.csr_array]:
    """The different columns there are, the rows' own first, and what weight each variable gives which of them."""
    rows, variables = problem.matrix.shape
    columns = problem.transposed.copy()
    columns.sort_indices()
    numbers: dict[tuple[bytes, bytes], int] = {}
    unit = np.ones(1).tobytes()
    for row in range(rows):
        numbers[(np.array([row], dtype=columns.indices.dtype).tobytes(), unit)] = row
    first: list[int] = []
    scale, of = np.zeros(variables), np.zeros(variables, dtype=np.intp)
    for variable in range(variables):
        piece = slice(columns.indptr[variable], columns.indptr[variable + 1])
        values = columns.data[piece]
        if not len(values):
            continue
        scale[variable] = values[0]
        key = (columns.indices[piece].tobytes(), (values / values[0]).tobytes())
        of[variable] = numbers.setdefault(key, len(numbers))
        if of[variable] == rows + len(first):
            first.append(variable)
    several = sparse.dia_array((1 / scale[first][None, :], [0]), shape=(len(first), len(first))) @ columns[first]
    distinct = sparse.vstack([sparse.eye_array(rows), several], format="csr")
    weight = problem.weight / 2 * scale**2
    return distinct, sparse.csr_array((weight, (of, np.arange(variables))), shape=(len(numbers), variables))
