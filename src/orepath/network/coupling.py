"""Gross and net: what passes through a place unmixed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from orepath.errors import InputError, fault
from orepath.network.incidence import Flags, summing
from orepath.network.network import UNKNOWN, Draws, Floats, Integers, Network

TRANSIT = "|transit"
"""What the id of a node's transit part ends with."""


def net(network: Network) -> Network:
    """The network with each trading node split into a market part and a transit part.

    At a node, ``m = min(imports from the same stage at other places, exports to other places)`` passes through unmixed:
    of each such import ``m / imports`` goes to the part ``NODE|transit``, of each export ``m / exports`` comes from it.
    Own mass, use, stock, loss and all other flows stay with the market part, which keeps the node's id. Totals are
    kept and the order of nodes and flows does not matter. A place `unknown` or empty is no other place, and an empty
    stage is never the same stage; where nothing passes through, a node stays as it is. At every draw the parts are that
    draw's own; there is a transit part where any draw has one.

    Raises
    ------
    InputError
        If a node has the id that a transit part would take.
    """
    place = np.array(network.column("place"), dtype=object)
    stage = np.array(network.column("stage"), dtype=object)
    source, target = network.source, network.target
    somewhere = (place != "") & (place != UNKNOWN)
    abroad = somewhere[source] & somewhere[target] & (place[source] != place[target])
    same = abroad & (stage[source] == stage[target]) & (stage[source] != "")
    flow = network.flow[:, None] if network.draws is None else np.column_stack([network.flow, network.draws.flow])
    imports = summing(target, len(place), same) @ flow
    exports = summing(source, len(place), abroad) @ flow
    through = np.minimum(imports, exports)
    leaving = np.where(abroad[:, None], _share(through, exports)[source], 0.0)
    entering = np.where(same[:, None], _share(through, imports)[target], 0.0)
    split = (through > 0).any(axis=1)
    return _divided(network, flow, leaving, entering, split) if split.any() else network


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)


def _divided(network: Network, flow: Floats, leaving: Floats, entering: Floats, split: Flags) -> Network:
    """The flows divided between the parts they leave (market, transit) and the parts they enter."""
    transit = np.cumsum(split) - 1 + len(split)
    rows, sources, targets, parts = [], [], [], []
    for from_transit in (False, True):
        for to_transit in (False, True):
            part = (leaving if from_transit else 1.0 - leaving) * (entering if to_transit else 1.0 - entering)
            kept = (flow * part > 0).any(axis=1)
            if not (from_transit or to_transit):
                kept |= ~(flow > 0).any(axis=1)
            row = np.flatnonzero(kept)
            rows.append(row)
            parts.append(part[row])
            sources.append((transit if from_transit else np.arange(len(split)))[network.source[row]])
            targets.append((transit if to_transit else np.arange(len(split)))[network.target[row]])
    row = np.concatenate(rows)
    order = np.argsort(row, kind="stable")
    row, part = row[order], np.concatenate(parts)[order]
    _refuse_taken(network, split)
    nodes = _nodes(network.nodes, split)
    ends = (np.concatenate(sources)[order], np.concatenate(targets)[order])
    flows = _flows(network.flows.take(pa.array(row)), nodes["node"], ends, part[:, 0])
    draws = None
    if network.draws is not None:
        own = np.concatenate([network.draws.own, np.zeros((int(split.sum()), network.draws.count))])
        draws = Draws(flow[row, 1:] * part[:, 1:], own)
    return replace(network, nodes=nodes, flows=flows, draws=draws)


def _refuse_taken(network: Network, split: Flags) -> None:
    ids = np.array(network.column("node"), dtype=object)[split]
    taken = [node + TRANSIT for node in ids if node + TRANSIT in network.index]
    if taken:
        raise InputError([fault("network_transit_taken", node=node) for node in taken])


def _nodes(nodes: pa.Table, split: Flags) -> pa.Table:
    """The nodes and behind them the transit parts, which have no mass of their own."""
    passing = nodes.filter(pa.array(split))
    count = passing.num_rows
    for position, name in enumerate(nodes.column_names):
        if name == "node":
            passing = passing.set_column(position, name, pa.array([node.as_py() + TRANSIT for node in passing[name]]))
        elif name == "label":
            passing = passing.set_column(position, name, pa.array([""] * count, pa.string()))
        elif name in ("own", "use", "stock", "loss"):
            passing = passing.set_column(position, name, pa.array(np.zeros(count)))
    return pa.concat_tables([nodes, passing.cast(nodes.schema)]).combine_chunks()


def _flows(flows: pa.Table, ids: pa.ChunkedArray, ends: tuple[Integers, Integers], part: Floats) -> pa.Table:
    for name, numbers in zip(("source", "target"), ends, strict=True):
        flows = flows.set_column(flows.schema.get_field_index(name), name, ids.take(pa.array(numbers)))
    for name in ("flow", "low", "high"):
        found = pa.array(flows[name].to_numpy() * part)
        flows = flows.set_column(flows.schema.get_field_index(name), flows.schema.field(name), found)
    return flows.combine_chunks()
