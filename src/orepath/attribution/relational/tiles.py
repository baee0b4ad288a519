"""The answer for some labels at a time, level by level: one join and one sum a level."""

from __future__ import annotations

from collections.abc import Callable

from orepath.attribution.relational.arcs import LABEL_LEVEL, Level, label_node
from orepath.attribution.relational.core import Core, settle
from orepath.attribution.relational.relations import Relations, listed, one
from orepath.attribution.relational.shapes import Tile

UNIT = 2.0**-53
"""Half a unit in the last place of 1."""
SUFFICIENT = 0.9


def solve(
    relations: Relations, tile: Tile, levels: list[Level], core: Core | None, done: Callable[[int], None]
) -> float:
    """Make ``x`` (level, node, a column a label, y) of every node; how far at most its shares are from the exact.

    The shares solve ``(I - W) x = s``, ``W`` nowhere negative. With ``y`` so that ``(I - W) y >= c > 0`` no share is
    further from the exact one than ``max(residual) max(y) / c``. The residual of a row is what rounding makes of its
    sum and of its shares, each at most ``arcs + 2`` roundings of numbers that sum to 1, and in the core what the last
    sweep changed.

    Parameters
    ----------
    done
        Called with how many arcs have been summed since it was last called.
    """
    _labels(relations, tile)
    changed = risen = 0.0
    for level in levels:
        if core is not None and level.number == core.level:
            changed, risen = settle(relations, tile, core, done)
        else:
            relations.add("x", entered(tile, level))
        done(level.arcs)
    highest = float(one(relations, "SELECT coalesce(max(y), 0e0) FROM x")[0])
    rounding = 2 * (max((level.degree for level in levels), default=0) + 2) * UNIT
    least = 1.0 - risen - rounding * highest
    return (rounding + changed) * highest / least if least >= SUFFICIENT else float("inf")


def entered(tile: Tile, level: Level) -> str:
    """What stands at the nodes of a level, from what stands at those that feed them."""
    reach = f"x.level = {LABEL_LEVEL}" + ("" if level.lowest is None else f" OR x.level >= {level.lowest}")
    return (
        f"SELECT {level.number} AS level, a.target AS node, {tile.sums()} FROM arc AS a JOIN "
        f"(SELECT * FROM x WHERE {reach}) AS x ON x.node = a.source WHERE a.level = {level.number} GROUP BY a.target"
    )


def _labels(relations: Relations, tile: Tile) -> None:
    """Begin ``x`` with the nodes that stand for labels: all of each is its own."""
    own = [
        f"CASE WHEN code = {tile.first + number} THEN 1e0 ELSE 0e0 END AS {column}"
        for number, column in enumerate(tile.columns)
    ]
    relations.make(
        "x", f"SELECT {LABEL_LEVEL} AS level, {label_node('code')} AS node, {listed(own)}, 0e0 AS y FROM code"
    )
