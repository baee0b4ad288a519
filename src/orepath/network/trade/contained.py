"""The contained trade of a mineral in a year: flows between places by stage, with ranges, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.evidence.store import Evidence
from orepath.network.trade.fractions import Fraction, bases, fractions_of
from orepath.network.trade.grading import Graded, graded
from orepath.network.trade.masses import Flags, Floats, masses
from orepath.network.trade.mirror import against, mirror_gaps, widen
from orepath.network.trade.overlap import Pairs, Testimonies, pairs, sent
from orepath.network.trade.prices import Price, price
from orepath.network.trade.rows import trade_rows_of
from orepath.network.trade.unseen import main_codes, unseen
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import goods

STAGES = ("mine", "refine")


@dataclass(frozen=True)
class ContainedTrade:
    """What crossed borders of a mineral in a year, in tonnes of what ``basis`` says.

    Parameters
    ----------
    table
        One row a flow: ``exporter``, ``importer``, ``goods`` (list of codes), ``stage`` (``mine`` or ``refine``),
        ``gross_t``, ``low_t``, ``mid_t`` (null where nobody knows), ``high_t``, ``basis`` (``mass``, ``unit_value``,
        ``price``), ``band``, ``note`` (a code of ``notes.toml``, or null), ``statements``.
    totals
        What each exporter sent in all, by stage: ``exporter``, ``stage``, ``low_t``, ``mid_t``, ``high_t``,
        ``known_t``, ``unknown_low_t``, ``unknown_high_t`` (see `sent`), ``cap_t`` (production and imports; null where
        the exporter's production is not given). Flows of the goods that two codes declare sum to more.
    not_seen
        See `unseen`.
    left_out
        Rows without a mass: ``good``, ``exporter``, ``importer``, ``value_usd``, ``mass_t``, ``reason``,
        ``statements``.
    gaps
        See `mirror_gaps`.
    """

    mineral: str
    year: int
    basis: Text
    price: Price | None
    table: pa.Table
    totals: pa.Table
    not_seen: pa.Table
    left_out: pa.Table
    gaps: pa.Table

    def main_codes_seen(self, stage: str) -> tuple[str, ...]:
        """The codes of a stage under which most of it is traded, as far as the evidence of the year holds them.

        None means that the trade of the stage is not seen: flows of it then are strays under other codes, such as ore
        declared as a chemical.
        """
        absent = {row["code"] for row in self.not_seen.to_pylist() if row["stage"] == stage}
        return tuple(code for code in main_codes(self.mineral, stage) if code not in absent)


def codes_of(mineral: str) -> list[str]:
    """The codes of a mineral that have a rule, or that the vocabulary lists at the stages of trade here."""
    listed = {good.code for good in goods() if good.mineral == mineral and good.stage in STAGES}
    return sorted(listed | {rule.code for rule in fractions_of(mineral)})


def contained_trade(
    evidence: Evidence,
    mineral: str,
    year: int,
    production: Mapping[str, float],
    rules: Sequence[Fraction] | None = None,
    reports: pa.Table | None = None,
) -> ContainedTrade:
    """The contained trade of a mineral in a year.

    Parameters
    ----------
    production
        Tonnes mined by place in the year. What a place exports at the stage ``mine`` is at most what it mined and
        imported; stocks are not known by place and not counted. Places it lacks have no such bound: their exports are
        trade, and say nothing of where the mineral was mined.
    rules
        The rules of contained fractions; without, those of ``fractions.toml``.
    reports
        What both ends of flows say, as `gaps_between` takes it: the range of a flow holds both.
    """
    own = fractions_of(mineral) if rules is None else tuple(rules)
    codes = codes_of(mineral) if rules is None else sorted({rule.code for rule in own})
    rows = trade_rows_of(evidence, codes, year)
    held = set(rows["good"].to_pylist())
    paid = price(evidence, mineral, year)
    found = graded(rows, masses(rows), own, paid)
    reasons = _reasons(rows, found)
    kept: Flags = reasons == None  # noqa: E711 (elementwise)
    left_out = rows.select(["good", "exporter", "importer", "value_usd", "mass_t", "statements"])
    left_out = left_out.append_column("reason", pa.array(reasons.tolist(), pa.string())).filter(pa.array(~kept))
    gaps = mirror_gaps(evidence, codes, year)
    rows, found = rows.filter(pa.array(kept)), _chosen(found, kept)
    gapped = widen(rows, found, gaps)
    if reports is not None:
        gapped |= widen(rows, found, against(rows, reports, year))
    found.note[gapped & (found.note == None)] = "mirror_gap"  # noqa: E711 (elementwise)
    said = _testimonies(rows, found, own)
    table, totals = _capped(_table(rows, found, own, pairs(said), said), sent(said), production)
    basis = bases()[mineral]
    return ContainedTrade(
        mineral, year, Text(basis.en, basis.ja), paid, table, totals, unseen(mineral, held), left_out, gaps
    )


def _reasons(rows: pa.Table, found: Graded) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Why a row is left out; None where it is not."""
    reasons = np.full(rows.num_rows, None, dtype=object)
    value = np.nan_to_num(rows["value_usd"].to_numpy(zero_copy_only=False).astype(np.float64))
    reasons[np.isnan(found.high_t)] = "no_unit_value"
    reasons[np.isnan(found.high_t) & (found.note == "merges")] = "merges"
    reasons[np.isnan(found.high_t) & (value <= 0)] = "no_value"
    reasons[found.rule < 0] = "no_fraction"
    same = pc.equal(rows["exporter"], rows["importer"]).to_numpy(zero_copy_only=False)
    reasons[same.astype(bool)] = "same_place"
    return reasons


def _chosen(found: Graded, kept: Flags) -> Graded:
    return Graded(*(getattr(found, name)[kept] for name in Graded.__dataclass_fields__))


def _testimonies(rows: pa.Table, found: Graded, rules: Sequence[Fraction]) -> Testimonies:
    exporter, importer, good = (
        np.asarray(rows[name].to_pylist(), dtype=object) for name in ("exporter", "importer", "good")
    )
    stage = np.array([rule.stage for rule in rules] or [""], dtype=object)[found.rule]
    heads = ["+".join(sorted({rule.code, *rule.overlap})) if rule.overlap else rule.code for rule in rules]
    group = np.array(heads or [""], dtype=object)[found.rule]
    return Testimonies(exporter, importer, stage, group, good, found.low_t, found.mid_t, found.high_t)


def _table(rows: pa.Table, found: Graded, rules: Sequence[Fraction], flows: Pairs, said: Testimonies) -> pa.Table:
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


def _capped(table: pa.Table, totals: pa.Table, production: Mapping[str, float]) -> tuple[pa.Table, pa.Table]:
    """Cut what a place sends at the mine stage to what it mined and imported at it."""
    stages = np.asarray(table["stage"].to_pylist(), dtype=object)
    importers = np.asarray(table["importer"].to_pylist(), dtype=object)[stages == STAGES[0]]
    high = table["high_t"].to_numpy(zero_copy_only=False)[stages == STAGES[0]]
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
    return np.array([caps.get(p, np.inf) if stage == STAGES[0] else np.inf for p, stage in ends], dtype=np.float64)


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
