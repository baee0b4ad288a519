"""The time a stress test is about: steps for what flows, periods for what is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from orepath.errors import InputError, fault

DAYS_PER_MONTH = 365.25 / 12
"""The mean length of a month of the Julian year; a year is twelve of them."""
MONTHS_PER_PERIOD = 3
"""Responses are decided by quarters."""


@dataclass(frozen=True)
class Grid:
    """Steps of equal length from the first day of a shock, gathered into periods.

    Parameters
    ----------
    from_
        The first day.
    months
        How long it is.
    steps_per_period
        How many steps each period has.
    """

    from_: date
    months: float
    steps_per_period: tuple[int, ...]

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return sum(self.steps_per_period)

    @property
    def years(self) -> float:
        """The horizon in years."""
        return self.months / 12

    @property
    def step_years(self) -> float:
        """The length of a step in years."""
        return self.years / self.steps

    @property
    def days(self) -> float:
        """The horizon in days."""
        return self.months * DAYS_PER_MONTH

    @property
    def period_years(self) -> np.ndarray:
        """The length of each period in years, (periods,)."""
        return np.array(self.steps_per_period) * self.step_years

    @property
    def until(self) -> date:
        """The first day after the horizon."""
        return self.day(self.steps)

    def day(self, step: int) -> date:
        """The day on which a step begins."""
        return self.from_ + timedelta(days=round(step * self.days / self.steps))

    def months_since(self, day: date) -> np.ndarray:
        """Months from a day to the middle of each step, (steps,); negative before it."""
        middle = (np.arange(self.steps) + 0.5) * (self.days / self.steps)
        return (middle - (day - self.from_).days) / DAYS_PER_MONTH

    def periods_of(self) -> list[tuple[date, date]]:
        """The first day of each period and the first after it."""
        edges = np.concatenate([[0], np.cumsum(self.steps_per_period)])
        return [(self.day(first), self.day(last)) for first, last in pairwise(edges.tolist())]


def grid(from_: date, months: float, step_days: float = 7.0) -> Grid:
    """The grid of a horizon: quarters (the last may be longer or shorter), each of equal steps.

    Parameters
    ----------
    step_days
        About how many days a step has.

    Raises
    ------
    InputError
        Where the horizon or the step is nothing.

    Examples
    --------
    >>> made = grid(date(2026, 1, 1), 24)
    >>> made.steps, len(made.steps_per_period), made.until.isoformat()
    (104, 8, '2028-01-01')
    """
    if not months > 0 or not step_days > 0:
        raise InputError(fault("stress_no_horizon", "--horizon", found=f"{months:g}"))
    steps = max(1, round(months * DAYS_PER_MONTH / step_days))
    periods = max(1, min(steps, round(months / MONTHS_PER_PERIOD)))
    edges = np.linspace(0, steps, periods + 1).round().astype(int)
    return Grid(from_, months, tuple(int(width) for width in np.diff(edges)))
