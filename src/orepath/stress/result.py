"""From a run to the results of its Parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from orepath.network.network import Floats
from orepath.network.trade.prices import Price
from orepath.stress.answer import Case, Certificate, Filling, Period, Result, Step
from orepath.stress.filling import filled, under_way, values
from orepath.stress.response.solving import Solved
from orepath.stress.run import ANSWERS, Run

UNMET = 1e-9
"""Of a step's demand: what is less than this is met."""
NOTHING_T = 1e-6
"""A loss of less than this is none (t): a gram."""


def results(
    run: Run, losses: Mapping[str, Floats], unknown: Mapping[str, float | None], price: Price | None
) -> list[Result]:
    """The results of each Party that uses any of the mineral.

    Parameters
    ----------
    losses
        Losses in draws, by answer, (Parties, scenarios), and what acting together averts in each; empty where none are
        taken.
    unknown
        The share of what reaches each Party that is of unknown origin.
    """
    using = [party for party in run.parties if run.base.use_t[run.base.at(party)].sum() > 0]
    return [_result(run, party, losses, unknown.get(party), price) for party in using]


def _result(run: Run, party: str, losses: Mapping[str, Floats], unknown: float | None, price: Price | None) -> Result:
    number, answers = run.parties.index(party), run.outcome.responses
    demand = float(run.base.use_t[run.base.at(party)].sum()) * run.grid.years
    found = _ordered([float(getattr(answers, name)[number, 0]) for name in ANSWERS])
    spans = {name: _span(one, losses.get(name), number) for name, one in zip(ANSWERS, found, strict=True)}
    spans["value_of_coordination_t"] = _span(found[1] - found[2], losses.get("value_of_coordination_t"), number)
    path = _path(run, party)
    averted = found[1] - found[2]
    made = Result(
        party,
        run.network.mineral,
        demand,
        no_adaptation_t=found[0],
        alone_t=found[1],
        coordinated_t=found[2],
        full_adaptation_t=found[3],
        days_of_cover=_cover(run, party),
        low=spans["coordinated_t"][0],
        high=spans["coordinated_t"][1],
        certificate=_certificates(run, party),
        unknown_share=unknown,
        value_usd=averted * price.usd_t if price else None,
        price_usd_per_t=price.usd_t if price else None,
        price_statements=price.statements if price else (),
        ranges=spans,
        path=path,
        horizon_days=run.grid.days,
        periods=_periods(run, party),
        filled=_filled(run, party, demand),
        statements=_statements(run, party),
    )
    survived = _survived(path, run)
    return replace(made, time_to_survive_days=survived, time_to_recover_days=_recovered(path, run))


def _ordered(found: Sequence[float]) -> list[float]:
    """Losses, none of them larger than the one before it or different from it by the solver's rounding alone."""
    made: list[float] = []
    for loss in found:
        before = made[-1] if made else loss
        made.append(0.0 if loss < NOTHING_T else before if loss > before - NOTHING_T else loss)
    return made


def _span(at_figures: float, losses: Floats | None, number: int) -> tuple[float, float]:
    several = np.append(losses[number], at_figures) if losses is not None else np.array([at_figures])
    several[several < NOTHING_T] = 0.0
    return float(several.min()), float(several.max())


def _cover(run: Run, party: str) -> float | None:
    mine = run.base.at(party)
    yearly = float(run.base.use_t[mine].sum())
    return float(run.base.stock_t[mine].sum()) / yearly * 365.0 if yearly > 0 else None


def _certificates(run: Run, party: str) -> dict[str, Certificate]:
    solved = run.outcome.responses.solved
    named = {"alone": f"alone {party}", "coordinated": "coordinated", "full_adaptation": f"full {party}"}
    return {case: _certificate(solved[name]) for case, name in named.items()}


def _certificate(solved: Solved) -> Certificate:
    proof = solved.proof
    return Certificate(float(proof.loss[0]), float(proof.bound[0]), float(proof.infeasibility[0]), bool(solved.cold[0]))


def _path(run: Run, party: str) -> tuple[Step, ...]:
    """The Party's demand, unmet use and stock by step without adaptation."""
    rationed = run.outcome.held.rationed
    mine = np.array([run.base.place[node] == party for node in run.kept], dtype=bool)
    unmet = rationed.path_unmet_t[mine, :, 0].sum(axis=0)
    stock = rationed.path_stock_t[mine, :, 0].sum(axis=0)
    demand = float(run.base.use_t[run.base.at(party)].sum()) * run.grid.step_years
    return tuple(
        Step(run.grid.day(step), demand, float(unmet[step]), float(stock[step])) for step in range(run.grid.steps)
    )


def _survived(path: Sequence[Step], run: Run) -> float | None:
    """Days until the first step with unmet use."""
    first = next((number for number, step in enumerate(path) if step.unmet_t > UNMET * step.demand_t), None)
    return None if first is None else first * run.grid.days / run.grid.steps


def _recovered(path: Sequence[Step], run: Run) -> float | None:
    """Days from the last shock's end until nothing is unmet any more."""
    ends = [shock.until for shock in run.shocks]
    lacking = [number for number, step in enumerate(path) if step.unmet_t > UNMET * step.demand_t]
    known = [end for end in ends if end is not None]
    if not lacking or len(known) < len(ends) or max(known) >= run.grid.until or lacking[-1] == len(path) - 1:
        return None
    over = (lacking[-1] + 1) * run.grid.days / run.grid.steps
    return max(over - (max(known) - run.grid.from_).days, 0.0)


def _periods(run: Run, party: str) -> tuple[Period, ...]:
    unmet = {"no_adaptation": run.outcome.held.rationed.unmet_t[run.base.at(party), :, 0].sum(axis=0)}
    stock = {"no_adaptation": run.outcome.held.rationed.stock_t[run.base.at(party), :, 0].sum(axis=0)}
    for case, name in _programs(party).items():
        unmet[case], stock[case] = _decided(run, name, party)
    cases: list[Case] = ["no_adaptation", "alone", "coordinated", "full_adaptation"]
    return tuple(
        Period(
            from_,
            until,
            {case: float(unmet[case][number]) for case in cases},
            {case: float(stock[case][number]) for case in cases},
        )
        for number, (from_, until) in enumerate(run.grid.periods_of())
    )


def _programs(party: str) -> dict[Case, str]:
    return {"alone": f"alone {party}", "coordinated": "coordinated", "full_adaptation": f"full {party}"}


def _decided(run: Run, name: str, party: str) -> tuple[Floats, Floats]:
    """Unmet use and stocks of a Party by period in a solved program."""
    solved, made = run.outcome.responses.solved[name], run.program(name)
    place = run.base.place
    unmet = np.maximum(values(made, solved, "unmet")[place[made.shape.users] == party], 0.0).sum(axis=0)
    left = values(made, solved, "stock") - under_way(made, run.outcome.responses.scene)
    return unmet, np.maximum(left[place[made.shape.nodes] == party], 0.0).sum(axis=0)


def _filled(run: Run, party: str, demand: float) -> tuple[Filling, ...]:
    responses = run.outcome.responses
    cases: dict[Case, str] = {"alone": f"alone {party}", "coordinated": "coordinated"}
    return tuple(
        each
        for case, name in cases.items()
        for each in filled(run.program(name), responses.solved[name], responses.scene, party, case, demand)
    )


def _statements(run: Run, party: str) -> tuple[str, ...]:
    """The statements behind what the Party takes in, and behind the flows that the shocks touch."""
    base = run.base
    touched = np.isin(np.arange(len(base.source)), run.outcome.held.rationed.cut_flows)
    of_party = (base.place[base.target] == party) | (base.place[base.source] == party)
    lists = base.network.flows["statements"].to_pylist()
    some = np.flatnonzero(touched | of_party).tolist()
    mine = [one for shock in run.shocks for one in shock.statements]
    return tuple(sorted({*mine, *(one for flow in some for one in lists[flow] or ())}))
