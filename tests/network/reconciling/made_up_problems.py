"""Networks made up for the tests of reconciliation: places, stages, trade, yields, cycles and a world total."""

import numpy as np
from scipy import sparse

from orepath.network.reconciling.problem import Problem


def random_problem(seed: int, *, rows: int = 6, flows: int = 14, total: bool = True, bounded: bool = True) -> Problem:
    """A small random network with cycles, parallel flows and bounds, in which values that balance exist.

    Every node has a way in and a way out that nobody observed; a yield below 1 stands on every fifth flow.
    """
    generator = np.random.default_rng(seed)
    columns: list[dict[int, float]] = []
    for number in range(flows):
        source, target = generator.choice(rows, 2, replace=False)
        columns.append({int(source): -1.0, int(target): 0.8 if number % 5 == 0 else 1.0})
    columns += [{node: 1.0} for node in range(rows)] + [{node: -1.0} for node in range(rows)]
    count = len(columns)
    observed = np.concatenate([generator.exponential(50.0, flows), np.zeros(2 * rows)])
    sigma = np.concatenate([0.05 + 0.3 * generator.random(flows) * observed[:flows], np.full(2 * rows, 300.0)])
    upper = np.full(count, np.inf)
    if bounded:
        upper[:flows] = np.where(generator.random(flows) < 0.3, 0.9 * observed[:flows], np.inf)
    lower = np.zeros(count)
    if total:
        for node in range(0, rows, 2):
            columns[flows + node][rows] = 1.0
        columns.append({rows: -1.0})
        count += 1
        observed, sigma = np.append(observed, 80.0), np.append(sigma, 4.0)
        lower, upper = np.append(lower, 0.0), np.append(upper, np.inf)
    entries = [(row, column, value) for column, entry in enumerate(columns) for row, value in entry.items()]
    at_row, at_column, value = zip(*entries, strict=True)
    matrix = sparse.csr_array((value, (at_row, at_column)), shape=(rows + total, count))
    return Problem(matrix, np.zeros(rows + total), observed, sigma, lower, upper)


def changed(problem: Problem, **changes: np.ndarray) -> Problem:
    """The problem with some of its parts replaced."""
    parts = {name: getattr(problem, name) for name in ("matrix", "right", "observed", "sigma", "lower", "upper")}
    return Problem(**{**parts, **changes})
