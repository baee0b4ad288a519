"""The four answers on a base network, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from orepath.stress.amounts import amounts
from orepath.stress.base import Base
from orepath.stress.effects import effects
from orepath.stress.grid import Grid
from orepath.stress.held import hold
from orepath.stress.response.responses import Responder, Responses, ready
from orepath.stress.shock import Shock


def answered(
    base: Base, shocks: Sequence[Shock], grid: Grid, weights: Mapping[str, float], idle_start_months: float = 0.0
) -> Responses:
    """What each Party loses."""
    caused = effects(base, shocks, grid)
    masses = amounts(base)
    held = hold(base, masses, [caused], grid)
    start = ready(grid, np.array([idle_start_months]))
    return Responder(base, grid, weights).respond(shocks, [caused], held, masses, start)


def four(found: Responses) -> np.ndarray:
    """The four losses, (answers, Parties), from the most to the least."""
    every = (found.no_adaptation_t, found.alone_t, found.coordinated_t, found.full_adaptation_t)
    return np.array([each[:, 0] for each in every])
