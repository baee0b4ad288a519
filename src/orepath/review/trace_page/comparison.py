"""The picture of hidden dependence: each place's share at the border and at the origin, with ranges, on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from orepath.network.network import UNKNOWN
from orepath.review.charts.draw import INK, MUTED, PAPER, REST
from orepath.review.charts.measuring import length
from orepath.review.trace_page.bundles import Mark
from orepath.review.trace_page.figures import percent, ranged, signed
from orepath.review.trace_page.frame import Frame
from orepath.review.trace_page.marks import BORDER, HATCH, LINE, ORIGIN, REFINED, mark, rule, words
from orepath.review.trace_page.sides import Side
from orepath.review.trace_page.texts import say
from orepath.tracing.answer import Share
from orepath.vocabulary.language import Lang


@dataclass(frozen=True)
class _Scale:
    """Where shares stand: `left` to `right` pixels are 0 to `most`."""

    left: float
    right: float
    most: float

    def at(self, share: float) -> float:
        return self.left + (self.right - self.left) * share / self.most


def comparison(sides: Sequence[Side], lang: Lang, frame: Frame) -> tuple[list[Mark], float]:
    """The marks of the picture and their height: a row a place, `unknown` first, the border above the origin."""
    most = max((each.high for side in sides for each in (side.border, side.origin) if each), default=1.0)
    most = max(most, *(side.processor.mid for side in sides if side.processor), 0.0)
    most = min(1.0, math.ceil(max(most, 0.05) * 20) / 20)
    scale = _Scale(8.0, frame.width - 16, most) if frame.narrow else _Scale(196.0, frame.width - 120, most)
    step, top = (54.0, 62.0) if frame.narrow else (38.0, 44.0)
    height = top + step * len(sides)
    marks = [*_legend(lang, frame), *_grid(scale, top, height, lang)]
    for number, side in enumerate(sides):
        marks += _row(side, top + step * number, step, scale, lang, frame)
    return [*marks, *_difference_heading(lang, frame)], height + 24


def _legend(lang: Lang, frame: Frame) -> list[Mark]:
    x, y = 4.0, 10.0
    found: list[Mark] = []
    for view, fill in (("border", BORDER), ("processor", REFINED), ("origin", ORIGIN)):
        text = say(f"{view}_view").in_(lang)
        if x > 4 and x + 14 + length(text, 12) > frame.width:
            x, y = 4.0, y + LINE
        found += [_shape(x + 4, y, fill, view), *words(x + 14, y, text, fill=INK)]
        x += 26 + length(text, 12)
    return found


def _grid(scale: _Scale, top: float, bottom: float, lang: Lang) -> list[Mark]:
    found = []
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25) if scale.most / step <= 6)
    for number in range(int(scale.most / step + 1e-9) + 1):
        x = scale.at(number * step)
        found.append(rule(x, top - 4, x, bottom))
        found += words(x, bottom + 12, percent(number * step, lang, 0) + "%", "center", 11, MUTED)
    return found


def _difference_heading(lang: Lang, frame: Frame) -> list[Mark]:
    if frame.narrow:
        return words(frame.width, 46, say("difference_short").in_(lang), "right", 11, MUTED)
    return words(frame.width, 29, say("difference_short").in_(lang), "right", 12, MUTED)


def _row(side: Side, top: float, step: float, scale: _Scale, lang: Lang, frame: Frame) -> list[Mark]:
    marks: list[Mark] = []
    unknown = side.place == UNKNOWN
    middle = top + (step / 2 if not frame.narrow else step / 2 + 8)
    if unknown:
        marks.append(mark("rect", x=0.0, y=top, width=frame.width, height=step - 2, fill=HATCH, fillOpacity=0.3))
    name, bold = side.short.in_(lang), unknown
    if frame.narrow:
        marks += words(2, top + 10, name, size=12, bold=bold, limit=frame.width - 110, rim=unknown)
    else:
        marks += words(0, middle, name, size=13, bold=bold, limit=184, rim=unknown)
    ends = [scale.at(each.mid) if each else scale.at(0.0) for each in (side.border, side.origin)]
    up, down = middle - 7, middle + 7
    marks.append(rule(ends[0], up, ends[1], down, MUTED, 1.2))
    for each, x, y, view, fill in zip((side.border, side.origin), ends, (up, down), VIEWS, FILLS, strict=True):
        marks += _point(each, x, y, view, fill, side, scale, lang)
    if side.processor and side.processor.mid > 0:
        text = say("processor_point", place=side.name, share=ranged(side.processor, lang)).in_(lang)
        marks.append(_shape(scale.at(min(side.processor.mid, scale.most)), middle, REFINED, "processor", text))
    if side.hidden:
        shown = signed(side.hidden.mid, lang)
        y = top + 10 if frame.narrow else middle
        marks += words(frame.width, y, shown, "right", 13, INK, abs(side.hidden.mid) >= 0.05, rim=unknown)
    return marks


VIEWS, FILLS = ("border", "origin"), (BORDER, ORIGIN)


def _point(
    each: Share | None, x: float, y: float, view: str, fill: str, side: Side, scale: _Scale, lang: Lang
) -> list[Mark]:
    if each is None:
        return [mark("symbol", x=x, y=y, shape="stroke", size=30, stroke=REST, strokeWidth=1.5)]
    low, high = scale.at(each.low), scale.at(min(each.high, scale.most))
    text = say(f"{view}_point", place=side.name, share=ranged(each, lang)).in_(lang)
    bar = mark("rect", x=low, y=y - 2.5, width=max(high - low, 0.5), height=5.0, fill=fill, fillOpacity=0.36)
    return [bar, _shape(x, y, fill, view, text)]


def _shape(x: float, y: float, fill: str, view: str, text: str = "") -> Mark:
    """A hollow square for the border, a full circle for the origin: told apart without colour too."""
    if view == "border":
        return mark("symbol", text, x=x, y=y, shape="square", size=66, fill=PAPER, stroke=fill, strokeWidth=2.2)
    if view == "processor":
        return mark("symbol", text, x=x, y=y, shape="diamond", size=52, fill=fill, stroke=PAPER, strokeWidth=1)
    return mark("symbol", text, x=x, y=y, shape="circle", size=88, fill=fill, stroke=PAPER, strokeWidth=1)
