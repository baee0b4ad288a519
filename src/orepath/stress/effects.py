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


def effects(
    base: Base,
    shocks: Sequence[Shock],
    grid: Grid,
    values: Values | None = None,
    unknown: bool = False,
    flows: Sequence[Integers] | None = None,
) -> Effects:
    """What shocks leave of each flow; several on one flow take of what the others leave.

    Parameters
    ----------
    unknown
        Whether what comes from nobody knows where is taken to come from where goods are held back.
    values
        Values of assumptions other than their own, by id: a draw, or one end of a range.
    flows
        The flows that each shock touches, where they are known: `hit`.
    """
    found = hit(base, shocks, unknown) if flows is None else flows
    numbers = np.unique(np.concatenate([*found, np.zeros(0, dtype=np.int64)])).astype(np.int64)
    multipliers = np.ones((len(numbers), grid.steps))
    for shock, mine in zip(shocks, found, strict=True):
        multipliers[np.searchsorted(numbers, mine)] *= left(base, shock, mine, grid, values or {})
    return Effects(numbers, multipliers)


def hit(base: Base, shocks: Sequence[Shock], unknown: bool = False) -> list[Integers]:
    """The numbers of the flows that each shock touches."""
    return [np.flatnonzero(touched(base, shock, unknown)) for shock in shocks]


def touched(base: Base, shock: Shock, unknown: bool = False) -> Flags:
    """Which flows a shock touches, (flows,).

    Parameters
    ----------
    unknown
        Whether it touches too what comes from nobody knows where and may be its goods.
    """
    leaves, reaches = base.place[base.source], base.place[base.target]
    nowhere = _unknown(base, shock, reaches) & (leaves == UNKNOWN) if unknown else np.zeros(len(leaves), dtype=bool)
    if shock.instrument == "outage":
        stage = base.stage[base.source]
        at_stage = np.isin(stage, list(shock.stages)) if shock.stages else ~base.pooled[base.source]
        stopped: Flags = ((leaves == shock.imposer) & at_stage) | nowhere
        return stopped
    if shock.instrument == "transport":
        from_ = _among(leaves, shock.origins or (shock.imposer,))
    else:
        from_ = leaves == shock.imposer
    of_stage = _of_stages(base.goods[base.source], shock)
    recorded = (leaves != UNKNOWN) & (reaches != UNKNOWN)
    aimed = base.crossing & of_stage & from_ & _among(reaches, shock.targets) & recorded
    found: Flags = aimed | nowhere
    return found


def _unknown(base: Base, shock: Shock, reaches: np.ndarray) -> Flags:
    """Which flows go where goods of the shock may come from nobody knows where: to pools of such goods, and to plants
    that such goods feed, at a place it is aimed at."""
    target = base.target
    feeds = _of_stages(base.goods[base.source], shock) & ~base.pooled[target]
    fed = np.isin(target, target[feeds])
    stage = np.where(base.pooled[target], _of_stages(base.goods[target], shock), fed)
    back = np.array([holds_back(shock, place) for place in reaches])
    aimed = np.ones(len(reaches), dtype=bool) if shock.instrument == "outage" else _among(reaches, shock.targets)
    found: Flags = stage.astype(bool) & ~back & aimed
    return found


def _of_stages(goods: np.ndarray, shock: Shock) -> Flags:
    found: Flags = np.isin(goods, list(shock.stages)) if shock.stages else np.ones(len(goods), dtype=bool)
    return found


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
