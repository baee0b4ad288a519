"""The table of flows, from rows and what is in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.network.trade.fractions import Fraction, heads
from orepath.network.trade.grading import Graded
from orepath.network.trade.overlap import Pairs, Testimonies


def testimonies(rows: pa.Table, found: Graded, rules: Sequence[Fraction]) -> Testimonies:
    """The rows as testimonies, those of goods that several codes declare under one head."""
    exporter, importer, good = (
        np.asarray(rows[name].to_pylist(), dtype=object) for name in ("exporter", "importer", "good")
    )
    stage = np.array([rule.stage for rule in rules] or [""], dtype=object)[found.rule]
    group = np.array(heads(rules) or [""], dtype=object)[found.rule]
    return Testimonies(exporter, importer, stage, group, good, found.low_t, found.mid_t, found.high_t)


def flow_table(rows: pa.Table, found: Graded, rules: Sequence[Fraction], flows: Pairs, said: Testimonies) -> pa.Table:
    """One row a flow, by stage, exporter and importer; what is said of it beside its masses is its leading row's."""
    lead = flows.order[flows.first]
    notes = found.note[lead].copy()
    notes[flows.several] = "two_codes"
    notes[flows.alone] = "one_code_only"
    bands = np.array([rule.band for rule in rules] or [""], dtype=object)[found.rule]
    ordered = rows.take(pa.array(flows.order)).combine_chunks()
    starts = np.r_[flows.first, len(flows.order)]
    listed = pc.list_value_length(ordered["statements"]).to_numpy(zero_copy_only=False).astype(np.int64)
    offsets = np.r_[0, np.cumsum(listed)][starts]
    flat = pc.list_flatten(ordered["statements"])
    flat = flat.combine_chunks() if isinstance(flat, pa.ChunkedArray) else flat
    codes = ordered["good"].combine_chunks() if isinstance(ordered["good"], pa.ChunkedArray) else ordered["good"]
    columns = {
        "exporter": pa.array(said.exporter[lead].tolist(), pa.string()),
        "importer": pa.array(said.importer[lead].tolist(), pa.string()),
        "goods": pa.ListArray.from_arrays(pa.array(starts, pa.int32()), codes),
        "stage": pa.array(said.stage[lead].tolist(), pa.string()),
        "gross_t": found.gross_t[lead],
        "low_t": flows.low_t,
        "mid_t": pa.array(flows.mid_t, from_pandas=True),
        "high_t": flows.high_t,
        "basis": pa.array(found.basis[lead].tolist(), pa.string()),
        "band": pa.array(bands[lead].tolist(), pa.string()),
        "note": pa.array(notes.tolist(), pa.string()),
        "statements": pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), flat),
    }
    keys = [(name, "ascending") for name in ("stage", "exporter", "importer")]
    return pa.table(columns).sort_by([*keys, ("gross_t", "descending")])
