"""Where everything of a picture stands: layers from left to right for a desk, from top to bottom for a phone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from orepath.review.custody_page.boxes import Box, box
from orepath.review.custody_page.layers import Layers, layered
from orepath.review.custody_page.lot_graph import Edge, Graph
from orepath.review.custody_page.scene import Scene
from orepath.review.ownership_page.order import ordered, positions
from orepath.review.ownership_page.rows import Item
from orepath.review.ownership_page.shapes import Place
from orepath.vocabulary.language import Lang

RADIUS = 8.0
"""Of a transformation."""
BELOW = 26.0
"""Between the layers and the lots that nothing is tied to."""
AROUND = 30.0
"""What a transformation takes across its layer, with the number beside it."""


@dataclass(frozen=True)
class Frame:
    """A way to draw.

    Parameters
    ----------
    down
        Whether layers follow each other from top to bottom.
    box
        The width of a lot's box.
    gap
        Between two layers.
    beside
        Between two boxes of a layer.
    least
        The width of the picture, at least.
    reads
        The width of a line of text, at most.
    """

    name: str
    down: bool
    box: float
    gap: float
    beside: float
    least: float
    reads: float


WIDE = Frame("wide", False, 122.0, 21.0, 10.0, 640.0, 860.0)
NARROW = Frame("narrow", True, 97.0, 20.0, 8.0, 315.0, 315.0)
FRAMES = (WIDE, NARROW)


@dataclass(frozen=True)
class Layout:
    """A picture before it is drawn.

    Parameters
    ----------
    across
        The middle of each item across its layer.
    bands
        Where each layer begins and ends.
    room
        What the layers take across.
    places
        Where the boxes of lots stand that nothing is tied to.
    """

    frame: Frame
    graph: Graph
    boxes: dict[str, Box]
    layers: Layers
    across: dict[Item, float]
    bands: tuple[tuple[float, float], ...]
    room: float
    places: dict[str, Place]

    @property
    def layers_size(self) -> tuple[float, float]:
        """Width and height of the layers in pixels."""
        length = self.bands[-1][1] if self.bands else 0.0
        return (self.room, length) if self.frame.down else (length, self.room)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels, with the lots that nothing is tied to."""
        wide, high = self.layers_size
        rights = (place.left + place.width for place in self.places.values())
        bottoms = (place.top + place.height for place in self.places.values())
        return max(wide, *rights, 0.0), max(high, *bottoms, 0.0)

    def point(self, along: float, across: float) -> tuple[float, float]:
        """Where something stands, x and y."""
        return (across, along) if self.frame.down else (along, across)

    def place(self, item: Item) -> Place:
        """Where the box of a lot stands."""
        x, y = self.point(sum(self.bands[item.row]) / 2, self.across[item])
        height = self.boxes[item.key].height
        return Place(x, y - height / 2, self.frame.box, height)

    def ends(self, item: Item) -> tuple[float, float]:
        """Where an item begins and ends along the layers."""
        first, last = self.bands[item.row]
        if not item.box:
            return first, last
        middle, half = (first + last) / 2, self._half(item)
        return middle - half, middle + half

    def _half(self, item: Item) -> float:
        if item.key in self.graph.steps:
            return RADIUS
        return (self.boxes[item.key].height if self.frame.down else self.frame.box) / 2

    def route(self, edge: Edge) -> list[tuple[float, float]]:
        """The points an edge runs through, along and across, from its source to its target.

        An even number: it bends between the first and the second, and runs straight from the second to the third.
        """
        way = self.layers.ways[edge]
        if edge in self.layers.closing:
            points = [self._side(way[0], first=True)]
            for item in way[1:-1]:
                points += [self._side(item, first=False), self._side(item, first=True)]
            return [*points, self._side(way[-1], first=False)]
        points = [self._side(way[-1], first=False)]
        for item in reversed(way[1:-1]):
            points += [self._side(item, first=True), self._side(item, first=False)]
        return [*points, self._side(way[0], first=True)]

    def _side(self, item: Item, first: bool) -> tuple[float, float]:
        return self.ends(item)[0 if first else 1], self.across[item]


def layout(scene: Scene, graph: Graph, lang: Lang, frame: Frame) -> Layout:
    """Where everything stands."""
    boxes = {key: box(scene, graph, key, lang, frame.box) for key in graph.lots}
    layers = layered(graph, _widths(graph, boxes, frame), apart=frame.down)
    room = max((math.fsum(item.width for item in row) for row in layers.items), default=0.0)
    room = max(room, frame.least if frame.down else 0.0)
    across = positions(layers, ordered(layers), room) if any(layers.items) else {}
    if frame.down:
        across = _to_the_left(layers, across)
    made = Layout(frame, graph, boxes, layers, across, _bands(layers, boxes, frame), room, {})
    return replace(made, places=_alone(made))


def _to_the_left(layers: Layers, across: Mapping[Item, float]) -> dict[Item, float]:
    """The same with each part that stands by itself moved to the left, where a narrow screen begins."""
    tied = {row for way in layers.ways.values() for row in range(way[-1].row + 1, way[0].row + 1)}
    found: dict[Item, float] = {}
    part: list[Item] = []
    for number, row in enumerate([*layers.items, ()]):
        if number not in tied and part:
            left = min(across[item] - item.width / 2 for item in part)
            found |= {item: across[item] - left for item in part}
            part = []
        part += row
    return found


def _alone(made: Layout) -> dict[str, Place]:
    """The boxes of lots that nothing is tied to, in rows below the layers."""
    frame, (wide, high) = made.frame, made.layers_size
    per_row = max(1, int((max(wide, frame.least) + frame.beside) // (frame.box + frame.beside)))
    found: dict[str, Place] = {}
    top = high + BELOW if high else 0.0
    for start in range(0, len(made.layers.alone), per_row):
        row = made.layers.alone[start : start + per_row]
        for number, key in enumerate(row):
            x = number * (frame.box + frame.beside) + frame.box / 2
            found[key] = Place(x, top, frame.box, made.boxes[key].height)
        top += max(made.boxes[key].height for key in row) + frame.beside
    return found


def _widths(graph: Graph, boxes: Mapping[str, Box], frame: Frame) -> dict[str, float]:
    lots = {key: (frame.box if frame.down else each.height) + frame.beside for key, each in boxes.items()}
    return lots | dict.fromkeys(graph.steps, AROUND)


def _bands(layers: Layers, boxes: Mapping[str, Box], frame: Frame) -> tuple[tuple[float, float], ...]:
    found, at = [], 0.0
    for number, row in enumerate(layers.items):
        high = 2 * RADIUS
        if number % 2 == 0:
            heights = [boxes[item.key].height for item in row if item.key in boxes]
            high = max(heights, default=high) if frame.down else frame.box
        found.append((at, at + high))
        at += high + frame.gap
    return tuple(found)
