"""Time to survive and time to recover, scenario by scenario and over all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orepath.network.network import Floats
from orepath.stress.effects import Values
from orepath.stress.grid import DAYS_PER_MONTH, Grid
from orepath.stress.result import UNMET
from orepath.stress.shock import Shock
from orepath.stress.spread import Times

AT = (1, 10, 19)
"""Twentieths of the scenarios."""


def survived_days(unmet_t: Floats, demand_t: Floats, grid: Grid) -> Floats:
    """Days to the beginning of the first step with unmet use, (lanes,); NaN where none is unmet.

    Parameters
    ----------
    unmet_t
        (steps, lanes).
    demand_t
        What is used in a step, (lanes,).
    """
    lacking = unmet_t > UNMET * demand_t
    return np.where(lacking.any(axis=0), lacking.argmax(axis=0) * (grid.days / grid.steps), np.nan)


def recovered_days(
    unmet_t: Floats, demand_t: Floats, grid: Grid, shocks: Sequence[Shock], values: Sequence[Values]
) -> Floats:
    """Days from the end of the last shock until nothing is unmet any more, (lanes,).

    NaN where nothing is unmet at all, where a shock has no end within the horizon, or where something is unmet still.
    """
    lacking = unmet_t > UNMET * demand_t
    over = (grid.steps - lacking[::-1].argmax(axis=0)) * (grid.days / grid.steps)
    ends = np.array([max((_end(shock, grid, each) for shock in shocks), default=np.inf) for each in values])
    some = lacking.any(axis=0) & ~lacking[-1] & (ends < grid.days)
    return np.where(some, np.maximum(over - np.where(some, ends, 0.0), 0.0), np.nan)


def _end(shock: Shock, grid: Grid, values: Values) -> float:
    """The day of the horizon on which a shock ends; infinite where no end is known."""
    if shock.lasts_months:
        months = values.get(shock.lasts_months.id, shock.lasts_months.value)
        return (shock.from_ - grid.from_).days + months * DAYS_PER_MONTH
    return float((shock.until - grid.from_).days) if shock.until else np.inf


def times(days: Floats) -> Times:
    """The distribution of days over scenarios, of which those with NaN never see it.

    >>> times(np.array([7.0, 14.0, np.nan, 21.0]))
    Times(p5=7.0, p50=14.0, p95=None, never_share=0.25, scenarios=4)
    """
    count = len(days)
    ordered = np.sort(np.where(np.isnan(days), np.inf, days))
    at = [float(ordered[-(-part * count // 20) - 1]) if count else np.inf for part in AT]
    p5, p50, p95 = (one if np.isfinite(one) else None for one in at)
    return Times(p5, p50, p95, float(np.isnan(days).mean()) if count else 0.0, count)
