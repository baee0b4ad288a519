"""The contained trade of a mineral in a year: flows between places by stage, with ranges, and what was left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.evidence.store import Evidence
from orepath.network.trade.caps import capped
from orepath.network.trade.flows import flow_table, testimonies
from orepath.network.trade.fractions import Fraction, bases, fractions_of
from orepath.network.trade.grading import Graded, graded
from orepath.network.trade.masses import Flags, masses
from orepath.network.trade.mirror import against, mirror_gaps, widen
from orepath.network.trade.overlap import pairs, sent
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
    reasons = _reasons(rows, found, {rule.code for rule in own if rule.instead_of in held})
    kept: Flags = reasons == None  # noqa: E711 (elementwise)
    left_out = rows.select(["good", "exporter", "importer", "value_usd", "mass_t", "statements"])
    left_out = left_out.append_column("reason", pa.array(reasons.tolist(), pa.string())).filter(pa.array(~kept))
    gaps = mirror_gaps(evidence, codes, year)
    rows, found = rows.filter(pa.array(kept)), _chosen(found, kept)
    gapped = widen(rows, found, gaps)
    if reports is not None:
        gapped |= widen(rows, found, against(rows, reports, year))
    found.note[gapped & (found.note == None)] = "mirror_gap"  # noqa: E711 (elementwise)
    said = testimonies(rows, found, own)
    table, totals = capped(flow_table(rows, found, own, pairs(said), said), sent(said), production)
    basis = bases()[mineral]
    return ContainedTrade(
        mineral, year, Text(basis.en, basis.ja), paid, table, totals, unseen(mineral, held), left_out, gaps
    )


def _reasons(rows: pa.Table, found: Graded, replaced: Collection[str]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Why a row is left out; None where it is not."""
    reasons = np.full(rows.num_rows, None, dtype=object)
    value = np.nan_to_num(rows["value_usd"].to_numpy(zero_copy_only=False).astype(np.float64))
    reasons[np.isnan(found.high_t)] = "no_unit_value"
    reasons[np.isnan(found.high_t) & (found.note == "merges")] = "merges"
    reasons[np.isnan(found.high_t) & (value <= 0)] = "no_value"
    reasons[found.rule < 0] = "no_fraction"
    reasons[np.isin(np.asarray(rows["good"].to_pylist(), dtype=str), sorted(replaced))] = "other_edition"
    same = pc.equal(rows["exporter"], rows["importer"]).to_numpy(zero_copy_only=False)
    reasons[same.astype(bool)] = "same_place"
    return reasons


def _chosen(found: Graded, kept: Flags) -> Graded:
    return Graded(*(getattr(found, name)[kept] for name in Graded.__dataclass_fields__))
