"""What a tonne of the contained mineral cost in a year, by the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.evidence.store import Evidence
from orepath.network.trade.fractions import bases
from orepath.network.trade.stoichiometry import content

QUERY = """
select statement_id, item, value from statements
where property = 'price' and mineral = ? and year(from_) = ? and unit = ? and value > 0
order by item, dataset, edition, statement_id
"""


@dataclass(frozen=True)
class Price:
    """Prices of a mineral in a year, USD a tonne of contained mineral.

    Parameters
    ----------
    usd_t
        The price that bands are told by.
    bound_usd_t
        The highest of the prices stated; what goods are worth over it is a lower bound of what is in them.
    """

    usd_t: float
    bound_usd_t: float
    statements: tuple[str, ...]


def price(evidence: Evidence, mineral: str, year: int) -> Price | None:
    """The price of a mineral in a year; None where the evidence has none."""
    rule = bases()[mineral].price if mineral in bases() else {}
    if not rule:
        return None
    rows = evidence.rows(QUERY, [mineral, year, rule["unit"]])
    factor = rule.get("factor", 1.0)
    if "of" in rule:
        factor /= content(rule["of"], bases()[mineral].measured_as)
    named = [row for row in rows if rule["item"] in row["item"]]
    bounding = [row for row in rows if rule["bound"] in row["item"]]
    if not named:
        return None
    ids = tuple(dict.fromkeys(row["statement_id"] for row in [*named, *bounding]))
    bound = max(row["value"] for row in [*named, *bounding])
    return Price(named[0]["value"] * factor, bound * factor, ids)
