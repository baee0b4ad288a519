"""What publishers expect, under their own scenarios: vehicles sold in a place, and the world's demand for minerals."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.demand.answer import Expected, WorldDemand
from orepath.demand.settings import vehicles, world
from orepath.evidence.store import Evidence
from orepath.vocabulary.language import Text, text

WORLD = "world"


def expected_sales(evidence: Evidence, place: str) -> tuple[Expected, ...]:
    """Vehicles that publishers expect to be sold in a place, by scenario and year.

    A publisher's scenario begins after the last year it reports of the past; before that it is no outlook.
    """
    found = []
    for kind in vehicles():
        for series in kind.outlooks:
            past = [one.item for one in kind.sales if one.dataset == series.dataset]
            last = _last_year(evidence, place, series.dataset, past)
            rows = evidence.statements("vehicle_sales", place=place, dataset=series.dataset, item=series.item)
            found += [
                Expected(kind, series.name, row.from_.year, row)
                for row in rows
                if row.from_ and row.value is not None and row.from_.year > last
            ]
    return tuple(found)


def _last_year(evidence: Evidence, place: str, dataset: str, items: Sequence[str]) -> int:
    rows = [row for item in items for row in evidence.statements("vehicle_sales", dataset=dataset, item=item)]
    return max((row.from_.year for row in rows if row.from_ and row.place == place), default=0)


def world_demand(evidence: Evidence, mineral: str) -> tuple[WorldDemand, ...]:
    """The world's demand for a mineral in electric vehicles as published: the last year, then each scenario's years."""
    named = world()
    names: dict[str, Text | None] = {"": None, **{one["id"]: text(one) for one in named["scenarios"]}}
    made = []
    for row in evidence.statements("demand", mineral=mineral, place=WORLD, dataset=named["dataset"]):
        scenario = _scenario(row.item or "", named["technology"])
        if scenario in names and row.from_ and row.value is not None:
            made.append((list(names).index(scenario), WorldDemand(mineral, names[scenario], row.from_.year, row)))
    return tuple(each for _, each in sorted(made, key=lambda one: (one[0], one[1].statement.item or "", one[1].year)))


def counted_as(one: WorldDemand) -> Text | None:
    """What a series counts where that is not the mineral alone; in its publisher's words where we have none."""
    said = (one.statement.item or "").partition(" (")[2].removesuffix(")")
    if not said:
        return None
    known = world()["counts"].get(said)
    return text(known) if known else Text(said, said)


def _scenario(item: str, technology: str) -> str | None:
    """The scenario that an item names after its technology; empty for the past, None for another technology."""
    if not item.startswith(technology):
        return None
    rest = item.removeprefix(technology).partition(" (")[0]
    return rest.removeprefix(", ") if not rest or rest.startswith(", ") else None
