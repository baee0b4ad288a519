"""Rows of boxes, none wider than the picture: by the longest way to the entity, what finds no room one row higher."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orepath.review.ownership_page.graph import Graph
from orepath.review.ownership_page.routes import Route, layers

TRUNK = 22.0
"""Pixels that a line which passes a row takes there."""
THINNEST = 5.0
"""The same in a row that is full."""


@dataclass(frozen=True)
class Item:
    """What takes room in a row: a box, or a line that passes."""

    key: str
    row: int
    width: float
    box: bool


@dataclass(frozen=True)
class Rows:
    """Items by row, the entity's row first; and the items each route runs through, from its upper box to its lower."""

    items: tuple[tuple[Item, ...], ...]
    ways: dict[Route, tuple[Item, ...]]


def rows(graph: Graph, given: Sequence[Route], widths: Mapping[str, float], room: float) -> Rows:
    """Boxes and passing lines in rows of at most about a width."""
    row_of = _placed(graph, given, widths, room)
    between = {route: range(row_of[route.upper] - 1, row_of[route.lower], -1) for route in given}
    passed = {(route.trunk, row) for route in given for row in between[route]}
    left = {row: room - math.fsum(widths[key] for key in row_of if row_of[key] == row) for row in row_of.values()}
    lines = Counter(row for _, row in passed)
    thin = {row: max(min(TRUNK, left[row] / count), THINNEST) for row, count in lines.items()}
    boxes = {key: Item(key, row, widths[key], True) for key, row in row_of.items()}
    passing = {(trunk, row): Item(trunk, row, thin[row], False) for trunk, row in passed}
    ways = {
        route: (boxes[route.upper], *(passing[route.trunk, row] for row in between[route]), boxes[route.lower])
        for route in given
    }
    every = [*boxes.values(), *passing.values()]
    found = tuple(
        tuple(item for item in sorted(every, key=lambda item: _rank(graph, item)) if item.row == row)
        for row in range(1 + max(row_of.values()))
    )
    return Rows(found, ways)


def _placed(graph: Graph, given: Sequence[Route], widths: Mapping[str, float], room: float) -> dict[str, int]:
    below: dict[str, list[Route]] = defaultdict(list)
    for route in given:
        below[route.upper].append(route)
    layer = layers(graph, given)
    used: dict[int, float] = defaultdict(float)
    trunks: set[tuple[str, int]] = set()
    found: dict[str, int] = {}
    for key in sorted(graph.nodes, key=lambda key: (layer[key], -graph.nodes[key].weight, key)):
        lowest = row = 1 + max((found[route.lower] for route in below[key]), default=-1)
        while used[row] and used[row] + widths[key] > room - (TRUNK if row > lowest or row > 1 else 0):
            row += 1
        found[key] = row
        used[row] += widths[key]
        for route in below[key]:
            new = {(route.trunk, passed) for passed in range(found[route.lower] + 1, row)} - trunks
            trunks |= new
            for _, passed in new:
                used[passed] += TRUNK
    return found


def _rank(graph: Graph, item: Item) -> tuple[object, ...]:
    node = graph.nodes.get(item.key) if item.box else None
    return node is None, -node.weight if node else 0, item.key
