"""Made-up statements on vehicles and batteries of Aland, which stands under a code no country has."""

from pathlib import Path
from typing import Any

from orepath.evidence.store import Evidence
from tests.made_up import release, year

ALAND = "AX"
"""Åland, invented figures; a real code, as places are looked up."""


def sold(item: str, value: float | None, when: int = 2030, place: str = ALAND, **more: Any) -> dict[str, Any]:
    return {
        "property": "vehicle_sales",
        "stage": "vehicle",
        "item": item,
        "place": place,
        "value": value,
        "unit": "vehicles",
        **year(when),
        **more,
    }


def capacity(value: float, when: int = 2030, place: str = ALAND) -> dict[str, Any]:
    said = {"property": "battery_capacity", "item": "BEV", "place": place, "value": value, "unit": "kwh_per_vehicle"}
    return {**said, "stage": "vehicle", **year(when)}


def share(chemistry: str, value: float, when: int = 2030, place: str = "world") -> dict[str, Any]:
    said = {"property": "chemistry_share", "item": chemistry, "place": place, "value": value, "unit": "share"}
    return {**said, "stage": "cell", **year(when)}


def held(mineral: str, chemistry: str, value: float, version: str = "BatPaC 5.2") -> dict[str, Any]:
    said = {"property": "mineral_intensity", "mineral": mineral, "value": value, "unit": "kg_per_kwh"}
    return {**said, "stage": "cell", "item": f"{chemistry}, {version}"}


def evidence(folder: Path, preferred: list[dict[str, Any]], rest: list[dict[str, Any]] = ()) -> Evidence:
    """Evidence in which the first rows are of the IEA's dataset, and the others of Busch et al.'s."""
    made = [release(folder / "iea", preferred, dataset="iea-global-ev")]
    sales = [row for row in rest if row["property"] == "vehicle_sales"]
    others = [row for row in rest if row["property"] != "vehicle_sales"]
    made += [release(folder / "sales", sales, dataset="ev-sales")] if sales else []
    made += [release(folder / "batteries", others, dataset="battery-intensities")] if others else []
    return Evidence(made)
