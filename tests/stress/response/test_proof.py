"""The proof stands outside the solver: what does not pass is solved again, and never told."""

from __future__ import annotations

import highspy
import numpy as np
import pytest

from orepath.errors import OrepathError
from orepath.stress.response.certificate import proof
from orepath.stress.response.idle import trade
from orepath.stress.response.program import bounds, program
from orepath.stress.response.solving import Solver
from tests.stress.answered import answered, four
from tests.stress.worlds import PARTIES, base, horizon, shocks, world

SEED = 4


def _answer():
    return answered(base(world(SEED), SEED), shocks(SEED), horizon(SEED), PARTIES)


def test_an_answer_that_does_not_pass_is_solved_again_from_nothing(monkeypatch):
    expected = four(_answer())
    honest = Solver._run

    def spoilt(self, basis):
        values, duals = honest(self, basis)
        return (values + 0.5 if basis is not None else values), duals

    monkeypatch.setattr(Solver, "_run", spoilt)
    found = _answer()
    assert all(each.cold.all() for each in found.solved.values())
    assert np.allclose(four(found), expected, atol=1e-6)


def test_one_that_never_passes_is_not_told(monkeypatch):
    honest = Solver._run
    monkeypatch.setattr(Solver, "_run", lambda self, basis: (honest(self, basis)[0] + 0.5, honest(self, basis)[1]))
    with pytest.raises(OrepathError) as caught:
        _answer()
    assert [each.code for each in caught.value.faults] == ["stress_unsolved"]


def test_wrong_duals_prove_less_and_never_more():
    """Weak duality: whatever the duals are, the bound stays below the loss."""
    found = _answer()
    assert found.solved["coordinated"].proof.loss[0] > 0
    random = np.random.default_rng(1)
    made = program(trade(base(world(SEED), SEED)), PARTIES, horizon(SEED))
    limits = bounds(made, found.scene)
    values = found.solved["coordinated"].values
    for _ in range(50):
        duals = random.normal(size=(made.shape.row_count, 1))
        told = proof(made.matrix, made.cost, limits, values, duals)
        assert told.bound[0] <= told.loss[0] + 1e-6


def test_whoever_used_the_solver_before_with_more_threads_changes_nothing():
    expected = four(_answer())
    highspy.Highs.resetGlobalScheduler(True)
    try:
        highs, program_ = highspy.Highs(), highspy.HighsLp()
        highs.silent()
        highs.setOptionValue("threads", 3)
        program_.num_col_, program_.num_row_, program_.col_cost_ = 1, 0, np.array([1.0])
        program_.col_lower_, program_.col_upper_ = np.array([2.0]), np.array([3.0])
        highs.passModel(program_)
        highs.run()
        assert np.array_equal(four(_answer()), expected)
    finally:
        highspy.Highs.resetGlobalScheduler(True)
