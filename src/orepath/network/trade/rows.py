"""The trade rows of a mineral and year, one edition a good, with the ids of their statements."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from orepath.evidence.store import Evidence
from orepath.evidence.trade_in_use import trade_in_use

QUERY = """
select good, year, place as exporter, partner as importer, dataset, edition,
    max(value) filter (property = 'trade_value') as value_usd,
    max(value) filter (property = 'trade_mass') as mass_t,
    list(statement_id order by property desc) filter (value is not null) as statements
from trade_statements join ({in_use}) using (good, year, dataset, edition)
where year = ? and list_contains(?, good)
group by all order by good, exporter, importer
"""


def trade_rows_of(evidence: Evidence, codes: Sequence[str], year: int) -> pa.Table:
    """Flows by good, exporter and importer: ``value_usd``, ``mass_t`` (null where not stated), ``statements``."""
    query = QUERY.format(in_use=trade_in_use(codes, [year]))
    return evidence.table(query, [year, list(codes)])
