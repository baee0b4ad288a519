"""A user's own network, read from two tables."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from orepath.errors import InputError
from orepath.network.columnar import Columnar
from orepath.network.network import FLOWS, NODES, STATUSES, Network
from orepath.network.own.columns import Faults, numbers, texts, written
from orepath.network.own.table import Given, Table
from orepath.network.own.tables import AWAY, EDGE_COLUMNS, NODE_COLUMNS, NodeColumns, ends, needing, node_columns
from orepath.network.own.warned import Warnings, warned

SEPARATOR = ";"
"""What stands between ids of statements where a cell is text."""


def read_network(nodes: Table, edges: Table, mineral: str = "", year: int = 0) -> tuple[Network, Warnings]:
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
    told = needing(nodes, "nodes", NODE_COLUMNS, faults)
    flowed = needing(edges, "edges", EDGE_COLUMNS, faults)
    columns = node_columns(told, faults) if told else None
    flows = _flows(flowed, columns.node if columns else None, faults) if flowed else None
    if faults.kinds or told is None or flowed is None or columns is None or flows is None:
        raise InputError(faults.all())
    found = Network(mineral, year, "own", _nodes(columns), flows)
    unused = {*told.columns} - {*NODES.names} | {*flowed.columns} - {*FLOWS.names}
    return found, warned(Columnar.of(found), columns.away, any(name in told.columns for name in AWAY), unused)


def _nodes(columns: NodeColumns) -> pa.Table:
    given = [written(columns.node), columns.stage, columns.place, columns.own, columns.label, *columns.away]
    return pa.table(given, schema=NODES)


def _flows(table: Given, known: pa.ChunkedArray | None, faults: Faults) -> pa.Table | None:
    """The flows, or None where the nodes could not be read."""
    numbered = ends(table, known, faults)
    flow = numbers(table, "flow", faults)
    low, high = (numbers(table, name, faults) if name in table.columns else flow for name in ("low", "high"))
    faults.rows("network_range", table, low > high, low=low, high=high)
    status = _status(table, faults)
    statements = _statements(table, faults)
    note = texts(table, "note", faults) if "note" in table.columns else pa.repeat("", len(flow))
    note = pc.if_else(pc.equal(note, ""), pa.scalar(None, pa.string()), note)
    if known is None:
        return None
    node = written(known)
    return pa.table([*(node.take(number) for number in numbered), flow, low, high, status, statements, note], FLOWS)


def _status(table: Given, faults: Faults) -> pa.ChunkedArray | pa.Array:
    if "status" not in table.columns:
        return pa.repeat(STATUSES[0], table.table.num_rows)
    status = texts(table, "status", faults)
    status = pc.if_else(pc.equal(status, ""), STATUSES[0], status)
    wrong = pc.invert(pc.is_in(status, value_set=pa.array(STATUSES))).to_numpy()
    faults.rows("bad_cell", table, wrong, column="status", found=status, allowed=", ".join(STATUSES))
    return status


def _statements(table: Given, faults: Faults) -> pa.ChunkedArray | pa.Array:
    if "statements" not in table.columns:
        return pa.ListArray.from_arrays(
            pa.repeat(pa.scalar(0, pa.int32()), table.table.num_rows + 1), pa.array([], pa.string())
        )
    found = table.table["statements"]
    if pa.types.is_list(found.type) or pa.types.is_large_list(found.type):
        return found.cast(pa.list_(pa.string())).fill_null([])
    text = texts(table, "statements", faults)
    empty = pa.scalar([], pa.list_(pa.string()))
    return pc.if_else(pc.equal(text, ""), empty, pc.split_pattern(text, SEPARATOR))
