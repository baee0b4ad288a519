"""The part of a lot graph that is drawn: lots, transformations between them, and what leads from one to another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from orepath.custody.books.columns import TAKEN
from orepath.review.custody_page.scene import Scene

MOST_STEPS = 90
"""Transformations that are drawn, at most; of more those in violation and then the largest."""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Step:
    """A transformation, or several that lead from the same lots to the same.

    Parameters
    ----------
    in_, out
        Mass in 10^-15 kg; None where it is not known.
    undrawn
        How many lots that went in or came out are not drawn.
    bad
        Whether more came out than can.
    """

    key: str
    numbers: tuple[int, ...]
    in_: int | None
    out: int | None
    undrawn: int
    bad: bool
    disputed: bool


@dataclass(frozen=True)
class Edge:
    """What leads from one node to another.

    Parameters
    ----------
    mass
        In 10^-15 kg; None where it is not known.
    within
        Whether a lot was put into another, or joined to it, and not transformed.
    """

    source: str
    target: str
    mass: int | None
    within: bool = False


@dataclass(frozen=True)
class Graph:
    """What is drawn.

    Parameters
    ----------
    lots
        The number of each lot drawn, by the key of its node.
    undrawn
        How many transformations of each lot are not drawn, by its key; none for most.
    """

    lots: dict[str, int]
    steps: dict[str, Step]
    edges: tuple[Edge, ...]
    undrawn: dict[str, int]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all nodes."""
        return (*self.lots, *self.steps)


def lot_graph(scene: Scene, chosen: list[int]) -> Graph:
    """The graph of some lots, with the transformations that join two of them or have more come out than can."""
    lots = {f"l{lot}": lot for lot in chosen}
    whole = len(chosen) == len(scene.lots)
    flows = _flows(scene, chosen)
    drawn: defaultdict[tuple[frozenset[Pair], bool], list[int]] = defaultdict(list)
    for number, its in flows.items():
        ends = {lot for pair in its for lot in pair} - {""}
        if whole or number in scene.bad_steps or len(ends) > 1:
            drawn[frozenset(its), number in scene.bad_steps].append(number)
    steps: dict[str, Step] = {}
    edges: list[Edge] = []
    shown = set[int]()
    for numbers in sorted(drawn.values(), key=lambda numbers: _weight(scene, numbers))[:MOST_STEPS]:
        step = _step(scene, numbers, set(chosen))
        steps[step.key] = step
        shown.update(numbers)
        for source, target in flows[numbers[0]]:
            masses = [flows[number][source, target] for number in numbers]
            known = None if None in masses else sum(each for each in masses if each is not None)
            edges.append(Edge(source or step.key, target or step.key, known))
    steps = dict(sorted(steps.items(), key=lambda each: each[1].numbers))
    undrawn = {key: count for key, lot in lots.items() if (count := len(_steps_of(scene, lot) - shown))}
    edges += [Edge(source, target, None, within=True) for source, target in _within(scene, chosen)]
    order = {key: number for number, key in enumerate((*lots, *steps))}
    edges.sort(key=lambda each: (order[each.source], order[each.target], each.within))
    return Graph(lots, steps, tuple(edges), undrawn)


def _steps_of(scene: Scene, lot: int) -> set[int]:
    return set(scene.steps[scene.rows_of_lot.rows(lot)].tolist()) - {-1}


def _flows(scene: Scene, chosen: list[int]) -> dict[int, dict[Pair, int | None]]:
    """What each transformation takes from lots and gives to them; the transformation's own end is empty."""
    found: defaultdict[int, dict[Pair, int | None]] = defaultdict(dict)
    for lot in chosen:
        for row in scene.rows_of_lot.rows(lot).tolist():
            step = int(scene.steps[row])
            if step < 0:
                continue
            key = f"l{lot}"
            pair = (key, "") if scene.columns.role[row] == TAKEN else ("", key)
            mass = int(scene.ledger.transformed.mass[row])
            before = found[step].get(pair, 0)
            found[step][pair] = None if mass < 0 or before is None else before + mass
    return found


def _weight(scene: Scene, numbers: list[int]) -> tuple[bool, int, list[int]]:
    """Those in violation first, then the largest."""
    in_ = sum(max(int(scene.ledger.transformed.in_[number]), 0) for number in numbers)
    return scene.bad_steps.isdisjoint(numbers), -in_, numbers


def _step(scene: Scene, numbers: list[int], chosen: set[int]) -> Step:
    transformed = scene.ledger.transformed
    in_, out = ([int(column[number]) for number in numbers] for column in (transformed.in_, transformed.out))
    lots = {int(scene.columns.lot[row]) for number in numbers for row in scene.rows_of_step(number)}
    return Step(
        f"s{numbers[0]}",
        tuple(numbers),
        None if min(in_) < 0 else sum(in_),
        None if min(out) < 0 else sum(out),
        len(lots - chosen),
        not scene.bad_steps.isdisjoint(numbers),
        any(scene.disputed_step(number) for number in numbers),
    )


def _within(scene: Scene, chosen: list[int]) -> list[Pair]:
    """The lots that were put into others or joined to them."""
    known = set(chosen)
    pairs: dict[Pair, None] = {}
    for lot in chosen:
        rows = scene.rows_of_lot.rows(lot)
        for parent in sorted(set(scene.columns.parent[rows].tolist()) & known):
            pairs[f"l{lot}", f"l{parent}"] = None
    return list(pairs)
