"""Which nodes own mass reaches."""

from __future__ import annotations

from orepath.attribution.relational.relations import Relations, count


def reach(relations: Relations, from_: str) -> None:
    """Make ``fed`` (number): the nodes of a condition on ``mass``, and what lies behind them along flows.

    A cut node is reached by what it puts in alone.
    """
    relations.make("fed", f"SELECT number FROM mass WHERE {from_}")
    relations.make("front", "SELECT number FROM fed")
    relations.make("dry", "SELECT e.source, e.target FROM edge AS e ANTI JOIN fed AS f ON f.number = e.target")
    while count(relations, "front") and count(relations, "dry"):
        entered = "SELECT DISTINCT d.target AS number FROM dry AS d SEMI JOIN front AS f ON f.number = d.source"
        relations.make("front", entered)
        relations.add("fed", "SELECT number FROM front")
        relations.make("dry", "SELECT d.source, d.target FROM dry AS d ANTI JOIN front AS f ON f.number = d.target")
    relations.drop("front", "dry")
