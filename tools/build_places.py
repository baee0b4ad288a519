"""Compile the table of places and the outline of the land.

Run as ``python tools/build_places.py SHARED_DATA``. Codes: ISO 3166-1 (codes/country-codes.csv). Points: the area
centroid of each place's largest polygon in Natural Earth 1:50m (map/countries-50m.json, public domain). Land: the
dissolved land polygon of Natural Earth 1:110m, which holds no border.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src" / "orepath"
# places without a polygon at 1:50m: the point is the centre of the territory as maps give it, to whole degrees
POINTS_BY_HAND = {
    "TV": (-8, 179),
    "XK": (43, 21),
    "GI": (36, -5),
    "BQ": (12, -68),
    "CC": (-12, 97),
    "CX": (-10, 106),
    "GF": (4, -53),
    "GP": (16, -62),
    "MQ": (15, -61),
    "RE": (-21, 56),
    "YT": (-13, 45),
    "SJ": (78, 16),
    "TK": (-9, -172),
    "UM": (19, 167),
    "BV": (-54, 3),
}
# user-assigned codes (ISO 3166-1) of the made-up economies of examples and tests, set in the ocean
MADE_UP = (("XA", "XXA", "", 10, -30), ("XB", "XXB", "", -10, -20), ("XC", "XXC", "", 20, -40))


def rings(topology: dict, geometry: dict) -> list[list[tuple[float, float]]]:
    """The outer rings of a geometry, as longitude and latitude."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(number: int) -> list[tuple[float, float]]:
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        return points if number >= 0 else points[::-1]

    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    return [[point for number in polygon[0] for point in arc(number)] for polygon in polygons]


def unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ring with longitudes that never jump by more than half a turn."""
    out = ring[:1]
    for x, y in ring[1:]:
        out.append((x - 360 * round((x - out[-1][0]) / 360), y))
    return out


def centroid(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Area, latitude and longitude of the centroid of a ring (shoelace formula); a ring may cross the antimeridian."""
    ring = unwrapped(ring)
    area = lon = lat = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, lon, lat = area + cross, lon + (x0 + x1) * cross, lat + (y0 + y1) * cross
    if area == 0:
        return 0.0, ring[0][1], ring[0][0]
    return abs(area) / 2, lat / (3 * area), (lon / (3 * area) + 180) % 360 - 180


def main(shared: Path) -> None:
    """Write ``vocabulary/places.csv`` and ``review/land.json``."""
    fine = json.loads((shared / "map/countries-50m.json").read_text())
    points: dict[str, tuple[float, float, float]] = {}
    for geometry in fine["objects"]["countries"]["geometries"]:
        best = max((centroid(ring) for ring in rings(fine, geometry)), default=None)
        code = geometry.get("id")
        if best and code and best[0] > points.get(code, (0.0,))[0]:
            points[code] = best
    out = []
    with (shared / "codes/country-codes.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            alpha2, numeric = row["ISO3166-1-Alpha-2"], row["ISO3166-1-numeric"].zfill(3)
            if not alpha2 or not row["ISO3166-1-Alpha-3"]:
                continue
            _, lat, lon = points.get(numeric, (0, *POINTS_BY_HAND.get(alpha2, (None, None))))
            out.append(
                (
                    alpha2,
                    row["ISO3166-1-Alpha-3"],
                    numeric,
                    "" if lat is None else round(lat, 1),
                    "" if lon is None else round(lon, 1),
                )
            )
    if "XK" not in {row[0] for row in out}:
        out.append(("XK", "XKX", "", *POINTS_BY_HAND["XK"]))
    with (PACKAGE / "vocabulary/places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("alpha2", "alpha3", "numeric", "lat", "lon"))
        writer.writerows([*sorted(out), *MADE_UP])
    coarse = json.loads((shared / "map/countries-110m.json").read_text())
    land = coarse["objects"]["land"].get("geometries", [coarse["objects"]["land"]])
    polygons = [[[round(x, 1), round(y, 1)] for x, y in ring] for geometry in land for ring in rings(coarse, geometry)]
    outline = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in polygons]},
            }
        ],
    }
    (PACKAGE / "review/land.json").write_text(json.dumps(outline, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
