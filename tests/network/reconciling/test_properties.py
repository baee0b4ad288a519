"""What must hold of every reconciliation."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orepath.network.reconciling.certificate import holds
from orepath.network.reconciling.solve import reconcile
from tests.network.reconciling.made_up_problems import changed, random_problem

SEEDS = st.integers(min_value=0, max_value=10_000)
CLOSE = {"rel": 1e-6, "abs": 1e-6}


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.integers(min_value=2, max_value=12), st.integers(min_value=1, max_value=40), st.booleans())
def test_every_answer_closes_and_is_proven(seed: int, rows: int, flows: int, total: bool):
    problem = random_problem(seed, rows=rows, flows=flows, total=total)
    answer = reconcile(problem)
    assert holds(answer.certificate)
    assert answer.residual <= 1e-12


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_the_order_of_rows_and_variables_does_not_matter(seed: int):
    problem = random_problem(seed, rows=8, flows=25)
    generator = np.random.default_rng(seed)
    rows, variables = (generator.permutation(length) for length in problem.matrix.shape)
    parts = {name: getattr(problem, name)[variables] for name in ("observed", "sigma", "lower", "upper")}
    shuffled = changed(problem, matrix=problem.matrix[rows][:, variables], right=problem.right[rows], **parts)
    assert reconcile(shuffled).values == pytest.approx(reconcile(problem).values[variables], **CLOSE)


@settings(deadline=None, max_examples=30)
@given(SEEDS, st.sampled_from([1e-6, 1e-3, 0.45359237, 1e3, 1e6]))
def test_another_unit_scales_the_answer(seed: int, unit: float):
    problem = random_problem(seed, rows=8, flows=25)
    parts = {name: getattr(problem, name) * unit for name in ("right", "observed", "sigma", "lower", "upper")}
    answer, scaled = reconcile(problem), reconcile(changed(problem, **parts))
    assert scaled.values / unit == pytest.approx(answer.values, **CLOSE)
    assert scaled.objective == pytest.approx(answer.objective, rel=1e-8)


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_what_balances_already_is_not_moved(seed: int):
    problem = random_problem(seed, rows=8, flows=25)
    balanced = reconcile(problem).values
    again = reconcile(changed(problem, observed=balanced))
    assert again.values == pytest.approx(balanced, rel=1e-11, abs=1e-11)
    assert again.objective <= 1e-15


@settings(deadline=None, max_examples=30)
@given(SEEDS, st.integers(min_value=0, max_value=24), st.floats(min_value=1.1, max_value=30))
def test_what_is_less_sure_moves_further(seed: int, which: int, looser: float):
    problem = random_problem(seed, rows=8, flows=25)
    sigma = problem.sigma.copy()
    sigma[which] *= looser
    before = abs(reconcile(problem).values[which] - problem.observed[which])
    after = abs(reconcile(changed(problem, sigma=sigma)).values[which] - problem.observed[which])
    assert after >= before - 1e-7 * (1 + before)


@settings(deadline=None, max_examples=30)
@given(SEEDS, st.integers(min_value=0, max_value=24))
def test_a_bound_that_does_not_bind_changes_nothing(seed: int, which: int):
    problem = random_problem(seed, rows=8, flows=25)
    answer = reconcile(problem).values
    assume(answer[which] < problem.upper[which])
    upper = problem.upper.copy()
    upper[which] = min(upper[which], 2 * answer[which] + 1)
    assert reconcile(changed(problem, upper=upper)).values == pytest.approx(answer, **CLOSE)
