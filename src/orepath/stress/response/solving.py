"""Programs solved by HiGHS, each scenario warm from the base network's basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from orepath.errors import OrepathError, fault
from orepath.network.network import Floats
from orepath.stress.response.certificate import Proof, proof
from orepath.stress.response.program import Bounds, Program

TOLERANCE = 1e-9
"""What is asked of the solver and of the proof, as a share of the program's scale."""


@dataclass(frozen=True)
class Solved:
    """Solutions of several scenarios and their proof, in tonnes.

    Parameters
    ----------
    values
        (columns, lanes).
    lost_t
        What each Party of the program loses, (Parties, lanes).
    cold
        Whether a scenario was solved a second time from nothing, (lanes,).
    """

    values: Floats
    lost_t: Floats
    proof: Proof
    cold: np.ndarray


@dataclass
class Solver:
    """A program kept in memory; scenarios change its bounds alone.

    Parameters
    ----------
    scale_t
        Tonnes that count as 1 to the solver.
    """

    program: Program
    scale_t: float
    cost: Floats = field(init=False, repr=False)
    _highs: highspy.Highs = field(init=False, repr=False)
    _basis: highspy.HighsBasis | None = field(init=False, default=None, repr=False)
    _tied_basis: highspy.HighsBasis | None = field(init=False, default=None, repr=False)

    def __post_init__(self) -> None:
        self.cost = self.program.cost
        self._highs = _highs()
        self._highs.passModel(_model(self.program, self.cost))
        self._columns = np.arange(self.program.shape.column_count, dtype=np.int32)
        self._rows = np.arange(self.program.shape.row_count, dtype=np.int32)
        self._change = self.program.change()
        self._lost_in_all = self.program.shape.rows["lost_in_all"].start

    def base(self, bounds: Bounds) -> None:
        """Solve the base network: every scenario starts from its bases, of the least loss and of the least change."""
        posed = _posed(_scaled(bounds, self.scale_t))
        self._pose(posed, 0)
        self._begin()
        self._basis = self._highs.getBasis()
        self._cost(self._change)
        self._pose(posed, 0, self._highs.getInfo().objective_function_value)
        self._highs.run()
        self._tied_basis = self._highs.getBasis()
        self._cost(self.cost)

    def solve(self, bounds: Bounds, ties: bool = True, split: bool = False) -> Solved:
        """Solve scenarios; every one is proved, and one whose proof fails is solved again from nothing.

        Parameters
        ----------
        ties
            Whether ties between solutions of the same loss are broken by the least change from the base flows. Without,
            only the whole loss is determined, not who bears it.
        split
            Whether who bears it is wanted at least: ties are then broken where it is not settled otherwise.

        Raises
        ------
        OrepathError
            Where a scenario cannot be solved, which would be a fault of orepath's.
        """
        scaled = _scaled(bounds, self.scale_t)
        posed = _posed(scaled)
        lanes = scaled.column_low.shape[1]
        values = np.zeros((len(self._columns), lanes))
        duals = np.zeros((len(self._rows), lanes))
        for lane in range(lanes):
            self._pose(posed, lane)
            values[:, lane], duals[:, lane] = self._run(self._basis)
        found = proof(self.program.matrix, self.cost, scaled, values, duals)
        cold = ~_holds(found)
        for lane in np.flatnonzero(cold).tolist():
            self._pose(posed, lane)
            values[:, lane], duals[:, lane] = self._run(None)
        if cold.any():
            found = proof(self.program.matrix, self.cost, scaled, values, duals)
            if not _holds(found).all():
                raise OrepathError(fault("stress_unsolved"))
        if ties or split:
            some = np.ones(lanes, dtype=bool) if ties else ~self._settled(scaled, found)
            values = self._tied(scaled, values, found, np.flatnonzero(some).tolist())
        return self._in_tonnes(values, found, cold)

    def _settled(self, scaled: Bounds, found: Proof) -> np.ndarray:
        """Where every Party loses what it may at most, or none loses anything: who bears the loss is settled."""
        shape = self.program.shape
        weights = np.ones(len(shape.who))
        cost = self.cost[shape.columns["unmet"].part].reshape(len(shape.users), shape.periods)
        weights[shape.party_of[shape.users]] = cost[:, 0]
        if not (weights > 0).all():
            return np.zeros(len(found.loss), dtype=bool)
        most = weights @ scaled.row_high[shape.rows["lost"].part]
        settled: np.ndarray = (found.loss <= TOLERANCE) | (found.loss >= most - TOLERANCE)
        return settled

    def _tied(self, scaled: Bounds, values: Floats, found: Proof, lanes: Sequence[int]) -> Floats:
        """Of the solutions with the least loss the one that changes least, in some lanes."""
        if not lanes:
            return values
        made, posed = values.copy(), _posed(scaled)
        self._cost(self._change)
        for lane in lanes:
            self._pose(posed, lane, float(found.loss[lane]))
            made[:, lane], _ = self._run(self._tied_basis)
        self._cost(self.cost)
        again = proof(self.program.matrix, self.cost, scaled, made, np.zeros((len(self._rows), made.shape[1])))
        kept = (again.infeasibility <= TOLERANCE) & (again.loss <= found.loss + TOLERANCE)
        return np.where(kept, made, values)

    def _cost(self, cost: Floats) -> None:
        self._highs.changeColsCost(len(self._columns), self._columns, cost)

    def _pose(self, posed: Bounds, lane: int, most: float = np.inf) -> None:
        """Set the bounds of a scenario, with the most that may be lost in all."""
        posed.row_high[lane, self._lost_in_all] = most
        column = (posed.column_low[lane], posed.column_high[lane])
        self._highs.changeColsBounds(len(self._columns), self._columns, *column)
        row = (posed.row_low[lane], posed.row_high[lane])
        self._highs.changeRowsBounds(len(self._rows), self._rows, *row)  # type: ignore[attr-defined]

    def _run(self, basis: highspy.HighsBasis | None) -> tuple[Floats, Floats]:
        if basis is None:
            self._highs.clearSolver()
        else:
            self._highs.setBasis(basis)
        self._highs.run()
        solution = self._highs.getSolution()
        return np.array(solution.col_value), np.array(solution.row_dual)

    def _begin(self) -> None:
        """Solve for the first time; where others in this process have HiGHS use more threads, it is let have them."""
        if self._highs.run() == highspy.HighsStatus.kError:
            self._highs.setOptionValue("threads", 0)
            self._highs.run()

    def _in_tonnes(self, values: Floats, found: Proof, cold: np.ndarray) -> Solved:
        shape, lanes = self.program.shape, values.shape[1]
        unmet = values[shape.columns["unmet"].part].reshape(len(shape.users), shape.periods, lanes).sum(axis=1)
        lost = np.zeros((len(shape.who), lanes))
        np.add.at(lost, shape.party_of[shape.users], unmet)
        in_tonnes = Proof(*(part * self.scale_t for part in (found.loss, found.bound, found.infeasibility)))
        return Solved(values * self.scale_t, lost * self.scale_t, in_tonnes, cold)


def _holds(found: Proof) -> np.ndarray:
    size = 1.0 + np.abs(found.loss)
    holds: np.ndarray = (found.infeasibility <= 10 * TOLERANCE) & (found.loss - found.bound <= 10 * TOLERANCE * size)
    return holds


def _scaled(bounds: Bounds, scale_t: float) -> Bounds:
    parts = (bounds.column_low, bounds.column_high, bounds.row_low, bounds.row_high)
    return Bounds(*(part / scale_t for part in parts))


def _posed(scaled: Bounds) -> Bounds:
    """Copies with the bounds of each scenario in one piece, (lanes, columns or rows)."""
    parts = (scaled.column_low, scaled.column_high, scaled.row_low, scaled.row_high)
    return Bounds(*(part.T.copy() for part in parts))


class _Quiet(highspy.Highs):
    """HiGHS that prints nothing: the banner comes with its callbacks, before an option could be set from outside."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _highs() -> highspy.Highs:
    highs: highspy.Highs = _Quiet()  # type: ignore[no-untyped-call]
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("parallel", "off")
    highs.setOptionValue("solver", "simplex")
    highs.setOptionValue("random_seed", 0)
    highs.setOptionValue("primal_feasibility_tolerance", TOLERANCE)
    highs.setOptionValue("dual_feasibility_tolerance", TOLERANCE)
    return highs


def _model(made: Program, cost: Floats) -> highspy.HighsLp:
    matrix = made.matrix.tocsc()
    rows, columns = matrix.shape
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows
    model.col_cost_ = cost
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.zeros(columns)
    model.row_lower_, model.row_upper_ = np.full(rows, -highspy.kHighsInf), np.full(rows, highspy.kHighsInf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = matrix.indptr
    model.a_matrix_.index_ = matrix.indices
    model.a_matrix_.value_ = matrix.data
    return model
