"""A reconciliation is right, provably, and says what it cannot do."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy import sparse

from orepath.errors import InputError
from orepath.network.reconciling.certificate import certify, holds, imbalances
from orepath.network.reconciling.problem import Problem
from orepath.network.reconciling.solve import reconcile
from tests.network.reconciling.made_up_problems import changed, random_problem
from tests.network.reconciling.second_solver import by_highs

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def from_case(case: dict) -> tuple[Problem, list[str], list[str]]:
    """Problem, names of rows and names of variables of a case written by hand."""
    names, rows = list(case["variables"]), list(case["balances"])
    parts = {
        key: [float(case["variables"][name].get(key, default)) for name in names]
        for key, default in {"observed": 0, "sigma": 1, "lower": 0, "upper": "inf"}.items()
    }
    matrix = [[float(case["balances"][row].get(name, 0)) for name in names] for row in rows]
    right = [float(case["balances"][row].get("right", 0)) for row in rows]
    return Problem(sparse.csr_array(matrix), right, **parts), rows, names


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_solved_by_hand(path: Path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    problem, _, names = from_case(case)
    answer = reconcile(problem)
    assert dict(zip(names, answer.values.tolist(), strict=True)) == pytest.approx(case["answer"], rel=1e-12, abs=1e-12)
    assert answer.objective == pytest.approx(case["objective"], rel=1e-12)


def test_there_are_cases():
    assert len(CASES) >= 3


@pytest.mark.parametrize("seed", range(40))
def test_equals_a_second_solver(seed: int):
    problem = random_problem(seed, rows=3 + seed % 5, flows=6 + seed % 11, total=seed % 3 > 0, bounded=seed % 4 > 0)
    answer = reconcile(problem)
    second = by_highs(problem)
    assert np.abs((answer.values - second) / problem.sigma).max() < 1e-5
    assert answer.objective <= np.sum(((second - problem.observed) / problem.sigma) ** 2) * (1 + 1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_closes_every_row_within_bounds_and_proves_it(seed: int):
    problem = random_problem(seed, rows=30, flows=150)
    answer = reconcile(problem)
    assert imbalances(problem, answer.values).max() <= 1e-12
    assert (
        np.abs(problem.matrix @ answer.values - problem.right).max() <= 1e-9 * problem.throughput(answer.values).min()
    )
    assert (answer.values >= problem.lower).all()
    assert (answer.values <= problem.upper).all()
    assert holds(certify(problem, answer.values, answer.duals))


def test_a_wrong_answer_has_no_certificate():
    problem = random_problem(1)
    answer = reconcile(problem)
    moved = answer.values.copy()
    moved[0] += 1e-3
    assert not holds(certify(problem, moved, answer.duals))
    assert not holds(certify(problem, answer.values, answer.duals * 1.01))


def test_duals_are_the_price_of_a_tonne():
    problem = random_problem(2, bounded=False)
    answer, step = reconcile(problem), 1e-4
    for row in range(len(problem.right)):
        right = problem.right.copy()
        right[row] += step
        up = reconcile(changed(problem, right=right)).objective
        right[row] -= 2 * step
        down = reconcile(changed(problem, right=right)).objective
        assert (up - down) / (2 * step) == pytest.approx(answer.duals[row], rel=1e-3, abs=1e-7)


def test_redundant_rows_change_nothing():
    problem = random_problem(3)
    answer = reconcile(problem)
    extra = sparse.csr_array(problem.matrix.sum(axis=0)[None, :])
    doubled = sparse.vstack([problem.matrix, problem.matrix, extra], format="csr")
    right = np.concatenate([problem.right, problem.right, [problem.right.sum()]])
    again = reconcile(changed(problem, matrix=doubled, right=right))
    assert again.values == pytest.approx(answer.values, rel=1e-9, abs=1e-9)


def test_closed_loops_without_a_way_in_or_out_are_solved():
    """Two rings that only pass mass round: each is short of one rank, and so is every step."""
    ring = np.array([[-1.0, 0, 1], [1, -1, 0], [0, 1, -1]])
    matrix = sparse.csr_array(sparse.block_diag([sparse.coo_array(ring), sparse.coo_array(ring)]))
    problem = Problem(matrix, np.zeros(6), [1.0, 2, 3, 10, 10, 10], np.ones(6), np.zeros(6), np.full(6, np.inf))
    assert reconcile(problem).values == pytest.approx([2, 2, 2, 10, 10, 10])


def test_an_empty_row_and_a_variable_in_no_row():
    matrix = sparse.csr_array(np.array([[1.0, -1, 0], [0, 0, 0]]))
    problem = Problem(matrix, [0.0, 0], [1.0, 3, -5], [1.0, 1, 1], np.zeros(3), np.full(3, np.inf))
    assert reconcile(problem).values == pytest.approx([2, 2, 0])


def test_fixed_values_stay():
    problem = random_problem(4)
    lower, upper = problem.lower.copy(), problem.upper.copy()
    lower[3] = upper[3] = 12.5
    assert reconcile(changed(problem, lower=lower, upper=upper)).values[3] == 12.5


def test_what_cannot_close_is_named():
    matrix = sparse.csr_array(np.array([[1.0, -1, 0], [0, 0, 1]]))
    problem = Problem(matrix, [5.0, 1], [1.0, 3, 1], [1.0, 1, 1], np.zeros(3), [3.0, np.inf, np.inf])
    with pytest.raises(InputError) as found:
        reconcile(problem, ["mine:XA", "refine:XB"])
    assert [(fault.where, fault.code) for fault in found.value.faults] == [("mine:XA", "reconciling_impossible")]
    assert "at least 2 t" in str(found.value)
    assert "2 t" in found.value.message("ja")


def test_a_total_its_places_cannot_reach_is_named():
    """Fixed places make 30 t, the world is fixed at 40 t."""
    matrix = sparse.csr_array(np.array([[1.0, 1, -1]]))
    fixed = np.array([10.0, 20, 40])
    with pytest.raises(InputError, match="world total"):
        reconcile(Problem(matrix, [0.0], fixed, [1.0, 1, 1], fixed, fixed), ["world total"])


def test_malformed_problems_name_every_fault_at_once():
    matrix = sparse.csr_array(np.array([[1.0, np.nan]]))
    with pytest.raises(InputError) as found:
        Problem(matrix, [0.0], [1.0, 2], [0.0, np.nan], [0.0, 5], [1.0, 4])
    assert [fault.where for fault in found.value.faults] == ["matrix", "sigma", "upper"]
    with pytest.raises(InputError) as found:
        Problem(matrix, [0.0, 1], [1.0], [1.0, 1], [0.0, 0], [1.0, 4])
    assert [fault.where for fault in found.value.faults] == ["right", "observed"]


def test_the_same_bytes_every_time():
    problem = random_problem(5, rows=40, flows=300)
    assert reconcile(problem).values.tobytes() == reconcile(changed(problem)).values.tobytes()


@pytest.mark.parametrize("loose", [1e2, 1e3, 1e4])
def test_sigmas_far_apart(loose: float):
    problem = random_problem(6, rows=30, flows=150)
    sigma = np.where(problem.sigma == 300, loose, problem.sigma * 1e-2)
    assert holds(reconcile(changed(problem, sigma=sigma)).certificate)
