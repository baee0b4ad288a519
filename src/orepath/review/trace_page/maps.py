"""Two maps on one scale: who shipped what arrived last, and where it was mined."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from orepath.network.network import RECYCLED, UNKNOWN
from orepath.review.charts.draw import FONT, INK, MUTED, PAPER
from orepath.review.charts.measuring import length
from orepath.review.charts.world import LAND, land
from orepath.review.trace_page.bundles import Mark
from orepath.review.trace_page.figures import whole
from orepath.review.trace_page.frame import Frame
from orepath.review.trace_page.marks import BORDER, HATCH, ORIGIN, mark, words
from orepath.review.trace_page.texts import say, short
from orepath.tracing.answer import DOMESTIC, Share, Trace, Views
from orepath.vocabulary.language import Lang
from orepath.vocabulary.places import places

LARGEST = 24.0  # radius of the largest bubble, in pixels
LABELLED, WORTH_A_LABEL = 5, 0.04  # bubbles with a name, at most, and the share from which one may have it
HEAD, BELOW = 26.0, 58.0  # room above the map, and below it for what is on no map
SHAPE = 0.425  # height of a map over its width, cut below the southernmost places
SOUTHERNMOST = -60.0  # degrees; south of it there is no place
WIDTH_IN_RADII = 5.5  # width of a map in radii of the globe


@dataclass(frozen=True)
class _Panel:
    view: str
    fill: str
    shares: tuple[Share, ...]
    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        return SHAPE * self.width


def maps(trace: Trace, views: Views, lang: Lang, frame: Frame) -> tuple[list[Mark], float, dict[str, Any]]:
    """The marks of both maps, their height, and what else the drawing needs. Bubbles are in proportion by area."""
    gap = 28.0
    width = frame.width if frame.narrow else (frame.width - gap) / 2
    high = HEAD + SHAPE * width + BELOW
    second = (0.0, high + 14) if frame.narrow else (width + gap, 0.0)
    panels = [
        _Panel("border", BORDER, views.border, 0.0, 0.0, width),
        _Panel("origin", ORIGIN, views.origin, *second, width),
    ]
    most = max((share.mid for panel in panels for share in panel.shares), default=1.0)
    marks = [each for panel in panels for each in _panel(panel, trace.to, most, lang)]
    data = [_land(), *(_points(panel, trace.to, most, lang) for panel in panels)]
    return marks, second[1] + high, {"data": data, "projections": [_projection(panel) for panel in panels]}


def _land() -> dict[str, Any]:
    """The land, without what lies south of all places."""
    features = []
    for feature in land()["features"]:
        parts = [part for part in feature["geometry"]["coordinates"] if max(at[1] for at in part[0]) > SOUTHERNMOST]
        features.append({**feature, "geometry": {**feature["geometry"], "coordinates": parts}})
    return {"name": "land", "values": features}


def _projection(panel: _Panel) -> dict[str, Any]:
    centre = [panel.x + panel.width / 2, panel.y + HEAD + 0.6 * panel.height]
    scale = panel.width / WIDTH_IN_RADII
    return {"name": panel.view, "type": "naturalEarth1", "scale": scale, "translate": centre}


def _panel(panel: _Panel, to: str, most: float, lang: Lang) -> list[Mark]:
    earth = {
        "type": "shape",
        "aria": False,
        "from": {"data": "land"},
        "encode": {"enter": {"fill": {"value": LAND}}},
        "transform": [{"type": "geoshape", "projection": panel.view}],
    }
    heading = words(panel.x, panel.y + 10, say(f"{panel.view}_view").in_(lang), size=13, bold=True)
    bubbles = _each(
        "symbol", panel, fill=panel.fill, fillOpacity=0.74, stroke=PAPER, strokeWidth=1, fields=("size", "description")
    )
    named: dict[str, Any] = {"font": FONT, "fontSize": 12, "fontWeight": "bold", "baseline": "middle", "fill": INK}
    placed = ("text", "dx", "dy", "align")
    rim = _each("text", panel, **named, stroke=PAPER, strokeWidth=3.5, strokeJoin="round", fields=placed)
    names = _each("text", panel, **named, fields=placed)
    return [earth, *heading, bubbles, rim, names, *_off_the_map(panel, to, most, lang)]


def _each(kind: str, panel: _Panel, fields: Sequence[str], **values: object) -> Mark:
    """A mark at each point of a panel's map."""
    enter: dict[str, Any] = {key: {"value": value} for key, value in values.items()}
    enter |= {field: {"field": field} for field in ("x", "y", *fields)}
    data = {"data": f"{panel.view}-points"}
    return {"type": kind, "aria": kind == "symbol", "from": data, "encode": {"enter": enter}}


def _points(panel: _Panel, to: str, most: float, lang: Lang) -> dict[str, Any]:
    rows = []
    shown = _on_the_map(panel, to)
    bubbles = {place: _round(_spot(place, panel), LARGEST * math.sqrt(share / most)) for place, share in shown}
    names: list[_Box] = []
    for place, share in shown:
        radius = LARGEST * math.sqrt(share / most)
        text = f"{short(place).in_(lang)} {whole(share, lang)}"
        taken = [*names, *(box for other, box in bubbles.items() if other != place)]
        worth = share >= WORTH_A_LABEL and len(names) < LABELLED
        label = _label(text, _spot(place, panel), radius, panel, taken) if worth else None
        if label:
            names.append(label[1])
        rows.append(
            {
                "lon": places()[place].lon,
                "lat": places()[place].lat,
                "size": round(math.pi * radius**2, 2),
                "description": say(f"{panel.view}_point", place=short(place), share=whole(share, lang)).in_(lang),
                "text": text if label else "",
                **(label[0] if label else {"dx": 0, "dy": 0, "align": "center"}),
            }
        )
    project = {"type": "geopoint", "projection": panel.view, "fields": ["lon", "lat"], "as": ["x", "y"]}
    return {"name": f"{panel.view}-points", "values": rows, "transform": [project]}


def _on_the_map(panel: _Panel, to: str) -> list[tuple[str, float]]:
    """The places that have a point, the largest share first; own extraction stands at the place itself."""
    shown = [(to if share.place == DOMESTIC else share.place, share.mid) for share in panel.shares]
    known = places()
    found = [(place, mid) for place, mid in shown if mid > 0 and place in known and known[place].lat is not None]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


_Box = tuple[float, float, float, float]
"""Left, right, top and bottom."""


def _spot(place: str, panel: _Panel) -> tuple[float, float]:
    """Where a place stands from the middle of the map, about.

    References
    ----------
    Leading terms of the Natural Earth projection: Savric, Jenny, Patterson, Petrovic and Hurni, "A Polynomial Equation
    for the Natural Earth Projection", Cartography and Geographic Information Science 38(4), 2011.
    """
    found = places()[place]
    lon, lat = math.radians(found.lon or 0.0), math.radians(found.lat or 0.0)
    scale = panel.width / WIDTH_IN_RADII
    return scale * lon * (0.8707 - 0.131979 * lat**2), -scale * lat * (1.007226 + 0.015085 * lat**2)


def _round(spot: tuple[float, float], radius: float) -> _Box:
    """The box that a bubble fills."""
    inner = 0.85 * radius
    return spot[0] - inner, spot[0] + inner, spot[1] - inner, spot[1] + inner


def _label(
    name: str, spot: tuple[float, float], radius: float, panel: _Panel, taken: Sequence[_Box]
) -> tuple[dict[str, Any], _Box] | None:
    """Where a name meets no other name and no other bubble: above, below, right, left, across; None for nowhere."""
    wide, half = length(name, 12), panel.width / 2
    for align, dx, dy in (
        ("center", 0.0, -radius - 8),
        ("center", 0.0, radius + 8),
        ("left", radius + 5, 0.0),
        ("right", -radius - 5, 0.0),
        ("center", 0.0, 0.0),
    ):
        left = spot[0] + dx - {"center": wide / 2, "right": wide, "left": 0.0}[align]
        box = (left, left + wide, spot[1] + dy - 7, spot[1] + dy + 7)
        if left >= -half and left + wide <= half and not any(_meet(box, other) for other in taken):
            return {"dx": round(dx, 1), "dy": round(dy, 1), "align": align}, box
    return None


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _off_the_map(panel: _Panel, to: str, most: float, lang: Lang) -> list[Mark]:
    """Bubbles below the map for what has no place on it: `unknown` first."""
    drawn = {place for place, _ in _on_the_map(panel, to)}
    rank = {UNKNOWN: 0, RECYCLED: 1}
    rest = [(share.place, share.mid) for share in panel.shares if share.place not in (*drawn, DOMESTIC)]
    y, x, found = panel.y + HEAD + panel.height + BELOW / 2, panel.x, []
    for place, share in sorted(rest, key=lambda pair: (rank.get(pair[0], 2), pair[0])):
        if share <= 0 and place != UNKNOWN:
            continue
        radius = LARGEST * math.sqrt(share / most)
        text = f"{short(place).in_(lang)} {whole(share, lang)}"
        said = say(f"{panel.view}_point", place=short(place), share=whole(share, lang)).in_(lang)
        fill = HATCH if place == UNKNOWN else panel.fill
        size = math.pi * radius**2
        if size > 0:
            found.append(mark("symbol", said, x=x + radius, y=y, size=size, fill=fill, stroke=MUTED, strokeWidth=0.7))
        found += words(x + 2 * radius + 6, y, text, size=12, bold=place == UNKNOWN)
        x += 2 * radius + 26 + 1.08 * length(text, 12)
    return found
