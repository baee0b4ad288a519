"""The trade of a back-test: what the world shipped in the base year, and what reached one place in each year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from orepath.evidence.store import Evidence
from orepath.evidence.trade_in_use import trade_in_use

WORLD = """
select good, year, exporter, importer, value_usd, mass_t
from trade join ({in_use}) using (good, year, dataset, edition)
where exporter <> importer
order by good, year, exporter, importer
"""

ARRIVED = """
select year, place as partner, sum(value) filter (property = 'trade_mass') as mass_t,
    count(*) filter (property = 'trade_mass' and coalesce(value, 0) <= 0) as without,
    sum(value_usd) filter (property = 'trade_mass' and coalesce(value, 0) <= 0) as without_usd,
    list(statement_id order by good) filter (property = 'trade_mass') as statements
from (
    select *, max(value) filter (property = 'trade_value') over (partition by good, year, place) as value_usd
    from trade_statements join ({in_use}) using (good, year, dataset, edition)
    where partner = ? and place <> partner
)
group by all order by year, partner
"""


@dataclass(frozen=True)
class Arrived:
    """What arrived from one partner in one year.

    Parameters
    ----------
    mass_t
        Tonnes as shipped; None where a row of it has no tonnes, so that the sum is not known.
    without_usd
        The worth of the rows without tonnes.
    statements
        The statements on its tonnes.
    """

    mass_t: float | None
    without_usd: float
    statements: tuple[str, ...]


def world_trade(evidence: Evidence, goods: Sequence[str], year: int) -> pa.Table:
    """Rows of trade between all places in one year: ``good``, ``year``, ``exporter``, ``importer``, ``value_usd``,
    ``mass_t`` (null where not stated)."""
    return evidence.table(WORLD.format(in_use=trade_in_use(goods, [year])), [])


def arrived(
    evidence: Evidence, goods: Sequence[str], years: Sequence[int], party: str
) -> Mapping[int, Mapping[str, Arrived]]:
    """What reached a place, by year and partner; a partner that is not there shipped nothing on record."""
    found: dict[int, dict[str, Arrived]] = {year: {} for year in years}
    for row in evidence.rows(ARRIVED.format(in_use=trade_in_use(goods, years)), [party]):
        mass_t = None if row["without"] else float(row["mass_t"])
        one = Arrived(mass_t, float(row["without_usd"] or 0.0), tuple(row["statements"]))
        found[row["year"]][row["partner"]] = one
    return found
