"""Where a site lies: the countries somebody takes it to be in, and its point, read strictly."""

from __future__ import annotations

import re
from typing import Any

from orepath.errors import fault
from orepath.sources.darpa_minmod.candidates import candidate, resolved
from orepath.sources.darpa_minmod.dataset import SOURCE
from orepath.sources.darpa_minmod.entities import Entities
from orepath.sources.darpa_minmod.names import place_of
from orepath.sources.darpa_minmod.tally import Tally

NUMBER = r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
POINT = re.compile(rf"\s*POINT\s*\(\s*{NUMBER}\s+{NUMBER}\s*\)\s*", re.IGNORECASE | re.ASCII)
OTHER = re.compile(
    r"\s*(POINT\s*EMPTY|POINT\s*(Z|M|ZM)\b|LINESTRING|POLYGON|MULTI(POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\b.*",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
ALLOWED = "POINT (longitude latitude), or another geometry of well-known text"

Record = dict[str, Any]


def located(info: Record, where: str, entities: Entities, tally: Tally) -> tuple[list[str | None], Record]:
    """The places of a site, None alone where none is known, and what the fields of its statements show."""
    if not info:
        return [None], {}
    shown: Record = {}
    for key, kind in (("country", "country"), ("state_or_province", "state_or_province")):
        if said := info.get(key):
            shown[key] = [candidate(each, kind, entities, tally) for each in said]
    places = [_place(each, entities, tally) for each in info.get("country") or ()]
    known = list(dict.fromkeys(place for place in places if place))
    if len(known) > 1:
        tally.note("several_places")
    crs = info.get("crs")
    if crs:
        shown["crs"] = resolved(crs, "crs", entities)
    if text := info.get("location"):
        shown["location"] = text
        try:
            point = degrees(text, shown.get("crs"))
        except ValueError:
            at = f"{where}, location_info.location"
            tally.faults.append(fault("bad_cell", at, column="location", found=text[:80], allowed=ALLOWED))
            point = None
        if point:
            shown["latitude"], shown["longitude"] = point
            tally.note("points")
    return list(known) or [None], shown


def _place(country: Record, entities: Entities, tally: Tally) -> str | None:
    """The place of a country: of its entity where there is one, else of its name as observed."""
    observed = place_of(country.get("observed_name") or "")
    code = entities.find("country", country.get("normalized_uri"))
    place = place_of(code) if code else observed
    if place is None:
        tally.note("no_place", resolved(country, "country", entities))
    elif observed and observed != place:
        tally.note("contradicted", f"{country['observed_name']} / {place}")
    return place


def degrees(text: str, crs: str | None) -> tuple[float, float] | None:
    """Latitude and longitude of a point; None for another geometry, or a point that is not in degrees.

    Parameters
    ----------
    crs
        The name of its coordinate reference system; None where none is said, and degrees are taken.

    Raises
    ------
    ValueError
        Where the text is no geometry, or lies outside the globe.

    >>> degrees("POINT (-117.5 35.75)", None), degrees("POLYGON ((0 0, 1 0, 1 1, 0 0))", None)
    ((35.75, -117.5), None)
    """
    point = POINT.fullmatch(text)
    if not point:
        if OTHER.fullmatch(text):
            return None
        raise ValueError(text)
    if crs and crs not in SOURCE.raw["degrees"]:
        return None
    longitude, latitude = float(point[1]), float(point[2])
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError(text)
    return latitude, longitude
