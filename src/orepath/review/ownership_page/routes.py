"""Which end of each tie stands higher, at which end its label stands, and which ties run together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from orepath.review.ownership_page.graph import Graph, Tie

Labelled = Literal["upper", "lower", "nowhere"]


@dataclass(frozen=True)
class Route:
    """A tie as it is drawn, from the box that stands higher to the one that stands lower.

    Parameters
    ----------
    turned
        Whether the owner stands lower: the tie closes a cycle.
    labelled
        The end beside whose box its label stands; ties run together towards the other end.
    """

    tie: Tie
    upper: str
    lower: str
    turned: bool
    labelled: Labelled

    @property
    def upper_port(self) -> str:
        """The point below the upper box where it begins; routes of the same port begin together."""
        return self._own if self.labelled == "upper" else f"from {self.upper}"

    @property
    def lower_port(self) -> str:
        """The point above the lower box where it ends."""
        return self._own if self.labelled == "lower" else self._back or f"to {self.lower}"

    @property
    def trunk(self) -> str:
        """What it runs in through the rows between; routes of the same trunk run together."""
        return self._back or (f"from {self.upper}" if self.labelled == "lower" else f"to {self.lower}")

    @property
    def _own(self) -> str:
        return f"{self.tie.owner} in {self.tie.owned}"

    @property
    def _back(self) -> str:
        return f"back {self._own}" if self.turned else ""


def routes(graph: Graph, most: int) -> list[Route]:
    """Every tie as a route; a box has at most `most` labels at a side, and a route that finds no room has none."""
    turned = _turned(graph)
    ends = [(tie.owned, tie.owner) if tie in turned else (tie.owner, tie.owned) for tie in graph.ties]
    down, up = Counter(upper for upper, _ in ends), Counter(lower for _, lower in ends)
    taken: Counter[tuple[str, Labelled]] = Counter()
    found = []
    for tie, (upper, lower) in sorted(zip(graph.ties, ends, strict=True), key=lambda each: _rank(graph, each[0])):
        wanted: Labelled = "upper" if tie in turned or down[upper] <= up[lower] else "lower"
        side = (upper if wanted == "upper" else lower, wanted)
        labelled: Labelled = wanted if tie.links and taken[side] < most else "nowhere"
        taken[side] += labelled != "nowhere"
        found.append(Route(tie, upper, lower, tie in turned, labelled))
    return found


def _rank(graph: Graph, tie: Tie) -> tuple[object, ...]:
    """The largest first."""
    both = (graph.nodes[tie.owner].weight, graph.nodes[tie.owned].weight)
    return -min(both), tie.owner, tie.owned


def _turned(graph: Graph) -> set[Tie]:
    """The ties that close a cycle on the way up from the entity."""
    above: dict[str, list[Tie]] = defaultdict(list)
    for tie in sorted(graph.ties, key=lambda tie: _rank(graph, tie)):
        above[tie.owned].append(tie)
    found: set[Tie] = set()
    done: set[str] = set()
    on_way: dict[str, Iterator[Tie]] = {graph.entity: iter(above[graph.entity])}
    while on_way:
        here, waiting = next(reversed(on_way.items()))
        further = next(waiting, None)
        if further is None:
            done.add(here)
            del on_way[here]
        elif further.owner in on_way:
            found.add(further)
        elif further.owner not in done:
            on_way[further.owner] = iter(above[further.owner])
    return found


def layers(graph: Graph, given: Sequence[Route]) -> dict[str, int]:
    """How many ties the longest way from each box down to the entity has."""
    below: dict[str, list[str]] = defaultdict(list)
    for route in given:
        below[route.upper].append(route.lower)
    found = {graph.entity: 0}
    waiting = sorted(graph.nodes)
    while waiting:
        ready = [key for key in waiting if key not in found and all(lower in found for lower in below[key])]
        found |= {key: 1 + max((found[lower] for lower in below[key]), default=0) for key in ready}
        waiting = [key for key in waiting if key not in found]
        if not ready and waiting:
            raise ValueError(f"a cycle was left among {waiting}")
    return found
