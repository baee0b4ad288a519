"""A Sankey: columns of nodes, links whose width is their value, drawn from a layout worked out here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from orepath.review.charts.draw import FONT, INK, MUTED, PAPER, RANKED, REST, UNKNOWN, WIDTH, vega

NODE_WIDTH, GAP, LABEL_ROOM = 12.0, 7.0, 128.0


@dataclass(frozen=True)
class Link:
    """A flow from a node of one column to a node of the next, in the unit of the chart's columns (shares)."""

    source: str
    target: str
    value: float


@dataclass(frozen=True)
class Node:
    """A node: its id, column (0 leftmost), what is written beside it, and its kind (named, rest, unknown, party)."""

    id: str
    column: int
    label: str
    kind: str = "named"


@dataclass(frozen=True)
class _Box:
    x: float
    top: float
    height: float


def sankey(nodes: Sequence[Node], links: Sequence[Link], headings: Sequence[str], height: int = 300) -> str:
    """Nodes in the order given, links between neighbouring columns.

    Parameters
    ----------
    headings
        One a column, written above it.
    """
    weight = _weights(nodes, links)
    scale = min((height - GAP * (len(column) - 1)) / total for column, total in _columns(nodes, weight) if total > 0)
    boxes = _boxes(nodes, weight, scale, len(headings), height)
    fills = {node.id: _fill(node) for node in nodes}
    marks = [
        *(_ribbon(path, fills[link.source]) for link, path in _ribbons(links, boxes, scale)),
        *(_rect(boxes[node.id], fills[node.id]) for node in nodes),
        *(mark for node in nodes for mark in _haloed(_label(node, boxes[node.id]))),
        *(_heading(text, number, len(headings)) for number, text in enumerate(headings)),
    ]
    return vega({"width": WIDTH - 10, "height": height + 30, "padding": 5, "marks": marks})


def _weights(nodes: Sequence[Node], links: Sequence[Link]) -> dict[str, float]:
    outgoing = {node.id: math.fsum(link.value for link in links if link.source == node.id) for node in nodes}
    incoming = {node.id: math.fsum(link.value for link in links if link.target == node.id) for node in nodes}
    return {node.id: max(outgoing[node.id], incoming[node.id]) for node in nodes}


def _columns(nodes: Sequence[Node], weight: dict[str, float]) -> list[tuple[list[Node], float]]:
    numbers = sorted({node.column for node in nodes})
    columns = [[node for node in nodes if node.column == number] for number in numbers]
    return [(column, math.fsum(weight[node.id] for node in column)) for column in columns]


def _boxes(
    nodes: Sequence[Node], weight: dict[str, float], scale: float, columns: int, height: float
) -> dict[str, _Box]:
    room = WIDTH - 10 - 2 * LABEL_ROOM - NODE_WIDTH
    boxes = {}
    for column, total in _columns(nodes, weight):
        used = total * scale + GAP * (len(column) - 1)
        top = 30 + (height - used) / 2
        for node in column:
            x = LABEL_ROOM + room * node.column / max(columns - 1, 1)
            boxes[node.id] = _Box(x, top, weight[node.id] * scale)
            top += weight[node.id] * scale + GAP
    return boxes


def _ribbons(links: Sequence[Link], boxes: dict[str, _Box], scale: float) -> list[tuple[Link, str]]:
    left = {key: box.top for key, box in boxes.items()}
    right = dict(left)
    found = []
    for link in sorted(links, key=lambda one: (boxes[one.source].top, boxes[one.target].top)):
        width = link.value * scale
        source, target = boxes[link.source], boxes[link.target]
        x0, x1, y0, y1 = source.x + NODE_WIDTH, target.x, left[link.source], right[link.target]
        middle = (x0 + x1) / 2
        found.append(
            (
                link,
                f"M{x0:.2f},{y0:.2f}C{middle:.2f},{y0:.2f} {middle:.2f},{y1:.2f} {x1:.2f},{y1:.2f}"
                f"L{x1:.2f},{y1 + width:.2f}C{middle:.2f},{y1 + width:.2f} {middle:.2f},{y0 + width:.2f} "
                f"{x0:.2f},{y0 + width:.2f}Z",
            )
        )
        left[link.source] += width
        right[link.target] += width
    return found


def _fill(node: Node) -> str:
    return {"party": RANKED[1], "named": RANKED[0], "rest": REST, "unknown": UNKNOWN}[node.kind]


def _ribbon(path: str, fill: str) -> dict[str, object]:
    colour = "#c9ced6" if fill == UNKNOWN else fill
    return {
        "type": "path",
        "encode": {"enter": {"path": {"value": path}, "fill": {"value": colour}, "fillOpacity": {"value": 0.32}}},
    }


def _rect(box: _Box, fill: str) -> dict[str, object]:
    sizes = {"x": box.x, "y": box.top, "width": NODE_WIDTH, "height": max(box.height, 1)}
    encode: dict[str, object] = {key: {"value": round(value, 2)} for key, value in sizes.items()}
    return {
        "type": "rect",
        "encode": {
            "enter": {**encode, "fill": {"value": fill}, "stroke": {"value": MUTED}, "strokeWidth": {"value": 0.4}}
        },
    }


def _text(x: float, y: float, text: str, align: str, fill: str, baseline: str = "middle") -> dict[str, object]:
    values = {"x": round(x, 2), "y": round(y, 2), "text": text, "align": align, "baseline": baseline, "fill": fill}
    values |= {"font": FONT, "fontSize": 12, "limit": LABEL_ROOM + 40}
    return {"type": "text", "encode": {"enter": {key: {"value": value} for key, value in values.items()}}}


def _haloed(mark: dict[str, object]) -> list[dict[str, object]]:
    """A text with a pale rim below it, so that it can be read on a ribbon."""
    enter = mark["encode"]["enter"]  # type: ignore[index]
    rim = {"stroke": {"value": PAPER}, "strokeWidth": {"value": 3}, "strokeOpacity": {"value": 0.85}}
    return [{"type": "text", "encode": {"enter": {**enter, **rim}}}, mark]


def _label(node: Node, box: _Box) -> dict[str, object]:
    middle = box.top + box.height / 2
    if node.column == 0:
        return _text(box.x - 6, middle, node.label, "right", INK)
    return _text(box.x + NODE_WIDTH + 6, middle, node.label, "left", INK)


def _heading(text: str, number: int, columns: int) -> dict[str, object]:
    room = WIDTH - 10 - 2 * LABEL_ROOM - NODE_WIDTH
    x = LABEL_ROOM + room * number / max(columns - 1, 1) + NODE_WIDTH / 2
    align = "right" if number == 0 else "left" if number == columns - 1 else "center"
    x += NODE_WIDTH / 2 if number == 0 else -NODE_WIDTH / 2 if number == columns - 1 else 0
    return _text(x, 8, text, align, MUTED)
