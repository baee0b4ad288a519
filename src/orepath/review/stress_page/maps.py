"""The map: who imposes, who is struck, and who could fill the gap."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from orepath.review.charts.draw import INK, MUTED, PAPER
from orepath.review.charts.measuring import length
from orepath.review.charts.world import LAND, land
from orepath.review.stress_page.axes import legend
from orepath.review.stress_page.drawing import FULL, NONE, TOGETHER, circle, lines, rect, shape, words
from orepath.review.stress_page.figures import amount, both, mass, of_case
from orepath.review.stress_page.said_result import merged
from orepath.review.stress_page.texts import say
from orepath.review.trace_page.frame import Frame
from orepath.stress.answer import Stressed
from orepath.stress.shock import ALL
from orepath.vocabulary.language import Lang, Text
from orepath.vocabulary.places import place_text, places

SOUTHERNMOST = -60.0
"""Degrees; south of it there is no place."""
SHAPE = 0.43
"""Height of the map over its width."""
RADII = 5.5
"""Width of the map in radii of the globe."""
EDGE = 180
"""Degrees east and west at which the map ends."""
ARCS = 14
"""Deliveries drawn, at most."""

Spot = tuple[float, float]


def project(lon: float, lat: float) -> Spot:
    """Where a point stands, in radii of the globe from the middle of the map.

    References
    ----------
    The Natural Earth projection: Savric, Jenny, Patterson, Petrovic and Hurni, "A Polynomial Equation for the Natural
    Earth Projection", Cartography and Geographic Information Science 38(4), 2011.
    """
    x, y = math.radians(lon), math.radians(lat)
    two = y * y
    four = two * two
    wide = 0.8707 - 0.131979 * two + four * (-0.013791 + four * (0.003971 * two - 0.001529 * four))
    high = 1.007226 + two * (0.015085 + four * (-0.044475 + 0.028874 * two - 0.005916 * four))
    return x * wide, -y * high


@cache
def _outlines() -> tuple[tuple[Spot, ...], ...]:
    """The coasts, projected."""
    found = []
    for feature in land()["features"]:
        for part in feature["geometry"]["coordinates"]:
            if max(at[1] for at in part[0]) > SOUTHERNMOST:
                rings = [piece for ring in part for piece in apart([(at[0], at[1]) for at in ring])]
                found += [tuple(project(*at) for at in ring) for ring in rings]
    return tuple(found)


def apart(ring: list[Spot]) -> list[list[Spot]]:
    """A coast in pieces none of which crosses the edge of the map (longitude 180).

    >>> apart([(170, 0), (-170, 0), (-170, 10)])
    [[(180, 5.0), (170, 0), (180, 0.0)], [(-180, 5.0), (-180, 0.0), (-170, 0), (-170, 10)]]
    """
    unrolled = [ring[0]]
    for lon, lat in ring[1:]:
        unrolled.append((lon + 360 * round((unrolled[-1][0] - lon) / 360), lat))
    if all(-EDGE <= lon <= EDGE for lon, _ in unrolled):
        return [ring]
    pieces = []
    for turn in (0, -360, 360):
        piece = [(lon + turn, lat) for lon, lat in unrolled]
        for side in (1, -1):
            piece = _clipped(piece, side)
        if piece:
            pieces.append(piece)
    return pieces


def _clipped(ring: list[Spot], side: int) -> list[Spot]:
    """What of a coast lies inside the eastern (1) or western (-1) edge."""
    found: list[Spot] = []
    for (lon, lat), (lon2, lat2) in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
        inside, inside2 = side * lon <= EDGE, side * lon2 <= EDGE
        if inside != inside2:
            part = (side * EDGE - lon) / (lon2 - lon)
            found.append((side * EDGE, lat + part * (lat2 - lat)))
        if inside2:
            found.append((lon2, lat2))
    return found


@dataclass(frozen=True)
class _Map:
    width: float

    @property
    def height(self) -> float:
        return SHAPE * self.width

    def at(self, spot: Spot) -> Spot:
        scale = self.width / RADII
        return self.width / 2 + scale * spot[0], 0.61 * self.height + scale * spot[1]

    def of(self, place: str) -> Spot | None:
        found = places().get(place)
        if found is None or found.lon is None or found.lat is None:
            return None
        return self.at(project(found.lon, found.lat))


def maps(found: Stressed, lang: Lang, frame: Frame) -> tuple[list[str], float]:
    """The parts of the map and its height; a place without a point stands in a line below."""
    sheet = _Map(frame.width)
    roles = _roles(found)
    entries = [(NONE, "imposer"), (TOGETHER, "struck"), (FULL, "filler")]
    parts, top = legend([(fill, say(f"{key}_mark").in_(lang)) for fill, key in entries], frame.width)
    drawn = [_land(sheet), *_arcs(found, sheet, lang)]
    taken: list[tuple[float, float, float, float]] = []
    off: list[Text] = []
    for place, role in roles.items():
        spot = sheet.of(place)
        if spot is None:
            off.append(say(f"{role}_told", place=place_text(place)))
            continue
        drawn.append(_point(spot, role, place, lang))
        drawn += _named(spot, place_text(place).in_(lang), sheet, taken)
    parts.append(f'<g transform="translate(0,{top:.1f})">{"".join(drawn)}</g>')
    bottom = top + sheet.height + 8
    for text in off:
        parts.append(words(0, bottom + 8, text.in_(lang), size=12, fill=MUTED, limit=frame.width))
        bottom += 18
    return parts, bottom + 6


def _roles(found: Stressed) -> dict[str, str]:
    """What each place is: an imposer (or an origin of closed transport), struck, or who fills; the first that holds."""
    shown: dict[str, str] = {}
    for shock in found.shocks:
        for place in (shock.imposer, *shock.origins):
            if place and place != ALL:
                shown.setdefault(place, "imposer")
    for place in (*found.parties, *(each for shock in found.shocks for each in shock.targets if each != ALL)):
        shown.setdefault(place, "struck")
    for part in (each for result in found.results for each in merged(result, "coordinated")):
        shown.setdefault(part.place, "filler")
    return shown


def _land(sheet: _Map) -> str:
    rings = []
    for ring in _outlines():
        spots = [sheet.at(spot) for spot in ring]
        rings.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in spots) + "Z")
    return shape("".join(rings), LAND)


def _arcs(found: Stressed, sheet: _Map, lang: Lang) -> list[str]:
    """Deliveries that fill a gap, the largest first; those of a place to itself are none."""
    every = [
        (part, result)
        for result in found.results
        for part in merged(result, "coordinated")
        if part.place != result.party and sheet.of(part.place) and sheet.of(result.party)
    ]
    every.sort(key=lambda pair: (-pair[0].mass_t / pair[1].baseline_t, pair[0].place, pair[1].party))
    parts = []
    for part, result in every[:ARCS]:
        start, end = sheet.of(part.place), sheet.of(result.party)
        if start is None or end is None:
            continue
        shown = both(mass, amount(part.mass_t, coarse=of_case(result, "coordinated").step))
        values = {"place": place_text(part.place), "party": place_text(result.party), "mass": shown}
        width = 1.2 + 4.0 * min(part.mass_t / result.baseline_t * 5, 1.0)
        parts.append(_arc(start, end, width, say("arc_told", **values).in_(lang)))
    return parts


def _arc(start: Spot, end: Spot, width: float, told: str) -> str:
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - 0.18 * math.dist(start, end))
    points = []
    for number in range(17):
        t = number / 16
        points.append(
            tuple((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c for a, b, c in zip(start, middle, end, strict=True))
        )
    return lines([(x, y) for x, y in points], FULL, width, say=told)


def _point(spot: Spot, role: str, place: str, lang: Lang) -> str:
    """A square for who imposes, circles for the rest: told apart without colour too."""
    told = say(f"{role}_told", place=place_text(place)).in_(lang)
    if role == "imposer":
        return rect(spot[0] - 7, spot[1] - 7, 14, 14, PAPER) + rect(spot[0] - 5.5, spot[1] - 5.5, 11, 11, NONE, told)
    fill, radius = (TOGETHER, 7.0) if role == "struck" else (FULL, 5.0)
    return circle(*spot, radius, fill, told)


def _named(spot: Spot, name: str, sheet: _Map, taken: list[tuple[float, float, float, float]]) -> list[str]:
    """A name where it meets no other: right, left, above, below; none where it would."""
    wide = length(name, 12)
    for dx, dy, anchor in ((11.0, 0.0, "start"), (-11.0, 0.0, "end"), (0.0, -15.0, "middle"), (0.0, 15.0, "middle")):
        x, y = spot[0] + dx, spot[1] + dy
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = (left, left + wide, y - 7, y + 7)
        free = all(box[1] < b[0] or b[1] < box[0] or box[3] < b[2] or b[3] < box[2] for b in taken)
        if left >= 0 and left + wide <= sheet.width and free:
            taken.append(box)
            return [words(x, y, name, anchor, 12, INK, bold=True, rim=True)]  # type: ignore[arg-type]
    return []
