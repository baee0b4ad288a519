"""The cycles of a network, and what lies between them: solved in sweeps, or by elimination where they are few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orepath.attribution.eliminating import DENSE_NODES
from orepath.attribution.relational.arcs import BLOCK, Level
from orepath.attribution.relational.eliminating import eliminate
from orepath.attribution.relational.guessing import Slow, guess, slow
from orepath.attribution.relational.relations import Relations, count, listed, one
from orepath.attribution.relational.shapes import Tile
from orepath.errors import InputError, fault

FEW = 200
"""Nodes up to which elimination is quicker than sweeps."""
MANY_ARCS = 200_000
"""Arcs from which on a guess of where to begin is worth its passes."""
MOST_SWEEPS = 400
AIM, FLOOR = 5e-13, 1e-15
"""How near the shares are to come to the exact ones, and the change below which it is rounding alone."""


@dataclass(frozen=True)
class Core:
    """The core's level, with the tables ``core`` (number) and ``core_arc`` (source, target, share).

    Parameters
    ----------
    level
        The level.
    nodes
        How many there are.
    arcs
        How many arcs a sweep sums.
    few
        Nodes up to which they are eliminated.
    slow
        The direction in which sweeps are slow; None where they begin at 0.
    """

    level: int
    nodes: int
    arcs: int
    few: int
    slow: Slow | None


def core(relations: Relations, level: Level, tile: Tile, few: int = FEW) -> Core:
    """Make the core's tables: the arcs inside, and one from what enters each node from outside."""
    inside = f"SELECT source, target, share FROM arc WHERE level = {level.number} AND from_level = {level.number}"
    relations.make("core", f"SELECT DISTINCT target AS number FROM arc WHERE level = {level.number}")
    outside = f"SELECT DISTINCT target FROM arc WHERE level = {level.number} AND from_level < {level.number}"
    entering = f"SELECT {outside_node(tile, 'target')} AS source, target, 1e0 AS share FROM ({outside}) AS entered"
    relations.make("core_arc", f"SELECT * FROM ({inside} UNION ALL {entering}) AS arcs", f"target // {BLOCK}, source")
    nodes, arcs = count(relations, "core"), count(relations, "core_arc")
    return Core(level.number, nodes, arcs, few, slow(relations) if arcs >= MANY_ARCS else None)


def outside_node(tile: Tile, number: str) -> str:
    """The number of what enters a node from outside the core."""
    return f"{-2 - tile.last} - {number}"


def settle(relations: Relations, tile: Tile, core: Core, done: Callable[[int], None]) -> tuple[float, float]:
    """Add the core's nodes to ``x``; by how much an equation of theirs is missed at most, in the shares and in ``y``.

    Raises
    ------
    InputError
        If the sweeps do not settle, and the nodes are too many to be eliminated.
    """
    if core.nodes <= core.few:
        return eliminate(relations, tile, core.level), 0.0
    _outside(relations, tile, core)
    relations.make("sweep_0", _begin(relations, tile, core))
    for sweep in range(1, MOST_SWEEPS + 1):
        now, before = f"sweep_{sweep % 2}", f"sweep_{1 - sweep % 2}"
        relations.make(now, _swept(tile, before))
        done(core.arcs)
        changed, risen, aim = _changes(relations, tile, core, now, before)
        if changed <= aim:
            columns = listed(["node", *tile.columns, "y"])
            relations.add("x", f"SELECT {core.level} AS level, {columns} FROM {now}")
            relations.drop("sweep_0", "sweep_1", "outside")
            return changed, risen
    relations.drop("sweep_0", "sweep_1", "outside")
    if core.nodes > DENSE_NODES:
        raise InputError(fault("attribution_slow_cycle", nodes=core.nodes, sweeps=MOST_SWEEPS, change=changed))
    return eliminate(relations, tile, core.level), 0.0


def _begin(relations: Relations, tile: Tile, core: Core) -> str:
    if core.slow is not None:
        return guess(relations, tile, core.slow, outside_node(tile, "o.node"))
    zero = listed(f"0e0 AS {column}" for column in [*tile.columns, "y"])
    return f"SELECT number AS node, {zero} FROM core"


def _changes(relations: Relations, tile: Tile, core: Core, now: str, before: str) -> tuple[float, float, float]:
    """What the last sweep changed at most, of the shares and of ``y``, and how little it is to be.

    From 0, ``x[k+1] - x[k] = W^k x[1]`` and the same of ``y``, where everything put in is 1: no share changes by more
    than ``y`` does, and ``y`` alone is looked at. From a guess the shares are looked at too, once ``y`` has settled.
    """
    both = f"FROM {now} AS n JOIN {before} AS b ON b.node = n.node"
    risen, highest = one(relations, f"SELECT max(abs(n.y - b.y)), max(n.y) {both}")
    aim = max(AIM / highest, FLOOR)
    if core.slow is None or risen > highest * aim:
        return float(risen), float(risen), aim
    changes = listed(f"max(abs(n.{column} - b.{column}))" for column in tile.columns)
    return float(max(one(relations, f"SELECT {changes} {both}"))), float(risen), aim


def _outside(relations: Relations, tile: Tile, core: Core) -> None:
    """Make ``outside``: what each node of the core takes from outside, as if it were a node."""
    brought = [f"sum(a.share * x.{column}) AS {column}" for column in [*tile.columns, "y"]]
    relations.make(
        "outside",
        f"SELECT {outside_node(tile, 'a.target')} AS node, {listed(brought)} FROM arc AS a JOIN x ON x.node = a.source "
        f"WHERE a.level = {core.level} AND a.from_level < {core.level} GROUP BY a.target",
    )


def _swept(tile: Tile, before: str) -> str:
    both = f"(SELECT * FROM outside UNION ALL SELECT * FROM {before}) AS x"
    return (
        f"SELECT a.target AS node, {tile.sums()} FROM core_arc AS a JOIN {both} ON x.node = a.source GROUP BY a.target"
    )
