"""Gross and net: what passes through a place unmixed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from orepath.errors import InputError, fault
from orepath.network.columnar import Columnar, Numbers
from orepath.network.dividing import Divided, divided
from orepath.network.incidence import Flags
from orepath.network.network import Draws, Floats, Network

TRANSIT = "|transit"
"""What the id of a node's transit part ends with."""


def net(network: Network) -> Network:
    """The network with each trading node split into a market part and a transit part, as `divided` says.

    Own mass, use, stock, loss and all other flows stay with the market part, which keeps the node's id. Totals are
    kept and the order of nodes and flows does not matter. At every draw the parts are that draw's own; there is a
    transit part where any draw has one.

    Raises
    ------
    InputError
        If a node has the id that a transit part would take.
    """
    flow = network.flow[:, None] if network.draws is None else np.column_stack([network.flow, network.draws.flow])
    found = divided(Columnar.of(network), flow)
    if not found.split.any():
        return network
    _refuse_taken(network, found.split)
    nodes = _nodes(network.nodes, found.split)
    ends = (found.source, found.target)
    flows = _flows(network.flows.take(pa.array(found.row)), nodes["node"], ends, found.part[:, 0])
    draws = None
    if network.draws is not None:
        own = np.concatenate([network.draws.own, np.zeros((int(found.split.sum()), network.draws.count))])
        draws = Draws(flow[found.row, 1:] * found.part[:, 1:], own)
    return replace(network, nodes=nodes, flows=flows, draws=draws)


def net_columnar(columns: Columnar) -> tuple[Columnar, Flags]:
    """The same of a network as columns, and which rows are transit parts: they stand behind the nodes given.

    A transit part has no id, no own mass, no label and no stage, for what passes unmixed is not processed there.
    """
    found = divided(columns, columns.flow[:, None])
    count = int(found.split.sum())
    transit = np.arange(columns.nodes + count) >= columns.nodes
    return (_parted(columns, found, count) if count else columns), transit


def _parted(columns: Columnar, found: Divided, count: int) -> Columnar:
    none = pa.repeat("", count).dictionary_encode()
    return Columnar(
        pa.concat_arrays([columns.node, pa.nulls(count, columns.node.type)]),
        np.concatenate([columns.own, np.zeros(count)]),
        found.source,
        found.target,
        columns.flow[found.row] * found.part[:, 0],
        _joined(columns.label, none),
        _joined(columns.place, columns.place.filter(pa.array(found.split))),
        _joined(columns.stage, none),
    )


def _joined(words: pa.DictionaryArray, more: pa.DictionaryArray) -> pa.DictionaryArray:
    return pa.chunked_array([words, more]).unify_dictionaries().combine_chunks()


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


def _flows(flows: pa.Table, ids: pa.ChunkedArray, ends: tuple[Numbers, Numbers], part: Floats) -> pa.Table:
    for name, numbers in zip(("source", "target"), ends, strict=True):
        flows = flows.set_column(flows.schema.get_field_index(name), name, ids.take(pa.array(numbers)))
    for name in ("flow", "low", "high"):
        found = pa.array(flows[name].to_numpy() * part)
        flows = flows.set_column(flows.schema.get_field_index(name), flows.schema.field(name), found)
    return flows.combine_chunks()
