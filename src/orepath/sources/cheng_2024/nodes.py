"""What a node of the tables of flows is, from its name."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.errors import UnknownName
from orepath.sources.cheng_2024.tally import SOURCE
from orepath.vocabulary.places import place

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Node:
    """What a node is.

    Parameters
    ----------
    kind
        ``mine``, ``refine-input``, ``refine``, ``cathode-input``, ``product``, ``from_unknown`` or ``to_unknown``.
    stage
        The stage of what leaves it; None where nothing leaves it.
    place
        Where it is; ``unknown`` for a balancing node, None for a product.
    """

    kind: str
    stage: str | None
    place: str | None


def node(name: str, where: str) -> Node:
    """The node of a name.

    Raises
    ------
    UnknownName
        Where neither a place with a known ending nor a balancing node nor a product is called so.
    """
    if name in SOURCE.raw["from_unknown"]:
        return Node("from_unknown", SOURCE.raw["from_unknown"][name], UNKNOWN)
    if name in SOURCE.raw["to_unknown"]:
        return Node("to_unknown", None, UNKNOWN)
    if name in SOURCE.raw["products"]["names"]:
        return Node("product", None, None)
    for ending, entry in SOURCE.raw["nodes"].items():
        if name.endswith(ending):
            return Node(entry["kind"], entry["stage"], place(name.removesuffix(ending), where))
    raise UnknownName("node", name, _known(), where)


def _known() -> list[str]:
    named = [*SOURCE.raw["from_unknown"], *SOURCE.raw["to_unknown"], *SOURCE.raw["products"]["names"]]
    return [*named, *(f"…{ending}" for ending in SOURCE.raw["nodes"])]


def targets_of(kind: str) -> str:
    """What a flow from a kind of node may run to, as the tables call it."""
    found: list[str] = []
    for target in SOURCE.raw["links"].get(kind, ()):
        found += [f"…{ending}" for ending, entry in SOURCE.raw["nodes"].items() if entry["kind"] == target]
        found += SOURCE.raw["products"]["names"] if target == "product" else []
        found += SOURCE.raw["to_unknown"] if target == "to_unknown" else []
    return ", ".join(found) or "none, as nothing flows on from there (are Source and Target exchanged?)"


def may_flow(source: Node, target: Node) -> bool:
    """Whether the study lets mass flow from one node to the other; into its own refinery alone within a place."""
    if target.kind not in SOURCE.raw["links"].get(source.kind, ()):
        return False
    return source.place == target.place if (source.kind, target.kind) == ("refine-input", "refine") else True
