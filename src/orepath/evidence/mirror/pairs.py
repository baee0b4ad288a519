"""The pairs of places whose reports of a good lie furthest apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from orepath.evidence.mirror.answer import Pair, Pairs
from orepath.evidence.mirror.figures import HS, OF_GOOD
from orepath.evidence.mirror.gaps import ratio
from orepath.evidence.store import Evidence
from orepath.vocabulary.places import places

# Of a dataset the newest edition with the year is read; a code's closing 00 of eight digits divides nothing.
PAIRED = f"""
with own as (
    select dataset, edition, currency, flow, value,
        if(length(good) = 8 and ends_with(good, '00'), left(good, 6), good) as good,
        if(flow = 'import', partner, reporter) as exporter, if(flow = 'import', reporter, partner) as importer
    from reported_trade
    where {OF_GOOD} and from_ = $3 and until = $4
        and flow in ('import', 'export') and value is not null and currency is not null
        and reporter <> partner and list_contains($5, reporter) and list_contains($5, partner)
    qualify dense_rank() over (partition by dataset order by recorded desc, edition desc) = 1
)
select dataset, edition, currency, exporter, importer, good,
    any_value(value) filter (flow = 'import') as imported, any_value(value) filter (flow = 'export') as exported
from own where exporter = coalesce($6, exporter) and importer = coalesce($7, importer)
group by all order by dataset, edition, currency, abs(imported - exported) desc nulls last, exporter, importer, good
"""

YEARS = f"""
select distinct year(from_) as year from reported_trade
where {OF_GOOD} and from_ = make_date(year(from_), 1, 1)
    and until = make_date(year(from_) + 1, 1, 1) order by year desc
"""


def pairs_of(
    evidence: Evidence, good: str, year: int, exporter: str | None, importer: str | None, most: int
) -> list[Pairs]:
    """The pairs with the largest gaps in value in a calendar year, by dataset, edition and currency."""
    days = (date(year, 1, 1), date(year + 1, 1, 1))
    rows = evidence.rows(PAIRED, (good, good[:HS], *days, list(places()), exporter, importer))
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["dataset"], row["edition"], row["currency"]), []).append(row)
    return [_pairs(*key, year, found, most) for key, found in groups.items()]


def reported_years(evidence: Evidence, good: str) -> list[int]:
    """The calendar years of which anybody reports a good, the newest first."""
    return [int(row["year"]) for row in evidence.rows(YEARS, (good, good[:HS]))]


def _pairs(dataset: str, edition: str, currency: str, year: int, rows: list[dict[str, Any]], most: int) -> Pairs:
    both = [row for row in rows if row["imported"] is not None and row["exported"] is not None]
    return Pairs(
        dataset,
        edition,
        currency,
        year,
        both=len(both),
        importer_alone=sum(row["exported"] is None for row in rows),
        exporter_alone=sum(row["imported"] is None for row in rows),
        largest=tuple(_pair(row) for row in both[:most]),
    )


def _pair(row: dict[str, Any]) -> Pair:
    imported, exported = row["imported"], row["exported"]
    ends = row["exporter"], row["importer"], row["good"]
    return Pair(*ends, imported, exported, imported - exported, ratio(imported, exported))
