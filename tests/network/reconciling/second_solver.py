"""The same reconciliation as a generic quadratic program, solved by HiGHS."""

import highspy
import numpy as np

from orepath.network.reconciling.problem import Problem


def by_highs(problem: Problem) -> np.ndarray:
    """The nearest values that balance, by HiGHS's active-set solver of quadratic programs."""
    rows, variables = problem.matrix.shape
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = variables, rows
    program.col_cost_ = -2 * problem.observed / problem.weight
    program.col_lower_, program.col_upper_ = problem.lower, problem.upper
    program.row_lower_ = program.row_upper_ = problem.right
    columns = problem.matrix.tocsc()
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = columns.indptr, columns.indices
    program.a_matrix_.value_ = columns.data
    curvature = highspy.HighsHessian()
    curvature.dim_, curvature.format_ = variables, highspy.HessianFormat.kTriangular
    curvature.start_, curvature.index_ = np.arange(variables + 1), np.arange(variables)
    curvature.value_ = 2 / problem.weight
    model = highspy.HighsModel()
    model.lp_, model.hessian_ = program, curvature
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("qp_regularization_value", 0.0)
    solver.passModel(model)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return np.array(solver.getSolution().col_value)
