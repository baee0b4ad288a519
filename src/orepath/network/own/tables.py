"""The two tables of a user's network: what is needed of them, with every fault."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.errors import InputError, fault
from orepath.network.columnar import Numbers
from orepath.network.network import Floats
from orepath.network.own.columns import LISTED, Faults, ids, numbers, texts, written
from orepath.network.own.table import Given, Table, given

NODE_COLUMNS, EDGE_COLUMNS = ("node", "own", "label"), ("source", "target", "flow")
"""Columns that must be there; `label` may be absent where `place` is there."""
AWAY = ("use", "stock", "loss")

SPREAD = 8
"""Integer ids lie close together where they span no more than so many times their count."""


@dataclass(frozen=True)
class NodeColumns:
    """The nodes as columns.

    Parameters
    ----------
    node
        Ids, int64 or text; null or empty only where that was a fault.
    own
        Tonnes put in.
    label, place, stage
        Text without nulls; where own mass has no label, the label is the place.
    away
        Tonnes of use, stock and loss.
    """

    node: pa.ChunkedArray
    own: Floats
    label: pa.ChunkedArray
    place: pa.ChunkedArray
    stage: pa.ChunkedArray
    away: tuple[Floats, ...]


def needing(
    table: Table, name: str, needed: tuple[str, ...], faults: Faults, wanted: Collection[str] | None = None
) -> Given | None:
    """A table with the columns it needs, or None and its faults."""
    try:
        found = given(table, name, wanted)
    except InputError as error:
        faults.kinds.append(list(error.faults))
        return None
    names = found.columns
    twice = sorted({each for each in names if names.count(each) > 1})
    missing = [each for each in needed if each not in names and not (each == "label" and "place" in names)]
    if twice:
        faults.add(fault("network_columns_twice", found.name, columns=", ".join(twice)))
    if missing:
        shown = {"missing": ", ".join(missing), "found": ", ".join(names) or "-", "needed": ", ".join(needed)}
        faults.add(fault("network_columns", found.name, **shown))
    return None if twice or missing else found


def node_columns(table: Given, faults: Faults) -> NodeColumns:
    """The columns of the table of nodes."""
    empty = pa.chunked_array([pa.repeat("", table.table.num_rows)])
    node = ids(table, "node", faults)
    _refuse_repeated(table, node, faults)
    own = numbers(table, "own", faults)
    place, stage, label = (
        texts(table, name, faults) if name in table.columns else empty for name in ("place", "stage", "label")
    )
    puts_in = own > 0
    label = pc.if_else(pc.and_(pc.equal(label, ""), pa.array(puts_in)), place, label)
    unlabelled = puts_in & pc.equal(label, "").to_numpy()
    faults.rows("network_label", table, unlabelled, node=node, own=own)
    away = tuple(_optional(table, name, faults, None if name == "stock" else 0.0) for name in AWAY)
    return NodeColumns(node, own, label, place, stage, away)


def _refuse_repeated(table: Given, node: pa.ChunkedArray, faults: Faults) -> None:
    encoded = node.combine_chunks().dictionary_encode(null_encoding="encode")
    if len(encoded.dictionary) == len(encoded):
        return
    code = np.asarray(encoded.indices.to_numpy(), dtype=np.int64)
    _, first = np.unique(code, return_index=True)
    again = np.setdiff1d(np.arange(len(code)), first)
    again = again[pc.not_equal(written(node), "").to_numpy()[again]]
    listed = again[:LISTED]
    where = [place.rpartition(" ")[2] for place in table.rows([int(first[code[row]]) for row in listed])]
    spots = np.empty(len(code), dtype=object)
    spots[listed] = where
    faults.rows("network_node_twice", table, again, node=node, first=pa.array(spots, pa.string()))


def ends(table: Given, known: pa.ChunkedArray | None, faults: Faults) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """The number of the node each flow leaves and enters, int32; null where that is a fault.

    Parameters
    ----------
    known
        Ids of the nodes, or None where they could not be read. Integers and text of the same digits are the same id.
    """
    found = [ids(table, name, faults) for name in ("source", "target")]
    if known is None:
        return found[0], found[1]
    source, target = (
        number_of(table, name, end, known, faults) for name, end in zip(("source", "target"), found, strict=True)
    )
    return source, target


def number_of(
    table: Given, column: str, node: pa.ChunkedArray, known: pa.ChunkedArray, faults: Faults
) -> pa.ChunkedArray:
    """The number of each node among those known; one that is not empty and not known is a fault."""
    if node.type != known.type:
        node, known = written(node), written(known)
    number = _numbers(node, known)
    if number.null_count:
        told = pc.not_equal(node, "") if pa.types.is_string(node.type) else node.is_valid()
        faults.rows("network_unknown_node", table, pc.and_(number.is_null(), told).to_numpy(), column=column, node=node)
    return number


def _numbers(node: pa.ChunkedArray, known: pa.ChunkedArray) -> pa.ChunkedArray:
    """The number of each node among those known, null where it is not; integers that lie close together are counted off
    in a table, which is many times quicker than searching."""
    least, most = (pc.min_max(known)[end].as_py() for end in ("min", "max"))
    if not pa.types.is_integer(known.type) or least is None or most - least >= SPREAD * len(known):
        return pc.index_in(node, value_set=known)
    table = np.full(most - least + 1, -1, dtype=np.int32)
    there = known.combine_chunks()
    at = np.flatnonzero(there.is_valid().to_numpy(zero_copy_only=False))
    table[there.drop_null().to_numpy() - least] = at
    return pa.chunked_array([_counted(chunk, table, least, most) for chunk in node.chunks], pa.int32())


def _counted(node: pa.Array, table: Numbers, least: int, most: int) -> pa.Array:
    value = node.fill_null(least).to_numpy()
    inside = (value >= least) & (value <= most) & node.is_valid().to_numpy(zero_copy_only=False)
    number = np.where(inside, table[np.where(inside, value, least) - least], np.int32(-1))
    return pa.array(number, pa.int32(), mask=number < 0)


def _optional(table: Given, column: str, faults: Faults, least: float | None) -> Floats:
    return numbers(table, column, faults, least) if column in table.columns else np.zeros(table.table.num_rows)
