"""The figures of a flow out of the evidence: the reports of both sides, and the reconciled flow."""

from __future__ import annotations

from datetime import date
from typing import Any

from orepath.evidence.mirror.answer import Figure, Side
from orepath.evidence.store import Evidence
from orepath.evidence.trade_in_use import trade_in_use

HS = 6
"""How many digits of a code all nomenclatures share."""
SIDE_OF: dict[str, Side] = {
    "import": "importer",
    "re_import": "importer",
    "export": "exporter",
    "re_export": "exporter",
}
OF_GOOD = "(starts_with(good, $1) or good = $2)"

REPORTED = f"""
with asked as (
    select *, file || ', row ' || row as locator from reported_trade
    where {OF_GOOD} and from_ >= $5 and until <= $6
        and if(ends_with(flow, 'import'), (reporter, partner) = ($4, $3), (reporter, partner) = ($3, $4))
), ids as (
    select dataset, edition, place as reporter, partner, good, from_, until, locator,
        list(statement_id order by property desc) filter (value is not null) as statements
    from reported_statements
    where {OF_GOOD} and from_ >= $5 and until <= $6 and place in ($3, $4) and partner in ($3, $4) group by all
)
select dataset, edition, recorded, from_, until, flow, nomenclature, good, value, currency, valuation, mass_t, locator,
    statements
from asked join ids using (dataset, edition, reporter, partner, good, from_, until, locator)
order by from_, until, flow, dataset, recorded desc, edition, good
"""

RECONCILED = """
select s.dataset, s.edition, recorded, make_date(year, 1, 1) as from_, make_date(year + 1, 1, 1) as until, good,
    any_value(value) filter (property = 'trade_value') as value,
    any_value(value) filter (property = 'trade_mass') as mass_t, locator,
    list(statement_id order by property desc) filter (value is not null) as statements,
    (s.dataset, s.edition) in (select (dataset, edition) from ({in_use})) as in_use
from trade_statements s where good = $1 and place = $2 and partner = $3 and year = $4
group by all order by in_use desc, s.dataset, s.edition
"""

YEARS_OF_GOOD = f"""
select year(from_) as year from reported_trade where {OF_GOOD} union select year from trade where good = $2
order by year desc
"""

YEARS_OF_PAIR = f"""
select year(from_) as year from reported_trade
where {OF_GOOD} and (reporter, partner) in (($4, $3), ($3, $4))
union select year from trade where good = $2 and exporter = $3 and importer = $4 order by year desc
"""


def figures(evidence: Evidence, good: str, exporter: str, importer: str, year: int) -> list[Figure]:
    """All figures of a good from one place to another in a year and within it, reports first."""
    six = good[:HS]
    days = (date(year, 1, 1), date(year + 1, 1, 1))
    reported = evidence.rows(REPORTED, (good, six, exporter, importer, *days))
    query = RECONCILED.format(in_use=trade_in_use([six], [year]))
    reconciled = evidence.rows(query, (six, exporter, importer, year))
    return [*(_figure(SIDE_OF[row["flow"]], row) for row in reported), *(_reconciled(row) for row in reconciled)]


def years(evidence: Evidence, good: str, pair: tuple[str, ...] = ()) -> list[int]:
    """The years with any figure of a good, or of a good from an exporter to an importer; the newest first."""
    query = YEARS_OF_PAIR if pair else YEARS_OF_GOOD
    return [int(row["year"]) for row in evidence.rows(query, (good, good[:HS], *pair))]


def _figure(side: Side, row: dict[str, Any]) -> Figure:
    return Figure(side, **{**row, "statements": tuple(row["statements"] or ())})


def _reconciled(row: dict[str, Any]) -> Figure:
    nothing = {"flow": None, "nomenclature": None, "valuation": None}
    return _figure("reconciled", {**nothing, **row, "currency": "USD"})
