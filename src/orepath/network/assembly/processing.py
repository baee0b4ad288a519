"""What happens to ore and to refined goods at a place: processed, used, put aside, gone; and what nobody saw come."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orepath.network.assembly.estimate import Estimate
from orepath.network.assembly.ground import (
    OTHER,
    Key,
    at_hand,
    fed_places,
    keys,
    market,
    node,
    ore_places,
    refined_places,
    sent_by,
)
from orepath.network.assembly.inputs import MINE, REFINE, Inputs, likely
from orepath.network.assembly.rules import weights
from orepath.network.assembly.system import System


def processed(system: System, inputs: Inputs) -> None:
    """What plants are fed and deliver: in balance where their output or scrap is on record, else what ore allows."""
    share = system.share
    listed = likely(inputs.refined.places)
    free = weights().free * inputs.scale
    balanced = sorted({*listed, *inputs.totals.recycled})
    ores = fed_places(inputs)
    ore = system.free(
        "ore_processed", keys(ores), weights().imported_ore * free, None if inputs.ore_seen else "own_ore_at_most"
    )
    own = np.array([place in likely(inputs.mined.places) and place not in listed for place in ores], dtype=bool)
    ore.sigma[own] = weights().own_ore * free
    hand = at_hand(system, MINE, inputs.mined.places)
    for number, place in enumerate(ores):
        if not own[number]:
            most = listed[place].mid / share if place in listed else np.inf
            ore.expect(number, weights().expected * min(hand.get(place, 0.0), most))
    system.put(ore, [market(MINE, place) for place in ores], -1.0)
    for number, place in enumerate(ores):
        if place in balanced:
            system.put_some(ore, node(REFINE, place), [number], 1.0)
        else:
            system.put_some(ore, market(REFINE, place), [number], share)
    feed = system.free("unknown_feed", keys(listed), free, "goods_not_seen")
    system.put(feed, [node(REFINE, place) for place in listed], 1.0)
    if inputs.totals.recycled:
        fed: dict[Key, Estimate] = {(p,): e.scaled(1 / share) for p, e in inputs.totals.recycled.items()}
        scrap = system.stated("recycled", fed)
        system.put(scrap, [node(REFINE, place) for (place,) in scrap.keys], 1.0)
    put_through = system.free("throughput", keys(balanced), free)
    system.observe(put_through, {place: figure.scaled(1 / share) for place, figure in listed.items()})
    system.put(put_through, [node(REFINE, place) for place in balanced], -1.0)
    system.put(put_through, [market(REFINE, place) for place in balanced], share)
    if inputs.refined.world and listed:  # of the plants on record; what all deliver is held to it when it is known
        world = system.stated("world_refined", {("world",): inputs.refined.world})
        rest = system.free("refined_elsewhere", [(OTHER,)], free)
        system.put_some(put_through, "world:refine", range(len(balanced)), share)
        system.put(rest, ["world:refine"], 1.0)
        system.put(world, ["world:refine"], -1.0)


def refined(system: System, inputs: Inputs) -> None:
    """What refined goods are used for, and those that nobody saw arrive."""
    places = refined_places(inputs)
    free = weights().free * inputs.scale
    used = system.free("used", keys(places), free)
    hand = at_hand(system, REFINE, inputs.refined.places)
    for number, place in enumerate(places):
        used.expect(number, weights().expected * hand.get(place, 0.0))
    system.observe(used, inputs.totals.consumption)
    system.put(used, [market(REFINE, place) for place in places], -1.0)
    kept: dict[Key, Estimate] = {(place,): change for place, change in inputs.totals.stock.items() if place in places}
    if kept:
        stock = system.stated("stock", kept, negative=True)
        system.put(stock, [market(REFINE, place) for (place,) in stock.keys], -1.0)
    sent = sent_by(system.blocks[f"trade_{REFINE}"])
    sources = [place for place in places if place in sent or place in inputs.totals.arrivals]
    unseen = system.free("unknown_refined", keys(sources), free, "goods_not_seen")
    listed = likely(inputs.refined.places)
    processing = set(fed_places(inputs)) - set(listed)
    for number, place in enumerate(sources):
        if place in processing and place not in inputs.totals.arrivals:
            unseen.sigma[number] = weights().last_resort * free
        if place in listed and place not in inputs.totals.arrivals:
            unseen.sigma[number] = max(weights().slack * listed[place].mid, 1.0)
            unseen.notes[number] = "statements_disagree"
    system.put(unseen, [market(REFINE, place) for place in sources], 1.0)


def leaving(system: System, inputs: Inputs) -> None:
    """Ore that is used as it is, and ore that goes to nobody knows where or comes from there."""
    places, makers = ore_places(inputs), likely(inputs.mined.places)
    free = weights().free * inputs.scale
    if inputs.basis.direct_use:
        used = system.free("ore_used", keys(places), free)
        system.put(used, [market(MINE, place) for place in places], -1.0)
    else:
        kept = set(fed_places(inputs)) if inputs.refines else set()
        gone = [place for place in places if place in makers or place not in kept]
        left = system.free("ore_gone", keys(gone), weights().left * free, "left_unrecorded")
        system.put(left, [market(MINE, place) for place in gone], -1.0)
    sent = {place: mass for place, mass in sent_by(system.blocks[f"trade_{MINE}"]).items() if place not in makers}
    source = system.free("unknown_ore", keys(sent), free, "goods_not_seen")
    source.sigma = np.maximum(weights().slack * np.array(list(sent.values())), system.grain)
    system.put(source, [market(MINE, place) for place in sent], 1.0)


def crossing(system: System, inputs: Inputs) -> None:
    """What reaches, or leaves, a place in all, seen and unseen, is what its statistical office says."""
    if not inputs.refines:
        return
    into = (f"trade_{MINE}", f"trade_{REFINE}", "unknown_feed", "unknown_refined", "unknown_ore")
    _whole(system, "arrived", inputs.totals.arrivals, into, -1)
    sent = {place: figure for place, figure in inputs.totals.exports.items() if place in refined_places(inputs)}
    if sent:
        unseen = system.free(
            "refined_gone", [(place,) for place in sent], weights().free * inputs.scale, "goods_not_seen"
        )
        system.put(unseen, [market(REFINE, place) for place in sent], -1.0)
        _whole(system, "sent", sent, (f"trade_{MINE}", f"trade_{REFINE}", "refined_gone"), 0)


def _whole(system: System, kind: str, figures: dict[str, Estimate], parts: Sequence[str], end: int) -> None:
    """A total by place as the sum of its parts: variables with the place at one end of their key."""
    if not figures:
        return
    whole = system.stated(kind, {(place,): figure for place, figure in figures.items()})
    system.put(whole, [f"{kind}:{place}" for (place,) in whole.keys], -1.0)
    for part in parts:
        block = system.blocks.get(part)
        for (place,) in whole.keys:
            chosen = [number for number, key in enumerate(block.keys) if key[end] == place] if block else []
            if block and chosen:
                system.put_some(block, f"{kind}:{place}", chosen, 1.0)
