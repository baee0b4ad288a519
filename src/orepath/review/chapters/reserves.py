"""A mineral's reserves, as published."""

from __future__ import annotations

from orepath.review.chapters.scene import Scene
from orepath.review.chapters.series import series_table
from orepath.review.document import Block, Quantity

LEADING = 5  # places named beside the Parties


def reserves(scene: Scene, mineral: str) -> tuple[list[Block], list[Quantity]]:
    """The table of reserves of the Parties, the largest holders and the world; nothing where none is published."""
    rows = scene.evidence.rows(
        """select place, max(value) as most from statements
        where property = 'reserves' and mineral = ? and value is not null and place not in ('other', 'world')
        group by place order by most desc, place""",
        [mineral],
    )
    leading = [row["place"] for row in rows if row["place"] not in scene.parties][:LEADING]
    table, quantities = series_table(scene, ("reserves",), mineral, (*scene.parties, *leading, "world"))
    return ([table], quantities) if table else ([], [])
