"""Sites (mines, smelters, refineries) as statements, and whether their coordinates can be right.

A site of a publisher is one statement for each of its minerals: the row key is ``site|mineral``, the item the site. So
``Evidence.statements("site", mineral=..., place=...)`` gives every site once, and sites of several minerals are counted
by their item. A site with no mineral of the vocabulary is one statement without a mineral. The stage is given where
all the kinds of plant at the site that have a stage have the same; ``stages`` of the fields holds all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import asin, cos, dist, isfinite, radians, sin
from typing import Any

import numpy as np
import numpy.typing as npt

from orepath.errors import Fault, fault
from orepath.evidence.workbook.opening import Cell, text_of_cell
from orepath.vocabulary.places import places

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG, Moritz 2000)."""
LIMITS = (90, 180)
FIELDS = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True)
class Site:
    """A site as its publisher describes it.

    Parameters
    ----------
    id
        How the publisher tells it from others.
    stages
        The stages of what stands there, in the vocabulary's words.
    minerals
        The minerals of the vocabulary, each with what it is to the site, such as ``primary``.
    record
        What else the publisher says, as written.
    """

    id: str
    name: str
    place: str
    stages: tuple[str, ...]
    minerals: Mapping[str, str]
    record: Mapping[str, Any]
    original: str
    locator: str
    note: str | None = None
    property: str = "site"


def site_rows(site: Site) -> Iterator[dict[str, Any]]:
    """The statements of a site: one a mineral, or one without."""
    fields = FIELDS.encode({"id": site.id, "name": site.name, **site.record, "stages": site.stages})
    for mineral in site.minerals or (None,):
        rank = f', "rank": {FIELDS.encode(site.minerals[mineral])}' if mineral else ""
        yield {
            "row_key": f"{site.id}|{mineral or ''}",
            "property": site.property,
            "mineral": mineral,
            "stage": site.stages[0] if len(site.stages) == 1 else None,
            "item": site.id,
            "place": site.place,
            "status": "reported",
            "text": site.name,
            "fields": f"{fields[:-1]}{rank}}}",
            "original": site.original,
            "locator": site.locator,
            "note": site.note,
        }


def coordinates(
    cells: tuple[Cell, Cell], names: tuple[str, str], where: str, faults: list[Fault]
) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None where both are empty, or with a fault where they cannot be right."""
    if cells == ("", ""):
        return None
    before = len(faults)
    for cell, name, limit in zip(cells, names, LIMITS, strict=True):
        if cell == "":
            faults.append(fault("required_cell", where, column=name))
        elif not isinstance(cell, float) or not isfinite(cell) or abs(cell) > limit:
            allowed = f"degrees, -{limit} to {limit}; latitude before longitude"
            faults.append(fault("bad_cell", where, column=name, found=text_of_cell(cell)[:80], allowed=allowed))
    if cells == (0.0, 0.0):
        faults.append(fault("bad_cell", where, column=", ".join(names), found="0, 0", allowed="not 0, 0"))
    latitude, longitude = cells
    if len(faults) > before or not isinstance(latitude, float) or not isinstance(longitude, float):
        return None
    return latitude, longitude


def from_centre_km(place: str, latitude: float, longitude: float) -> float | None:
    """Kilometres from the point where a map shows a place; None where it has no such point.

    >>> round(from_centre_km("JP", 36.7, 138.0))
    0
    """
    centre = _centres().get(place)
    return None if centre is None else 2 * EARTH_KM * asin(min(1.0, dist(centre, _unit(latitude, longitude)) / 2))


def nearer_exchanged(place: str, latitude: float, longitude: float) -> bool:
    """Whether a point would be nearer to the centre of its place with latitude and longitude exchanged.

    True of a few sites of any file, and of most where two columns were exchanged.
    """
    centre = _centres().get(place)
    if centre is None or abs(longitude) > LIMITS[0]:
        return False
    return dist(centre, _unit(longitude, latitude)) < dist(centre, _unit(latitude, longitude))


def nearest_other(place: str, latitude: float, longitude: float) -> str | None:
    """The place whose centre is nearest to a point, if it is another one."""
    codes, centres = _every_centre()
    nearest = codes[int(((centres - _unit(latitude, longitude)) ** 2).sum(axis=1).argmin())]
    return nearest if nearest != place else None


@cache
def _every_centre() -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
    return tuple(_centres()), np.array(list(_centres().values()))


@cache
def _centres() -> dict[str, tuple[float, float, float]]:
    """The centres of all places that have one, on a sphere of radius 1."""
    return {
        code: _unit(place.lat, place.lon)
        for code, place in places().items()
        if place.lat is not None and place.lon is not None
    }


def _unit(latitude: float, longitude: float) -> tuple[float, float, float]:
    north, east = radians(latitude), radians(longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)
