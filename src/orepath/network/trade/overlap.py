"""One consignment under two codes counts once: flows by pair, and what an exporter sends in all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from orepath.network.trade.masses import Flags, Floats, Integers

Words = NDArray[np.object_]


SLIGHT = 0.05
"""The share of a total that may be unknown before the total is (judgement)."""


@dataclass(frozen=True)
class Testimonies:
    """Rows that each say a contained mass.

    Parameters
    ----------
    group
        Under which heads the same consignments may be declared: rows of one exporter, importer, stage and group are
        testimonies of one flow.
    """

    exporter: Words
    importer: Words
    stage: Words
    group: Words
    good: Words
    low_t: Floats
    mid_t: Floats
    high_t: Floats

    def ids(self, *columns: str) -> Integers:
        """A number for each combination of some columns, in the order of the combinations."""
        text = ["|".join(row) for row in zip(*(getattr(self, name) for name in columns), strict=True)]
        return np.unique(np.asarray(text, dtype=str), return_inverse=True)[1].astype(np.int64)


@dataclass(frozen=True)
class Pairs:
    """Flows, each of one or several testimonies.

    Parameters
    ----------
    order
        Rows sorted by flow, the leading testimony of each flow first.
    first
        Where each flow begins in ``order``.
    """

    order: Integers
    first: Integers
    low_t: Floats
    mid_t: Floats
    high_t: Floats
    several: Flags
    alone: Flags


def pairs(said: Testimonies) -> Pairs:
    """The flows: the larger testimony is the figure, all span the range.

    A pair that only one code names, of an exporter that declares the same goods under others too, may be what stands
    under those: its low is less by all of it, down to 0.
    """
    flow = said.ids("exporter", "importer", "stage", "group")
    leading = np.where(np.isnan(said.mid_t), -1.0, said.mid_t)
    order = np.lexsort((-said.high_t, -leading, flow))
    first = np.flatnonzero(np.r_[True, flow[order][1:] != flow[order][:-1]]) if len(flow) else np.zeros(0, np.int64)
    low = np.minimum.reduceat(said.low_t[order], first) if len(first) else np.zeros(0)
    high = np.maximum.reduceat(said.high_t[order], first) if len(first) else np.zeros(0)
    mid = np.fmax.reduceat(said.mid_t[order], first) if len(first) else np.zeros(0)
    count = np.diff(np.r_[first, len(order)])
    elsewhere = _elsewhere(said)[order[first]]
    alone = (count == 1) & (elsewhere > 0)
    return Pairs(order, first, np.where(alone, np.maximum(low - elsewhere, 0.0), low), mid, high, count > 1, alone)


def _elsewhere(said: Testimonies) -> Floats:
    """The most that the exporter of each row declares of the same goods under other codes, in tonnes."""
    if not len(said.high_t):
        return said.high_t
    users, coded = said.ids("exporter", "stage", "group"), said.ids("exporter", "stage", "group", "good")
    under_all, under_this = (
        np.bincount(users, weights=said.high_t)[users],
        np.bincount(coded, weights=said.high_t)[coded],
    )
    several = np.bincount(np.unique(np.stack([users, coded]), axis=1)[0])[users] > 1
    return np.where(several, under_all - under_this, 0.0)


def sent(said: Testimonies) -> pa.Table:
    """What each exporter sends in all, by stage: ``exporter``, ``stage``, ``low_t``, ``mid_t``, ``high_t``.

    Of the codes of one group the larger total is the figure, and so for both ends of the range: each code's
    consignments were sent, and how many of them are the same nobody says. Groups are added. ``known_t`` is the total of
    the rows that have a mid, ``unknown_low_t`` and ``unknown_high_t`` the range of the rest. Where the rest is at most
    `SLIGHT` of the whole, the middle of its range is taken into ``mid_t``; else ``mid_t`` is null.
    """
    if not len(said.low_t):
        return pa.table({name: pa.array([], kind) for name, kind in SENT.items()})
    coded = said.ids("exporter", "stage", "group", "good")
    unknown = np.isnan(said.mid_t)
    columns = (said.low_t, np.nan_to_num(said.mid_t), said.high_t, unknown * said.low_t, unknown * said.high_t)
    by_code = np.stack([np.bincount(coded, weights=column) for column in columns])
    row = np.unique(coded, return_index=True)[1]
    grouped = said.ids("exporter", "stage", "group")[row]
    order = np.lexsort((row, grouped))
    first = np.flatnonzero(np.r_[True, grouped[order][1:] != grouped[order][:-1]])
    reduced = [np.maximum.reduceat(column[order], first) for column in by_code]
    row = row[order][first]
    whole = said.ids("exporter", "stage")
    kept, number = np.unique(whole[row], return_inverse=True)
    total = [np.bincount(number, weights=column) for column in reduced]
    place = np.unique(whole, return_index=True)[1][kept]
    slight = total[4] <= SLIGHT * total[2]
    mid = np.where(slight, total[1] + (total[3] + total[4]) / 2, np.nan)
    return pa.table(
        {
            "exporter": pa.array(said.exporter[place].tolist(), pa.string()),
            "stage": pa.array(said.stage[place].tolist(), pa.string()),
            "low_t": total[0],
            "mid_t": pa.array(mid, from_pandas=True),
            "high_t": total[2],
            "known_t": total[1],
            "unknown_low_t": total[3],
            "unknown_high_t": total[4],
        }
    )


SENT = {
    "exporter": pa.string(),
    "stage": pa.string(),
    **dict.fromkeys(("low_t", "mid_t", "high_t", "known_t", "unknown_low_t", "unknown_high_t"), pa.float64()),
}
