"""The lots and transformations of a picture in layers by the longest way, and the edges that close circles."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orepath.review.custody_page.lot_graph import Edge, Graph
from orepath.review.ownership_page.rows import Item

PASSING = 9.0
"""Pixels that an edge which passes a layer takes there."""


@dataclass(frozen=True)
class Layers:
    """Nodes and passing edges by layer, the first layer first.

    Parameters
    ----------
    ways
        What each edge runs through, from its node in the later layer to that in the earlier.
    closing
        The edges that close a circle: they run from a later layer to an earlier one.
    alone
        The lots that nothing is tied to; they stand in no layer.
    """

    items: tuple[tuple[Item, ...], ...]
    ways: dict[Edge, tuple[Item, ...]]
    closing: frozenset[Edge]
    alone: tuple[str, ...]


def layered(graph: Graph, widths: Mapping[str, float], apart: bool = False) -> Layers:
    """Nodes in layers: lots in the even ones, transformations in the odd.

    Parameters
    ----------
    widths
        What each node takes across its layer.
    apart
        Whether parts that nothing ties to each other stand one after the other, and not side by side.
    """
    closing = closing_edges(graph)
    layer = _longest(graph, closing)
    tied = {end for edge in graph.edges for end in (edge.source, edge.target) if edge.source != edge.target}
    alone = tuple(key for key in graph.lots if key not in tied)
    if apart:
        _set_apart(graph, layer)
    boxes = {key: Item(key, layer[key], widths[key], True) for key in graph.keys if key not in set(alone)}
    every = list(boxes.values())
    ways: dict[Edge, tuple[Item, ...]] = {}
    for number, edge in enumerate(graph.edges):
        if edge.source == edge.target:
            continue
        low, high = sorted((layer[edge.source], layer[edge.target]))
        between = [Item(f"e{number}", row, PASSING, False) for row in range(high - 1, low, -1)]
        every += between
        later, earlier = (edge.source, edge.target) if edge in closing else (edge.target, edge.source)
        ways[edge] = (boxes[later], *between, boxes[earlier])
    rows: defaultdict[int, list[Item]] = defaultdict(list)
    for item in every:
        rows[item.row].append(item)
    return Layers(tuple(tuple(rows[row]) for row in range(1 + max(rows, default=-1))), ways, closing, alone)


def _set_apart(graph: Graph, layer: dict[str, int]) -> None:
    """Move each part of a graph behind the part before it."""
    part: dict[str, str] = {key: key for key in graph.keys}
    members: dict[str, list[str]] = {key: [key] for key in graph.keys}
    for edge in graph.edges:
        one, other = sorted((part[edge.source], part[edge.target]), key=lambda key: (-len(members[key]), key))
        if one != other:
            part |= dict.fromkeys(members[other], one)
            members[one] += members.pop(other)
    order = {key: number for number, key in enumerate(graph.keys)}
    start = 0
    for its in sorted(members.values(), key=lambda its: min(order[key] for key in its)):
        if len(its) > 1:
            first, last = min(layer[key] for key in its), max(layer[key] for key in its)
            layer |= {key: layer[key] - first // 2 * 2 + start for key in its}
            start += (last - first // 2 * 2) // 2 * 2 + 2


def closing_edges(graph: Graph) -> frozenset[Edge]:
    """The edges that lead back to a node on the way to them; without these no circle is left."""
    onward: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        onward[edge.source].append(edge)
    entered = {edge.target for edge in graph.edges}
    found: set[Edge] = set()
    done: set[str] = set()
    for start in sorted(graph.keys, key=lambda key: key in entered):
        on_way: dict[str, Iterator[Edge]] = {} if start in done else {start: iter(onward[start])}
        while on_way:
            here, waiting = next(reversed(on_way.items()))
            further = next(waiting, None)
            if further is None:
                done.add(here)
                del on_way[here]
            elif further.target in on_way:
                found.add(further)
            elif further.target not in done:
                on_way[further.target] = iter(onward[further.target])
    return frozenset(found)


def _longest(graph: Graph, closing: frozenset[Edge]) -> dict[str, int]:
    """The layer of each node: the longest way to it; what nothing leads to stands just before what it leads to."""
    kept = [edge for edge in graph.edges if edge not in closing]
    waits: dict[str, int] = dict.fromkeys(graph.keys, 0)
    onward: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in kept:
        waits[edge.target] += 1
        onward[edge.source].append(edge)
    layer = {key: int(key in graph.steps) for key in graph.keys}
    first = [key for key, count in waits.items() if not count]
    ready = deque(first)
    while ready:
        here = ready.popleft()
        for edge in onward[here]:
            layer[edge.target] = max(layer[edge.target], layer[here] + (2 if edge.within else 1))
            waits[edge.target] -= 1
            if not waits[edge.target]:
                ready.append(edge.target)
    for key in first:
        if onward[key]:
            nearest = min(layer[edge.target] - (2 if edge.within else 1) for edge in onward[key])
            layer[key] = max(layer[key], nearest)
    return layer
