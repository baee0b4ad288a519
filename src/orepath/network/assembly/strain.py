"""Figures, published or computed from published ones, that a balance could not keep within their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from orepath.network.assembly.rules import least_strain
from orepath.network.assembly.system import Block, System
from orepath.network.network import Floats
from orepath.network.reconciling.problem import Problem

REPORTED = ("mined", "world_mined", "throughput", "world_refined", "used", "recycled", "arrived", "sent", "exported")
COMPUTED = ("exported",)  # of these no statement gives the interval: it follows from trade and from what is mined


@dataclass(frozen=True)
class Strained:
    """A figure and where the balance had to put it.

    Parameters
    ----------
    kind
        What the figure is of: ``mined``, ``world_mined``, ``throughput`` (of plants), ``arrived``...
    key
        The place, or stage and place.
    low, high
        The figure's own interval (t).
    computed
        Whether the interval is no publisher's but computed.
    """

    kind: str
    key: tuple[str, ...]
    stated_t: float
    low: float
    high: float
    found_t: float
    statements: tuple[str, ...]
    computed: bool = False


def _refined(system: System, values: Floats) -> Floats:
    """What all plants deliver, and at least what the world's total leaves to those not on record (t)."""
    ore, listed = system.blocks["ore_processed"], system.blocks["throughput"]
    known = {place for (place,) in listed.keys}
    others = [number for number, (place,) in enumerate(ore.keys) if place not in known]
    delivered = system.share * float(values[listed.columns].sum() + values[ore.columns[others]].sum())
    return np.maximum(values[system.blocks["world_refined"].columns], delivered)


def held(system: System, problem: Problem, values: Floats) -> Problem:
    """The problem with every figure that stands in its interval held to it; nothing else about it changes.

    The balanced values allow it by themselves, so any figures drawn inside the intervals can be balanced so.
    """
    lower, upper = problem.lower.copy(), problem.upper.copy()
    for kind in REPORTED:
        if block := system.blocks.get(kind):
            kept = _given(block) & ~_out(block, values[block.columns])
            columns, value = block.columns[kept], values[block.columns][kept]
            lower[columns] = np.maximum(lower[columns], np.minimum(block.low[kept], value))
            upper[columns] = np.minimum(upper[columns], np.maximum(block.high[kept], value))
    return replace(problem, lower=lower, upper=upper)


def _given(block: Block) -> NDArray[np.bool_]:
    """The figures that statements give, or that follow from them."""
    return np.array([bool(ids) for ids in block.statements], dtype=bool) | (block.kind in COMPUTED)


def _out(block: Block, value: Floats) -> NDArray[np.bool_]:
    """The figures outside their interval by more than is too small to matter."""
    least_t, least_share = least_strain()
    room = np.maximum(least_t, least_share * np.abs(block.observed))
    outside: NDArray[np.bool_] = (value < block.low - room) | (value > block.high + room)
    return outside


def strains(system: System, values: Floats) -> tuple[Strained, ...]:
    """The figures outside their interval, those furthest out first."""
    found = []
    for kind in REPORTED:
        block = system.blocks.get(kind)
        if block is None:
            continue
        value = _refined(system, values) if kind == "world_refined" else values[block.columns]
        for number in np.flatnonzero(_given(block) & _out(block, value)).tolist():
            found.append(
                Strained(
                    kind,
                    block.keys[number],
                    float(block.observed[number]),
                    float(block.low[number]),
                    float(block.high[number]),
                    float(value[number]),
                    block.statements[number],
                    kind in COMPUTED,
                )
            )
    return tuple(sorted(found, key=lambda one: (-abs(one.found_t - one.stated_t) / max(one.stated_t, 1.0), one.key)))
