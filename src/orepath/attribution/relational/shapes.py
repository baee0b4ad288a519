"""Some labels that are solved together."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.attribution.relational.relations import listed

WIDTH = 33
"""Columns that are solved together: 32 labels and what is unattributed."""


@dataclass(frozen=True)
class Tile:
    """Some labels, of which the table ``x`` has a column each.

    Parameters
    ----------
    first, width
        The code of the first, and how many they are.
    last
        The greatest code of a label's node.
    clamped
        Whether more than 1 is 1.
    """

    first: int
    width: int
    last: int
    clamped: bool

    @property
    def columns(self) -> list[str]:
        """The columns of the labels."""
        return [f"x{number}" for number in range(self.width)]

    def sums(self) -> str:
        """What stands at a node: the sum of what each arc brings; ``y`` is the same where every node puts in 1."""
        brought = [f"sum(a.share * x.{column})" for column in self.columns]
        if self.clamped:
            brought = [f"least(1e0, {each})" for each in brought]
        shares = [f"{each} AS {column}" for each, column in zip(brought, self.columns, strict=True)]
        return listed([*shares, "1e0 + sum(a.share * x.y) AS y"])
