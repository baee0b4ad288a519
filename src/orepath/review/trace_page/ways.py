"""The picture of the ways: from the mine through the last plant and the last exporter to the place."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orepath.network.network import UNKNOWN
from orepath.review.charts.draw import INK, MUTED
from orepath.review.trace_page.bundles import Mark
from orepath.review.trace_page.colours import OTHER, SPECIAL, fills
from orepath.review.trace_page.figures import whole
from orepath.review.trace_page.frame import Frame
from orepath.review.trace_page.legs import Leg, Legs, columns
from orepath.review.trace_page.marks import HATCH, mark, words
from orepath.review.trace_page.texts import say, short
from orepath.vocabulary.language import Lang
from orepath.vocabulary.places import place_text

NAMED, NAMED_NARROW = 7, 5  # places drawn by name in a column, at most
DRAWN = 0.015  # share from which a place is drawn by name
THINNEST = 0.001  # share from which a ribbon is drawn
BAR, GAP, HEIGHT = 12.0, 5.0, 340.0
HEADINGS = ("mined_in", "refined_in", "shipped_by")


@dataclass
class _Stop:
    """A box of a column: where it stands, and how much of its sides ribbons have taken so far."""

    label: str
    share: float
    x: float
    top: float
    height: float
    left: float = 0.0
    right: float = 0.0


def ways(found: Legs, to: str, lang: Lang, frame: Frame) -> tuple[list[Mark], float]:
    """The marks of the picture and their height. `unknown` stands first in every column."""
    named = NAMED_NARROW if frame.narrow else NAMED
    sums = columns(found.made, found.shipped)
    shown = [_shown(column, named) for column in sums]
    halves = [_merged(found.made, shown[0], shown[1]), _merged(found.shipped, shown[1], shown[2])]
    if not frame.narrow:
        halves.append({(label, to): share for label, share in columns(*halves)[-1].items()})
    colour = fills(sums, to)
    stops = _placed(columns(*halves), frame)
    marks = [*_ribbons(halves, stops, colour, to, lang)]
    last = len(stops) - 1
    for number, column in enumerate(stops):
        for stop in column:
            marks.append(_bar(stop, colour[stop.label]))
            arrived = number == last and not frame.narrow
            marks += _arrived(stop, lang) if arrived else _named(stop, number, lang, frame)
    marks += _headings(stops, lang, frame)
    return marks, max(stop.top + stop.height for column in stops for stop in column) + 8


def _shown(column: Mapping[str, float], named: int) -> set[str]:
    """The labels of a column drawn by themselves."""
    places = sorted((label for label in column if label not in SPECIAL), key=lambda at: (-column[at], at))
    return {*(label for label in column if label in SPECIAL), *(p for p in places[:named] if column[p] >= DRAWN)}


def _merged(leg: Leg, first: set[str], second: set[str]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = defaultdict(float)
    for (one, other), share in leg.items():
        found[one if one in first else OTHER, other if other in second else OTHER] += share
    return dict(found)


def _order(column: Mapping[str, float]) -> list[str]:
    rank = {UNKNOWN: 0, OTHER: 3}
    return sorted(column, key=lambda at: (rank.get(at, 2 if at in SPECIAL else 1), -column[at], at))


def _placed(sums: Sequence[Mapping[str, float]], frame: Frame) -> list[list[_Stop]]:
    """The boxes, far enough from each other that their names can be read."""
    pitch, right = (29.0, 104.0) if frame.narrow else (17.0, 112.0)
    left = 0.0 if frame.narrow else 146.0
    room = frame.width - left - right - BAR
    scale = min((HEIGHT - GAP * (len(column) - 1)) / math.fsum(column.values()) for column in sums)
    found = []
    for number, column in enumerate(sums):
        top = 34.0
        stops: list[_Stop] = []
        for label in _order(column):
            height = max(column[label] * scale, 1.0)
            if stops:
                before = stops[-1]
                top = before.top + before.height + max(GAP, pitch - (before.height + height) / 2)
            else:
                top += max(0.0, (pitch - height) / 2)
            x = left + room * number / (len(sums) - 1)
            stops.append(_Stop(label, column[label], x, top, height))
        found.append(stops)
    return found


def _ribbons(
    halves: Sequence[Leg], stops: Sequence[Sequence[_Stop]], colour: Mapping[str, str], to: str, lang: Lang
) -> list[Mark]:
    found = []
    for number, half in enumerate(halves):
        sources = {stop.label: stop for stop in stops[number]}
        targets = {stop.label: stop for stop in stops[number + 1]}
        for one, other in sorted(half, key=lambda pair: (sources[pair[0]].top, targets[pair[1]].top)):
            source, target, share = sources[one], targets[other], half[one, other]
            if share < THINNEST:
                continue
            width = share / source.share * source.height if source.share else 0.0
            path = _path(source, target, width)
            source.right += width
            target.left += width
            text = say(
                f"way_{number + 1}", source=short(one), target=short(other), to=place_text(to), share=whole(share, lang)
            )
            opacity = 0.75 if colour[one] == HATCH else 0.42
            found.append(mark("path", text.in_(lang), path=path, fill=colour[one], fillOpacity=opacity))
    return found


def _path(source: _Stop, target: _Stop, width: float) -> str:
    x0, x1 = source.x + BAR, target.x
    y0, y1 = source.top + source.right, target.top + target.left
    middle = (x0 + x1) / 2
    return (
        f"M{x0:.1f},{y0:.1f}C{middle:.1f},{y0:.1f} {middle:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
        f"L{x1:.1f},{y1 + width:.1f}C{middle:.1f},{y1 + width:.1f} {middle:.1f},{y0 + width:.1f} "
        f"{x0:.1f},{y0 + width:.1f}Z"
    )


def _bar(stop: _Stop, fill: str) -> Mark:
    rim: dict[str, Any] = {"stroke": MUTED, "strokeWidth": 0.5}
    return mark("rect", x=stop.x, y=stop.top, width=BAR, height=stop.height, fill=fill, **rim)


def _named(stop: _Stop, number: int, lang: Lang, frame: Frame) -> list[Mark]:
    middle = stop.top + stop.height / 2
    name, share = short(stop.label).in_(lang), whole(stop.share, lang)
    bold = stop.label == UNKNOWN
    if frame.narrow:
        x = stop.x + BAR + 4
        return [
            *words(x, middle - 6.5, name, size=11, bold=bold, limit=100, rim=True),
            *words(x, middle + 6.5, share, size=11, bold=bold, rim=True),
        ]
    if number == 0:
        return words(stop.x - 7, middle, f"{name} {share}", "right", bold=bold, limit=146, rim=True)
    return words(stop.x + BAR + 7, middle, f"{name} {share}", bold=bold, limit=180, rim=True)


def _arrived(stop: _Stop, lang: Lang) -> list[Mark]:
    return words(stop.x + BAR + 7, stop.top + stop.height / 2, place_text(stop.label).in_(lang), bold=True, limit=106)


def _headings(stops: Sequence[Sequence[_Stop]], lang: Lang, frame: Frame) -> list[Mark]:
    found = []
    for number, column in enumerate(stops[:3]):
        x, text = column[0].x, say(HEADINGS[number]).in_(lang)
        if frame.narrow:
            found += words(x, 10, text, size=11, fill=INK, bold=True, limit=116)
        elif number == 0:
            found += words(x + BAR, 10, text, "right", fill=INK, bold=True)
        else:
            found += words(x, 10, text, fill=INK, bold=True)
    return found
