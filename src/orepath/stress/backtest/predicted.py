"""What the stress method predicts of a Party's partners, from the trade of the base year alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from orepath.network.network import Floats, Network
from orepath.stress.filling import values
from orepath.stress.grid import Grid, grid
from orepath.stress.run import Run
from orepath.stress.setting import setting
from orepath.stress.shock import Shock

MONTHS = 24.0
"""The horizon of every stress run by default."""
Tonnes = Mapping[int, Mapping[str, float]]
"""By year and partner (t)."""


@dataclass(frozen=True)
class Predicted:
    """Partner tonnes by year, alone and without adaptation, and those of the base year."""

    base_t: Mapping[str, float]
    alone: Tonnes
    no_adaptation: Tonnes


def predicted(network: Network, shock: Shock, party: str, years: Sequence[int]) -> Predicted:
    """Partner tonnes in years one and two.

    What arrives from a partner is what did in the base year, less what the shock keeps from arriving without
    adaptation; alone, with what the partner's idle capacity gives the Party on top.

    Parameters
    ----------
    network
        Of the base year.
    years
        Before the first day of the shock they are as the base year.
    """
    when = grid(shock.from_, MONTHS)
    run = Run(network, [shock], when, setting(network, (party,), None), {party: 1.0})
    base = run.base
    flows = np.flatnonzero(base.crossing & (base.place[base.target] == party))
    partners = [str(place) for place in base.place[base.source[flows]]]
    short = run.outcome.held.arriving_short_t(flows)[:, :, 0]
    shares = in_year(when, years)
    base_t = {partner: float(base.flow_t[flow]) for partner, flow in zip(partners, flows.tolist(), strict=True)}
    lost = dict(zip(partners, short @ shares.T, strict=True))
    gained = {partner: shares @ mass for partner, mass in _given(run, party).items()}
    held = {each: np.maximum(base_t[each] - lost[each], 0.0) for each in partners}
    alone = {each: held[each] + gained.get(each, 0.0) for each in partners}
    return Predicted(base_t, _by_year(alone, years), _by_year(held, years))


def _by_year(found: Mapping[str, Floats], years: Sequence[int]) -> Tonnes:
    return {year: {each: float(mass[at]) for each, mass in found.items()} for at, year in enumerate(years)}


def _given(run: Run, party: str) -> dict[str, Floats]:
    """What idle capacity in third places gives the Party alone by place, in proportion to what it is entitled to there
    (t by period)."""
    name = f"alone {party}"
    responses, made = run.outcome.responses, run.program(name)
    given = values(made, responses.solved[name], "given")
    entitled = responses.scene.offered[0].entitled_t[:, :, responses.scene.parties.index(party)]
    found: dict[str, Floats] = {}
    for stage in range(len(made.found.stages)):
        whole = float(entitled[stage].sum())
        mass = given[[at == stage for _, at, _ in made.shape.given.tolist()]].sum(axis=0)
        for place in np.flatnonzero(entitled[stage]).tolist() if whole > 0 else ():
            there = made.found.places[place]
            found[there] = found.get(there, 0.0) + mass * (float(entitled[stage, place]) / whole)
    return found


def in_year(when: Grid, years: Sequence[int]) -> Floats:
    """What a year holds of a tonne that changes in a period, (years, periods).

    The yearly rate of each period counts by the days it has in the year. The day or so by which 24 months of mean
    length fall short of two calendar years is as the last period.
    """
    periods = when.periods_of()
    made = np.zeros((len(years), len(periods)))
    for row, year in enumerate(years):
        first, last = date(year, 1, 1), date(year + 1, 1, 1)
        for column, (from_, until) in enumerate(periods):
            end = last if column == len(periods) - 1 else min(until, last)
            made[row, column] = max((end - max(from_, first)).days, 0) / (last - first).days
    found: Floats = made / when.period_years
    return found
