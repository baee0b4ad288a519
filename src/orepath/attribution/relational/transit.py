"""Net coupling: what passes through a place unmixed, as nodes of its own.

The meaning is that of `orepath.network.dividing.divided`. The transit part of node ``j`` of ``n`` has number ``n + j``.
"""

from __future__ import annotations

from orepath.attribution.relational.numbering import Numbered
from orepath.attribution.relational.relations import Relations, said, union
from orepath.network.network import UNKNOWN


def divide(relations: Relations, given: Numbered) -> None:
    """Make ``edge`` anew with the flows divided between the parts they leave and enter, and ``transit`` (number)."""
    _mark(relations)
    _through(relations)
    relations.make("transit", "SELECT number FROM through WHERE mass > 0e0")
    leaving = "CASE WHEN t.abroad = 1 AND s.exports > 0e0 THEN s.mass / s.exports ELSE 0e0 END"
    entering = "CASE WHEN t.same = 1 AND e.imports > 0e0 THEN e.mass / e.imports ELSE 0e0 END"
    relations.make(
        "shared",
        f"SELECT t.source, t.target, t.flow, coalesce({leaving}, 0e0) AS leaving, "
        f"coalesce({entering}, 0e0) AS entering FROM trade AS t "
        "LEFT JOIN through AS s ON s.number = t.source LEFT JOIN through AS e ON e.number = t.target",
    )
    parts = [
        f"SELECT {_number('source', out, given)}, {_number('target', into, given)}, "
        f"flow * ({_part('leaving', out)} * {_part('entering', into)}) AS flow FROM shared"
        for out in (False, True)
        for into in (False, True)
    ]
    relations.make("edge", f"SELECT source, target, flow FROM ({union(parts)}) AS parts WHERE flow > 0e0")
    relations.drop("trade", "through", "shared")


def _number(end: str, transit: bool, given: Numbered) -> str:
    return f"{end} + CAST({given.nodes if transit else 0} AS {given.whole}) AS {end}"


def _part(share: str, transit: bool) -> str:
    return share if transit else f"(1e0 - {share})"


def _mark(relations: Relations) -> None:
    """Make ``trade``: the edges, and whether they go to another place, and from the same stage there."""
    somewhere = " AND ".join(f"{end}.place <> '' AND {end}.place <> {said(UNKNOWN)}" for end in ("s", "t"))
    abroad = f"{somewhere} AND s.place <> t.place"
    relations.make(
        "trade",
        f"SELECT e.source, e.target, e.flow, CASE WHEN {abroad} THEN 1 ELSE 0 END AS abroad, "
        f"CASE WHEN {abroad} AND s.stage = t.stage AND s.stage <> '' THEN 1 ELSE 0 END AS same "
        "FROM edge AS e JOIN node AS s ON s.number = e.source JOIN node AS t ON t.number = e.target",
    )


def _through(relations: Relations) -> None:
    """Make ``through``: what is traded at each node and what of it passes unmixed."""
    relations.make(
        "through",
        "SELECT number, imports, exports, least(imports, exports) AS mass FROM ("
        "SELECT number, sum(imports) AS imports, sum(exports) AS exports FROM ("
        "SELECT target AS number, flow AS imports, 0e0 AS exports FROM trade WHERE same = 1 UNION ALL "
        "SELECT source AS number, 0e0 AS imports, flow AS exports FROM trade WHERE abroad = 1"
        ") AS ends GROUP BY number) AS sums",
    )
