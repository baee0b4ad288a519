"""What the scenarios of a run say of its results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from orepath.network.network import Floats
from orepath.stress.answer import Result
from orepath.stress.ensemble.narrowing import narrowing
from orepath.stress.ensemble.stored import Stored
from orepath.stress.ensemble.tails import expected, tail
from orepath.stress.ensemble.times import times
from orepath.stress.ensemble.tornado import tornado
from orepath.stress.run import ANSWERS, Run
from orepath.stress.spread import Between, Times

VALUE = "value_of_coordination_t"


def summarised(run: Run, found: Sequence[Result], stored: Stored) -> list[Result]:
    """Results with what many scenarios say: expected and tail loss, times, what drives and what would narrow them."""
    if not stored.paths:
        return list(found)
    bars = tornado(run)
    return [
        replace(
            each,
            expected=_between(stored, each.party, expected),
            tail=_between(stored, each.party, tail),
            survive=times(stored.column("survive_days", each.party)),
            recover=_recover(stored, each.party),
            tornado=bars[each.party],
            narrowing=narrowing(run, stored, each.party),
        )
        for each in found
    ]


def ranges(run: Run, stored: Stored) -> dict[str, Floats]:
    """Least and most of each answer and of what acting together averts, (Parties, 2); empty where nothing is drawn."""
    if not stored.paths:
        return {}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in (*ANSWERS, VALUE)}
    for party in run.parties:
        losses = {name: stored.column(name, party) for name in ANSWERS}
        averted = np.maximum(losses["alone_t"] - losses["coordinated_t"], 0.0)
        for name, several in {**losses, VALUE: averted}.items():
            found[name].append(_ends(several))
    return {name: np.array(ends) for name, ends in found.items()}


def _ends(loss_t: Floats) -> tuple[float, float]:
    return float(loss_t.min()), float(loss_t.max())


def _between(stored: Stored, party: str, of: Callable[[Floats], float]) -> dict[str, Between]:
    return {name: Between(*(of(stored.column(name, party, unknown)) for unknown in (False, True))) for name in ANSWERS}


def _recover(stored: Stored, party: str) -> Times:
    """Of the scenarios in which something is unmet."""
    short = ~np.isnan(stored.column("survive_days", party))
    return times(stored.column("recover_days", party)[short])
