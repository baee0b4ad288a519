"""A network from the trade of one year alone: no production is in the evidence of such years.

Each place has a market of the goods. What it ships beyond what it takes in is its own output; what it takes in beyond
what it ships is used there. Masses are tonnes of the goods as shipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from orepath.network.network import Network, network
from orepath.network.trade.masses import masses


@dataclass(frozen=True)
class TradeNetwork:
    """A network from trade.

    Parameters
    ----------
    traded_t
        All that is traded in it (t).
    estimated, estimated_t
        How many rows have no tonnes of their own, and what they are taken to be by unit value (t).
    left_out
        How many rows nothing can be estimated of.
    """

    network: Network
    traded_t: float
    estimated: int
    estimated_t: float
    left_out: int


def trade_network(mineral: str, year: int, stage: str, rows: pa.Table) -> TradeNetwork:
    """The network of a year's trade.

    Parameters
    ----------
    rows
        As `orepath.stress.backtest.traded.world_trade` gives them. Tonnes nobody wrote down are estimated as in every
        network, from the unit values of the same good and year.
    """
    found = masses(rows)
    known = np.nan_to_num(found.mass_t) > 0
    guessed = known & ~found.stated
    pairs: dict[tuple[str, str], float] = {}
    ends = zip(rows["exporter"].to_pylist(), rows["importer"].to_pylist(), strict=True)
    for pair, mass_t, kept in zip(ends, found.mass_t.tolist(), known.tolist(), strict=True):
        if kept:
            pairs[pair] = pairs.get(pair, 0.0) + mass_t
    places = sorted({place for pair in pairs for place in pair})
    over = {place: _over(place, pairs) for place in places}
    made = network(mineral, year, "assembled", _nodes(over, stage), _flows(over, pairs, stage))
    traded_t, estimated_t = float(found.mass_t[known].sum()), float(found.mass_t[guessed].sum())
    return TradeNetwork(made, traded_t, int(guessed.sum()), estimated_t, int((~known).sum()))


def _over(place: str, pairs: Mapping[tuple[str, str], float]) -> float:
    """What a place ships less what it takes in (t a year)."""
    out = sum(mass_t for (source, _), mass_t in sorted(pairs.items()) if source == place)
    return out - sum(mass_t for (_, target), mass_t in sorted(pairs.items()) if target == place)


def _nodes(over: Mapping[str, float], stage: str) -> list[dict[str, Any]]:
    makers = [
        {"node": f"{stage}:{place}", "stage": stage, "place": place, "own": mass_t, "label": place}
        for place, mass_t in over.items()
        if mass_t > 0
    ]
    markets = [
        {"node": f"{stage}-market:{place}", "stage": f"{stage}-market", "place": place, "use": max(-mass_t, 0.0)}
        for place, mass_t in over.items()
    ]
    return [*makers, *markets]


def _flows(over: Mapping[str, float], pairs: Mapping[tuple[str, str], float], stage: str) -> list[dict[str, Any]]:
    home = [
        {"source": f"{stage}:{place}", "target": f"{stage}-market:{place}", "flow": mass_t}
        for place, mass_t in over.items()
        if mass_t > 0
    ]
    away = [
        {"source": f"{stage}-market:{source}", "target": f"{stage}-market:{target}", "flow": mass_t}
        for (source, target), mass_t in sorted(pairs.items())
    ]
    return [*home, *away]
