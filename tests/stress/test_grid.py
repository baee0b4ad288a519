"""Steps and periods of a horizon."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from orepath.errors import InputError
from orepath.stress.grid import grid
from orepath.stress.response.responses import ready

DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("months", "step", "steps", "periods"), [(24, 7, 104, 8), (12, 7, 52, 4), (24, 1, 730, 8), (1, 7, 4, 1)]
)
def test_steps_and_quarters(months: float, step: float, steps: int, periods: int):
    made = grid(DAY, months, step)
    assert (made.steps, len(made.steps_per_period)) == (steps, periods)
    assert made.period_years.sum() == pytest.approx(months / 12)
    assert made.step_years * made.steps == pytest.approx(made.years)


def test_periods_join_without_a_gap():
    periods = grid(DAY, 24).periods_of()
    assert periods[0][0] == DAY
    assert all(first[1] == second[0] for first, second in pairwise(periods))
    assert periods[-1][1] == date(2028, 1, 1)


@pytest.mark.parametrize("months", [0, -3, float("nan")])
def test_no_horizon_is_one_fault(months: float):
    with pytest.raises(InputError) as caught:
        grid(DAY, months)
    assert [each.code for each in caught.value.faults] == ["stress_no_horizon"]


def test_idle_capacity_is_at_work_from_its_month_on():
    at_work = ready(grid(DAY, 24), np.array([0.0, 3.0, 4.5, 30.0]))
    assert (at_work[:, 0] == 1.0).all()
    assert at_work[:2, 1].tolist() == [0.0, 1.0]
    assert at_work[1, 2] == pytest.approx(0.5, abs=0.04)
    assert (at_work[:, 3] == 0.0).all()
