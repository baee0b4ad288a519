"""A network put in the order in which the loop reads it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orepath.attribution.memory.prefetch import LINE
from orepath.network.columnar import Numbers
from orepath.network.incidence import Flags, reached
from orepath.network.network import Floats, Integers
from orepath.stress.rationing.kernel import LANES, Rows
from orepath.stress.rationing.state import Flowing, by_lane


@dataclass(frozen=True)
class Arranged:
    """The nodes that a cut can reach and the flows through which it does, by target.

    Parameters
    ----------
    rows
        What the loop reads, its weights left out.
    flow, target
        The flow that each of `rows` is, and the node it enters.
    """

    flowing: Flowing
    rows: Rows
    flow: Integers
    target: Numbers

    def weighed(self, first: int) -> Rows:
        """What the loop reads for the lanes from ``first`` on: each flow's part of what is wanted of its target.

        The part is ``delivered * flow_t / wanted_t`` and 0 where nothing is wanted.
        """
        flowing = self.flowing
        drawn = any(by_lane(each).shape[1] > 1 for each in (flowing.flow_t, flowing.delivered, flowing.wanted_t))
        if not drawn:
            return self._shared
        part = self._parts(first)
        weight = room(len(part))
        weight[:, : part.shape[1]] = part
        return self.rows._replace(weight=weight)

    @cached_property
    def _shared(self) -> Rows:
        """The same where all lanes share the flows."""
        return self.rows._replace(weight=self._parts(0)[:, 0].copy())

    def _parts(self, first: int) -> Floats:
        flow, delivered, wanted = (
            _lanes(each, first) for each in (self.flowing.flow_t, self.flowing.delivered, self.flowing.wanted_t)
        )
        mass, wants = delivered[self.target] * flow[self.flow], wanted[self.target]
        empty = np.zeros(np.broadcast_shapes(mass.shape, wants.shape))
        return np.divide(mass, wants, out=empty, where=np.broadcast_to(wants > 0, empty.shape))


def _lanes(given: Floats, first: int) -> Floats:
    """The lanes of a block; the one lane that all share."""
    table = by_lane(given)
    return table if table.shape[1] == 1 else table[:, first : first + LANES]


def room(*rows: int) -> Floats:
    """Zeros for some rows of a block, none of which lies across two cache lines: the loop is twice as fast."""
    count = math.prod(rows) * LANES
    found = np.zeros(count + LINE)
    first = -found.ctypes.data // found.itemsize % LINE
    return found[first : first + count].reshape(*rows, LANES)


def arranged(flowing: Flowing, cut: Integers) -> Arranged:
    """The network as the loop reads it, for cuts of some flows.

    Flows into a node keep their order, touched or not. Left out are nodes that no touched flow leads to, and flows
    that leave them: nothing is ever held back there.
    """
    nodes, flows = flowing.nodes, len(flowing.source)
    touched = np.full(flows, -1, dtype=np.int64)
    touched[cut] = np.arange(len(cut))
    below = _below(flowing, cut)
    kept = np.flatnonzero(below[flowing.target] & (below[flowing.source] | (touched >= 0)))
    kept = kept[np.argsort(flowing.target[kept], kind="stable")]
    node = np.flatnonzero(below).astype(np.int32)
    target = flowing.target[kept]
    start = np.searchsorted(target, np.append(node, nodes)).astype(np.int64)
    row = np.where(touched[kept] >= 0, nodes + touched[kept], flowing.source[kept]).astype(np.int32)
    source = flowing.source[cut].astype(np.int32)
    return Arranged(flowing, Rows(node, start, row, np.empty(0), source), kept, target)


def _below(flowing: Flowing, cut: Integers) -> Flags:
    """Which nodes a touched flow enters, or flows lead to from there."""
    entered = np.zeros(flowing.nodes, dtype=bool)
    entered[flowing.target[cut]] = True
    return reached(flowing.source, flowing.target, np.ones(len(flowing.source), dtype=bool), entered)
