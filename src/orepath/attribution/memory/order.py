"""A system put in the order in which it can be solved."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Literal

import numpy as np

from orepath.attribution.memory.ordering import (
    components,
    counted,
    depths,
    divided,
    entering,
    followed,
    grouped,
    incoming,
    throughput,
)
from orepath.attribution.memory.rows import Rows
from orepath.attribution.system import System
from orepath.network.columnar import Numbers
from orepath.network.incidence import Flags
from orepath.network.network import Floats, Integers
from orepath.network.scaling import scaled

SMALL = 64
"""Nodes of a cyclic part up to which it is solved by elimination: there it costs less than some twenty sweeps."""
WIDE = 4096
"""Rows (or rows in small parts) of one depth from which they are shared out among threads."""

Kind = Literal["run", "rows", "parts", "sweeps"]


@dataclass(frozen=True)
class Span:
    """Groups of rows that are solved together.

    Parameters
    ----------
    kind
        ``run``: one group after another. ``rows``: one group of rows, none of which feeds another. ``parts``: small
        cyclic parts, none of which feeds another. ``sweeps``: one large cyclic part.
    first, last
        The numbers of the groups, half-open.
    """

    kind: Kind
    first: int
    last: int


@dataclass(frozen=True)
class Order:
    """The rows of a system in level order.

    Parameters
    ----------
    node
        The node of each row, (nodes,).
    row
        The row of each node, (nodes,).
    put
        By row, own mass as a share of what stands there; 1 where nothing from own mass does.
    fed
        By row, whether anything there comes from own mass.
    through_t
        By row, own mass and inflow (t).
    outer, inner
        Shares that come from other strongly connected parts, and from the row's own.
    enters
        By row, the share that does not come from its own part.
    bounds
        Groups of rows: ``bounds[g]`` to ``bounds[g + 1]``.
    spans
        Groups in the order in which they are solved.
    seconds
        What finding parts and putting them in order took.
    """

    node: Numbers
    row: Numbers
    put: Floats
    fed: Flags
    through_t: Floats
    outer: Rows
    inner: Rows
    enters: Floats
    bounds: Integers
    spans: tuple[Span, ...]
    seconds: float


def ordered(system: System) -> Order:
    """The strongly connected parts of a system, each behind all that feeds it; rows are shares."""
    began = perf_counter()
    flow_t, own_t = scaled(system.flow, system.own)
    start, origin, mass_t = incoming(system.source, system.target, flow_t, system.nodes)
    part, parts = components(start, origin)
    depth, fed = depths(part, parts, start, origin, own_t)
    order, bounds, spans = _groups(part, parts, depth)
    followed(order, bounds, part, start, origin)
    row = np.empty(system.nodes, dtype=np.int32)
    row[order] = np.arange(system.nodes, dtype=np.int32)
    through_t = throughput(own_t, start, mass_t)
    outer, inner = _divided(order, row, part, fed, start, origin, mass_t, through_t)
    reached = fed[part][order]
    through_t = through_t[order]
    put = np.divide(own_t[order], through_t, out=np.ones(system.nodes), where=reached)
    enters = entering(put, outer.start, outer.share)
    return Order(
        order, row, put, reached, through_t, outer, inner, enters, bounds, spans, seconds=perf_counter() - began
    )


def _groups(part: Numbers, parts: int, depth: Numbers) -> tuple[Numbers, Integers, tuple[Span, ...]]:
    """Rows in groups: of each depth first the nodes on no cycle, then its cyclic parts, small ones first."""
    size = np.bincount(part, minlength=parts)
    cyclic = np.flatnonzero(size > 1)
    alone = np.flatnonzero(np.bincount(depth[size == 1]))
    deep = np.concatenate([alone, depth[cyclic]])
    kind = np.concatenate([np.zeros(len(alone), np.int64), 1 + (size[cyclic] > SMALL)])
    order = np.lexsort((np.arange(len(deep)), kind, deep))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    of_depth = np.zeros(int(depth.max(initial=0)) + 1, dtype=np.int64)
    of_depth[alone] = number[: len(alone)]
    of_part = of_depth[depth]
    of_part[cyclic] = number[len(alone) :]
    group = of_part[part]
    nodes, bounds = grouped(group, len(order))
    return nodes, bounds, _spans(kind[order], deep[order], np.diff(bounds))


def _spans(kind: Integers, deep: Integers, rows: Integers) -> tuple[Span, ...]:
    """Groups that are solved together, by their kind (0 no cycle, 1 small cyclic part, 2 large), depth and size."""
    if not len(kind):
        return ()
    alike = np.cumsum(np.diff(deep * 3 + kind, prepend=-1) != 0) - 1
    wide = np.bincount(alike, rows)[alike] >= WIDE
    sort = np.where(kind == 2, 3, np.where(wide, 1 + kind, 0))
    starts = np.diff(sort, prepend=-1) != 0
    starts |= (sort == 1) | (sort == 3) | ((sort == 2) & (np.diff(deep, prepend=-1) != 0))
    firsts = np.flatnonzero(starts)
    kinds: tuple[Kind, ...] = ("run", "rows", "parts", "sweeps")
    ends = [*firsts[1:].tolist(), len(kind)]
    return tuple(Span(kinds[sort[first]], first, last) for first, last in zip(firsts.tolist(), ends, strict=True))


def _divided(
    order: Numbers,
    row: Numbers,
    part: Numbers,
    fed: Flags,
    start: Integers,
    origin: Numbers,
    mass_t: Floats,
    through_t: Floats,
) -> tuple[Rows, Rows]:
    outer, inner = counted(order, part, fed, start, origin)
    found = divided(order, row, part, fed, start, origin, mass_t, through_t, outer, inner)
    return Rows(outer, found[0], found[1]), Rows(inner, found[2], found[3])
