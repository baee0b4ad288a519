"""From shocks to what they leave of each flow in each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orepath.network.network import UNKNOWN, Floats, Integers
from orepath.stress.base import Base, Flags
from orepath.stress.grid import Grid
from orepath.stress.shock import ALL, Assumption, Shock

Values = Mapping[str, float]
"""By assumption id, the value to take instead of its own."""


@dataclass(frozen=True)
class Effects:
    """What shocks do to flows.

    Parameters
    ----------
    cut_flows
        The numbers of the flows that any shock touches, (cut,).
    multipliers
        What is left of each of them in each step (0 to 1), (cut, steps).
    """

    cut_flows: Integers
    multipliers: Floats


def effects(base: Base, shocks: Sequence[Shock], grid: Grid, values: Values | None = None) -> Effects:
    """What shocks leave of each flow; several on one flow take of what the others leave.

    Parameters
    ----------
    values
        Values of assumptions other than their own, by id: a draw, or one end of a range.
    """
    hit = [np.flatnonzero(touched(base, shock)) for shock in shocks]
    numbers = np.unique(np.concatenate([*hit, np.zeros(0, dtype=np.int64)])).astype(np.int64)
    multipliers = np.ones((len(numbers), grid.steps))
    for shock, flows in zip(shocks, hit, strict=True):
        multipliers[np.searchsorted(numbers, flows)] *= left(base, shock, flows, grid, values or {})
    return Effects(numbers, multipliers)


def touched(base: Base, shock: Shock) -> Flags:
    """Which flows a shock touches, (flows,)."""
    stages = shock.stages
    goods = base.goods[base.source]
    of_stage = np.isin(goods, list(stages)) if stages else np.ones(len(goods), dtype=bool)
    leaves, reaches = base.place[base.source], base.place[base.target]
    if shock.instrument == "outage":
        at_stage = np.isin(base.stage[base.source], list(stages)) if stages else ~base.pooled[base.source]
        return (leaves == shock.imposer) & at_stage
    if shock.instrument == "transport":
        from_ = _among(leaves, shock.origins or (shock.imposer,))
    else:
        from_ = leaves == shock.imposer
    return base.crossing & of_stage & from_ & _among(reaches, shock.targets) & (leaves != UNKNOWN)


def aimed_at(shock: Shock, place: str) -> bool:
    """Whether a shock is aimed at a place."""
    return shock.targets == (ALL,) or place in shock.targets


def holds_back(shock: Shock, place: str) -> bool:
    """Whether a place is where a shock holds goods back."""
    origins = shock.origins or (shock.imposer,) if shock.instrument == "transport" else (shock.imposer,)
    return origins == (ALL,) or place in origins


def left(base: Base, shock: Shock, flows: Integers, grid: Grid, values: Values) -> Floats:
    """What a shock leaves of the flows it touches in each step (0 to 1), (steps,).

    While it applies it takes the share of its cut, grown over its ramp, of what it covers; in the months of a full stop
    it takes all that it covers.
    """
    since = grid.months_since(shock.from_)
    grown = np.clip(since / shock.ramp_months, 0.0, 1.0) if shock.ramp_months > 0 else np.ones(grid.steps)
    stopped = since < _value(shock.full_stop_months, values, 0.0)
    active = since >= 0
    if shock.lasts_months:
        active &= since < _value(shock.lasts_months, values, 0.0)
    elif shock.until is not None:
        active &= grid.months_since(shock.until) < 0
    taken = np.where(stopped, 1.0, cut(base, shock, flows, values) * grown)
    found: Floats = 1.0 - active * taken * np.clip(_value(shock.coverage, values, 1.0), 0.0, 1.0)
    return found


def cut(base: Base, shock: Shock, flows: Integers, values: Values) -> float:
    """The share (0 to 1) that a shock in full takes away of the goods it covers."""
    if shock.quota_t is None:
        return min(max(_value(shock.cut, values, 0.0), 0.0), 1.0)
    mass_t = float(base.flow_t[flows].sum())
    return max(0.0, 1.0 - shock.quota_t / mass_t) if mass_t > 0 else 0.0


def _value(assumption: Assumption | None, values: Values, without: float) -> float:
    return values.get(assumption.id, assumption.value) if assumption else without


def _among(places: np.ndarray, named: Sequence[str]) -> Flags:
    found: Flags = np.ones(len(places), dtype=bool) if tuple(named) == (ALL,) else np.isin(places, list(named))
    return found
