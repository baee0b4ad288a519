"""Every metric of a mineral, with its statements, or what is missing for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from orepath.criticality import concentrations, dependence, risk, sources
from orepath.criticality.methods import method, methods
from orepath.criticality.metric import Asked, Metric
from orepath.criticality.notes import note
from orepath.criticality.supply import years
from orepath.errors import InputError, UnknownName, fault
from orepath.evidence.store import Evidence
from orepath.sources.importing import packages
from orepath.vocabulary import places, terms

COMPUTE: dict[str, Callable[[Asked, str], list[Metric]]] = {
    "hhi": concentrations.simple,
    "wgi_hhi": concentrations.weighted,
    "top3_share": concentrations.simple,
    "n_minus_1": concentrations.simple,
    "n_minus_1_to_demand": concentrations.to_demand,
    "net_import_reliance": dependence.published,
    "net_import_reliance_computed": dependence.computed,
    "import_source_hhi": sources.import_sources,
    "stock_cover_days": dependence.cover,
    "eu_supply_risk": risk.published,
    "eu_supply_risk_computed": risk.computed,
    "geopolrisk": risk.geopolitical,
}
NOTHING = {
    "hhi": "no_supply",
    "wgi_hhi": "no_supply",
    "top3_share": "no_supply",
    "n_minus_1": "no_supply",
    "n_minus_1_to_demand": "no_supply",
    "net_import_reliance": "no_published",
    "net_import_reliance_computed": "no_published",
    "import_source_hhi": "no_trade",
    "stock_cover_days": "no_stocks",
    "eu_supply_risk": "no_published",
    "eu_supply_risk_computed": "no_eu_shares",
    "geopolrisk": "no_geopolrisk",
}


def criticality(
    evidence: Evidence,
    mineral: str,
    stage: str | None = None,
    year: int | None = None,
    metric: str | None = None,
    dataset: str | None = None,
    place: str | None = None,
    parameters: Mapping[str, float] | None = None,
) -> list[Metric]:
    """All figures of a mineral, or those that are asked for.

    Parameters
    ----------
    mineral, stage, place
        Id, code or name in English or Japanese. Without a stage, all stages. Without a place, figures about a place are
        given for every place with published ones; where a metric is asked for by name, for every place that has any.
    year
        A calendar year; without one, each figure is of the newest year its dataset has.
    metric
        One of `methods`; without one, all.
    dataset
        Without one, the dataset that the precedence file prefers; figures of two datasets are never mixed.
    parameters
        Inputs of methods that no dataset publishes: ``import_reliance``, ``eol_rir``, ``si_sr``.

    Returns
    -------
    list of Metric
        For each metric at least one: where nothing can be reckoned, one whose value is None and whose note says why.

    Raises
    ------
    InputError
        For names that are not known, with the nearest, and for a year of which no figure of the mineral is.
    """
    asked = Asked(
        evidence,
        terms.mineral(mineral, "MINERAL"),
        terms.stage(stage, "--stage") if stage else None,
        year,
        _dataset(evidence, dataset) if dataset else None,
        places.place(place, "--place") if place else None,
        _parameters(parameters or {}),
        everywhere=metric is not None,
    )
    wanted = [method(metric).id] if metric else list(methods())
    found = {name: COMPUTE[name](asked, name) for name in wanted}
    if not any(found.values()):
        _refuse_unknown_year(asked)
    return [each for name in wanted for each in found[name] or _missing(asked, name, metric)]


def _missing(asked: Asked, name: str, metric: str | None) -> list[Metric]:
    """That a metric has no figure; said only where it was asked for, or where no dataset was chosen."""
    if asked.dataset and not metric:
        return []
    place = asked.place if methods()[name].about == "place" else None
    said = note(NOTHING[name])
    return [Metric(asked.mineral, asked.stage, asked.year, name, None, asked.dataset, place=place, note=said)]


def _dataset(evidence: Evidence, name: str) -> str:
    known = sorted({file.dataset for file in evidence.editions})
    if name in known:
        return name
    if name in packages():
        raise InputError(fault("no_data", "--dataset", what=name, allowed=", ".join(known)))
    raise UnknownName("dataset", name, known, "--dataset")


def _parameters(given: Mapping[str, float]) -> Mapping[str, float]:
    for name, value in given.items():
        if name not in risk.EU_PARAMETERS:
            raise UnknownName("parameter", name, list(risk.EU_PARAMETERS), "--parameter")
        if not 0 <= value <= 1:
            raise InputError(fault("bad_option", f"--parameter {name}", found=value, allowed="0 … 1"))
    return given


def _refuse_unknown_year(asked: Asked) -> None:
    known = years(asked.evidence, asked.mineral, asked.stage)
    if asked.year and asked.year not in known:
        what = f"{asked.mineral} {asked.stage or ''} {asked.year}".replace("  ", " ")
        shown = ", ".join(str(year) for year in known) or "–"
        raise InputError(fault("no_data", "--year", what=what, allowed=shown))
