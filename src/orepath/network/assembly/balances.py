"""The balances of a network in the making: what statements give, what no statement gives, and how they add up.

At each place goods of the mine stage (own output and imports) are exported, processed at home, used as they are, or go
to nobody knows where; plants turn them, scrap and feed that nobody recorded into refined goods; refined goods (own
output and imports) are exported or used.

Where a main good of the mine stage is not seen crossing borders, what plants are fed is known only where their output
is: they are fed the ore at hand, at most, and the rest is unknown. Without a figure of their output nothing is known
of their feed, and what they ship is of unknown origin. A balance never makes domestic ore.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from orepath.network.assembly.estimate import LEAST, Estimate
from orepath.network.assembly.inputs import MINE, REFINE, Inputs, likely
from orepath.network.assembly.rules import plant_yield, standard_uncertainties
from orepath.network.assembly.system import Block, System

OTHER = "other"
FREE = 0.5  # standard uncertainty of what no statement gives, over the size of the whole
SMALLEST = 1e-5  # the same of what a statement gives, at least: a balance is solved to no finer grain
SLACK = 0.25  # of what a place's statements turn over, the standard uncertainty of what they leave unexplained
# How freely, against everything else that no statement gives: ore that a place imported goes to its plants; ore it
# mined itself goes to its plants as far as its refined goods ask for it, and beyond that to nobody knows where. Refined
# goods that nobody saw arrive are the last resort where a place has ore of its own.
IMPORTED_ORE, OWN_ORE, LEFT, LAST_RESORT = 5.0, 1.0, 3.0, 0.15

EXPECTED = (
    0.99  # of what is at hand: what no statement gives is looked for a little below it, so nothing stands on edge
)

Key = tuple[str, ...]


def node(stage: str, place: str) -> str:
    """The id of a node."""
    return f"{stage}:{place}"


def market(stage: str, place: str) -> str:
    """The id of the node where a stage's goods are pooled at a place."""
    return f"{stage}-market:{place}"


def balances(inputs: Inputs) -> System:
    """All variables and rows of a mineral and year."""
    system = System(grain=SMALLEST * inputs.scale)
    _mines(system, inputs)
    traded = [_trade(system, inputs, stage) for stage in (MINE, REFINE)]
    _exports(system, inputs, traded)
    if inputs.refines:
        _plants(system, inputs)
        _refined(system, inputs)
    _leaving(system, inputs)
    _crossing(system, inputs)
    return system


def ore_places(inputs: Inputs) -> list[str]:
    """The places with goods of the mine stage."""
    other = [OTHER] if inputs.mined.other and inputs.mined.other.mid > 0 else []
    return sorted({*likely(inputs.mined.places), *other, *inputs.trading(MINE)})


def plants(inputs: Inputs) -> list[str]:
    """The places with plants: with a figure of their output, with scrap, or with ore that may be processed."""
    return sorted({*likely(inputs.refined.places), *inputs.totals.recycled, *_fed(inputs)})


def refined_places(inputs: Inputs) -> list[str]:
    """The places with refined goods."""
    return sorted({*plants(inputs), *inputs.trading(REFINE), *inputs.totals.arrivals})


def _mines(system: System, inputs: Inputs) -> None:
    figures: dict[Key, Estimate] = {(place,): figure for place, figure in likely(inputs.mined.places).items()}
    if inputs.mined.other and inputs.mined.other.mid > 0:
        figures[(OTHER,)] = inputs.mined.other
    mines = system.stated("mined", figures)
    system.put(mines, [market(MINE, place) for (place,) in mines.keys], 1.0)
    if inputs.mined.world and figures:
        world = system.stated("world_mined", {("world",): inputs.mined.world})
        system.put_some(mines, "world:mine", range(len(figures)), 1.0)
        system.put(world, ["world:mine"], -1.0)


def _trade(system: System, inputs: Inputs, stage: str) -> Block:
    table = inputs.trade.table
    table = table.filter(np.asarray(table["stage"].to_pylist(), dtype=object) == stage)
    low, mid, high = (table[name].to_numpy(zero_copy_only=False).astype(float) for name in ("low_t", "mid_t", "high_t"))
    observed = np.where(np.isnan(mid), (low + high) / 2, mid)
    keys = list(zip(table["exporter"].to_pylist(), table["importer"].to_pylist(), strict=True))
    block = system.free(f"trade_{stage}", keys, 1.0)
    block.stated = True
    block.observed, block.low, block.high = observed, low, high
    side = np.maximum(high - observed, observed - low) / standard_uncertainties()
    block.sigma = np.maximum.reduce([side, LEAST * observed, np.full(len(side), system.grain)])
    block.statements = [tuple(found) for found in table["statements"].to_pylist()]
    block.notes = table["note"].to_pylist()
    bands = table["band"].to_pylist()
    block.group = [f"{stage}|{exporter}|{band}" for (exporter, _), band in zip(keys, bands, strict=True)]
    system.put(block, [market(stage, exporter) for exporter, _ in keys], -1.0)
    system.put(block, [market(stage, importer) for _, importer in keys], 1.0)
    return block


def _exports(system: System, inputs: Inputs, traded: Sequence[Block]) -> None:
    """What an exporter sends in all, where that is not the sum of its flows: one consignment counts once."""
    table = inputs.trade.totals
    figures: dict[Key, Estimate] = {}
    for stage, block in zip((MINE, REFINE), traded, strict=True):
        sums = _sent(block)
        for row in table.filter(np.asarray(table["stage"].to_pylist(), dtype=object) == stage).to_pylist():
            mid = min(row["known_t"] + (row["unknown_low_t"] + row["unknown_high_t"]) / 2, row["high_t"])
            if abs(mid - sums.get(row["exporter"], mid)) > SMALLEST * max(mid, 1.0):
                figures[(stage, row["exporter"])] = Estimate(mid, row["low_t"], row["high_t"])
    if not figures:
        return
    exported = system.stated("exported", figures)
    system.put(exported, [f"exports:{stage}:{exporter}" for stage, exporter in exported.keys], -1.0)
    for stage, block in zip((MINE, REFINE), traded, strict=True):
        for at, exporter in figures:
            chosen = [number for number, (origin, _) in enumerate(block.keys) if origin == exporter and at == stage]
            if chosen:
                system.put_some(block, f"exports:{at}:{exporter}", chosen, 1.0)


def _plants(system: System, inputs: Inputs) -> None:
    """What plants are fed and deliver: in balance where their output or scrap is on record, else what ore allows."""
    share = plant_yield().value
    listed = likely(inputs.refined.places)
    free = FREE * inputs.scale
    balanced = sorted({*listed, *inputs.totals.recycled})
    ores = _fed(inputs)
    ore = system.free("ore_processed", _keys(ores), IMPORTED_ORE * free, None if inputs.ore_seen else "own_ore_at_most")
    own = np.array([place in likely(inputs.mined.places) and place not in listed for place in ores], dtype=bool)
    ore.sigma[own] = OWN_ORE * free
    at_hand = _at_hand(system, MINE, inputs.mined.places)
    for number, place in enumerate(ores):
        if not own[number]:
            most = listed[place].mid / share if place in listed else np.inf
            ore.expect(number, EXPECTED * min(at_hand.get(place, 0.0), most))
    system.put(ore, [market(MINE, place) for place in ores], -1.0)
    for number, place in enumerate(ores):
        if place in balanced:
            system.put_some(ore, node(REFINE, place), [number], 1.0)
        else:
            system.put_some(ore, market(REFINE, place), [number], share)
    feed = system.free("unknown_feed", _keys(listed), free, "goods_not_seen")
    system.put(feed, [node(REFINE, place) for place in listed], 1.0)
    if inputs.totals.recycled:
        fed: dict[Key, Estimate] = {(p,): e.scaled(1 / share) for p, e in inputs.totals.recycled.items()}
        scrap = system.stated("recycled", fed)
        system.put(scrap, [node(REFINE, place) for (place,) in scrap.keys], 1.0)
    put_through = system.free("throughput", _keys(balanced), free)
    system.observe(put_through, {place: figure.scaled(1 / share) for place, figure in listed.items()})
    system.put(put_through, [node(REFINE, place) for place in balanced], -1.0)
    system.put(put_through, [market(REFINE, place) for place in balanced], share)
    if inputs.refined.world and listed:  # of the plants on record; what all deliver is held to it when it is known
        world = system.stated("world_refined", {("world",): inputs.refined.world})
        rest = system.free("refined_elsewhere", [(OTHER,)], free)
        system.put_some(put_through, "world:refine", range(len(balanced)), share)
        system.put(rest, ["world:refine"], 1.0)
        system.put(world, ["world:refine"], -1.0)


def _keys(places: Iterable[str]) -> list[Key]:
    return [(place,) for place in places]


def _fed(inputs: Inputs) -> list[str]:
    """The places whose plants are fed from the ore at hand."""
    if inputs.basis.direct_use:
        return []
    listed = likely(inputs.refined.places)
    return [place for place in ore_places(inputs) if place in listed or (inputs.ore_seen and place != OTHER)]


def _refined(system: System, inputs: Inputs) -> None:
    """What refined goods are used for, and those that nobody saw arrive."""
    places = refined_places(inputs)
    free = FREE * inputs.scale
    used = system.free("used", _keys(places), free)
    at_hand = _at_hand(system, REFINE, inputs.refined.places)
    for number, place in enumerate(places):
        used.expect(number, EXPECTED * at_hand.get(place, 0.0))
    system.observe(used, inputs.totals.consumption)
    system.put(used, [market(REFINE, place) for place in places], -1.0)
    kept: dict[Key, Estimate] = {(place,): change for place, change in inputs.totals.stock.items() if place in places}
    if kept:
        stock = system.stated("stock", kept, negative=True)
        system.put(stock, [market(REFINE, place) for (place,) in stock.keys], -1.0)
    sent = _sent(system.blocks[f"trade_{REFINE}"])
    sources = [place for place in places if place in sent or place in inputs.totals.arrivals]
    unseen = system.free("unknown_refined", _keys(sources), free, "goods_not_seen")
    listed = likely(inputs.refined.places)
    processing = set(_fed(inputs)) - set(listed)
    for number, place in enumerate(sources):
        if place in processing and place not in inputs.totals.arrivals:
            unseen.sigma[number] = LAST_RESORT * free
        if place in listed and place not in inputs.totals.arrivals:
            unseen.sigma[number] = max(SLACK * listed[place].mid, 1.0)
            unseen.notes[number] = "statements_disagree"
    system.put(unseen, [market(REFINE, place) for place in sources], 1.0)


def _leaving(system: System, inputs: Inputs) -> None:
    """Ore that is used as it is, and ore that goes to nobody knows where or comes from there."""
    places, makers = ore_places(inputs), likely(inputs.mined.places)
    free = FREE * inputs.scale
    if inputs.basis.direct_use:
        used = system.free("ore_used", _keys(places), free)
        system.put(used, [market(MINE, place) for place in places], -1.0)
    else:
        processed = set(_fed(inputs)) if inputs.refines else set()
        gone = [place for place in places if place in makers or place not in processed]
        left = system.free("ore_gone", _keys(gone), LEFT * free, "left_unrecorded")
        system.put(left, [market(MINE, place) for place in gone], -1.0)
    sent = {place: mass for place, mass in _sent(system.blocks[f"trade_{MINE}"]).items() if place not in makers}
    source = system.free("unknown_ore", _keys(sent), free, "goods_not_seen")
    source.sigma = np.maximum(SLACK * np.array(list(sent.values())), system.grain)
    system.put(source, [market(MINE, place) for place in sent], 1.0)


def _at_hand(system: System, stage: str, made: dict[str, Estimate]) -> dict[str, float]:
    """What each place makes and imports of a stage's goods and does not export, as observed (t); at least 0."""
    found = {place: figure.mid for place, figure in made.items()}
    trade = system.blocks[f"trade_{stage}"]
    for (exporter, importer), mass in zip(trade.keys, trade.observed.tolist(), strict=True):
        found[exporter] = found.get(exporter, 0.0) - mass
        found[importer] = found.get(importer, 0.0) + mass
    return {place: max(mass, 0.0) for place, mass in found.items()}


def _sent(trade: Block) -> dict[str, float]:
    """What each exporter sends, as observed (t)."""
    found: dict[str, float] = {}
    for (exporter, _), mass in zip(trade.keys, trade.observed.tolist(), strict=True):
        found[exporter] = found.get(exporter, 0.0) + mass
    return dict(sorted(found.items()))


def _crossing(system: System, inputs: Inputs) -> None:
    """What reaches, or leaves, a place in all, seen and unseen, is what its statistical office says."""
    if not inputs.refines:
        return
    into = (f"trade_{MINE}", f"trade_{REFINE}", "unknown_feed", "unknown_refined", "unknown_ore")
    _whole(system, "arrived", inputs.totals.arrivals, into, -1)
    sent = {place: figure for place, figure in inputs.totals.exports.items() if place in refined_places(inputs)}
    if sent:
        unseen = system.free("refined_gone", [(place,) for place in sent], FREE * inputs.scale, "goods_not_seen")
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
