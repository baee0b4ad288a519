"""The same reconciliation many times over, for other figures inside their uncertainty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from orepath.network.reconciling.certificate import certify_each, holds
from orepath.network.reconciling.correcting import correct
from orepath.network.reconciling.dual import EPSILON, best_step, clip, sides, tolerance
from orepath.network.reconciling.problem import Certificate, Floats, Problem, Solution
from orepath.network.reconciling.reference import Reference
from orepath.network.reconciling.solve import reconcile

TOGETHER = 50  # draws whose arrays stay near the processor
ROUNDS = 16
STEEP = 0.5  # of the slope at the start
Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Draws:
    """Reconciled values of every draw, each proven like the one answer.

    Parameters
    ----------
    values
        Variables by draws, tonnes.
    certificates
        The proof of each draw.
    rounds
        Newton steps that the draws took together.
    alone
        Draws that had to be solved by themselves; the others shared one factorisation.
    """

    values: Floats
    certificates: tuple[Certificate, ...]
    rounds: int
    alone: tuple[int, ...]


def draw(
    problem: Problem,
    solution: Solution,
    observed: Floats,
    right: Floats | None = None,
    progress: Progress | None = None,
    rows: Sequence[str] = (),
) -> Floats:
    """Reconciled values for other figures, variables by draws, tonnes; see `drawn`."""
    return drawn(problem, solution, observed, right, progress, rows).values


def drawn(
    problem: Problem,
    solution: Solution,
    observed: Floats,
    right: Floats | None = None,
    progress: Progress | None = None,
    rows: Sequence[str] = (),
) -> Draws:
    """Reconciled values for other figures, with their proofs.

    All draws start from the one answer and share its factorisation; a draw whose variables stand on other sides of
    their bounds corrects it by as many ranks as variables changed. A draw that does not arrive so is solved by itself.

    Parameters
    ----------
    problem, solution
        The problem with the figures as they are, and its answer.
    observed
        Figures of each draw, variables by draws, tonnes.
    right
        Right-hand sides of each draw, rows by draws; those of the problem where None.
    progress
        Told how many draws are done, of how many.
    rows
        Names of the rows, for the error.

    Raises
    ------
    InputError
        A draw that nothing balances, as `reconcile` raises it.
    """
    count = observed.shape[1]
    right = np.repeat(problem.right[:, None], count, axis=1) if right is None else right
    base = _Base(problem, solution)
    parts, rounds = [], 0
    for first in range(0, count, TOGETHER):
        some = slice(first, first + TOGETHER)
        batch = _Batch(base, observed[:, some], right[:, some])
        while len(batch.open) and batch.rounds < ROUNDS:
            batch.step()
        parts.append(batch.finish())
        rounds = max(rounds, batch.rounds)
        if progress and first + TOGETHER < count:
            progress(first + TOGETHER, count)
    values = np.hstack([found for found, _ in parts]) if parts else np.empty_like(observed)
    certificates = [proof for _, proofs in parts for proof in proofs]
    alone = tuple(one for one, proof in enumerate(certificates) if not holds(proof))
    for one in alone:
        own = reconcile(replace(problem, observed=observed[:, one], right=right[:, one]), rows)
        values[:, one], certificates[one] = own.values, own.certificate
    if progress:
        progress(count, count)
    return Draws(values, tuple(certificates), rounds, alone)


class _Base:
    """What all draws start from: the one answer, its sides and its factorisation."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self.problem, self.duals = problem, solution.duals[:, None]
        self.half = problem.weight[:, None] / 2
        self.pull = self.half * (problem.transposed @ self.duals)
        reached = problem.observed + self.pull[:, 0]
        values = clip(problem, reached)
        self.near = tolerance(problem, values)
        self.noise = 2 * EPSILON * problem.throughput(values)[:, None]
        self.sides = sides(problem, reached, self.near)
        self.reference = Reference(problem, self.sides.free)


class _Batch:
    """Draws on their way; ``open`` are the numbers of those whose variables still change sides."""

    def __init__(self, base: _Base, observed: Floats, right: Floats) -> None:
        self.base, self.problem, self.observed, self.right = base, base.problem, observed, right
        self.rounds = 0
        self.open: NDArray[np.intp] = np.arange(observed.shape[1])
        self.duals = np.repeat(base.duals, observed.shape[1], axis=1)
        self.reached = observed + base.pull
        as_base = np.where(base.sides.free[:, None], self.reached, base.sides.values[:, None])
        self._go(base.reference.step(self._gaps(as_base)))

    def step(self) -> None:
        """One Newton step of every open draw; those that keep their sides are open no longer."""
        self.rounds += 1
        problem, near, reached = self.problem, self.base.near, self.reached[:, self.open]
        here = sides(problem, reached, near)
        gap = self._gaps(here.values)
        moves = self.base.reference.closer(here.free)(gap, np.arange(len(self.open)))
        there = sides(problem, reached + self.base.half * (problem.transposed @ moves), near)
        same = (here.free == there.free).all(axis=0) & (here.free | (here.values == there.values)).all(axis=0)
        after = np.sum(moves * self._gaps(there.values), axis=0)
        for one in np.flatnonzero(~same & ~(after >= -STEEP * np.sum(moves * gap, axis=0))):
            best = best_step(problem, self.right[:, self.open[one]], reached[:, one], moves[:, one])
            moves[:, one] *= best if 0 < best < np.inf else 1.0
        self._go(moves)
        self.open = self.open[~same]

    def finish(self) -> tuple[Floats, list[Certificate]]:
        """The values of all draws, corrected until they balance to rounding, and their proofs."""
        stand = sides(self.problem, self.reached, self.base.near)
        close = self.base.reference.closer(stand.free)
        values, duals = correct(self.problem, self.observed, self.right, stand, self.duals, close)
        return values, list(certify_each(self.problem, self.observed, self.right, values, duals))

    def _go(self, moves: Floats) -> None:
        """Move the duals of the open draws, and what they lead to."""
        self.duals[:, self.open] += moves
        self.reached[:, self.open] += self.base.half * (self.problem.transposed @ moves)

    def _gaps(self, values: Floats) -> Floats:
        """What each row of the open draws lacks to close; what is no more than rounding is 0."""
        lacking: Floats = self.right[:, self.open] - self.problem.matrix @ values
        return np.where(np.abs(lacking) <= self.base.noise, 0.0, lacking)
