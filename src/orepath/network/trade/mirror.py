"""Mirror gaps: what two editions, or both ends of a flow, say of the same goods."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.evidence.store import Evidence
from orepath.evidence.trade_in_use import trade_in_use
from orepath.network.trade.grading import Graded
from orepath.network.trade.masses import Flags, Floats

FLOW = ("good", "exporter", "importer")

GAPS = """
with chosen as ({in_use}),
wanted as (select * from trade where year = ? and list_contains(?, good)),
used as (select w.* from wanted w join chosen using (good, year, dataset, edition)),
beside as (
    select w.*, c.dataset as used_dataset, c.edition as used_edition
    from wanted w join chosen c using (good, year)
    where (w.dataset, w.edition) is distinct from (c.dataset, c.edition)
),
others as (select distinct good, year, dataset, edition from beside)
select coalesce(u.good, b.good) as good, coalesce(u.exporter, b.exporter) as exporter,
    coalesce(u.importer, b.importer) as importer, u.edition, u.value_usd, u.mass_t,
    coalesce(b.edition, u.other_edition) as other_edition, b.value_usd as other_value_usd, b.mass_t as other_mass_t,
    coalesce(b.mass_t / u.mass_t, b.value_usd / nullif(u.value_usd, 0)) as ratio
from (
    select used.*, o.dataset as other_dataset, o.edition as other_edition from used join others o using (good, year)
) u
full join beside b on u.good = b.good and u.exporter = b.exporter and u.importer = b.importer
    and u.other_dataset = b.dataset and u.other_edition = b.edition
order by all
"""


def mirror_gaps(evidence: Evidence, codes: Sequence[str], year: int) -> pa.Table:
    """What the editions that are not read say of the same flows.

    Returns
    -------
    Table
        ``good``, ``exporter``, ``importer``, the edition read with ``value_usd`` and ``mass_t``, another edition with
        ``other_value_usd`` and ``other_mass_t`` (null where it lacks the pair, as the edition's own are where it does),
        and ``ratio``, other over read, by mass where both have it, else by value. Only goods another edition holds.
    """
    return evidence.table(GAPS.format(in_use=trade_in_use(codes, [year])), [year, list(codes)])


def gaps_between(reports: pa.Table) -> pa.Table:
    """The gap between the two ends of each flow.

    Parameters
    ----------
    reports
        ``good``, ``year``, ``exporter``, ``importer``, ``reporter`` (``exporter`` or ``importer``), ``mass_t`` and
        ``value_usd`` (null where not said).

    Returns
    -------
    Table
        One row a flow that both ends report: ``exporter_t``, ``importer_t``, ``exporter_usd``, ``importer_usd`` and
        ``ratio``, importer over exporter, by mass where both give one, else by value.
    """
    keys = ["good", "year", "exporter", "importer"]
    ends = []
    for end in ("exporter", "importer"):
        own = reports.filter(pc.equal(reports["reporter"], end))
        summed = own.group_by(keys).aggregate([("mass_t", "sum"), ("value_usd", "sum")])
        ends.append(summed.rename_columns([*keys, f"{end}_t", f"{end}_usd"]))
    both = ends[0].join(ends[1], keys, join_type="inner").sort_by([(key, "ascending") for key in keys])
    ratio = _ratio(both, "importer_t", "exporter_t")
    by_value = _ratio(both, "importer_usd", "exporter_usd")
    return both.append_column("ratio", pa.array(np.where(np.isnan(ratio), by_value, ratio), from_pandas=True))


def against(rows: pa.Table, reports: pa.Table, year: int) -> pa.Table:
    """The ratio of each end's own figure to the flow that is read: ``good``, ``exporter``, ``importer``, ``ratio``."""
    both = gaps_between(reports).filter(pc.field("year") == year)
    joined = rows.select([*FLOW, "mass_t", "value_usd"]).join(
        both.drop_columns(["year", "ratio"]), [*FLOW], join_type="inner"
    )
    ends = []
    for end in ("exporter", "importer"):
        by_mass, by_value = _ratio(joined, f"{end}_t", "mass_t"), _ratio(joined, f"{end}_usd", "value_usd")
        ratio = pa.array(np.where(np.isnan(by_mass), by_value, by_mass), from_pandas=True)
        ends.append(joined.select(list(FLOW)).append_column("ratio", ratio))
    told = pa.concat_tables(ends)
    return told.filter(pc.is_valid(told["ratio"]))


def widen(rows: pa.Table, found: Graded, gaps: pa.Table) -> Flags:
    """Widen the range of each flow to what others say of it; whether any says less or more.

    A flow that another edition of its good and year lacks may be nothing: its low is 0.
    """
    own = _flows(rows)
    place = {key: number for number, key in enumerate(own)}
    least, most = np.ones(len(own)), np.ones(len(own))
    ratio = gaps["ratio"].to_numpy(zero_copy_only=False).astype(np.float64)
    at = np.array([place.get(key, -1) for key in _flows(gaps)], dtype=np.int64)
    np.minimum.at(least, at[at >= 0], np.nan_to_num(ratio[at >= 0]))
    np.fmax.at(most, at[at >= 0], ratio[at >= 0])
    found.low_t[:] *= least
    found.high_t[:] *= most
    return (least < 1) | (most > 1)


def _flows(table: pa.Table) -> list[tuple[str, ...]]:
    return list(zip(*(table[name].to_pylist() for name in FLOW), strict=True))


def _ratio(table: pa.Table, over: str, under: str) -> Floats:
    above, below = (table[name].to_numpy(zero_copy_only=False).astype(np.float64) for name in (over, under))
    good = (np.nan_to_num(above) > 0) & (np.nan_to_num(below) > 0)
    found: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=good)
    return found
