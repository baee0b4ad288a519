"""Lots, transformations and what leads from one to another, as SVG."""

from __future__ import annotations

from orepath.review.charts.draw import INK, MUTED, PAPER
from orepath.review.custody_page.boxes import ABOUT, LEADING, NAME, PAD, Box, step_text, unknown
from orepath.review.custody_page.layout import RADIUS, Layout
from orepath.review.custody_page.lot_graph import Edge, Step
from orepath.review.custody_page.scene import Scene
from orepath.review.ownership_page.shapes import NAVY, Place
from orepath.review.ownership_page.svg import BOLD, group, line, on_line, path
from orepath.vocabulary.language import Lang

RED, PALE, OUTSIDE, FLOW = "#8c2a1c", "#fbeeec", "#eef1f4", "#8f9aa6"
THIN, THICK = 1.4, 10.0
"""Widths of an edge: of no mass, and of the largest."""
CLOSES = 2.2
"""The width of an edge that closes a circle, whatever its mass: it is there to be found."""
HEAD = 6.0
"""Length of an arrow's head."""
WITHIN, UNWEIGHED, CLOSING = ' stroke-dasharray="6 4"', ' stroke-dasharray="1.5 3"', ' stroke-dasharray="9 3 2 3"'


def drawn(scene: Scene, made: Layout, lang: Lang) -> list[str]:
    """Edges first, those that close circles last; then what stands on them."""
    closing = made.layers.closing
    routes = [edge for edge in made.layers.ways if edge not in closing]
    routes += [edge for edge in made.layers.ways if edge in closing]
    parts = [_edge(made, edge, edge in closing) for edge in routes]
    for row in made.layers.items:
        for item in row:
            if item.key in made.graph.steps:
                x, y = made.point(sum(made.bands[item.row]) / 2, made.across[item])
                parts.append(_step(scene, made.graph.steps[item.key], x, y, lang))
            elif item.box:
                parts.append(_lot(made.boxes[item.key], made.place(item)))
    return parts + [_lot(made.boxes[key], place) for key, place in made.places.items()]


def thickness(made: Layout, edge: Edge) -> float:
    """The width of an edge: in proportion to its mass."""
    most = max((each.mass or 0 for each in made.graph.edges), default=0)
    return THIN + (THICK - THIN) * edge.mass / most if edge.mass and most else THIN


def _edge(made: Layout, edge: Edge, closes: bool) -> str:
    points = made.route(edge)
    wide = CLOSES if closes else thickness(made, edge)
    head = max(HEAD, wide * 0.8) if closes or edge.target in made.graph.lots else 0.0
    way = -1 if closes else 1
    along, across = points[-1]
    points[-1] = (along - way * head, across)
    xy = [made.point(*each) for each in points]
    d = f"M{xy[0][0]:.1f},{xy[0][1]:.1f}"
    for number in range(1, len(points)):
        (a0, c0), (a1, c1) = points[number - 1], points[number]
        end = f"{xy[number][0]:.1f},{xy[number][1]:.1f}"
        if number % 2 == 0 or c0 == c1:
            d += f"L{end}"
            continue
        middle = (a0 + a1) / 2
        (x0, y0), (x1, y1) = made.point(middle, c0), made.point(middle, c1)
        d += f"C{x0:.1f},{y0:.1f} {x1:.1f},{y1:.1f} {end}"
    colour = RED if closes else MUTED if edge.within or edge.mass is None else FLOW
    parts = [path(d, f'fill="none" stroke="{colour}" stroke-width="{wide:.1f}"' + dashes(edge, closes))]
    if head:
        half = max(wide / 2 + 2.0, 3.5)
        ends = [made.point(along, across), *(made.point(along - way * head, across + by) for by in (half, -half))]
        parts.append(path("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ends) + "Z", f'fill="{colour}"'))
    if closes:
        x, y = made.point(*((points[0][n] + points[1][n]) / 2 for n in (0, 1)))
        parts.append(on_line(x, y - 8, "↺", 13.0, BOLD, RED))
    return "".join(parts)


def dashes(edge: Edge, closes: bool) -> str:
    """How the line of an edge is broken: told apart without colour too."""
    if closes:
        return CLOSING
    return WITHIN if edge.within else UNWEIGHED if edge.mass is None else ""


def _lot(told: Box, place: Place) -> str:
    top = place.top + PAD
    names = [
        line(place.left + PAD, top + LEADING * NAME * (number + 0.5), words, NAME, BOLD, anchor="start")
        for number, words in enumerate(told.name)
    ]
    top += LEADING * NAME * len(told.name)
    about = [
        line(place.left + PAD, top + LEADING * ABOUT * (number + 0.5), words, ABOUT, "", MUTED, "start")
        for number, words in enumerate(told.about)
    ]
    parts = [outline(place, told.bad, told.outside), *names, *about]
    if told.bad:
        parts.append(sign(place.left + place.width - 9, place.top + 9))
    return group(told.whole, parts)


def outline(place: Place, bad: bool, outside: bool) -> str:
    """The rim of a lot's box."""
    fill = PALE if bad else OUTSIDE if outside else PAPER
    look = f'fill="{fill}" stroke="{RED if bad else MUTED}" stroke-width="{2.8 if bad else 1.2}"'
    at = f'x="{place.left:.1f}" y="{place.top:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" rx="3"'
    return f"<rect {at} {look}/>"


def sign(x: float, y: float, size: float = 8.0) -> str:
    """The sign of a violation: a triangle with an exclamation mark."""
    d = f"M{x:.1f},{y - size:.1f}L{x + size:.1f},{y + size * 0.8:.1f}H{x - size:.1f}Z"
    mark = line(x, y + size * 0.12, "!", size * 1.25, BOLD, PAPER)
    return path(d, f'fill="{RED}" stroke="{PAPER}" stroke-width="1" stroke-linejoin="round"') + mark


def _step(scene: Scene, step: Step, x: float, y: float, lang: Lang) -> str:
    parts = [sign(x, y, 11.0) if step.bad else node(x, y, unknown(step), step.disputed)]
    below = " ".join(
        words
        for words, shown in ((f"×{len(step.numbers)}", len(step.numbers) > 1), (f"+{step.undrawn}", step.undrawn > 0))
        if shown
    )
    if below:
        parts.append(line(x, y + RADIUS + 7, below, 9.5, BOLD, INK))
    return group(step_text(scene, step, lang), parts)


def node(x: float, y: float, hollow: bool, disputed: bool = False) -> str:
    """A transformation: hollow where it could not be checked, with a question mark where it is disputed."""
    hollow = hollow or disputed
    look = f'fill="{PAPER if hollow else NAVY}" stroke="{NAVY}" stroke-width="2"'
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS - 1:g}" {look}/>'
    return circle + (line(x, y, "?", 10.0, BOLD, NAVY) if disputed else "")
