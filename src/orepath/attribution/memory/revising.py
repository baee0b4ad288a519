"""A solved system in which something changes: only what lies downstream is solved again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from orepath.attribution.memory.asked import TILE, asked
from orepath.attribution.memory.exact import held_unfed, sure
from orepath.attribution.memory.order import Order, ordered
from orepath.attribution.memory.ordering import downstream, grouped, together
from orepath.attribution.memory.rows import STANDS
from orepath.attribution.memory.solve import certified, filled, padded, solve
from orepath.attribution.memory.sweeping import SHARED, STILL
from orepath.attribution.system import Held, System
from orepath.network.columnar import Numbers
from orepath.network.network import Floats, Integers


class Revisable:
    """A solved system that stays up to date while own masses and flows change.

    Parameters
    ----------
    system
        Its masses are copied; nodes, flows and labels stay the same.
    """

    def __init__(self, system: System) -> None:
        self.system = replace(system, flow=system.flow.copy(), own=system.own.copy(), code=system.code.copy())
        self.solved = solve(self.system, every=True)
        self._leaving, self._leaves = grouped(system.source, system.nodes)
        self._entering, self._enters = grouped(system.target, system.nodes)

    def revise(self, own_t: Mapping[int, float] | None = None, flow_t: Mapping[int, float] | None = None) -> Integers:
        """Change own masses and flows, and solve again what lies downstream of them.

        Parameters
        ----------
        own_t
            By number of a node that has a label, what it puts in (t).
        flow_t
            By number of a flow, its mass (t); 0 takes it away.

        Returns
        -------
        NDArray
            The nodes that were solved again.
        """
        own_t, flow_t = own_t or {}, flow_t or {}
        nodes, flows = (np.fromiter(each, dtype=np.int64, count=len(each)) for each in (own_t, flow_t))
        self.system.own[nodes] = list(own_t.values())
        self.system.flow[flows] = list(flow_t.values())
        changed = np.concatenate([nodes, self.system.target[flows]]).astype(np.int32)
        below = downstream(changed, self._leaves, self._leaving, self.system.target, self.system.flow)
        again = np.flatnonzero(below)
        if len(again):
            self._solve(again)
        return again

    def _solve(self, again: Integers) -> None:
        """Solve some nodes again; what feeds them from elsewhere stands."""
        part, node, stands = self._part(again)
        order = ordered(part)
        residual = 0.0
        shared = len(part.flow) >= SHARED
        if not held_unfed(part, order):
            tiles = [np.empty((len(node), padded(order, tile.shape[1]))) for tile in self.solved.tiles]
            for number, tile in enumerate(tiles):
                residual = max(residual, self._fill(tile, number, part, order, node, stands, shared))
            norm, certificate = certified(order, residual, shared)
            certificate += self.solved.certificate
            if sure(len(node), certificate):
                self._take(tiles, order, again, certificate, max(norm, self.solved.norm))
                return
        self.solved = solve(self.system, every=True)

    def _part(self, again: Integers) -> tuple[System, Integers, Integers]:
        """The system of some nodes and of those that feed them, the nodes of it, and how many of them come first."""
        system = self.system
        flows = together(again, self._enters, self._entering)
        number = np.full(system.nodes, -1, dtype=np.int32)
        number[again] = np.arange(len(again), dtype=np.int32)
        feeding = np.unique(system.source[flows][number[system.source[flows]] < 0]).astype(np.int64)
        number[feeding] = np.arange(len(again), len(again) + len(feeding), dtype=np.int32)
        node = np.concatenate([again, feeding])
        own = np.concatenate([system.own[again], np.ones(len(feeding))])
        code = np.concatenate([system.code[again], np.full(len(feeding), STANDS, dtype=np.int32)])
        held = None if system.held is None else _held(system.held, number, len(again))
        source, target = number[system.source[flows]], number[system.target[flows]]
        return System(source, target, system.flow[flows], own, code, system.names, held), node, feeding

    def _fill(
        self, tile: Floats, number: int, part: System, order: Order, node: Integers, feeding: Integers, shared: bool
    ) -> float:
        known, first = self.solved.tiles[number], len(node) - len(feeding)
        tile[order.row[first:], : known.shape[1]] = known[self.solved.row[feeding]]
        put_in = asked(part, order, number * TILE)
        put_in.code[order.row[first:]] = STANDS
        return filled(tile, order, put_in, STILL, shared)

    def _take(self, tiles: list[Floats], order: Order, again: Integers, certificate: float, norm: float) -> None:
        for known, tile in zip(self.solved.tiles, tiles, strict=True):
            known[self.solved.row[again]] = tile[order.row[: len(again)], : known.shape[1]]
        self.solved = replace(self.solved, certificate=certificate, norm=norm)


def _held(held: Held, number: Numbers, count: int) -> Held:
    here = np.flatnonzero((number[held.node] >= 0) & (number[held.node] < count))
    return Held(number[held.node[here]], held.flag[here])
