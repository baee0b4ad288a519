"""Parts of a picture as SVG text; each part that shows a figure says it in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

from orepath.review.charts.draw import FONT, INK, MUTED, PAPER, RULE
from orepath.review.charts.measuring import cut, wrapped

Anchor = Literal["start", "middle", "end"]
Points = Sequence[tuple[float, float]]

PAD = 4
LINE = 16.0
"""Height of a line of text in pixels."""
NONE, ALONE, TOGETHER, FULL = "#8c2a1c", "#c8641b", "#1f4e79", "#3d8168"
"""Fills of the four answers, in every picture."""
CASE_FILLS = {"no_adaptation": NONE, "alone": ALONE, "coordinated": TOGETHER, "full_adaptation": FULL}
STOCK = "#b59a2b"


def _said(words: str) -> str:
    return f' aria-label="{escape(words)}"' if words else ""


def _look(fill: str, stroke: str, width: float, opacity: float, dash: str = "") -> str:
    parts = [f' fill="{fill}"']
    if stroke:
        parts.append(f' stroke="{stroke}" stroke-width="{width:g}"')
    if opacity < 1:
        parts.append(f' fill-opacity="{opacity:g}"')
    return "".join(parts) + (f' stroke-dasharray="{dash}"' if dash else "")


def rect(x: float, y: float, width: float, height: float, fill: str, say: str = "", opacity: float = 1.0) -> str:
    """A box."""
    box = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
    return f"<rect {box}{_look(fill, '', 0, opacity)}{_said(say)}/>"


def circle(x: float, y: float, radius: float, fill: str, say: str = "", stroke: str = PAPER, width: float = 1.2) -> str:
    """A full circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"{_look(fill, stroke, width, 1)}{_said(say)}/>'


def line(x: float, y: float, x2: float, y2: float, stroke: str = RULE, width: float = 1, dash: str = "") -> str:
    """A straight line."""
    return f'<path d="M{x:.1f},{y:.1f}L{x2:.1f},{y2:.1f}"{_look("none", stroke, width, 1, dash)}/>'


def lines(points: Points, stroke: str, width: float = 1.6, dash: str = "", say: str = "") -> str:
    """A line through points."""
    return f'<path d="{_through(points)}"{_look("none", stroke, width, 1, dash)}{_said(say)}/>'


def area(points: Points, floor: float, fill: str, say: str = "", opacity: float = 0.75) -> str:
    """What lies between points and a floor."""
    if not points:
        return ""
    (first, _), (last, _) = points[0], points[-1]
    return shape(f"{_through(points)}L{last:.1f},{floor:.1f}L{first:.1f},{floor:.1f}Z", fill, say, opacity)


def shape(path: str, fill: str, say: str = "", opacity: float = 1.0, stroke: str = "") -> str:
    """Any outline, filled."""
    return f'<path d="{path}"{_look(fill, stroke, 1, opacity)}{_said(say)}/>'


def _through(points: Points) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def words(
    x: float,
    y: float,
    text: str,
    anchor: Anchor = "start",
    size: float = 12,
    fill: str = INK,
    bold: bool = False,
    limit: float = 0,
    rim: bool = False,
) -> str:
    """A line of text with its middle on `y`; a pale `rim` lets it be read on what lies below it."""
    shown = escape(cut(text, limit, size) if limit else text)
    font = f'font-family="{FONT}" font-size="{size:g}" font-weight="{"bold" if bold else "normal"}"'
    at = f'x="{x:.1f}" y="{y + 0.33 * size:.1f}" text-anchor="{anchor}" {font}'
    around = f'<text {at} fill="{fill}" stroke="{PAPER}" stroke-width="3.5" stroke-linejoin="round">{shown}</text>'
    return (around if rim else "") + f'<text {at} fill="{fill}">{shown}</text>'


def moved(parts: Sequence[str], x: float, y: float) -> str:
    """Parts, set elsewhere."""
    return f'<g transform="translate({x:.1f},{y:.1f})">{"".join(parts)}</g>'


def drawn(parts: Sequence[str], width: float, height: float, say: str = "") -> str:
    """The SVG of some parts; `say` is what the picture shows as a whole."""
    wide, high = width + 2 * PAD, height + 2 * PAD
    head = (
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" height="{high:.0f}"'
    )
    named = f' role="img"{_said(say)}' if say else ""
    return f'<svg {head}{named}><g transform="translate({PAD},{PAD})">{"".join(parts)}</g></svg>'


def headed(
    parts: Sequence[str], width: float, height: float, title: str, foot: Sequence[str]
) -> tuple[list[str], float]:
    """Parts under a title and above notes on white, for a picture that stands by itself; and the height of all."""
    found, y = [], LINE / 2
    for text in wrapped(title, width, 16):
        found.append(words(0, y, text, size=16, bold=True))
        y += 1.35 * LINE
    top = y
    y = top + height + 1.2 * LINE
    for text in [each for note in foot for each in wrapped(note, width, 11)]:
        found.append(words(0, y, text, size=11, fill=MUTED))
        y += LINE
    paper = rect(-PAD, -PAD, width + 2 * PAD, y + 2 * PAD, PAPER)
    return [paper, *found, moved(parts, 0, top)], y
