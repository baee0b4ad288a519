"""Reconciliation beside generic quadratic programming, as ratios within one run. Nothing is asserted.

On networks made up in three sizes: our solver, the same problem handed to HiGHS directly, and the same problem built
and solved with a generic modelling library (linopy with HiGHS). Then 200 draws as a multiple of one solve.
"""

import logging
import statistics
import time
import warnings
from collections.abc import Callable

import highspy
import linopy
import numpy as np
import pandas as pd
import xarray as xr
from scipy import sparse

from orepath.network.reconciling.draws import drawn
from orepath.network.reconciling.problem import Problem
from orepath.network.reconciling.solve import reconcile

DRAWS = 200
LIMIT_S = 30.0
SIZES = ((20, 60), (60, 600), (110, 1800))


def network(places: int, trades: int, seed: int = 0) -> Problem:
    """Mines, refineries, two markets a place, trade between the markets, ways in and out nobody recorded, one total."""
    generator = np.random.default_rng(seed)
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    figures: list[tuple[float, float]] = []

    def add(observed: float, sigma: float, entries: dict[int, float]) -> int:
        rows.extend(entries)
        columns.extend([len(figures)] * len(entries))
        values.extend(entries.values())
        figures.append((observed, sigma))
        return len(figures) - 1

    size = np.exp(generator.normal(6, 2, places))
    loose = float(size.sum())
    mined = []
    for place in range(places):
        ore, plant, metal = place, places + place, 2 * places + place
        if generator.random() < 0.4:
            mined.append(add(size[place], 0.1 * size[place], {ore: 1.0, 3 * places: 1.0}))
        if generator.random() < 0.4:
            output = size[place] * generator.uniform(0.2, 2)
            add(output, 0.1 * output, {plant: -1.0, metal: 1.0})
        add(0.0, loose, {ore: -1.0, plant: 0.9})
        add(0.0, loose, {metal: -1.0})
        for node, sign in ((ore, 1.0), (ore, -1.0), (plant, 1.0), (metal, 1.0)):
            add(0.0, 0.1 * loose, {node: sign})
    chance = size**0.3 / np.sum(size**0.3)
    for number in range(trades):
        source, target = generator.choice(places, 2, replace=False, p=chance)
        stage = 2 * places * (number % 2)
        mass = float(np.exp(generator.normal(2, 2)))
        add(mass, 0.2 * mass + 1e-6 * loose, {stage + int(source): -1.0, stage + int(target): 1.0})
    total = sum(figures[which][0] for which in mined)
    add(1.03 * total, 0.02 * total, {3 * places: -1.0})
    observed, sigma = np.array(figures).T
    matrix = sparse.csr_array((values, (rows, columns)), shape=(3 * places + 1, len(figures)))
    return Problem(
        matrix, np.zeros(3 * places + 1), observed, sigma, np.zeros(len(observed)), np.full(len(observed), np.inf)
    )


def in_sigmas(problem: Problem) -> Problem:
    """The same problem with every variable counted in its own sigmas: what suits a generic solver best."""
    matrix = sparse.csr_array(
        problem.matrix @ sparse.dia_array((problem.sigma[None, :], [0]), shape=(problem.sigma.size,) * 2)
    )
    parts = [part / problem.sigma for part in (problem.observed, problem.sigma, problem.lower, problem.upper)]
    largest = abs(matrix).max(axis=1).toarray().ravel()
    rows = sparse.dia_array((1 / largest[None, :], [0]), shape=(largest.size,) * 2)
    return Problem(sparse.csr_array(rows @ matrix), problem.right / largest, *parts)


def by_highs(problem: Problem) -> tuple[float, bool]:
    """Objective by HiGHS directly, and whether it ended within the time."""
    program, columns = highspy.HighsLp(), problem.matrix.tocsc()
    program.num_row_, program.num_col_ = problem.matrix.shape
    program.col_cost_ = -2 * problem.observed / problem.weight
    program.col_lower_, program.col_upper_ = problem.lower, problem.upper
    program.row_lower_ = program.row_upper_ = problem.right
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_, program.a_matrix_.value_ = (
        columns.indptr,
        columns.indices,
        columns.data,
    )
    curvature = highspy.HighsHessian()
    curvature.dim_, curvature.format_ = len(problem.observed), highspy.HessianFormat.kTriangular
    curvature.start_, curvature.index_ = np.arange(curvature.dim_ + 1), np.arange(curvature.dim_)
    curvature.value_ = 2 / problem.weight
    model = highspy.HighsModel()
    model.lp_, model.hessian_ = program, curvature
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("time_limit", LIMIT_S)
    solver.passModel(model)
    solver.run()
    values = np.array(solver.getSolution().col_value)
    ended = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(np.sum(((values - problem.observed) / problem.sigma) ** 2)), ended


def by_linopy(problem: Problem) -> tuple[float, bool]:
    """Objective by linopy with HiGHS, model building included, and whether it ended within the time."""
    count, variables = problem.matrix.shape
    every = pd.RangeIndex(variables, name="v")
    model = linopy.Model()
    x = model.add_variables(pd.Series(problem.lower, index=every), pd.Series(problem.upper, index=every), name="x")
    entries = problem.matrix.tocoo()
    terms = xr.DataArray(entries.data, dims="t") * x.sel(v=xr.DataArray(entries.col, dims="t"))
    balances = terms.groupby(xr.DataArray(entries.row, dims="t", name="r")).sum()
    model.add_constraints(balances == xr.DataArray(problem.right, dims="r", coords={"r": np.arange(count)}))
    weight = xr.DataArray(1 / problem.weight, dims="v", coords={"v": every})
    linear = xr.DataArray(-2 * problem.observed / problem.weight, dims="v", coords={"v": every})
    model.add_objective((weight * x * x).sum() + (linear * x).sum())
    _, condition = model.solve("highs", output_flag=False, time_limit=LIMIT_S, io_api="direct", progress=False)
    values = np.asarray(model.solution["x"])
    return float(np.sum(((values - problem.observed) / problem.sigma) ** 2)), condition == "optimal"


def seconds(work: Callable[[], object], times: int) -> float:
    """Median time on the clock."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def main() -> None:
    """Print one line a size."""
    logging.getLogger("linopy").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    print(f"{'rows':>5} {'variables':>9} {'steps':>5} {'HiGHS/ours':>11} {'linopy/ours':>11} {'draws/solve':>11} alone")
    for places, trades in SIZES:
        problem = network(places, trades)
        answer = reconcile(problem)
        ours = seconds(lambda problem=problem: reconcile(problem), 7)
        spread = np.where(problem.observed > 0, problem.sigma, 0.0)
        noise = np.random.default_rng(0).standard_normal((len(spread), DRAWS))
        figures = np.maximum(problem.observed[:, None] + spread[:, None] * noise, 0.0)
        several = seconds(lambda problem=problem, answer=answer, figures=figures: drawn(problem, answer, figures), 3)
        alone = len(drawn(problem, answer, figures).alone)
        told = []
        for other in (by_highs, by_linopy):
            began = time.perf_counter()
            try:
                objective, ended = other(in_sigmas(problem))
            except Exception as met:
                told.append(type(met).__name__)
                continue
            ratio = (time.perf_counter() - began) / ours
            off = "" if abs(objective - answer.objective) <= 1e-4 * max(answer.objective, 1e-9) else "!"
            told.append(f"{'' if ended else '>'}{ratio:,.1f}{off}")
        row, variable = problem.matrix.shape
        print(f"{row:5} {variable:9} {answer.iterations:5} {told[0]:>11} {told[1]:>11} {several / ours:11.1f} {alone}")
    print("> stopped at the time limit; ! another objective than ours by more than 1e-4")


if __name__ == "__main__":
    main()
