"""The trade of a back-test: what the world shipped in the base year, and what reached one place in each year."""

from __future__ import annotations

import math
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
select year, place as partner, list(value order by good) as masses_t, bool_and(coalesce(value, 0) > 0) as whole,
    list(statement_id order by good) as statements
from trade_statements join ({in_use}) using (good, year, dataset, edition)
where partner = ? and place <> partner and property = 'trade_mass'
group by all order by year, partner
"""


@dataclass(frozen=True)
class Arrived:
    """What arrived from one partner in one year.

    Parameters
    ----------
    mass_t
        Tonnes as shipped; None where a row of it has no tonnes, so that the sum is not known.
    statements
        The statements on its tonnes.
    """

    mass_t: float | None
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
        mass_t = math.fsum(row["masses_t"]) if row["whole"] else None
        found[row["year"]][row["partner"]] = Arrived(mass_t, tuple(row["statements"]))
    return found
