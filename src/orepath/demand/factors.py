"""The factors of a product, each found in the evidence with its range and what it stands in for."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.demand.answer import Factor, Mix
from orepath.demand.ranges import Range
from orepath.demand.settings import Vehicles, change_a_year, least_share, versions
from orepath.demand.words import said
from orepath.evidence.store import Evidence, Statement

WORLD = "world"
PAST = ("reported", "rounded")


def sales(evidence: Evidence, place: str, year: int, kind: Vehicles) -> Factor | None:
    """Vehicles sold, as reported: the preferred series with its rounding, widened by the others."""
    found: list[Statement] = []
    for series in kind.sales:
        rows = evidence.statements("vehicle_sales", place=place, year=year, dataset=series.dataset, item=series.item)
        found += [row for row in rows if row.status in PAST and row.value is not None][:1]
    return factor(found, "vehicles")


def capacity(evidence: Evidence, place: str, year: int, kind: Vehicles) -> Factor | None:
    """Capacity per vehicle, of the nearest year that has one, the earlier of two as near."""
    if not kind.capacity:
        return None
    rows = evidence.statements("battery_capacity", place=place, item=kind.capacity)
    known = [(abs(row.from_.year - year), row.from_.year, row) for row in rows if row.from_ and row.value is not None]
    if not known:
        return None
    away, found, _ = min(known, key=lambda each: each[:2])
    made = factor([row for _, when, row in known if when == found], "kwh_per_vehicle")
    if made is None or not away:
        return made
    change = min(away * change_a_year(), 1.0)
    wide = made.range.widened(made.range.low * (1 - change), made.range.high * (1 + change))
    words = {"found": found, "wanted": year, "change": f"{change:.0%}"}
    return Factor(wide, made.unit, made.statements, said("other_year", **words))


def mix(evidence: Evidence, place: str, year: int) -> Mix | None:
    """The chemistries' shares in the place and year, else in the world; None where neither is known."""
    for where in (place, WORLD):
        rows = evidence.statements("chemistry_share", place=where, year=year)
        known = {row.item: row for row in reversed(rows) if row.item and row.value}
        if known:
            ordered = dict(sorted(known.items(), key=lambda each: (-(each[1].value or 0.0), each[0])))
            shares = {chemistry: row.value or 0.0 for chemistry, row in ordered.items()}
            words = {"year": year, "least": f"{least_share():.0%}"}
            return Mix(shares, ordered, where == place, None if where == place else said("world_mix", **words))
    return None


def intensities(evidence: Evidence, mineral: str) -> dict[str, Factor]:
    """Kilograms of a mineral per kWh by chemistry: of the newest version of the model, widened by the others."""
    by_chemistry: dict[str, dict[int, Statement]] = {}
    for row in evidence.statements("mineral_intensity", mineral=mineral):
        chemistry, _, version = (row.item or "").rpartition(", ")
        if version in versions() and row.value is not None:
            by_chemistry.setdefault(chemistry, {}).setdefault(versions().index(version), row)
    made = {}
    for chemistry, rows in sorted(by_chemistry.items()):
        found = factor([rows[rank] for rank in sorted(rows)], "kg_per_kwh")
        if found:
            made[chemistry] = found
    return made


def factor(found: Sequence[Statement], unit: str) -> Factor | None:
    """A factor of some statements on the same: the first is its middle, all of them with their bounds its range."""
    if not found:
        return None
    values = [value for row in found for value in (row.low, row.value, row.high) if value is not None]
    return Factor(Range(max(min(values), 0.0), found[0].value or 0.0, max(values)), unit, tuple(found))
