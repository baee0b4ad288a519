"""Draws are each the answer that the problem has by itself."""

import numpy as np
import pytest

from orepath.errors import InputError
from orepath.network.reconciling.certificate import holds
from orepath.network.reconciling.draws import draw, drawn
from orepath.network.reconciling.problem import Problem
from orepath.network.reconciling.solve import reconcile
from tests.network.reconciling.made_up_problems import changed, random_problem


def figures(problem: Problem, count: int, seed: int = 0) -> np.ndarray:
    """Figures inside their uncertainty; what nobody observed stays."""
    spread = np.where(problem.observed > 0, problem.sigma, 0.0)
    noise = np.random.default_rng(seed).standard_normal((len(spread), count))
    return np.maximum(problem.observed[:, None] + spread[:, None] * noise, 0.0)


@pytest.mark.parametrize("seed", range(8))
def test_each_draw_is_the_answer_of_its_own_problem(seed: int):
    problem = random_problem(seed, rows=20, flows=90)
    observed = figures(problem, 25)
    draws = drawn(problem, reconcile(problem), observed)
    assert all(holds(proof) for proof in draws.certificates)
    for one in range(25):
        alone = reconcile(changed(problem, observed=observed[:, one]))
        assert np.abs((draws.values[:, one] - alone.values) / problem.sigma).max() < 1e-6
        assert draws.values[:, one] == pytest.approx(alone.values, rel=1e-6, abs=1e-6)


def test_other_right_hand_sides():
    problem = random_problem(9, rows=20, flows=90)
    observed = figures(problem, 10)
    right = np.random.default_rng(1).normal(0, 5, (len(problem.right), 10))
    right[-1] = 0
    values = draw(problem, reconcile(problem), observed, right)
    for one in range(10):
        alone = reconcile(changed(problem, observed=observed[:, one], right=right[:, one]))
        assert values[:, one] == pytest.approx(alone.values, rel=1e-6, abs=1e-6)


def test_the_figures_themselves_give_the_answer():
    problem = random_problem(10, rows=20, flows=90)
    answer = reconcile(problem)
    values = draw(problem, answer, np.repeat(problem.observed[:, None], 3, axis=1))
    assert values == pytest.approx(np.repeat(answer.values[:, None], 3, axis=1), rel=1e-9, abs=1e-9)


def test_most_draws_share_the_factorisation():
    problem = random_problem(11, rows=60, flows=400)
    assert len(drawn(problem, reconcile(problem), figures(problem, 50)).alone) <= 5


def test_progress_is_told_to_the_end():
    problem, told = random_problem(12), []
    draw(problem, reconcile(problem), figures(problem, 7), progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (7, 7)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_no_draws_is_an_empty_table():
    problem = random_problem(13)
    assert draw(problem, reconcile(problem), np.empty((len(problem.observed), 0))).shape == (len(problem.observed), 0)


def test_a_draw_that_nothing_balances_names_the_row():
    problem = random_problem(14)
    upper = problem.upper.copy()
    upper[14 : 14 + 12] = 1e4
    bounded = changed(problem, upper=upper)
    right = np.zeros((len(problem.right), 2))
    right[2, 1] = 1e6
    observed = np.repeat(problem.observed[:, None], 2, axis=1)
    with pytest.raises(InputError, match="node 2"):
        draw(bounded, reconcile(bounded), observed, right, rows=[f"node {row}" for row in range(len(right))])


def test_the_same_bytes_every_time():
    problem = random_problem(15, rows=30, flows=200)
    answer, observed = reconcile(problem), figures(problem, 20)
    assert draw(problem, answer, observed).tobytes() == draw(problem, answer, observed).tobytes()
