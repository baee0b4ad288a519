"""The metrics of world supply: concentration, and what is left without the largest supplier."""

from __future__ import annotations

from typing import Any

from orepath.criticality.concentration import hhi, n_minus_1, n_minus_1_to_demand, top_n_share, wgi_hhi
from orepath.criticality.metric import Asked, Metric, bracketed
from orepath.criticality.notes import names, note, together
from orepath.criticality.series import demands_all
from orepath.criticality.shares import UNKNOWN
from orepath.criticality.supply import Supply, supply
from orepath.criticality.wgi import governance_scores
from orepath.evidence.precedence import prefer
from orepath.vocabulary.terms import stages

SIMPLE = {"hhi": hhi, "top3_share": top_n_share, "n_minus_1": n_minus_1}


def supplies(asked: Asked) -> list[Supply]:
    """Supply at the stage asked for, or at every stage that has any."""
    wanted = [asked.stage] if asked.stage else list(stages())
    found = [supply(asked.evidence, asked.mineral, stage, asked.year, asked.dataset) for stage in wanted]
    return [each for each in found if each]


def simple(asked: Asked, metric: str) -> list[Metric]:
    """HHI, top-three share or N-1 of every stage."""
    return [
        Metric(**_about(made, metric), **bracketed(SIMPLE[metric](made.shares), made.bounded))
        for made in supplies(asked)
    ]


def weighted(asked: Asked, metric: str) -> list[Metric]:
    """The governance-weighted HHI of every stage, without trade parameters."""
    return [_weighted(asked, metric, made) for made in supplies(asked)]


def _weighted(asked: Asked, metric: str, made: Supply) -> Metric:
    about = _about(made, metric)
    scores = governance_scores(asked.evidence, made.year)
    if scores is None:
        return Metric(**{**about, "note": together([made.note, note("no_governance")])}, value=None)
    places = [place for place in made.shares if place != UNKNOWN]
    unscored = [place for place in places if place not in scores.by_place]
    about["statements"] = (*made.statements, *scores.behind(places))
    about["datasets"] = tuple(sorted({made.dataset, scores.dataset}))
    said = [note("governance_year", year=scores.year), made.note]
    said += [note("governance_missing", places=names(unscored))] if unscored else []
    about["note"] = together(said)
    return Metric(**about, **bracketed(wgi_hhi(made.shares, scores.by_place), made.bounded))


def to_demand(asked: Asked, metric: str) -> list[Metric]:
    """Demand covered without the largest supplier, where the dataset of the supply gives world demand too."""
    found = []
    for made in supplies(asked):
        demands = asked.evidence.statements(
            "demand", mineral=made.mineral, place="world", year=made.year, dataset=made.dataset
        )
        demands = [d for d in demands if d.value and demands_all(d.item, made.item)]
        about = _about(made, metric)
        if made.total_t is None or not demands:
            found.append(Metric(**{**about, "note": note("no_demand")}, value=None))
            continue
        demand = prefer(demands).statement
        about["statements"] = (*made.statements, demand.statement_id)
        about["note"] = together([note("all_demand"), made.note])
        bracket = n_minus_1_to_demand(made.shares, made.total_t, demand.value or 0.0)
        found.append(Metric(**about, **bracketed(bracket, made.bounded)))
    return found


def _about(made: Supply, metric: str) -> dict[str, Any]:
    return {
        "mineral": made.mineral,
        "stage": made.stage,
        "year": None if made.several_years else made.year,
        "from_": made.from_.isoformat() if made.several_years else None,
        "until": made.until.isoformat() if made.several_years else None,
        "metric": metric,
        "dataset": made.dataset,
        "item": made.item,
        "statements": made.statements,
        "note": made.note,
        "others": made.others,
        "reason": made.reason,
    }
