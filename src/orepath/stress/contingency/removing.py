"""The removal of one node or flow: which flows it stops, and which idle capacity it closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from orepath.network.network import UNKNOWN, Integers
from orepath.stress.base import Base
from orepath.stress.shock import ALL, Assumption, Shock
from orepath.vocabulary.language import Text


@dataclass(frozen=True)
class Removal:
    """A node or a flow that is removed.

    Parameters
    ----------
    node, target
        The node, or the one that the flow leaves; the one that it enters, None for a node.
    place
        The place of `node`.
    flows
        The flows that stop.
    closing
        As shocks: which idle capacity, and which new deliveries, it closes.
    """

    node: int
    target: int | None
    place: str
    flows: Integers
    closing: tuple[Shock, ...]


def removal_of(base: Base, number: int) -> Removal:
    """The removal of a node by its number, or of a flow by the count of nodes and its number.

    Without a node, or a flow inside a place, the place's idle capacity serves nobody abroad; without a flow between
    places, it does not serve the one that the flow entered.
    """
    nodes = len(base.use_t)
    if number < nodes:
        place = str(base.place[number])
        return Removal(number, None, place, np.flatnonzero(base.source == number), _stopped(base, number))
    flow = number - nodes
    node, target = int(base.source[flow]), int(base.target[flow])
    closing = _stopped(base, node) if not base.crossing[flow] else _cut_off(base, node, target)
    return Removal(node, target, str(base.place[node]), np.array([flow]), closing)


def _stopped(base: Base, node: int) -> tuple[Shock, ...]:
    """What stops at a place; with the goods of a node that goods leave the place from, new deliveries of them too."""
    sends = base.stage[node] in set(base.stage[base.source[base.crossing]])
    return _closing(base, node, "outage", (ALL,), str(base.goods[node]) if sends else str(base.stage[node]))


def _cut_off(base: Base, node: int, target: int) -> tuple[Shock, ...]:
    return _closing(base, node, "transport", (str(base.place[target]),), str(base.goods[node]))


def _closing(base: Base, node: int, instrument: str, targets: tuple[str, ...], stage: str) -> tuple[Shock, ...]:
    place = str(base.place[node])
    if place in ("", UNKNOWN):
        return ()
    nothing = Text("", "")
    whole = Assumption("removed.share", nothing, 1.0, 1.0, 1.0, "share", nothing, "computed")
    day, mineral = date(base.network.year + 1, 1, 1), base.network.mineral
    made = Shock(
        "removed",
        nothing,
        place,
        mineral,
        "transport" if instrument == "transport" else "outage",
        targets,
        day,
        whole,
        stages=(stage,) if stage else (),
        origins=(place,),
    )
    return (made,)
