"""Marks of a picture, and the SVG and PNG they become: each part says in words what it shows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Literal

import vl_convert

from orepath.review.charts.draw import FONT, INK, MUTED, PAPER, RULE, fonts, vega
from orepath.review.charts.measuring import cut, wrapped
from orepath.review.trace_page.bundles import Mark, bundled

Align = Literal["left", "center", "right"]

BORDER, REFINED, ORIGIN = "#1f4e79", "#6b7680", "#c8641b"
"""Fills of the views, in every picture that sets them side by side."""
HATCH = "#e3e6eb"
"""The fill that becomes hatching: nobody knows."""
LINE = 16.0
"""Height of a line of text in pixels."""
PIXELS = 2
"""Pixels of a PNG to one of the picture."""

_PATTERN = (
    '<pattern id="{id}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#eceef1"/><rect width="2.6" height="7" fill="#a3abb5"/></pattern>'
)


def mark(kind: str, say: str = "", **values: str | float | bool | list[int]) -> Mark:
    """A mark of one item; `say` is what it shows, in words, for who points at it or listens."""
    enter = {key: {"value": round(value, 2) if isinstance(value, float) else value} for key, value in values.items()}
    if say:
        enter["description"] = {"value": say}
    return {"type": kind, "aria": bool(say), "encode": {"enter": enter}}


def words(
    x: float,
    y: float,
    text: str,
    align: Align = "left",
    size: float = 12,
    fill: str = INK,
    bold: bool = False,
    limit: float = 0,
    rim: bool = False,
) -> list[Mark]:
    """A line of text, centred on `y`; with a pale `rim` it can be read on what lies below it."""
    shown = cut(text, limit, size) if limit else text
    values: dict[str, Any] = {"x": x, "y": y, "text": shown, "align": align, "baseline": "middle", "fill": fill}
    values |= {"font": FONT, "fontSize": size, "fontWeight": "bold" if bold else "normal"}
    line = mark("text", **values)
    below = mark("text", **values, stroke=PAPER, strokeWidth=3.5, strokeJoin="round", strokeOpacity=0.9)
    return [below, line] if rim else [line]


def rule(x: float, y: float, x2: float, y2: float, stroke: str = RULE, width: float = 1, dash: bool = False) -> Mark:
    """A straight line."""
    more: dict[str, Any] = {"strokeDash": [4, 3]} if dash else {}
    return mark("rule", x=x, y=y, x2=x2, y2=y2, stroke=stroke, strokeWidth=width, **more)


def moved(marks: Sequence[Mark], x: float, y: float) -> Mark:
    """Marks, set elsewhere."""
    place = {"x": {"value": round(x, 2)}, "y": {"value": round(y, 2)}}
    return {"type": "group", "aria": True, "encode": {"enter": place}, "marks": list(marks)}


def drawn(marks: Sequence[Mark], width: float, height: float, more: Mapping[str, Any] | None = None) -> str:
    """The SVG of some marks."""
    tables, parts = bundled(marks, count())
    spec = {"width": round(width), "height": round(height), "padding": 4, "background": PAPER, **(more or {})}
    return _hatched(vega({**spec, "data": [*spec.get("data", []), *tables], "marks": parts}))


def _hatched(svg: str) -> str:
    if HATCH not in svg:
        return svg
    name = "h" + hashlib.sha256(svg.encode()).hexdigest()[:8]
    start = svg.index(">") + 1
    pattern = f"<defs>{_PATTERN.format(id=name)}</defs>"
    return svg[:start] + pattern + svg[start:].replace(f'"{HATCH}"', f'"url(#{name})"')


def png(svg: str) -> bytes:
    """The picture in pixels, twice as many as it is wide."""
    fonts()
    return bytes(vl_convert.svg_to_png(svg, scale=PIXELS))


def headed(
    marks: Sequence[Mark], width: float, height: float, title: str, below: Sequence[str], foot: Sequence[str]
) -> tuple[list[Mark], float]:
    """Marks under a title and above notes, for a picture that stands by itself; and the height of all."""
    lines: list[Mark] = []
    y = LINE / 2
    for text in wrapped(title, width, 16):
        lines += words(0, y, text, size=16, bold=True)
        y += 1.35 * LINE
    for text in [line for each in below for line in wrapped(each, width, 12)]:
        lines += words(0, y, text, fill=MUTED)
        y += 1.1 * LINE
    top = y + 0.2 * LINE
    y = top + height + 1.2 * LINE
    for text in [line for each in foot for line in wrapped(each, width, 11)]:
        lines += words(0, y, text, size=11, fill=MUTED)
        y += LINE
    return [*lines, moved(marks, 0, top)], y
