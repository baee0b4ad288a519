"""Where things stand in a network in the making: names of nodes, and the places of each kind."""

from __future__ import annotations

from collections.abc import Iterable

from orepath.network.assembly.estimate import Estimate
from orepath.network.assembly.inputs import MINE, REFINE, Inputs, likely
from orepath.network.assembly.system import Block, System

OTHER = "other"
Key = tuple[str, ...]


def node(stage: str, place: str) -> str:
    """The id of a node."""
    return f"{stage}:{place}"


def market(stage: str, place: str) -> str:
    """The id of the node where a stage's goods are pooled at a place."""
    return f"{stage}-market:{place}"


def ore_places(inputs: Inputs) -> list[str]:
    """The places with goods of the mine stage."""
    other = [OTHER] if inputs.mined.other and inputs.mined.other.mid > 0 else []
    return sorted({*likely(inputs.mined.places), *other, *inputs.trading(MINE)})


def plants(inputs: Inputs) -> list[str]:
    """The places with plants: with a figure of their output, with scrap, or with ore that may be processed."""
    return sorted({*likely(inputs.refined.places), *inputs.totals.recycled, *fed_places(inputs)})


def refined_places(inputs: Inputs) -> list[str]:
    """The places with refined goods."""
    return sorted({*plants(inputs), *inputs.trading(REFINE), *inputs.totals.arrivals})


def fed_places(inputs: Inputs) -> list[str]:
    """The places whose plants are fed from the ore at hand."""
    if inputs.basis.direct_use:
        return []
    listed = likely(inputs.refined.places)
    return [place for place in ore_places(inputs) if place in listed or (inputs.ore_seen and place != OTHER)]


def keys(places: Iterable[str]) -> list[Key]:
    """The keys of variables of which each place has one."""
    return [(place,) for place in places]


def at_hand(system: System, stage: str, made: dict[str, Estimate]) -> dict[str, float]:
    """What each place makes and imports of a stage's goods and does not export, as observed (t); at least 0."""
    found = {place: figure.mid for place, figure in made.items()}
    trade = system.blocks[f"trade_{stage}"]
    for (exporter, importer), mass in zip(trade.keys, trade.observed.tolist(), strict=True):
        found[exporter] = found.get(exporter, 0.0) - mass
        found[importer] = found.get(importer, 0.0) + mass
    return {place: max(mass, 0.0) for place, mass in found.items()}


def sent_by(trade: Block) -> dict[str, float]:
    """What each exporter sends, as observed (t)."""
    found: dict[str, float] = {}
    for (exporter, _), mass in zip(trade.keys, trade.observed.tolist(), strict=True):
        found[exporter] = found.get(exporter, 0.0) + mass
    return dict(sorted(found.items()))
