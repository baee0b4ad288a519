"""A user's own network of any size, read as columns of numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from orepath.errors import InputError, fault
from orepath.network.columnar import Columnar, Numbers
from orepath.network.network import FLOWS, NODES
from orepath.network.own.columns import Faults, ids, numbers, texts
from orepath.network.own.table import Given, Table
from orepath.network.own.tables import (
    AWAY,
    EDGE_COLUMNS,
    NODE_COLUMNS,
    NodeColumns,
    ends,
    needing,
    node_columns,
    number_of,
)
from orepath.network.own.warned import Warnings, warned

FLAG_COLUMNS = ("node", "flag")
FlagSets = Mapping[str, NDArray[np.integer]]
"""Names of flags, each with the numbers of the nodes that carry it."""


def read_columnar(nodes: Table, edges: Table, also: tuple[str, ...] = ()) -> tuple[Columnar, Warnings]:
    """A user's own network as columns, and what must be said of it; no row becomes an object of its own.

    As `read_network`, with the same faults and warnings, but integer ids stay integers, and ranges, statuses,
    statements and notes of flows are neither read nor checked.

    Parameters
    ----------
    also
        Columns of the nodes that must be there besides those that every network has.

    Raises
    ------
    InputError
        With every fault of both tables.
    """
    faults = Faults()
    told = needing(nodes, "nodes", (*NODE_COLUMNS, *also), faults, NODES.names)
    flowed = needing(edges, "edges", EDGE_COLUMNS, faults, EDGE_COLUMNS)
    columns = node_columns(told, faults) if told else None
    numbered = ends(flowed, columns.node if columns else None, faults) if flowed else None
    flow = numbers(flowed, "flow", faults) if flowed else None
    if faults.kinds or told is None or flowed is None or columns is None or numbered is None or flow is None:
        raise InputError(faults.all())
    unused = {*told.columns} - {*NODES.names} | {*flowed.columns} - {*FLOWS.names}
    uses_told = any(name in told.columns for name in AWAY)
    source, target = (np.asarray(number.to_numpy(), dtype=np.int32) for number in numbered)
    del flowed, numbered
    found = Columnar(columns.node.combine_chunks(), columns.own, source, target, flow, *_words(columns))
    return found, warned(found, columns.away, uses_told, unused)


def _words(columns: NodeColumns) -> tuple[pa.DictionaryArray, pa.DictionaryArray, pa.DictionaryArray]:
    label, place, stage = (
        each.combine_chunks().dictionary_encode() for each in (columns.label, columns.place, columns.stage)
    )
    return label, place, stage


def read_flags(flags: Table, columns: Columnar) -> FlagSets:
    """Which nodes carry which flags: the numbers of the nodes by flag, both sorted; a pair told again counts once.

    Parameters
    ----------
    flags
        A table with the columns ``node`` and ``flag``.

    Raises
    ------
    InputError
        With every fault: a node the network has not, an empty cell, a table without rows.
    """
    faults = Faults()
    told = needing(flags, "flags", FLAG_COLUMNS, faults, FLAG_COLUMNS)
    found = _flags(told, columns, faults) if told else {}
    if told is not None and not told.table.num_rows:
        faults.add(fault("required_cell", told.name, column="flag"))
    if faults.kinds:
        raise InputError(faults.all())
    return found


def _flags(told: Given, columns: Columnar, faults: Faults) -> dict[str, Numbers]:
    node = ids(told, "node", faults)
    number = number_of(told, "node", node, pa.chunked_array([columns.node]), faults)
    flag = texts(told, "flag", faults, needed=True)
    if faults.kinds:
        return {}
    encoded = flag.combine_chunks().dictionary_encode()
    code, carrier = encoded.indices.to_numpy(), np.asarray(number.to_numpy(), dtype=np.int32)
    names = encoded.dictionary.to_pylist()
    order = np.lexsort((carrier, code))
    parts = np.split(carrier[order], np.cumsum(np.bincount(code, minlength=len(names)))[:-1])
    return {names[each]: np.unique(parts[each]) for each in np.argsort(np.array(names, dtype=object))}
