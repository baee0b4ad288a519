"""Parts of an SVG as text: lines of words, paths, groups that say what they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from orepath.review.charts.draw import FONT, INK, PAPER
from orepath.review.charts.measuring import length
from orepath.review.ownership_page.sizes import LEADING

MIDDLE = 0.35
"""How far below the middle of its line a text stands, in parts of its size."""


def line(x: float, y: float, words: str, size: float, look: str = "", fill: str = INK, anchor: str = "middle") -> str:
    """A line of text whose middle is at `y`."""
    at = f'x="{x:.1f}" y="{y + MIDDLE * size:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{fill}"'
    return f"<text {at}{look}>{escape(words)}</text>"


BOLD = ' font-weight="bold"'


def lines(x: float, top: float, said: Sequence[str], size: float, look: str = "", fill: str = INK) -> str:
    """Lines of text below each other, the first beginning at `top`."""
    leading = size * LEADING
    return "".join(line(x, top + leading * (n + 0.5), words, size, look, fill) for n, words in enumerate(said))


def on_line(x: float, top: float, words: str, size: float, look: str = "", fill: str = INK) -> str:
    """A line of text that stands on a drawn line, with paper behind it."""
    wide, high = length(words, size) + 2, size * LEADING
    paper = f'<rect x="{x - wide / 2:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{PAPER}"/>'
    return paper + line(x, top + high / 2, words, size, look, fill)


def path(d: str, look: str) -> str:
    """A path."""
    return f'<path d="{d}" {look}/>'


def group(title: str, parts: Iterable[str]) -> str:
    """Parts that together show one thing, which a pointer is told."""
    return f"<g><title>{escape(title)}</title>{''.join(parts)}</g>"


def whole(name: str, width: float, height: float, title: str, desc: str, parts: Iterable[str]) -> str:
    """A picture of its own, with its title and what it shows in words.

    Parameters
    ----------
    name
        What its ids begin with, once a page.
    """
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    told = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(desc)}</desc>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="{name}-title {name}-desc" '
        f'font-family="{escape(FONT)}">{told}<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>'
        f"{''.join(parts)}</svg>\n"
    )
