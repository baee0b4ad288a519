"""Masses nobody wrote down, estimated from what such goods cost.

A blank quantity is never 0: the mass is the value over the unit value (USD a tonne) of the same good and year, of the
same exporter where enough of its rows have a quantity. The unit value is the median weighted by mass; the tenth to the
ninetieth percentile, weighted by mass too, is the range.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

ENOUGH = 3
"""Rows with a quantity that an exporter needs for a unit value of its own (judgement: fewer have no spread)."""

QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Masses:
    """Masses of rows, in their order; NaN where unknown.

    Parameters
    ----------
    mass_t, low_t, high_t
        Tonnes. A stated mass is its own low and high.
    stated
        Whether the mass is the statement's own.
    own
        Whether an estimated mass rests on the exporter's own unit value.
    """

    mass_t: Floats
    low_t: Floats
    high_t: Floats
    stated: Flags
    own: Flags


def weighted_quantiles(values: Floats, weights: Floats, groups: Integers, count: int) -> Floats:
    """The quantiles of values by group, (groups, 3): the least value at which the weight reaches the quantile.

    Groups without values are NaN.
    """
    found = np.full((count, len(QUANTILES)), np.nan)
    if not len(values):
        return found
    order = np.lexsort((values, groups))
    values, weights, groups = values[order], weights[order], groups[order]
    reached = np.cumsum(weights)
    first = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    last = np.r_[first[1:], len(groups)] - 1
    before = reached[first] - weights[first]
    for column, quantile in enumerate(QUANTILES):
        wanted = before + quantile * (reached[last] - before)
        place = np.clip(np.searchsorted(reached, wanted * (1 - 1e-12)), first, last)
        found[groups[first], column] = values[place]
    return found


def _codes(*columns: pa.Array) -> tuple[Integers, int]:
    codes = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        encoded = pc.dictionary_encode(column)
        encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
        codes = codes * (len(encoded.dictionary) + 1) + encoded.indices.to_numpy(zero_copy_only=False)
    unique, small = np.unique(codes, return_inverse=True)
    return small.astype(np.int64), len(unique)


def masses(rows: pa.Table) -> Masses:
    """The mass of every row, stated or estimated.

    Parameters
    ----------
    rows
        Columns ``year``, ``good``, ``exporter``, ``value_usd``, ``mass_t``. A mass of null or 0 is not stated; a row
        without a value, or of a good and year no row of which has both, stays NaN.
    """
    value = np.nan_to_num(rows["value_usd"].to_numpy(zero_copy_only=False).astype(np.float64))
    mass = rows["mass_t"].to_numpy(zero_copy_only=False).astype(np.float64)
    stated = np.nan_to_num(mass) > 0
    priced = stated & (value > 0)
    goods, good_count = _codes(rows["good"], rows["year"])
    pairs, pair_count = _codes(rows["good"], rows["year"], rows["exporter"])
    worth = np.divide(value, mass, out=np.full(len(mass), np.nan), where=priced)
    by_good = weighted_quantiles(worth[priced], mass[priced], goods[priced], good_count)
    by_pair = weighted_quantiles(worth[priced], mass[priced], pairs[priced], pair_count)
    own = (np.bincount(pairs[priced], minlength=pair_count) >= ENOUGH)[pairs]
    unit = np.where(own[:, None], by_pair[pairs], by_good[goods])
    blank = ~stated & (value > 0)
    guess = np.divide(value[:, None], unit, out=np.full(unit.shape, np.nan), where=blank[:, None])
    return Masses(
        np.where(stated, mass, guess[:, 1]),
        np.where(stated, mass, guess[:, 2]),
        np.where(stated, mass, guess[:, 0]),
        stated,
        own & blank,
    )
