"""Entities get numbers, and stakes refer to them by number; both in an order that no file's order changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.control.reading.masks import Flags, said
from orepath.control.reading.names import Names
from orepath.control.reading.rows import EntityRows, StakeRows
from orepath.control.register import METRICS, NOBODY_KNOWN, Entities, Integers, Numbers, Stakes
from orepath.errors import fault
from orepath.network.own.columns import LISTED, Faults


@dataclass(frozen=True)
class Numbered:
    """Stakes in order of who is owned, by whom, in which metric and from when.

    Parameters
    ----------
    line
        The line of the `StakeRows` each comes from.
    group
        The same number for the same owned, owner and metric, ascending.
    """

    stakes: Stakes
    line: Integers
    group: Integers


def numbered_entities(rows: EntityRows) -> Entities:
    """The entities in order of their ids."""
    order = pc.sort_indices(rows.id)
    at = order.to_numpy()
    number = np.empty(len(at), dtype=np.int64)
    number[at] = np.arange(len(at))
    return Entities(
        tuple(rows.id.take(order).to_pylist()),
        tuple(rows.name.take(order).to_pylist()),
        rows.kind[at],
        tuple(rows.country.take(order).to_pylist()),
        {int(number[line]): rows.listed[line] for line in sorted(rows.listed, key=number.__getitem__)},
        {int(number[line]): rows.headquarters[line] for line in sorted(rows.headquarters, key=number.__getitem__)},
    )


def numbered_stakes(rows: StakeRows, entities: Entities, faults: Faults) -> Numbered:
    """The stakes with the numbers of their entities; an id that no entity has is a fault, and its stake is left out."""
    known = pa.array(entities.ids, pa.string())
    ends = pc.index_in(pa.concat_arrays([rows.owner, rows.owned]), value_set=known)
    found = ends.fill_null(NOBODY_KNOWN).to_numpy()
    owner, owned = found[: len(rows)], found[len(rows) :]
    missing = {
        "owner": (owner < 0) & said(rows.owner),
        "owned": (owned < 0) & said(rows.owned),
    }
    _tell_unknown(rows, missing, entities.ids, faults)
    good = np.flatnonzero(~(rows.bad | missing["owner"] | missing["owned"] | (owned < 0)))
    group = (owned[good].astype(np.int64) * (len(known) + 1) + owner[good] + 1) * len(METRICS) + rows.metric[good]
    order = _order(group, rows, good)
    line, group = good[order], group[order]
    return Numbered(_stakes(rows, owner, owned, line), line, group)


def _stakes(rows: StakeRows, owner: Numbers, owned: Numbers, line: Integers) -> Stakes:
    ends = owner[line].astype(np.int32), owned[line].astype(np.int32)
    share = rows.numerator[line], rows.most[line], rows.denominator[line]
    return Stakes(*ends, rows.metric[line], *share, rows.from_[line], rows.until[line], rows.row[line])


def _order(group: Integers, rows: StakeRows, good: Integers) -> Integers:
    """The order of stakes; where several are of one group, by their days and shares too."""
    order = np.argsort(group, kind="stable")
    if (np.diff(group[order]) > 0).all():
        return order
    keys = (rows.most, rows.denominator, rows.numerator, rows.until, rows.from_)
    return np.lexsort((rows.row[good], *(key[good] for key in keys), group))


def _tell_unknown(
    rows: StakeRows,
    missing: dict[str, Flags],
    ids: tuple[str, ...],
    faults: Faults,
) -> None:
    if not any(wrong.any() for wrong in missing.values()):
        return
    names = Names("entity", ids)
    for column, wrong in missing.items():
        text = getattr(rows, column)
        lines = np.flatnonzero(wrong)
        told = list(dict.fromkeys((int(rows.row[line]), text[line].as_py()) for line in lines.tolist()))
        kind = [
            each
            for row, found in told[:LISTED]
            for each in names.unknown(found, f"{rows.file}, {rows.place} {row}, {rows.field(row, column)}")
        ]
        if len(told) > LISTED:
            kind.append(fault("network_more", rows.file, count=len(told) - LISTED, of="unknown_name"))
        if kind:
            faults.kinds.append(kind)
