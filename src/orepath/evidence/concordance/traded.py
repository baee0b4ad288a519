"""The trade that stands under codes of an HS edition: how much of it is under codes that cannot be divided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

from orepath.evidence.concordance.relation import AMBIGUOUS, Kind
from orepath.evidence.store import Evidence
from orepath.vocabulary.hs_editions import find_hs_edition

_TRADE = """select dataset, edition, cast(null as varchar) as flow, 'USD' as currency, cast(year as integer) as year,
    good,
    coalesce(sum(value_usd), 0) as value, coalesce(sum(mass_t), 0) as known_mass_t, count(*) as flows,
    count(*) - count(value_usd) as flows_without_value, count(*) - count(mass_t) as flows_without_mass
from trade where list_contains(?, good) and list_contains(?, dataset || '|' || edition)
group by dataset, edition, year, good"""
_REPORTED = """select dataset, edition, flow, currency, cast(year(from_) as integer) as year, good,
    coalesce(sum(value), 0) as value, coalesce(sum(mass_t), 0) as known_mass_t, count(*) as flows,
    count(*) - count(value) as flows_without_value, count(*) - count(mass_t) as flows_without_mass
from reported_trade where list_contains(?, good) and nomenclature = ? and flow in ('import', 'export')
    and from_ = make_date(year(from_), 1, 1) and until = make_date(year(from_) + 1, 1, 1)
group by dataset, edition, flow, currency, year, good"""


@dataclass(frozen=True)
class Amount:
    """Trade of some codes: what is known of its value and mass, and the flows of which either is unknown."""

    value: float = 0.0
    known_mass_t: float = 0.0
    flows: int = 0
    flows_without_value: int = 0
    flows_without_mass: int = 0

    def __add__(self, other: Amount) -> Amount:
        """Both together."""
        return Amount(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Amount)))

    @property
    def mass_t(self) -> float | None:
        """The known mass; None where no flow has one, though there are flows."""
        return None if self.flows and self.flows == self.flows_without_mass else self.known_mass_t

    def json(self) -> dict[str, Any]:
        """It as JSON."""
        return vars(self) | {"known_mass_t": self.mass_t}


@dataclass(frozen=True)
class Traded:
    """Trade of the codes asked for, in one dataset and year (None: of all years that it has).

    Parameters
    ----------
    flow
        ``import`` or ``export`` as places report them; None where the dataset has reconciled both.
    whole, ambiguous, unknown
        All of it; what stands under codes that cannot be divided; and under codes of which the tables do not say all.
    """

    dataset: str
    edition: str
    flow: str | None
    currency: str
    year: int | None
    whole: Amount
    ambiguous: Amount
    unknown: Amount

    @property
    def value_share(self) -> tuple[float, float] | None:
        """The least and most that may be ambiguous of the value; None where there is no value."""
        return _share(self.ambiguous.value, self.unknown.value, self.whole.value)

    @property
    def mass_share(self) -> tuple[float, float] | None:
        """The same of the known mass; None where none is known."""
        return _share(self.ambiguous.known_mass_t, self.unknown.known_mass_t, self.whole.known_mass_t)

    def json(self) -> dict[str, Any]:
        """It as JSON."""
        own = {name: getattr(self, name) for name in ("dataset", "edition", "flow", "currency", "year")}
        amounts = {name: getattr(self, name).json() for name in ("whole", "ambiguous", "unknown")}
        return {**own, **amounts, "value_share": self.value_share, "mass_share": self.mass_share}


def traded(evidence: Evidence, edition: str, kinds: Mapping[str, Kind]) -> list[Traded]:
    """The trade in codes of an HS edition by dataset and year, and over all years, by what their kinds let be told.

    Trade in another HS edition is never taken for it, whatever the digits; periods that are no calendar years are left
    out.

    Parameters
    ----------
    kinds
        The codes, and the kind of each.
    """
    codes = sorted(kinds)
    ours = [key for key, of in trade_editions(evidence).items() if of == edition]
    rows = evidence.rows(_TRADE, [codes, ["|".join(key) for key in ours]])
    rows += evidence.rows(_REPORTED, [codes, edition])
    rows.sort(key=lambda row: (*_series(row), row["year"]))
    found = []
    for _, of_series in groupby(rows, key=_series):
        series = list(of_series)
        years = [_traded(list(of_year), kinds, year) for year, of_year in groupby(series, key=lambda row: row["year"])]
        found += [*years, _traded(series, kinds, None)] if len(years) > 1 else years
    return found


def trade_editions(evidence: Evidence) -> dict[tuple[str, str], str | None]:
    """The HS edition of each dataset and edition of reconciled trade, as its name begins; None where it tells none."""
    rows = evidence.rows("select distinct dataset, edition from trade order by dataset, edition")
    return {(row["dataset"], row["edition"]): find_hs_edition(row["edition"].partition("-")[0]) for row in rows}


def _series(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return row["dataset"], row["edition"], row["flow"] or "", row["currency"] or ""


def _traded(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, Kind], year: int | None) -> Traded:
    first = rows[0]
    return Traded(
        first["dataset"],
        first["edition"],
        first["flow"],
        first["currency"],
        year,
        _sum(rows),
        _sum(row for row in rows if kinds[row["good"]] in AMBIGUOUS),
        _sum(row for row in rows if kinds[row["good"]] == "unknown"),
    )


def _sum(rows: Iterable[Mapping[str, Any]]) -> Amount:
    amounts = (Amount(*(row[each.name] for each in fields(Amount))) for row in rows)
    return sum(amounts, Amount())


def _share(ambiguous: float, unknown: float, whole: float) -> tuple[float, float] | None:
    return (ambiguous / whole, (ambiguous + unknown) / whole) if whole else None
