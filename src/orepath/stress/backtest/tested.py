"""The record: each case and Party tested, with its errors beside those of the baselines."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from orepath.evidence.measures import Measure, measures
from orepath.evidence.store import Evidence
from orepath.stress.answer import BackTest
from orepath.stress.backtest.baselines import alike, nothing_changes
from orepath.stress.backtest.case import PastCase, past_cases, shock_of
from orepath.stress.backtest.effects import effect
from orepath.stress.backtest.notes import notes
from orepath.stress.backtest.predicted import Tonnes, predicted
from orepath.stress.backtest.trade_network import TradeNetwork, trade_network
from orepath.stress.backtest.traded import Arrived, arrived, world_trade
from orepath.stress.shock import Shock

METHOD = "alone"
"""The published method: the Party adapts alone, since nobody acted together in any of the cases."""
NOTHING = Arrived(0.0, ())
"""What is on record of a partner that no row names."""
Progress = Callable[[int, int], None]


def backtests(
    evidence: Evidence, progress: Progress | None = None, cases: Sequence[PastCase] | None = None
) -> tuple[BackTest, ...]:
    """The record of the stress method on acts of the past.

    A case whose measure, or whose trade in any of its three years, the evidence does not hold is not in it.

    Parameters
    ----------
    progress
        Told how many tests are done, and of how many.
    cases
        Those of ``cases.toml`` where None.
    """
    asked = past_cases() if cases is None else cases
    known = {each.id: each for each in measures(evidence)}
    pairs = [(case, party) for case in asked for party in case.parties]
    made: list[BackTest] = []
    for number, (case, party) in enumerate(pairs, start=1):
        if case.measure in known:
            made += _tested(evidence, case, known[case.measure], party)
        if progress:
            progress(number, len(pairs))
    return tuple(made)


def _tested(evidence: Evidence, case: PastCase, measure: Measure, party: str) -> Iterator[BackTest]:
    rows = world_trade(evidence, case.goods, case.base_year)
    recorded = arrived(evidence, case.goods, (case.base_year, *case.years), party)
    base = trade_network(case.mineral, case.base_year, case.stage, rows)
    if all(recorded.values()) and party in base.network.column("place"):
        made = record(case, shock_of(case, measure), party, base, recorded)
        shown = effect(evidence, case.id, party, case.goods)
        yield replace(made, effect=shown.shown, missing_effect=shown.short if made.loses else None)


def record(
    case: PastCase, shock: Shock, party: str, base: TradeNetwork, recorded: Mapping[int, Mapping[str, Arrived]]
) -> BackTest:
    """One case and Party, once the method has been run on the base year."""
    found = predicted(base.network, shock, party, case.years)
    several: dict[str, Tonnes] = {
        "predicted": found.alone,
        "no_adaptation": found.no_adaptation,
        "nothing_changes": nothing_changes(found.base_t, case.years),
        "alike": alike(found.base_t, shock, case.years),
    }
    detail = tuple(rows_of(case, found.base_t, several, recorded))
    errors = {name: error(detail, name) for name in several}
    return BackTest(
        case.id,
        party,
        METHOD,
        errors["predicted"],
        {name: errors[name] for name in ("nothing_changes", "alike")},
        case.name,
        None,
        detail,
        case.base_year,
        _other(detail, errors),
        case.known,
        notes=tuple(notes(base, detail)),
        statements=shock.statements,
    )


def _other(detail: Sequence[Mapping[str, Any]], errors: Mapping[str, float]) -> dict[str, float]:
    """Further errors: without adaptation, and all of them where estimated tonnes of the base year count too."""
    known = [{**row, "counted": row["recorded_t"] is not None} for row in detail]
    estimated = {f"{name}_with_estimates": error(known, name) for name in errors}
    return {"no_adaptation": errors["no_adaptation"], **estimated}


def rows_of(
    case: PastCase,
    base_t: Mapping[str, float],
    several: Mapping[str, Tonnes],
    recorded: Mapping[int, Mapping[str, Arrived]],
) -> Iterator[Mapping[str, Any]]:
    """By year and partner: what was recorded and what each method says (t), with the statements on it.

    All partners that shipped anything in the base year, year one or year two are there in both years. One that is not
    on record in a year shipped nothing then. Where a row of its has no tonnes, that year or in the base year, its sum
    is not known and it does not count.
    """
    partners = sorted({*base_t, *(each for year in recorded.values() for each in year)})
    for year in case.years:
        for partner in partners:
            there, before = (recorded[each].get(partner, NOTHING) for each in (year, case.base_year))
            yield {
                "year": year,
                "partner": partner,
                "recorded_t": there.mass_t,
                "counted": there.mass_t is not None and before.mass_t is not None,
                **{f"{name}_t": tonnes[year].get(partner, 0.0) for name, tonnes in several.items()},
                "statements": there.statements,
                "base_statements": before.statements,
            }


def error(detail: Sequence[Mapping[str, Any]], name: str) -> float:
    """The mean absolute error (t) over partners and years that count.

    >>> rows = [{"counted": True, "recorded_t": 3.0, "guess_t": 5.0}, {"counted": False, "recorded_t": None}]
    >>> error(rows, "guess")
    2.0
    """
    missed = [abs(row[f"{name}_t"] - row["recorded_t"]) for row in detail if row["counted"]]
    return math.fsum(missed) / len(missed) if missed else 0.0
