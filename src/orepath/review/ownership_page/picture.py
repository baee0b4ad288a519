"""The picture of an answer: owners above, the entity below, each link with its share and what the rule counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from orepath.review.charts.draw import INK, MUTED
from orepath.review.ownership_page.frame import framed, notes
from orepath.review.ownership_page.graph import Graph, graph
from orepath.review.ownership_page.lines import Row, head, pieces, port_width, ports, sides, stacked
from orepath.review.ownership_page.order import ordered, positions
from orepath.review.ownership_page.routes import Route, routes
from orepath.review.ownership_page.rows import Item, Rows, rows
from orepath.review.ownership_page.scene import Scene
from orepath.review.ownership_page.shapes import DASHES, OCHRE, Place, shape
from orepath.review.ownership_page.sizes import ABOUT, HEAD, LABEL, LEADING, NAME, PAD, WIDE, Sizes
from orepath.review.ownership_page.svg import BOLD, group, lines, on_line, path
from orepath.review.ownership_page.worded import Words, label, words
from orepath.vocabulary.language import Lang

UNDER = 4.0
"""Between a box and the labels beside it."""
CORNER = 13.0
"""Between a corner of a box and the first line that meets it."""


@dataclass(frozen=True)
class Layout:
    """Where everything of a picture stands."""

    width: float
    graph: Graph
    routes: tuple[Route, ...]
    rows: Rows
    x: dict[Item, float]
    ports: dict[tuple[str, str], float]
    at: tuple[Row, ...]
    boxes: dict[str, float]
    words: dict[str, Words]
    labels: dict[Route, tuple[tuple[str, bool], ...]]

    @property
    def height(self) -> float:
        """Pixels of the whole."""
        return self.at[0].bottom

    def box(self, item: Item) -> Place:
        """Where a box stands."""
        height = self.words[item.key].height
        return Place(self.x[item], self.at[item.row].box_top(height), self.boxes[item.key], height)


def ownership_svg(scene: Scene, lang: Lang, sizes: Sizes = WIDE, alone: bool = True) -> str:
    """The picture as SVG; the same answer gives the same bytes.

    Parameters
    ----------
    alone
        Whether it stands by itself, with title, answer and notes; a page says those beside it.
    """
    made = layout(scene, lang, sizes)
    unlabelled = any(route.tie.links and not made.labels[route] for route in made.routes)
    below = notes(scene, made.graph, unlabelled, alone)
    return framed(scene, made.graph, drawn(made), (made.width, made.height), lang, below, alone)


def layout(scene: Scene, lang: Lang, sizes: Sizes) -> Layout:
    """Where everything stands."""
    found = graph(scene, sizes.most)
    given = routes(found, sizes.labels)
    boxes = {key: _box_width(given, key, sizes) for key in found.nodes}
    told = {key: words(node, scene, lang, boxes[key]) for key, node in found.nodes.items()}
    labels = {
        route: label(route.tie, route.turned, lang, sizes) if route.labelled != "nowhere" else () for route in given
    }
    widths = {key: _room(given, key, sizes) for key in found.nodes}
    made = rows(found, given, widths, sizes.width)
    width = max(sizes.width, *(math.fsum(item.width for item in row) for row in made.items))
    x = positions(made, ordered(made), width)
    at = _stacked(made, given, told, labels)
    return Layout(width, found, tuple(given), made, x, ports(given, made, x, sizes), at, boxes, told, labels)


def _room(given: Sequence[Route], key: str, sizes: Sizes) -> float:
    """What a box takes in its row, with the labels beside it."""
    beside = (math.fsum(port_width(given, port, sizes) for port in side) for side in sides(given, key))
    return max(_box_width(given, key, sizes) + sizes.gap, *beside)


def _box_width(given: Sequence[Route], key: str, sizes: Sizes) -> float:
    """The width of a box: every line beside it meets it."""
    ports = [[port_width(given, port, sizes) for port in side] for side in sides(given, key)]
    most = max((math.fsum(side) - min(side) for side in ports if side), default=0.0)
    return max(sizes.box, most + 2 * CORNER)


def _stacked(
    made: Rows, given: Sequence[Route], told: dict[str, Words], labels: dict[Route, tuple[tuple[str, bool], ...]]
) -> tuple[Row, ...]:
    row_of = {item.key: item.row for row in made.items for item in row if item.box}
    above, boxes, below = ([0.0] * len(made.items) for _ in range(3))
    for key, row in row_of.items():
        boxes[row] = max(boxes[row], told[key].height)
    for route in given:
        high = LEADING * LABEL * len(labels[route]) + 2 * UNDER
        lower, upper = row_of[route.lower], row_of[route.upper]
        above[lower] = max(above[lower], HEAD + UNDER + (high if route.labelled == "lower" else 0))
        if route.labelled == "upper":
            below[upper] = max(below[upper], high + (HEAD if route.turned else 0))
    return tuple(stacked(above, boxes, below, 6.0))


def drawn(made: Layout) -> list[str]:
    """Lines first, then what stands on them."""
    dashed: dict[str, bool] = {}
    heads: dict[str, None] = {}
    for route in made.routes:
        way = made.rows.ways[route]
        for piece in pieces(route, way, made.x, made.ports, made.at, made.box(way[-1]).top):
            dashed[piece] = dashed.get(piece, True) and route.tie.open
        heads[_head(made, route)] = None
    look = f'fill="none" stroke="{MUTED}" stroke-width="1.4"'
    parts = [path(piece, look + (DASHES if dashes else "")) for piece, dashes in dashed.items()]
    parts += [path(each, f'fill="{MUTED}"') for each in heads]
    parts += [_label(made, route) for route in made.routes if made.labels[route]]
    return parts + [_box(made, item) for row in reversed(made.rows.items) for item in row if item.box]


def _head(made: Layout, route: Route) -> str:
    way = made.rows.ways[route]
    if route.turned:
        return head(made.ports[route.upper, route.upper_port], made.at[way[0].row].box_bottom, up=True)
    return head(made.ports[route.lower, route.lower_port], made.box(way[-1]).top)


def _label(made: Layout, route: Route) -> str:
    said = made.labels[route]
    way = made.rows.ways[route]
    leading = LEADING * LABEL
    if route.labelled == "upper":
        x = made.ports[route.upper, route.upper_port]
        top = made.at[way[0].row].box_bottom + UNDER + (HEAD if route.turned else 0)
    else:
        x = made.ports[route.lower, route.lower_port]
        top = made.box(way[-1]).top - HEAD - UNDER - leading * len(said)
    texts = [
        on_line(x, top + leading * n, text, LABEL, BOLD if counted else "", OCHRE if counted else INK)
        for n, (text, counted) in enumerate(said)
    ]
    return "".join(texts)


def _box(made: Layout, item: Item) -> str:
    told, node, place = made.words[item.key], made.graph.nodes[item.key], made.box(item)
    top = place.top + PAD
    name = lines(place.x, top, told.name, NAME, BOLD if node.role in ("entity", "covered") else "")
    about = lines(place.x, top + LEADING * NAME * len(told.name), told.about, ABOUT, fill=MUTED)
    return group(told.whole, [shape(node.role, place), name, about])
