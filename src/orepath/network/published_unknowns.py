"""How much of a network nobody knows: its unknown nodes, the largest first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from orepath.network.network import UNKNOWN, Integers, Network
from orepath.network.published_terms import added_name, sentence, stage_names, unknown_names
from orepath.vocabulary.language import Text

Way = Literal["in", "out"]


@dataclass(frozen=True)
class Unknown:
    """Mass that comes from, or goes to, nobody knows where.

    Parameters
    ----------
    way
        ``in`` where it enters the network, ``out`` where it leaves.
    stages
        The stages that it enters, or leaves.
    mass_t, of_t
        Its tonnes, and those of all that stands at these stages.
    """

    node: str
    name: Text
    way: Way
    stages: tuple[str, ...]
    mass_t: float
    of_t: float

    @property
    def share(self) -> float:
        """Its part of all that stands at these stages (0 to 1)."""
        return self.mass_t / self.of_t if self.of_t else 0.0

    @property
    def said(self) -> Text:
        """The sentence on it."""
        known = stage_names()
        names = [known[stage] for stage in self.stages if stage in known]
        stages = Text(", ".join(name.en for name in names), "・".join(name.ja for name in names))
        figures = {"mass": f"{self.mass_t:,.0f}", "of": f"{self.of_t:,.0f}", "share": f"{self.share:.1%}"}
        return sentence(self.way).format(name=self.name, stages=stages, **figures)


def unknowns(network: Network) -> list[Unknown]:
    """The unknown nodes of a network with their size, the largest first; to be said before anything else of it.

    A node that puts in or takes out nothing is left out.
    """
    place, stage, nodes = network.column("place"), np.array(network.column("stage"), dtype=object), list(network.index)
    through = network.own + network.inflow
    found = []
    ends: tuple[tuple[Way, Integers, Integers], ...] = (
        ("in", network.source, network.target),
        ("out", network.target, network.source),
    )
    for number in np.flatnonzero([here == UNKNOWN for here in place]):
        for way, near, far in ends:
            flows = (near == number) & (network.flow > 0)
            stages = sorted({*stage[far[flows]]} - {""})
            if flows.any():
                mass, whole = math.fsum(network.flow[flows]), math.fsum(through[np.isin(stage, stages)])
                found.append(Unknown(nodes[number], _name(nodes[number], way), way, tuple(stages), mass, whole))
    return sorted(found, key=lambda one: (-one.mass_t, one.node))


def _name(node: str, way: Way) -> Text:
    return unknown_names().get(node) or added_name(way)
