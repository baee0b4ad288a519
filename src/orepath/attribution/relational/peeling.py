"""The order in which a network can be solved: level by level, its cycles together."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.attribution.relational.relations import Relations, count
from orepath.errors import InputError, fault

MOST_LEVELS = 500
"""Levels that are taken one by one; each is a pass over what is left of the network."""


@dataclass(frozen=True)
class Order:
    """The table ``level`` (number, level): what feeds a node lies in lower levels, or with it in the core.

    Parameters
    ----------
    levels
        How many there are.
    core
        The level of the cycles and of what lies between them; None where there are no cycles.
    """

    levels: int
    core: int | None


def peel(relations: Relations) -> Order:
    """Put the parts in order.

    The network is peeled from its sources: a node is settled once all that feeds it is. Where cycles stop that it is
    peeled from its ends in the same way, so that only cycles and what lies between them are left.

    Raises
    ------
    InputError
        If the network is so deep that this would take long.
    """
    relations.make("left_node", "SELECT number FROM mass")
    relations.make(
        "left_edge",
        "SELECT e.source, e.target FROM edge AS e JOIN mass AS m ON m.number = e.target "
        "SEMI JOIN fed AS f ON f.number = e.target WHERE NOT m.cut",
    )
    relations.make("level", "SELECT number, 0 AS level FROM mass WHERE FALSE")
    upper = _peel(relations, "target", "source", 0, 1)
    core, ends = None, 0
    if count(relations, "left_node"):
        core, ends = upper, _peel(relations, "source", "target", -1, -1, upper)
        relations.add("level", f"SELECT number, {core} AS level FROM left_node")
        above = f"CASE WHEN level < 0 THEN {core + 1 + ends} + level ELSE level END AS level"
        relations.make("level", f"SELECT number, {above} FROM level")
        upper += 1
    relations.drop("left_node", "left_edge", "front")
    return Order(upper + ends, core)


def _peel(relations: Relations, blocked: str, freed: str, level: int, step: int, before: int = 0) -> int:
    """Give levels to nodes that are at no blocked end of an edge that is left; how many levels there were."""
    taken = 0
    while True:
        relations.make(
            "front", f"SELECT n.number FROM left_node AS n ANTI JOIN left_edge AS e ON e.{blocked} = n.number"
        )
        if not count(relations, "front"):
            return taken
        if taken + before >= MOST_LEVELS:
            raise InputError(fault("attribution_deep", most=MOST_LEVELS))
        relations.add("level", f"SELECT number, {level + step * taken} AS level FROM front")
        taken += 1
        relations.make("left_node", "SELECT n.number FROM left_node AS n ANTI JOIN front AS f ON f.number = n.number")
        relations.make(
            "left_edge",
            f"SELECT e.source, e.target FROM left_edge AS e ANTI JOIN front AS f ON f.number = e.{freed}",
        )
