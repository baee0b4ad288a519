"""A table of some scenarios of a run: one row a draw, state of what is unknown, and Party."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from orepath.network.network import UNKNOWN, Floats
from orepath.stress.base import Base
from orepath.stress.draws import draws
from orepath.stress.effects import Values
from orepath.stress.ensemble.times import recovered_days, survived_days
from orepath.stress.run import ANSWERS, LANES, Outcome, Run

NUMBERED, NAMED = ("draw", "unknown"), ("party", "mineral")
GROUPS = ("flows.production", "flows.trade", "flows.unknown")
"""Drawn flows summed by where their figures come from: what mines put in anywhere, what reaches the Party from other
places, and what reaches it from nobody knows where (t a year)."""
PROOF = ("gap_t", "infeasibility_t", "cold")
TIMES = ("survive_days", "recover_days")


def schema(run: Run) -> pa.Schema:
    """The columns of a run's scenarios.

    ``draw`` is the number of the draw and ``unknown`` whether what comes from nobody knows where is held back with the
    rest; then the Party and the mineral, the value of each assumption under its id, the sums of `GROUPS`, the four
    losses (t), of the programs behind them the widest gap and the worst infeasibility (t) and whether any was solved a
    second time from nothing; days to the first unmet use without adaptation (null where none is unmet) and from the
    shocks' end until nothing is unmet (null where that is not within the horizon, or nothing was).
    """
    names = [*(each.id for each in run.assumptions), *GROUPS, *ANSWERS, *PROOF[:2]]
    return pa.schema(
        [
            ("draw", pa.int64()),
            ("unknown", pa.bool_()),
            *((name, pa.string()) for name in NAMED),
            *((name, pa.float64()) for name in names),
            ("cold", pa.bool_()),
            *((name, pa.float64()) for name in TIMES),
        ]
    )


def scenarios(run: Run, seed: int, start: int, count: int) -> pa.Table:
    """Some scenarios of a run, each draw in both states of what is unknown; the same whatever else is drawn."""
    chosen = draws(run.assumptions, count, seed, start)
    parts = [
        _rows(run, chosen[first : first + LANES], start + first, unknown)
        for first in range(0, count, LANES)
        for unknown in (False, True)
    ]
    table = pa.concat_tables(parts)
    return table.sort_by([("draw", "ascending"), ("unknown", "ascending"), ("party", "ascending")])


def _rows(run: Run, values: Sequence[Values], start: int, unknown: bool) -> pa.Table:
    base, lanes = run.whole, len(values)
    kept = np.flatnonzero(np.isin(base.place, run.parties) & (base.use_t > 0))
    outcome = run.drawn(values, start, unknown, kept.tolist())
    parts = []
    for number, party in enumerate(run.parties):
        mine = base.place[kept] == party
        columns = {
            "draw": np.arange(start, start + lanes),
            "unknown": np.full(lanes, unknown),
            "party": [party] * lanes,
            "mineral": [run.network.mineral] * lanes,
            **{each.id: np.array([one[each.id] for one in values]) for each in run.assumptions},
            **_groups(base, outcome.held.flow_t, party),
            **{name: getattr(outcome.responses, name)[number] for name in ANSWERS},
            **_proved(outcome, party),
            **_timed(run, outcome, mine, values),
        }
        fields = schema(run)
        parts.append(pa.table([pa.array(columns[name], fields.field(name).type) for name in fields.names], fields))
    return pa.concat_tables(parts)


def _groups(base: Base, flow_t: Floats, party: str) -> dict[str, Floats]:
    """The sums of `GROUPS` at each draw, (lanes,)."""
    leaves, reaches = base.place[base.source], base.place[base.target]
    nowhere = leaves == UNKNOWN
    put_in = (base.network.own > 0)[base.source] & ~nowhere
    groups = (put_in, (reaches == party) & base.crossing & ~nowhere, (reaches == party) & nowhere)
    return {name: flow_t[some].sum(axis=0) for name, some in zip(GROUPS, groups, strict=True)}


def _proved(outcome: Outcome, party: str) -> dict[str, np.ndarray]:
    """The worst proof of the programs behind a Party's losses, (lanes,)."""
    solved = outcome.responses.solved
    behind = [solved[name] for name in (f"alone {party}", "coordinated", f"full {party}")]
    gap = np.max([each.proof.loss - each.proof.bound for each in behind], axis=0)
    broken = np.max([each.proof.infeasibility for each in behind], axis=0)
    return dict(zip(PROOF, (gap, broken, np.any([each.cold for each in behind], axis=0)), strict=True))


def _timed(run: Run, outcome: Outcome, mine: np.ndarray, values: Sequence[Values]) -> dict[str, pa.Array]:
    """Days to survive and to recover; null where there are none."""
    rationed = outcome.held.rationed
    unmet = rationed.path_unmet_t[mine].sum(axis=0)
    demand = rationed.per_step_t(rationed.flowing.use_t)[rationed.keep_path[mine]].sum(axis=(0, 1))
    survived = survived_days(unmet, demand, run.grid)
    recovered = recovered_days(unmet, demand, run.grid, run.shocks, values)
    return {name: pa.array(days, from_pandas=True) for name, days in zip(TIMES, (survived, recovered), strict=True)}
