"""One row of the list: a plant and the investment in it, or what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.sites import Site, coordinates
from orepath.evidence.source import source
from orepath.vocabulary.places import place

SOURCE = source("orepath.sources.argonne_battery_investments")
STAGES, BANDS, UNKNOWN = SOURCE.raw["stages"], SOURCE.raw["bands"], SOURCE.raw["unknown"]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
Row = dict[str, str]


def name(row: Row) -> str:
    """What tells a plant from others of the list; the list has no ids."""
    return "|".join(row[column] for column in ("company_name", "product", "city", "state"))


def site(id_: str, row: Row, where: str, note: str | None, faults: list[Fault]) -> Site:
    """The plant of a row; what is wrong with the row is added to the faults."""
    faults += [fault("required_cell", where, column=column) for column in SOURCE.raw["needed"] if not row[column]]
    products = row["product"].split("; ")
    for product in products:
        if product not in STAGES:
            faults.append(fault("bad_cell", where, column="product", found=product[:80], allowed=", ".join(STAGES)))
    cells = (_degrees(row["latitude"]), _degrees(row["longitude"]))
    point = None if unplaced(row) else coordinates(cells, ("latitude", "longitude"), where, faults)
    _check_investment(row, where, faults)
    return Site(
        id=id_,
        name=row["company_name"],
        place=_country(row["country"], where, faults),
        stages=tuple(sorted({STAGES.get(product, "") for product in products} - {""})),
        minerals={},
        record={**row, "latitude": point and point[0], "longitude": point and point[1]},
        original=row["product"],
        locator=where,
        note=note,
    )


def unplaced(row: Row) -> bool:
    """Whether the list does not say where the plant will be."""
    return (row["state"], row["latitude"], row["longitude"]) == (SOURCE.raw["undecided"], "0", "0")


def investment(plant: dict[str, Any], row: Row) -> dict[str, Any]:
    """The statement of what is invested, beside that of the plant."""
    millions = _millions(row)
    return {
        **plant,
        "property": "site_investment",
        "value": None if millions is None else millions * 1e6,
        "unit": "usd",
        "status": "not_available" if millions is None else "reported",
        "fields": None,
        "original": row["reported_investment"],
    }


def _country(said: str, where: str, faults: list[Fault]) -> str:
    try:
        return place(said, where)
    except UnknownName as error:
        faults += error.faults
        return ""


def _degrees(cell: str) -> float | str:
    return float(cell) if NUMBER.fullmatch(cell) else cell


def _millions(row: Row) -> float | None:
    found = row["reported_investment"]
    return float(found) if found not in UNKNOWN and NUMBER.fullmatch(found) else None


def _check_investment(row: Row, where: str, faults: list[Fault]) -> None:
    """Hold the figure against the band beside it, which tells columns that were exchanged."""
    band, found, millions = row["by_amount"], row["reported_investment"], _millions(row)
    if band not in BANDS:
        faults.append(fault("bad_cell", where, column="by_amount", found=band[:80], allowed=", ".join(BANDS)))
        return
    least, most = BANDS[band]
    if found not in UNKNOWN and (millions is None or not least <= millions <= most):
        allowed = f"{least} to {most} (by_amount is {band}), {', '.join(filter(None, UNKNOWN))}, or nothing"
        faults.append(fault("bad_cell", where, column="reported_investment", found=found[:80], allowed=allowed))
