"""Where the sweeps of a large core begin: near the answer in the one direction in which they are slow.

Sweeps come nearer by the factor of the greatest eigenvalue of the core's shares, ``W``; by that of the next one where
they begin right along the first one's vector. Passes over one column find that vector and its left counterpart, each
for a small part of what a sweep of all labels takes. A bad guess costs sweeps and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from orepath.attribution.relational.relations import Relations, listed, one
from orepath.attribution.relational.shapes import Tile

PASSES = 8
STEADY = 0.97
"""An eigenvalue above which a guess would be too far out."""


@dataclass(frozen=True)
class Slow:
    """The tables ``right`` and ``left`` (node, v), eigenvectors of the core.

    Parameters
    ----------
    scale
        ``1 / ((1 - eigenvalue) left right)``.
    """

    scale: float


def slow(relations: Relations) -> Slow | None:
    """The direction in which the sweeps of ``core_arc`` are slow; None where there is none to speak of."""
    _powers(relations, "right", "target", "source")
    _powers(relations, "left", "source", "target")
    along, behind = one(
        relations,
        "SELECT sum(l.v * r.v), sum(l.v * w.v) FROM left_mode AS l JOIN right_mode AS r ON r.node = l.node "
        "JOIN right_next AS w ON w.node = l.node",
    )
    relations.drop("right_next", "left_next")
    if not along > 0 or not 0 < behind / along < STEADY:
        return None
    return Slow(1.0 / ((1.0 - behind / along) * along))


def _powers(relations: Relations, side: str, into: str, out_of: str) -> None:
    """Make ``SIDE_mode``, all ones after some passes, and ``SIDE_next``, after one more."""
    mode, following = f"{side}_mode", f"{side}_next"
    relations.make(following, "SELECT number AS node, 1e0 AS v FROM core")
    for _ in range(PASSES):
        most = f"(SELECT max(v) AS most FROM {following}) AS m"
        relations.make(mode, f"SELECT n.node, n.v / m.most AS v FROM {following} AS n CROSS JOIN {most}")
        relations.make(
            following,
            f"SELECT a.{into} AS node, sum(a.share * m.v) AS v FROM core_arc AS a JOIN {mode} AS m "
            f"ON m.node = a.{out_of} WHERE a.source >= 0 GROUP BY a.{into}",
        )


def guess(relations: Relations, tile: Tile, found: Slow, numbered: str) -> str:
    """The statement of where sweeps begin.

    Parameters
    ----------
    numbered
        The number, in SQL, of the node that a row of ``outside`` (as ``o``) enters.
    """
    columns = [*(f"o.{column}" for column in tile.columns), "(1e0 + o.y)"]
    put_in = one(
        relations,
        f"SELECT {listed(f'sum(l.v * {column})' for column in columns)} FROM outside AS o "
        f"JOIN left_mode AS l ON l.node = {numbered}",
    )
    far = [float(each) * found.scale for each in put_in]
    shares = [f"least(1e0, v * {along:.17e}) AS {column}" for along, column in zip(far, tile.columns, strict=False)]
    return f"SELECT node, {listed(shares)}, v * {far[-1]:.17e} AS y FROM right_mode"
