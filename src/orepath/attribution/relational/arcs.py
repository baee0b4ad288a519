"""The network as shares, level by level, with every label as a node from which all of its mass comes."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.attribution.relational.labelling import Labelled
from orepath.attribution.relational.numbering import Numbered
from orepath.attribution.relational.peeling import Order
from orepath.attribution.relational.relations import Relations, union

BLOCK = 4096
"""Nodes whose sums are gathered together: they stay in the processor's cache."""


@dataclass(frozen=True)
class Level:
    """One level of the table ``arc``.

    Parameters
    ----------
    number
        Its number.
    arcs
        How many arcs enter its nodes.
    lowest
        The lowest level, but for labels, from which one does; None where all come from labels.
    degree
        How many arcs enter a node at most.
    """

    number: int
    arcs: int
    lowest: int | None
    degree: int


LABEL_LEVEL = -1
"""The level of the nodes that stand for labels."""


def label_node(code: str) -> str:
    """The number of the node that stands for a label."""
    return f"-1 - {code}"


def arcs(relations: Relations, given: Numbered, labelled: Labelled, order: Order, held: bool) -> list[Level]:
    """Make ``arc`` (level, from_level, source, target, share); its levels from the first.

    What a node puts in comes from the node of its label, what is unattributed from that of the rest. Where flags are
    held, a share of 1 comes from the flag's node as well: what that makes more than 1 is 1.

    Parameters
    ----------
    held
        Whether ``held`` (number, code) tells of shares held at 1.
    """
    whole = given.whole
    relations.make(
        "place_in_order",
        "SELECT m.number, l.level, m.own, m.through, m.code, m.cut, f.number IS NOT NULL AS fed FROM mass AS m "
        "JOIN level AS l ON l.number = m.number LEFT JOIN fed AS f ON f.number = m.number",
    )
    flows = (
        "SELECT t.level, s.level AS from_level, e.source, e.target, e.flow / t.through AS share FROM edge AS e "
        "JOIN place_in_order AS t ON t.number = e.target JOIN place_in_order AS s ON s.number = e.source "
        "WHERE t.fed AND NOT t.cut"
    )

    def from_label(code: str, share: str, of: str) -> str:
        source = f"CAST({label_node(code)} AS {whole}) AS source"
        return f"SELECT p.level, {LABEL_LEVEL} AS from_level, {source}, p.number AS target, {share} AS share FROM {of}"

    parts = [
        flows,
        from_label("p.code", "p.own / p.through", "place_in_order AS p WHERE p.fed AND p.own > 0e0"),
        from_label(str(labelled.rest), "1e0", "place_in_order AS p WHERE NOT p.fed"),
    ]
    if held:
        parts.append(from_label("h.code", "1e0", "held AS h JOIN place_in_order AS p ON p.number = h.number"))
    relations.make("arc", f"SELECT * FROM ({union(parts)}) AS parts", f"level, target // {BLOCK}, source")
    relations.drop("place_in_order")
    return _levels(relations, order)


def _levels(relations: Relations, order: Order) -> list[Level]:
    relations.make(
        "entered",
        "SELECT level, target, count(*) AS arcs, min(CASE WHEN from_level < 0 THEN NULL ELSE "
        "from_level END) AS lowest FROM arc GROUP BY level, target",
    )
    found = relations.rows("SELECT level, sum(arcs), min(lowest), max(arcs) FROM entered GROUP BY level ORDER BY level")
    relations.drop("entered")
    return [Level(int(number), int(total), lowest, int(most)) for number, total, lowest, most in found]
