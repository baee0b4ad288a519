"""What a place sends at the mine stage is at most what it mined and imported at it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from orepath.network.trade.masses import Flags, Floats

FIRST = "mine"


def capped(table: pa.Table, totals: pa.Table, production: Mapping[str, float]) -> tuple[pa.Table, pa.Table]:
    """Cut what a place sends at the mine stage to what it mined and imported at it.

    Where its exports in all would hold more, the grade was taken too high for all of them: every flow shrinks alike.
    """
    stages = np.asarray(table["stage"].to_pylist(), dtype=object)
    importers = np.asarray(table["importer"].to_pylist(), dtype=object)[stages == FIRST]
    high = table["high_t"].to_numpy(zero_copy_only=False)[stages == FIRST]
    names, number = np.unique(importers.astype(str), return_inverse=True)
    arrived = dict(zip(names.tolist(), np.bincount(number, weights=high, minlength=len(names)).tolist(), strict=True))
    caps = {place: mined + arrived.get(place, 0.0) for place, mined in production.items()}
    table, shrunk = _shrunk(table, totals, caps)
    table, cut = _cut(table, caps)
    cut |= shrunk
    note = np.asarray(table["note"].to_pylist(), dtype=object)
    note[cut] = "above_production"
    table = table.set_column(table.schema.get_field_index("note"), "note", pa.array(note.tolist(), pa.string()))
    totals, _ = _cut(totals, caps)
    limits = _limits(totals, caps)
    return table, totals.append_column(
        "cap_t", pa.array(np.where(np.isfinite(limits), limits, np.nan), from_pandas=True)
    )


def _limits(table: pa.Table, caps: Mapping[str, float]) -> Floats:
    places, stages = table["exporter"].to_pylist(), table["stage"].to_pylist()
    ends = zip(places, stages, strict=True)
    return np.array([caps.get(p, np.inf) if stage == FIRST else np.inf for p, stage in ends], dtype=np.float64)


def _shrunk(table: pa.Table, totals: pa.Table, caps: Mapping[str, float]) -> tuple[pa.Table, Flags]:
    """Each flow of a place whose exports in all are above its limit, times the limit over the exports."""
    sums = zip(totals["exporter"].to_pylist(), totals["stage"].to_pylist(), totals["known_t"].to_pylist(), strict=True)
    part = {
        place: caps[place] / sent for place, stage, sent in sums if stage == FIRST and sent > caps.get(place, np.inf)
    }
    ends = zip(table["exporter"].to_pylist(), table["stage"].to_pylist(), strict=True)
    factor = np.array([part.get(place, 1.0) if stage == FIRST else 1.0 for place, stage in ends], dtype=np.float64)
    for name in ("low_t", "mid_t"):
        values = table[name].to_numpy(zero_copy_only=False).astype(float) * factor
        table = table.set_column(table.schema.get_field_index(name), name, pa.array(values, from_pandas=True))
    return table, factor < 1


def _cut(table: pa.Table, caps: Mapping[str, float]) -> tuple[pa.Table, Flags]:
    """Masses within their limits; where the figure itself is above, the low shrinks with it."""
    limits = _limits(table, caps)
    low, mid, high = (table[name].to_numpy(zero_copy_only=False).astype(float) for name in ("low_t", "mid_t", "high_t"))
    shrunk = np.divide(limits, mid, out=np.ones(len(mid)), where=mid > limits)
    low = np.minimum(low * shrunk, limits)
    values = {"low_t": low, "mid_t": np.minimum(mid, limits), "high_t": np.minimum(high, limits)}
    for name, column in values.items():
        table = table.set_column(table.schema.get_field_index(name), name, pa.array(column, from_pandas=True))
    return table, high > limits
