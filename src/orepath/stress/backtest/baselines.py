"""Baselines of a back-test: what somebody would say who knows the base year and the act, and no method.

Neither sees what any partner, or all of them, shipped in the years that are predicted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from orepath.stress.backtest.predicted import Tonnes
from orepath.stress.shock import Shock


def nothing_changes(base_t: Mapping[str, float], years: Sequence[int]) -> Tonnes:
    """Each partner ships what it shipped in the base year.

    >>> nothing_changes({"Aland": 3.0}, [2030])
    {2030: {'Aland': 3.0}}
    """
    return {year: dict(base_t) for year in years}


def alike(base_t: Mapping[str, float], shock: Shock, years: Sequence[int]) -> Tonnes:
    """The imposer ships what its act leaves; all others scale alike, so that the total is that of the base year.

    Where nobody else shipped anything, nobody makes up for it.
    """
    found: dict[int, dict[str, float]] = {}
    sent = base_t.get(shock.imposer, 0.0)
    others = math.fsum(mass_t for partner, mass_t in base_t.items() if partner != shock.imposer)
    for year in years:
        left = sent * (1.0 - shock.cut.value * in_force(shock, year))
        scale = (others + sent - left) / others if others > 0 else 1.0
        found[year] = {each: left if each == shock.imposer else base_t[each] * scale for each in sorted(base_t)}
    return found


def in_force(shock: Shock, year: int) -> float:
    """The share (0 to 1) of a year's days from the first day of a shock on."""
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    return min(max((last - shock.from_).days, 0) / (last - first).days, 1.0)
