"""The demand for battery minerals: sales times capacity times the mix of chemistries times what each holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orepath.demand.answer import Counted, Demand, Factor, MineralDemand, Mix, Part, Uncounted
from orepath.demand.factors import capacity, intensities, mix, sales
from orepath.demand.ranges import Range, total
from orepath.demand.settings import least_share, vehicles
from orepath.demand.words import said
from orepath.evidence.store import Evidence, Statement
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place as place_of
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import minerals as known_minerals

KG_PER_T = 1000.0


def battery_demand(
    evidence: Evidence, place: str, years: int | Iterable[int], minerals: Sequence[str] | None = None
) -> tuple[Demand, ...]:
    """The demand of a place for battery minerals, a `Demand` a year.

    Parameters
    ----------
    place
        A code or a name in English or Japanese.
    minerals
        All that the evidence knows an intensity of where none are given.

    Notes
    -----
    ``t = sales * kWh per vehicle * share of the chemistry * kg per kWh / 1000``, summed over chemistries. Only reported
    sales are counted. A factor that nobody gives makes the demand unknown, not zero.

    Raises
    ------
    UnknownName
        Where there is no such place.
    """
    code = place_of(place)
    wanted = list(minerals) if minerals is not None else _known(evidence)
    held = {mineral: intensities(evidence, mineral) for mineral in wanted}
    asked = (years,) if isinstance(years, int) else tuple(years)
    return tuple(_demand(evidence, code, year, held) for year in asked)


def latest_year(evidence: Evidence, place: str) -> int | None:
    """The last year with reported sales of vehicles whose batteries can be counted; None where there is none."""
    found = [
        row.from_.year
        for kind in vehicles()
        if kind.capacity
        for series in kind.sales[:1]
        for row in evidence.statements("vehicle_sales", place=place, dataset=series.dataset, item=series.item)
        if row.from_ and row.value is not None
    ]
    return max(found, default=None)


def _known(evidence: Evidence) -> list[str]:
    query = "select distinct mineral from statements where property = 'mineral_intensity' and mineral is not null"
    return sorted(row["mineral"] for row in evidence.rows(query))


def _demand(evidence: Evidence, place: str, year: int, held: dict[str, dict[str, Factor]]) -> Demand:
    counted: list[Counted] = []
    uncounted: list[Uncounted] = []
    missing: list[Text] = []
    for kind in vehicles():
        words = {"vehicles": kind.name, "place": place_text(place), "year": year}
        sold, size = sales(evidence, place, year, kind), capacity(evidence, place, year, kind)
        if sold and size:
            counted.append(Counted(kind, sold, size))
        elif sold:
            uncounted.append(Uncounted(kind, sold, said("no_capacity", **words)))
        elif size:
            missing.append(said("no_sales", **words))
    mixed = mix(evidence, place, year)
    if not counted and not missing:
        missing.append(said("no_capacity", vehicles=vehicles()[0].name, place=place_text(place)))
    if mixed is None:
        missing.append(said("no_mix", year=year))
    found = {
        mineral: _mineral(mineral, tuple(counted), mixed, per_kwh, tuple(missing)) for mineral, per_kwh in held.items()
    }
    return Demand(place, year, tuple(counted), tuple(uncounted), mixed, found)


def _mineral(
    mineral: str, counted: tuple[Counted, ...], mixed: Mix | None, per_kwh: dict[str, Factor], missing: tuple[Text, ...]
) -> MineralDemand:
    if not counted or mixed is None:
        return MineralDemand(mineral, None, None, {}, missing)
    lacking = [chemistry for chemistry in mixed.shares if chemistry not in per_kwh]
    if lacking:
        name = known_minerals()[mineral].name
        words = [said("no_intensity", mineral=name, chemistry=chemistry) for chemistry in lacking]
        return MineralDemand(mineral, None, None, {}, tuple(words))
    energy_kwh = total(one.energy_kwh for one in counted)
    of_vehicles = [row for one in counted for row in (*one.sales.statements, *one.capacity.statements)]
    parts = {}
    for chemistry, share in mixed.shares.items():
        held = per_kwh[chemistry]
        rests = (*of_vehicles, mixed.statements[chemistry], *held.statements)
        parts[chemistry] = Part(energy_kwh.times(held.range).times(share / KG_PER_T), held, rests)
    at_mix_t = total(part.demand_t for part in parts.values())
    bounds = at_mix_t if mixed.own else at_mix_t.widened(*_any_mix(energy_kwh, mixed, per_kwh))
    return MineralDemand(mineral, bounds, at_mix_t, parts, (), _each_once(parts))


def _any_mix(energy_kwh: Range, mixed: Mix, per_kwh: dict[str, Factor]) -> tuple[float, float]:
    """The least and the most that any mix of the chemistries in wide use could take."""
    wide = [chemistry for chemistry, share in mixed.shares.items() if share >= least_share()]
    used = [per_kwh[chemistry].range for chemistry in wide or mixed.shares]
    low = energy_kwh.low * min(held.low for held in used) / KG_PER_T
    return low, energy_kwh.high * max(held.high for held in used) / KG_PER_T


def _each_once(parts: dict[str, Part]) -> tuple[Statement, ...]:
    every = [row for part in parts.values() for row in part.statements]
    return tuple({row.statement_id: row for row in every}.values())
