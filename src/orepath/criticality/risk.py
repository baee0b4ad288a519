"""Supply risk by composite methods: the EU's, as published and as computed, and GeoPolRisk."""

from __future__ import annotations

from itertools import product
from typing import Any

from orepath.criticality.concentration import hhi, wgi_hhi
from orepath.criticality.metric import Asked, Metric
from orepath.criticality.notes import names, note, percent, together
from orepath.criticality.scores import eu_supply_risk, geopolrisk
from orepath.criticality.series import words
from orepath.criticality.shares import UNKNOWN, Bracket
from orepath.criticality.sourcing import eu_sides
from orepath.criticality.supply import Supply, supply, years
from orepath.criticality.trade import Imports, codes, imports, trade_years
from orepath.criticality.wgi import Scores, governance_scores, instability_scores
from orepath.evidence.precedence import prefer
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import stages

EU_PARAMETERS = ("import_reliance", "eol_rir", "si_sr")


def published(asked: Asked, metric: str) -> list[Metric]:
    """Supply risk as a study publishes it, in the year asked for or the newest."""
    subject: dict[str, Any] = {"mineral": asked.mineral}
    subject |= {"dataset": asked.dataset} if asked.dataset else {}
    subject |= {"year": asked.year} if asked.year else {}
    found = asked.evidence.statements("supply_risk", **subject)
    found = [s for s in found if s.from_ and s.stage in (None, asked.stage or s.stage)]
    if not found:
        return []
    newest = max(s.from_ for s in found if s.from_)
    groups: dict[tuple[str, str], list[Any]] = {}
    for statement in found:
        if statement.from_ == newest:
            groups.setdefault((statement.stage or "", statement.item or ""), []).append(statement)
    made = []
    for group in groups.values():
        best = prefer(group).statement
        made.append(
            Metric(
                mineral=asked.mineral,
                stage=best.stage,
                year=newest.year,
                metric=metric,
                value=best.value,
                low=best.low,
                high=best.high,
                dataset=best.dataset,
                item=best.item,
                statements=(best.statement_id,),
                note=note("eu_published")
                if best.value is not None
                else note("no_exact", original=best.original or best.status),
            )
        )
    return made


def computed(asked: Asked, metric: str) -> list[Metric]:
    """Supply risk of the EU method from published shares and the inputs given; bounds where one is missing."""
    found = []
    for sides in eu_sides(asked):
        scores = governance_scores(asked.evidence, sides.year)
        if scores is None:
            found.append(Metric(**sides.about(metric), value=None, note=note("no_governance")))
            continue
        world = wgi_hhi(sides.world, scores.by_place, sides.world_t)
        sourcing = wgi_hhi(sides.sourcing, scores.by_place, sides.sourcing_t)
        about = sides.about(metric)
        places = sorted({*sides.world, *sides.sourcing} - {UNKNOWN})
        about["statements"] = (*sides.statements, *scores.behind(places))
        about["datasets"] = tuple(sorted({sides.dataset, scores.dataset}))
        found.append(_eu(asked, about, world, sourcing, note("governance_year", year=scores.year)))
    return found


def _eu(asked: Asked, about: dict[str, Any], world: Bracket, sourcing: Bracket, said: Text) -> Metric:
    given = {name: asked.parameters[name] for name in EU_PARAMETERS if name in asked.parameters}
    missing = [name for name in EU_PARAMETERS if name not in given]
    ranges = [(given[name],) if name in given else (0.0, 1.0) for name in EU_PARAMETERS]
    corners = [eu_supply_risk(world, sourcing, *corner) for corner in product(*ranges)]
    bounds: dict[str, Any] = {"low": min(c.low for c in corners), "high": max(c.high for c in corners)}
    with_given = ", ".join(f"{name}={value:g}" for name, value in given.items())
    notes = [said, note("eu_parameters", given=with_given) if given else None]
    if missing:
        notes.append(note("eu_parameters_missing", missing=", ".join(missing)))
    value = None if missing else corners[0].value
    return Metric(**about, value=value, **bounds, note=together(notes))


def geopolitical(asked: Asked, metric: str) -> list[Metric]:
    """The GeoPolRisk score of the place asked for, or of every importer where all are wanted."""
    if not asked.place and not asked.everywhere:
        return []
    found = []
    for stage in [asked.stage] if asked.stage else list(stages()):
        if not codes(asked.mineral, stage):
            continue
        year = _common_year(asked, stage)
        made = supply(asked.evidence, asked.mineral, stage, year) if year else None
        if not made or not year:
            continue
        scores = instability_scores(asked.evidence, year)
        by_place = imports(asked.evidence, asked.mineral, stage, year, asked.place)
        found += [_geopolrisk(metric, made, bought, scores) for bought in by_place.values()]
    return [m for m in found if asked.dataset in (None, *m.datasets)]


def _common_year(asked: Asked, stage: str) -> int | None:
    """The newest year with production and trade."""
    made = years(asked.evidence, asked.mineral, stage)
    traded = trade_years(asked.evidence, asked.mineral, stage, asked.place)
    return next((y for y in traded if y in made and asked.year in (None, y)), None)


def _geopolrisk(metric: str, made: Supply, bought: Imports, scores: Scores | None) -> Metric:
    datasets = {made.dataset, *bought.datasets} | ({scores.dataset} if scores else set())
    about: dict[str, Any] = {
        "mineral": made.mineral,
        "stage": made.stage,
        "year": bought.year,
        "metric": metric,
        "dataset": bought.datasets[0],
        "datasets": tuple(sorted(datasets)),
        "place": bought.place,
        "statements": (*made.statements, *bought.statements),
    }
    if scores is None:
        return Metric(**about, value=None, note=note("no_governance"))
    lacking = bought.value_without_mass
    if lacking > words()["value_without_mass"] or not bought.mass_t > 0:
        return Metric(**about, value=None, note=note("mass_unknown", percent=percent(lacking)))
    masses = bought.masses()
    about["statements"] += scores.behind(sorted(masses))
    unscored = [place for place in masses if place not in scores.by_place and place != UNKNOWN]
    notes = [
        note("stability_year", year=scores.year),
        bought.by_mass_note,
        note("mass_left_out", percent=percent(lacking)) if lacking else None,
        note("gross_and_content", item=made.item),
        note("governance_missing", places=names(unscored)) if unscored else None,
    ]
    bracket, own = _with_own_production(made, bought.place, masses, scores.by_place)
    if lacking and own and not _hidden(made, bought.place):
        own = note("own_production_none")
    about["note"] = together([*notes, own, None if lacking else made.note])
    value = None if _hidden(made, bought.place) else bracket.value
    bounds: dict[str, Any] = {"low": bracket.low, "high": bracket.high} if made.bounded and not lacking else {}
    return Metric(**about, value=value, **bounds)


def _with_own_production(
    made: Supply, place: str, masses: dict[str, float], scores: dict[str, float]
) -> tuple[Bracket, Text | None]:
    """The score; where the place's own production is not listed, bounded by all that is unattributed."""
    world = hhi(made.shares)
    if place in made.made:
        return geopolrisk(world, masses, scores, made.made[place]), None
    none_made = geopolrisk(world, masses, scores, 0.0)
    if _hidden(made, place):
        return Bracket(none_made.value, 0.0, none_made.high), note("own_production_unknown")
    rest_t = made.shares.get(UNKNOWN, 0.0) * (made.total_t or 0.0)
    all_made = geopolrisk(world, masses, scores, rest_t)
    return Bracket(none_made.value, all_made.low, none_made.high), note("own_production_unlisted")


def _hidden(made: Supply, place: str) -> bool:
    """Whether the place's own production is not known in tonnes although it may have some."""
    return place in made.hidden or made.total_t is None
