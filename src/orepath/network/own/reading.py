"""A user's own network, read from two tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.errors import InputError, fault
from orepath.network.network import FLOWS, NODES, STATUSES, Floats, Network
from orepath.network.own.columns import Faults, numbers, texts
from orepath.network.own.table import Given, Tabular, given
from orepath.network.own.warned import Warnings, warned

NODE_COLUMNS, EDGE_COLUMNS = ("node", "own", "label"), ("source", "target", "flow")
"""Columns that must be there; `label` may be absent where `place` is there."""
AWAY = ("use", "stock", "loss")
SEPARATOR = ";"
"""What stands between ids of statements where a cell is text."""


def read_network(
    nodes: Path | Tabular, edges: Path | Tabular, mineral: str = "", year: int = 0
) -> tuple[Network, Warnings]:
    """A user's own network and what must be said of it.

    Parameters
    ----------
    nodes
        ``node`` (integer or text), ``own`` (t), ``label`` (text; where it is empty the place), and where known
        ``place``, ``stage``, ``use``, ``stock``, ``loss`` (t). A file in CSV (UTF-8), Parquet or Arrow, an Arrow table
        or a data frame.
    edges
        ``source``, ``target``, ``flow`` (t), and where known ``low``, ``high`` (t), ``status``, ``statements``,
        ``note``.

    Returns
    -------
    Network
        Its kind is ``own``.
    Warnings
        Self-loops, several flows between two nodes, nodes that do not balance, nodes nothing reaches, an empty network,
        columns not used: each counted, none changed.

    Raises
    ------
    InputError
        With every fault of both tables.
    """
    faults = Faults()
    tables = [_given(table, name, faults) for table, name in ((nodes, "nodes"), (edges, "edges"))]
    told, flowed = (
        _with_columns(table, needed, faults) for table, needed in zip(tables, (NODE_COLUMNS, EDGE_COLUMNS), strict=True)
    )
    node_table = _nodes(told, faults) if told else None
    flow_table = _flows(flowed, node_table["node"] if node_table else None, faults) if flowed else None
    if faults.kinds or told is None or flowed is None or node_table is None or flow_table is None:
        raise InputError(faults.all())
    found = Network(mineral, year, "own", node_table, flow_table)
    unused = {*told.table.column_names} - {*NODES.names} | {*flowed.table.column_names} - {*FLOWS.names}
    return found, warned(found, any(column in told.table.column_names for column in AWAY), unused)


def _given(table: Path | Tabular, name: str, faults: Faults) -> Given | None:
    try:
        return given(table, name)
    except InputError as error:
        faults.kinds.append(list(error.faults))
        return None


def _with_columns(table: Given | None, needed: tuple[str, ...], faults: Faults) -> Given | None:
    if table is None:
        return None
    names = table.table.column_names
    twice = sorted({name for name in names if names.count(name) > 1})
    missing = [name for name in needed if name not in names and not (name == "label" and "place" in names)]
    if twice:
        faults.add(fault("network_columns_twice", table.name, columns=", ".join(twice)))
    if missing:
        shown = {"missing": ", ".join(missing), "found": ", ".join(names) or "-", "needed": ", ".join(needed)}
        faults.add(fault("network_columns", table.name, **shown))
    return None if twice or missing else table


def _nodes(table: Given, faults: Faults) -> pa.Table:
    columns = table.table.column_names
    empty = pa.chunked_array([pa.array([""] * table.table.num_rows, pa.string())])
    node = texts(table, "node", faults, needed=True)
    _refuse_repeated(table, node, faults)
    own = numbers(table, "own", faults)
    place, stage, label = (
        texts(table, name, faults) if name in columns else empty for name in ("place", "stage", "label")
    )
    puts_in = own > 0
    label = pc.if_else(pc.and_(pc.equal(label, ""), pa.array(puts_in)), place, label)
    unlabelled = puts_in & pc.equal(label, "").to_numpy()
    faults.rows("network_label", table, unlabelled, node=node, own=own)
    away = [_optional(table, name, faults, None if name == "stock" else 0.0) for name in AWAY]
    return pa.table([node, stage, place, own, label, *away], schema=NODES)


def _refuse_repeated(table: Given, node: pa.ChunkedArray, faults: Faults) -> None:
    code = np.asarray(node.combine_chunks().dictionary_encode().indices.to_numpy(), dtype=np.int64)
    _, first = np.unique(code, return_index=True)
    again = np.setdiff1d(np.arange(len(code)), first)
    if len(again):
        where = [place.rpartition(" ")[2] for place in table.rows([int(first[code[row]]) for row in again])]
        spots = np.empty(len(code), dtype=object)
        spots[again] = where
        faults.rows("network_node_twice", table, again, node=node, first=pa.array(spots, pa.string()))


def _flows(table: Given, known: pa.ChunkedArray | None, faults: Faults) -> pa.Table:
    columns = table.table.column_names
    ends = [texts(table, name, faults, needed=True) for name in ("source", "target")]
    for name, end in zip(("source", "target"), ends, strict=True):
        if known is not None:
            lost = pc.and_(pc.invert(pc.is_in(end, value_set=known)), pc.not_equal(end, "")).to_numpy()
            faults.rows("network_unknown_node", table, lost, column=name, node=end)
    flow = numbers(table, "flow", faults)
    low, high = (numbers(table, name, faults) if name in columns else flow for name in ("low", "high"))
    faults.rows("network_range", table, low > high, low=low, high=high)
    status = _status(table, faults)
    statements = _statements(table, faults)
    note = texts(table, "note", faults) if "note" in columns else pa.array([""] * len(flow))
    note = pc.if_else(pc.equal(note, ""), pa.scalar(None, pa.string()), note)
    return pa.table([*ends, flow, low, high, status, statements, note], schema=FLOWS)


def _status(table: Given, faults: Faults) -> pa.ChunkedArray | pa.Array:
    if "status" not in table.table.column_names:
        return pa.array([STATUSES[0]] * table.table.num_rows, pa.string())
    status = texts(table, "status", faults)
    status = pc.if_else(pc.equal(status, ""), STATUSES[0], status)
    wrong = pc.invert(pc.is_in(status, value_set=pa.array(STATUSES))).to_numpy()
    faults.rows("bad_cell", table, wrong, column="status", found=status, allowed=", ".join(STATUSES))
    return status


def _statements(table: Given, faults: Faults) -> pa.ChunkedArray | pa.Array:
    if "statements" not in table.table.column_names:
        return pa.array([[]] * table.table.num_rows, pa.list_(pa.string()))
    found = table.table["statements"]
    if pa.types.is_list(found.type) or pa.types.is_large_list(found.type):
        return found.cast(pa.list_(pa.string())).fill_null([])
    text = texts(table, "statements", faults)
    empty = pa.scalar([], pa.list_(pa.string()))
    return pc.if_else(pc.equal(text, ""), empty, pc.split_pattern(text, SEPARATOR))


def _optional(table: Given, column: str, faults: Faults, least: float | None) -> Floats:
    if column in table.table.column_names:
        return numbers(table, column, faults, least)
    return np.zeros(table.table.num_rows)
