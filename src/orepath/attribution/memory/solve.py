"""A system solved in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from orepath.attribution.memory.asked import TILE, asked, ones
from orepath.attribution.memory.dense import mix_groups, mix_groups_level
from orepath.attribution.memory.exact import by_flag, held_unfed, solved_whole, sure
from orepath.attribution.memory.kernel import mix_level, sweep_blocks
from orepath.attribution.memory.order import SMALL, Kind, Order, Span, ordered
from orepath.attribution.memory.prefetch import LINE
from orepath.attribution.memory.rows import Asked
from orepath.attribution.memory.sweeping import SHARED, STILL, cut, swept
from orepath.attribution.system import UNATTRIBUTED, System
from orepath.network.columnar import Numbers
from orepath.network.network import Floats

Progress = Callable[[float], None]
"""Called now and then with the part that is done, 0 to 1."""

ROUNDING = 2.0**-53
"""Half the distance from 1 to the next float64."""
NEAR = 0.05
"""How near the certificate's column must come to its own solution: then its bound is 1/0.95 of what it could be."""


@dataclass(frozen=True)
class Solved:
    """The shares of every label at every node.

    Parameters
    ----------
    names
        The labels; but for flags, `unattributed` comes last.
    row
        The row of each node in the tiles.
    tiles
        Shares by row, 32 labels in each, the last one padded.
    columns
        How many labels the tiles hold; `unattributed` is not among them where nothing is.
    certificate
        No share is further than this from the exact solution.
    norm
        A bound of the norm of ``(I - W)^-1``: the largest sum of a row.
    seconds, seconds_components
        What solving took; and before it, finding strongly connected parts and putting flows in order.
    order
        The order in which the system was solved.
    """

    names: tuple[str, ...]
    row: Numbers
    tiles: tuple[Floats, ...]
    columns: int
    certificate: float
    norm: float
    seconds: float
    seconds_components: float
    order: Order

    def rows(self, start: int, stop: int) -> Floats:
        """The shares of nodes ``start`` to ``stop``, (nodes, labels)."""
        return self.of(np.arange(start, stop))

    def of(self, nodes: NDArray[np.integer]) -> Floats:
        """The shares of some nodes, (nodes, labels)."""
        row = self.row[nodes]
        found = np.zeros((len(row), len(self.names)))
        for first, tile in zip(range(0, self.columns, TILE), self.tiles, strict=True):
            last = min(first + TILE, self.columns)
            np.clip(tile[row, : last - first], 0.0, 1.0, out=found[:, first:last])
        return found


def solve(system: System, progress: Progress | None = None, every: bool = False) -> Solved:
    """The shares of every label at every node, with a bound of their error.

    Parameters
    ----------
    every
        Whether the tiles hold `unattributed` even where nothing is.

    Raises
    ------
    InputError
        If a cycle of a large network is fed so little that its shares cannot be told.
    """
    shared = len(system.flow) >= SHARED
    _compile(shared)
    order = ordered(system)
    began = perf_counter()
    if held_unfed(system, order):
        return _flag_by_flag(system, order)
    names = system.names if system.held is not None else (*system.names, UNATTRIBUTED)
    columns = len(names) - int(system.held is None and not (every or _any_unattributed(system, order)))
    tiles, residual = _tiles(system, order, columns, shared, progress)
    norm, certificate = certified(order, residual, shared)
    if sure(system.nodes, certificate):
        seconds = perf_counter() - began
        return Solved(names, order.row, tiles, columns, certificate, norm, seconds, order.seconds, order)
    if system.held is not None:
        return _flag_by_flag(system, order)
    shares, certificate = solved_whole(system, order)
    return _by_node(names, shares, certificate, norm, perf_counter() - began, order)


def _tiles(
    system: System, order: Order, columns: int, shared: bool, progress: Progress | None
) -> tuple[tuple[Floats, ...], float]:
    firsts = range(0, columns, TILE)
    tiles, residual = [], 0.0
    for done, first in enumerate(firsts):
        tile = np.empty((system.nodes, padded(order, min(TILE, columns - first))))
        found = filled(tile, order, asked(system, order, first), STILL, shared, _share(progress, done, len(firsts)))
        tiles.append(tile)
        residual = max(residual, found)
    return tuple(tiles), residual


def padded(order: Order, labels: int) -> int:
    """How many columns a tile of some labels has."""
    swept = labels > LINE and any(span.kind == "sweeps" for span in order.spans)
    return -(-labels // LINE) * LINE if swept else labels


def _by_node(
    names: tuple[str, ...], shares: Floats, certificate: float, norm: float, seconds: float, order: Order
) -> Solved:
    tiles = tuple(np.ascontiguousarray(shares[:, first : first + TILE]) for first in range(0, len(names), TILE))
    row = np.arange(len(shares), dtype=np.int32)
    return Solved(names, row, tiles, len(names), certificate, norm, seconds, order.seconds, order)


def _flag_by_flag(system: System, order: Order) -> Solved:
    found = [solve(each) for each in by_flag(system)]
    shares = np.column_stack([each.rows(0, system.nodes)[:, 0] for each in found])
    certificate, norm = max(each.certificate for each in found), max(each.norm for each in found)
    return _by_node(system.names, shares, certificate, norm, sum(each.seconds for each in found), order)


def _any_unattributed(system: System, order: Order) -> bool:
    return not order.fed.all() or bool(np.any(system.code == len(system.names)))


def _share(progress: Progress | None, done: int, tiles: int) -> Progress:
    return (lambda part: progress((done + part) / tiles)) if progress else lambda part: None


def filled(
    x: Floats, order: Order, asked: Asked, still: float, shared: bool, progress: Progress = lambda part: None
) -> float:
    """Fill every row, span after span; gives the largest residual that is more than rounding."""
    largest, bounds = 0.0, order.bounds
    for span in order.spans:
        found = 0.0
        if span.kind == "sweeps":
            found = swept(x, order, span.first, asked, still, shared)
        elif span.kind == "rows" and shared:
            mix_level(x, bounds[span.first], bounds[span.last], order.outer, asked)
        else:
            fill = mix_groups_level if span.kind == "parts" and shared else mix_groups
            found = fill(x, span.first, span.last, bounds, order.outer, order.inner, order.enters, asked)
        largest = max(largest, float(found))
        progress(float(bounds[span.last]) / len(order.node))
    return largest


def certified(order: Order, residual: float, shared: bool) -> tuple[float, float]:
    """A bound of the norm of the inverse, and of the error.

    ``W`` is nowhere negative, so any ``y > 0`` with ``(I - W) y >= c > 0`` bounds the norm by ``max(y) / c``. A row of
    d shares is computed with an error of at most (2 d + 6) roundings: those of its throughput, of each share, of the
    products and of their sum.
    """
    if not len(order.node):
        return 1.0, 0.0
    y = np.empty((len(order.node), 1))
    near = filled(y, order, ones(order), NEAR, shared)
    norm = float(y.max()) / (1.0 - near) if near < 1.0 and np.isfinite(y.max()) else np.inf
    most = int(np.diff(order.outer.start).max() + np.diff(order.inner.start).max(initial=0))
    return norm, norm * (residual + (2 * most + 6) * ROUNDING)


@cache
def _compile(shared: bool) -> None:
    """Run every loop once on a network of some nodes, so that no figure of time holds its compiling."""
    ring = np.arange(SMALL + 1, dtype=np.int32)
    code = np.where(ring == 0, 0, -1).astype(np.int32)
    system = System(ring, np.roll(ring, -1), np.ones(len(ring)), (ring == 0) * 1.0, code, ("label",))
    order = ordered(system)
    for read in (system.source, system.target, system.flow, system.own):
        read.setflags(write=False)  # columns of Arrow are read-only, which is another type to the compiler
    ordered(system)
    kinds: tuple[Kind, ...] = ("run", "rows", "parts", "sweeps")
    every = replace(order, spans=tuple(Span(kind, 0, 1) for kind in kinds))
    for labels in (1, TILE):
        x = np.empty((len(ring), labels))
        filled(x, every, asked(system, order, 0), STILL, shared)
        if shared:
            sweep_blocks(x, x, 0, order.inner, asked(system, order, 0), cut(order.inner, 0, len(x)), x.copy())
