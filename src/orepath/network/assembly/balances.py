"""The balances of a network in the making: what statements give, what no statement gives, and how they add up.

At each place goods of the mine stage (own output and imports) are exported, processed at home, used as they are, or go
to nobody knows where; plants turn them, scrap and feed that nobody recorded into refined goods; refined goods (own
output and imports) are exported or used.

Where a main good of the mine stage is not seen crossing borders, what plants are fed is known only where their output
is: they are fed the ore at hand, at most, and the rest is unknown. Without a figure of their output nothing is known
of their feed, and what they ship is of unknown origin. A balance never makes domestic ore.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orepath.network.assembly.estimate import LEAST, Estimate
from orepath.network.assembly.ground import OTHER, Key, market, sent_by
from orepath.network.assembly.inputs import MINE, REFINE, Inputs, likely
from orepath.network.assembly.processing import crossing, leaving, processed, refined
from orepath.network.assembly.rules import plant_yield, standard_uncertainties, weights
from orepath.network.assembly.system import Block, System


def balances(inputs: Inputs, share: float | None = None) -> System:
    """All variables and rows of a mineral and year; their order is the same at every yield.

    Parameters
    ----------
    share
        What plants deliver of the contained metal they are fed (0 to 1); the likely yield of ``rules.toml`` where None.
    """
    system = System(weights().smallest * inputs.scale, plant_yield().value if share is None else share)
    _mines(system, inputs)
    traded = [_trade(system, inputs, stage) for stage in (MINE, REFINE)]
    _exports(system, inputs, traded)
    if inputs.refines:
        processed(system, inputs)
        refined(system, inputs)
    leaving(system, inputs)
    crossing(system, inputs)
    return system


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
        sums = sent_by(block)
        for row in table.filter(np.asarray(table["stage"].to_pylist(), dtype=object) == stage).to_pylist():
            mid = min(row["known_t"] + (row["unknown_low_t"] + row["unknown_high_t"]) / 2, row["high_t"])
            if abs(mid - sums.get(row["exporter"], mid)) > weights().smallest * max(mid, 1.0):
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
