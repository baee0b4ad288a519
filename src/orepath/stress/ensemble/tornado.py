"""Which assumption drives the coordinated loss: each at the ends of its range, all others at their value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from orepath.network.network import Floats
from orepath.stress.effects import Values
from orepath.stress.ensemble.words import word
from orepath.stress.run import LANES, Run
from orepath.stress.spread import Bar

FLOWS, UNKNOWN_ORIGIN = "flows", "unknown"


def tornado(run: Run) -> dict[str, tuple[Bar, ...]]:
    """The bars of each Party, the widest first.

    Recorded flows cannot be moved one by one, as they balance: all are drawn together, at most `LANES` times, and the
    least and the most loss are the ends of their bar.
    """
    bars = [*_at_figures(run), *_of_flows(run)]
    return {
        party: tuple(sorted((made[number] for made in bars), key=lambda bar: (-bar.swing_t, bar.id)))
        for number, party in enumerate(run.parties)
    }


def _at_figures(run: Run) -> list[list[Bar]]:
    """Bars of each Party by assumption with a range, and by what comes from nobody knows where."""
    figures = replace(run, network=run.network.at_figures(), _responders={}, _touched={})
    ranged = [each for each in run.assumptions if each.high > each.low]
    ends: list[Values] = [{}, *({each.id: end} for each in ranged for end in (each.low, each.high))]
    lost = np.concatenate([_lost(figures, ends[start : start + LANES]) for start in range(0, len(ends), LANES)], axis=1)
    held_back = _lost(figures, [{}], unknown=True)[:, 0]
    name = word(UNKNOWN_ORIGIN, "name")
    made = [[Bar(UNKNOWN_ORIGIN, name, None, None, "", *two) for two in _pairs(lost[:, 0], held_back)]]
    for number, each in enumerate(ranged):
        two_ends = _pairs(lost[:, 2 * number + 1], lost[:, 2 * number + 2])
        made.append([Bar(each.id, each.name, each.low, each.high, each.unit, *two) for two in two_ends])
    return made


def _lost(run: Run, values: Sequence[Values], unknown: bool = False) -> Floats:
    """The coordinated loss of each Party at some values of assumptions, (Parties, values)."""
    return run.drawn(values, 0, unknown).responses.coordinated_t


def _of_flows(run: Run) -> list[list[Bar]]:
    several = run.network.draws
    if several is None:
        return []
    lost = _lost(run, [{}] * min(several.count, LANES))
    name = word(FLOWS, "name")
    return [[Bar(FLOWS, name, None, None, "", *ends) for ends in _pairs(lost.min(axis=1), lost.max(axis=1))]]


def _pairs(low: Floats, high: Floats) -> list[tuple[float, float]]:
    return list(zip(low.tolist(), high.tolist(), strict=True))
