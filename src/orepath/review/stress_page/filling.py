"""The picture of who fills the gap if the Parties act together: sources on the left, Parties on the right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from orepath.review.charts.draw import INK, MUTED, REST
from orepath.review.stress_page.drawing import STOCK, TOGETHER, rect, shape, words
from orepath.review.stress_page.figures import Amount, alike, amount, both, mass, of_case
from orepath.review.stress_page.said_result import goods_text, merged
from orepath.review.stress_page.texts import say
from orepath.review.trace_page.frame import Frame
from orepath.stress.answer import Filling, Result
from orepath.stress.words import word
from orepath.vocabulary.language import Lang, Text
from orepath.vocabulary.places import place_text

KIND_FILLS = {
    "partner": TOGETHER,
    "own_idle": "#3d8168",
    "redirected": "#8a5a9e",
    "third": "#c8641b",
    "stock": STOCK,
}
NAMED = 9
"""Sources drawn by themselves; the rest of each Party stand together."""
BAR, GAP, HIGH = 12.0, 6.0, 300.0


@dataclass
class _Box:
    """A source or a Party: where it stands, and how much of it ribbons have taken so far."""

    top: float
    height: float
    taken: float = 0.0


@dataclass(frozen=True)
class _Ribbon:
    source: tuple[str, str, str]
    party: str
    mass_t: float


def filling(results: Sequence[Result], lang: Lang, frame: Frame) -> tuple[list[str], float]:
    """The parts of the picture and their height."""
    ribbons = _ribbons(results)
    sources: dict[tuple[str, str, str], float] = {}
    parties: dict[str, float] = {}
    for each in ribbons:
        sources[each.source] = sources.get(each.source, 0.0) + each.mass_t
        parties[each.party] = parties.get(each.party, 0.0) + each.mass_t
    ranked = dict(sorted(sources.items(), key=lambda pair: (pair[0][0] == "", -pair[1], pair[0])))
    total = math.fsum(parties.values())
    scale = max(HIGH - GAP * len(ranked), 60.0) / total if total > 0 else 0.0
    pitch = 34.0
    left, right = _placed(ranked, scale, pitch), _placed(parties, scale, 34.0)
    x0, x1 = (0.0, frame.width - 118) if frame.narrow else (280.0, frame.width - 176)
    steps = {each.party: of_case(each, "coordinated") for each in results}
    parts = [_drawn(each, left, right, (x0, x1), scale, steps[each.party], lang) for each in ribbons]
    for key, box in left.items():
        parts.append(rect(x0, box.top, BAR, max(box.height, 1), _fill(key)))
        parts += _source(key, ranked[key], box, x0, lang, frame, next(iter(steps.values())))
    for party, box in right.items():
        parts.append(rect(x1, box.top, BAR, max(box.height, 1), INK))
        got = parties[party]
        shown = both(mass, Amount(got, got, got, alike(got, steps[party]))).in_(lang)
        middle = box.top + box.height / 2
        parts.append(
            words(x1 + BAR + 6, middle - 8, place_text(party).in_(lang), bold=True, limit=98 if frame.narrow else 156)
        )
        parts.append(words(x1 + BAR + 6, middle + 8, shown, size=11, fill=MUTED))
    return parts, max(box.top + box.height for box in (*left.values(), *right.values())) + 10 if left else 20.0


def _ribbons(results: Sequence[Result]) -> list[_Ribbon]:
    every = [(each.party, part) for each in results for part in merged(each, "coordinated")]
    sums: dict[tuple[str, str, str], float] = {}
    for _, part in every:
        sums[_key(part)] = sums.get(_key(part), 0.0) + part.mass_t
    named = set(sorted(sums, key=lambda key: (-sums[key], key))[:NAMED])
    found: dict[tuple[tuple[str, str, str], str], float] = {}
    for party, part in every:
        key = _key(part) if _key(part) in named else ("", "", "")
        found[key, party] = found.get((key, party), 0.0) + part.mass_t
    return [_Ribbon(key, party, mass_t) for (key, party), mass_t in found.items()]


def _key(part: Filling) -> tuple[str, str, str]:
    return part.place, part.kind, part.stage


def _placed(sizes: dict[tuple[str, str, str], float] | dict[str, float], scale: float, pitch: float) -> dict:  # type: ignore[type-arg]
    top, found = 8.0, {}
    for key, size in sizes.items():
        height = size * scale
        room = max(height, pitch)
        found[key] = _Box(top + (room - height) / 2, height)
        top += room + GAP
    return found


def _fill(key: tuple[str, str, str]) -> str:
    return KIND_FILLS.get(key[1], REST)


def _drawn(
    ribbon: _Ribbon,
    left: dict[tuple[str, str, str], _Box],
    right: dict[str, _Box],
    ends: tuple[float, float],
    scale: float,
    whole: Amount,
    lang: Lang,
) -> str:
    source, target, width = left[ribbon.source], right[ribbon.party], ribbon.mass_t * scale
    y0, y1 = source.top + source.taken, target.top + target.taken
    source.taken += width
    target.taken += width
    x0, x1 = ends[0] + BAR, ends[1]
    half = (x0 + x1) / 2
    path = (
        f"M{x0:.1f},{y0:.1f}C{half:.1f},{y0:.1f} {half:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
        f"L{x1:.1f},{y1 + width:.1f}C{half:.1f},{y1 + width:.1f} {half:.1f},{y0 + width:.1f} {x0:.1f},{y0 + width:.1f}Z"
    )
    shown = both(mass, amount(ribbon.mass_t, coarse=whole.step))
    told = say("ribbon_told", source=source_text(ribbon.source), party=place_text(ribbon.party), mass=shown)
    return shape(path, _fill(ribbon.source), told.in_(lang), 0.45)


def source_text(key: tuple[str, str, str]) -> Text:
    """Who fills: the place, how, and at which stage."""
    place, kind, stage = key
    if not place:
        return say("other_sources")
    return say("source", place=place_text(place), kind=word("kind", kind), stage=goods_text(stage))


def _source(
    key: tuple[str, str, str], size: float, box: _Box, x: float, lang: Lang, frame: Frame, whole: Amount
) -> list[str]:
    middle = box.top + box.height / 2
    shown = mass(amount(size, coarse=whole.step), lang)
    place, kind, stage = key
    name = place_text(place) if place else say("other_sources")
    how = say("way", kind=word("kind", kind), stage=goods_text(stage)).in_(lang) if place else ""
    first = f"{name.in_(lang)} {shown}"
    if frame.narrow:
        limit, x = frame.width - 150, x + BAR + 5
        return [
            words(x, middle - 7, first, bold=True, size=11, limit=limit, rim=True),
            words(x, middle + 7, how, size=11, limit=limit, rim=True),
        ]
    return [
        words(x - 8, middle - 8, first, "end", bold=True, limit=x - 8),
        words(x - 8, middle + 8, how, "end", 11, MUTED, limit=x - 8),
    ]
