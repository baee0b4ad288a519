"""Losses against a second solver: scipy's interior point, on the same programs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import vstack

from orepath.stress.response.idle import trade as trade_of
from orepath.stress.response.program import Bounds, Program, bounds
from orepath.stress.response.program import program as program_of
from orepath.stress.response.responses import Responses
from tests.stress.answered import answered
from tests.stress.worlds import PARTIES, base, horizon, shocks, world


def _second(made: Program, limits: Bounds) -> float:
    """The least loss by another algorithm (t)."""
    scale = max(float(limits.column_high.max()), 1.0)
    low, high = limits.row_low[:, 0] / scale, limits.row_high[:, 0] / scale
    above, below = np.isfinite(high), np.isfinite(low)
    rows = vstack([made.matrix[above], -made.matrix[below]])
    right = np.concatenate([high[above], -low[below]])
    ends = np.column_stack([limits.column_low[:, 0], limits.column_high[:, 0]]) / scale
    options = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    found = linprog(made.cost, A_ub=rows, b_ub=right, bounds=ends, method="highs-ipm", options=options)
    assert found.status == 0, found.message
    return float(found.fun) * scale


@pytest.mark.parametrize("seed", range(16))
def test_every_program_loses_what_the_second_solver_says(seed: int):
    made, when = base(world(seed), seed), horizon(seed)
    found: Responses = answered(made, shocks(seed), when, PARTIES)
    demand = float(made.use_t.sum()) * when.years
    trade = trade_of(made)
    offered = found.scene.offered[0]
    programs = {f"alone {party}": program_of(trade, {party: 1.0}, when) for party in PARTIES}
    programs["coordinated"] = program_of(trade, PARTIES, when)
    for party in PARTIES:
        only = {each: float(each == party) for each in PARTIES}
        programs[f"full {party}"] = program_of(trade, only, when, True, offered.delivered)
    for name, program in programs.items():
        limits = bounds(program, found.scene)
        if name == "coordinated":
            limits.row_high[program.shape.rows["lost"].part] = found.alone_t
        assert found.solved[name].proof.loss[0] == pytest.approx(_second(program, limits), abs=1e-9 * demand), name
