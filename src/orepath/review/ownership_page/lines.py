"""Where lines and labels stand: ports beside boxes, bends between rows, heads of arrows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from orepath.review.ownership_page.routes import Route
from orepath.review.ownership_page.rows import TRUNK, Item, Rows
from orepath.review.ownership_page.sizes import BEND, HEAD, Sizes

Point = tuple[float, float]


@dataclass(frozen=True)
class Row:
    """Heights of a row from its top: labels above its boxes, the boxes, labels below them."""

    top: float
    above: float
    boxes: float
    below: float

    def box_top(self, height: float) -> float:
        """Where a box of some height begins: all boxes of a row end at the same line."""
        return self.box_bottom - height

    @property
    def box_bottom(self) -> float:
        """Where its boxes end."""
        return self.top + self.above + self.boxes

    @property
    def bottom(self) -> float:
        """Where lines begin to bend again."""
        return self.box_bottom + self.below


def stacked(above: Sequence[float], boxes: Sequence[float], below: Sequence[float], top: float) -> list[Row]:
    """The rows, the entity's first though it stands lowest; heights are given in the same order."""
    found = []
    for high, box, low in reversed(list(zip(above, boxes, below, strict=True))):
        found.append(Row(top, high, box, low))
        top = found[-1].bottom + BEND
    return found[::-1]


def port_width(given: Sequence[Route], port: str, sizes: Sizes) -> float:
    """What a port takes: the width of a label where one stands there."""
    sides = {route.labelled for route in given if port in (_end(route, "upper"), _end(route, "lower"))}
    return sizes.label if sides & {"upper", "lower"} else TRUNK


def _end(route: Route, side: str) -> str:
    """The port a route's label stands at, if it stands at that side."""
    if route.labelled != side:
        return ""
    return route.upper_port if side == "upper" else route.lower_port


def sides(given: Sequence[Route], key: str) -> tuple[list[str], list[str]]:
    """The ports above a box and below it, each once."""
    above = dict.fromkeys(route.lower_port for route in given if route.lower == key)
    below = dict.fromkeys(route.upper_port for route in given if route.upper == key)
    return list(above), list(below)


def ports(given: Sequence[Route], rows: Rows, x: Mapping[Item, float], sizes: Sizes) -> dict[tuple[str, str], float]:
    """Where the ports of each box stand, side by side in the order in which their lines go on."""
    found: dict[tuple[str, str], float] = {}
    for item in (item for row in rows.items for item in row if item.box):
        for side, names in zip(("above", "below"), sides(given, item.key), strict=True):
            goes = {name: _goes_on(given, rows, x, item, side, name) for name in names}
            widths = {name: port_width(given, name, sizes) for name in names}
            left = x[item] - math.fsum(widths.values()) / 2
            for name in sorted(names, key=lambda name: (goes[name], name)):
                found[item.key, name] = left + widths[name] / 2
                left += widths[name]
    return found


def _goes_on(given: Sequence[Route], rows: Rows, x: Mapping[Item, float], item: Item, side: str, name: str) -> float:
    beside = [
        x[rows.ways[route][-2] if side == "above" else rows.ways[route][1]]
        for route in given
        if (route.lower, route.lower_port) == (item.key, name) or (route.upper, route.upper_port) == (item.key, name)
    ]
    return math.fsum(beside) / len(beside)


def pieces(
    route: Route,
    way: Sequence[Item],
    x: Mapping[Item, float],
    port: Mapping[tuple[str, str], float],
    at: Sequence[Row],
    box_top: float,
) -> list[str]:
    """The pieces of a route from its upper box to its lower; routes that run together have pieces in common.

    Parameters
    ----------
    box_top
        Where the lower box begins.
    """
    first, last = port[route.upper, route.upper_port], port[route.lower, route.lower_port]
    upper, lower = at[way[0].row], at[way[-1].row]
    points = [(first, upper.box_bottom + (HEAD if route.turned else 0), upper.bottom)]
    points += [(x[item], at[item.row].top, at[item.row].bottom) for item in way[1:-1]]
    points.append((last, lower.top, box_top - (0 if route.turned else HEAD)))
    straight = [f"M{at_x:.1f},{begin:.1f}V{end:.1f}" for at_x, begin, end in points]
    bent = [_bent((one_x, end), (other_x, begin)) for (one_x, _, end), (other_x, begin, _) in pairwise(points)]
    return [*straight, *bent]


def _bent(start: Point, end: Point) -> str:
    (x0, y0), (x1, y1) = start, end
    middle = (y0 + y1) / 2
    return f"M{x0:.1f},{y0:.1f}C{x0:.1f},{middle:.1f} {x1:.1f},{middle:.1f} {x1:.1f},{y1:.1f}"


def head(x: float, y: float, up: bool = False) -> str:
    """The head of an arrow whose point is there."""
    back = y + HEAD if up else y - HEAD
    return f"M{x:.1f},{y:.1f}L{x - 4:.1f},{back:.1f}H{x + 4:.1f}Z"
