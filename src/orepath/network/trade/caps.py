"""What a place sends at the mine stage is at most what it mined and imported at it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from orepath.network.trade.masses import Flags, Floats

FIRST = "mine"


def capped(table: pa.Table, totals: pa.Table, production: Mapping[str, float]) -> tuple[pa.Table, pa.Table]:
    """Cut what a place sends at the mine stage to what it mined and imported at it."""
    stages = np.asarray(table["stage"].to_pylist(), dtype=object)
    importers = np.asarray(table["importer"].to_pylist(), dtype=object)[stages == FIRST]
    high = table["high_t"].to_numpy(zero_copy_only=False)[stages == FIRST]
    names, number = np.unique(importers.astype(str), return_inverse=True)
    arrived = dict(zip(names.tolist(), np.bincount(number, weights=high, minlength=len(names)).tolist(), strict=True))
    caps = {place: mined + arrived.get(place, 0.0) for place, mined in production.items()}
    table, cut = _cut(table, caps)
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
