"""Where imports come from: shares by exporter of a place's imports of the goods of a mineral and stage."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from orepath.criticality.notes import note, together
from orepath.criticality.shares import UNKNOWN
from orepath.evidence.store import Evidence
from orepath.evidence.trade_in_use import trade_in_use
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import is_country
from orepath.vocabulary.terms import goods

ROWS = """
select dataset, edition, good, place as exporter, partner as importer, property, value, statement_id
from trade_statements join ({in_use}) using (good, year, dataset, edition)
where year = ? and list_contains(?, good) and (partner = ? or ? is null)
order by good, importer, exporter, property
"""


@dataclass(frozen=True)
class Flow:
    """Imports of one good from one exporter. A mass of None is not known; it is not 0."""

    good: str
    exporter: str
    dataset: str
    edition: str
    value_usd: float
    mass_t: float | None
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Imports:
    """What a place imports of a mineral at a stage in a year, by exporter; gross weight, and value beside it."""

    place: str
    year: int
    flows: tuple[Flow, ...]

    @property
    def by_mass(self) -> bool:
        """Whether the mass of every flow is known."""
        return all(flow.mass_t is not None for flow in self.flows) and self.mass_t > 0

    @property
    def mass_t(self) -> float:
        """The mass that is known, in tonnes."""
        return math.fsum(flow.mass_t or 0.0 for flow in self.flows)

    @property
    def value_without_mass(self) -> float:
        """The share of the value whose mass is not known."""
        total = math.fsum(flow.value_usd for flow in self.flows)
        return math.fsum(f.value_usd for f in self.flows if f.mass_t is None) / total if total else 0.0

    @property
    def shares(self) -> dict[str, float]:
        """Share (0 to 1) by exporter: by mass where all masses are known, else by value."""
        amounts = self.amounts()
        total = math.fsum(amounts.values())
        return {place: amount / total for place, amount in amounts.items() if amount > 0} if total > 0 else {}

    def amounts(self) -> dict[str, float]:
        """Tonnes by exporter, or US dollars where a mass is unknown; an exporter that is no country is unknown."""
        return self.masses() if self.by_mass else self._sums([flow.value_usd for flow in self.flows])

    def masses(self) -> dict[str, float]:
        """The mass that is known, in tonnes, by exporter."""
        return self._sums([flow.mass_t or 0.0 for flow in self.flows])

    def _sums(self, amounts: list[float]) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for flow, amount in zip(self.flows, amounts, strict=True):
            found[flow.exporter if is_country(flow.exporter) else UNKNOWN] += amount
        return dict(sorted(found.items()))

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements behind the shares."""
        return tuple(found for flow in self.flows for found in flow.statements)

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets the flows come from."""
        return tuple(sorted({flow.dataset for flow in self.flows}))

    @property
    def note(self) -> Text | None:
        """By what the shares are, and of which goods and editions."""
        return self.by_mass_note if self.by_mass else self._note("basis_value")

    @property
    def by_mass_note(self) -> Text | None:
        """The note of what is reckoned by mass."""
        several = len({flow.good for flow in self.flows}) > 1
        return together([self._note("basis_mass"), note("several_goods") if several else None])

    def _note(self, basis: str) -> Text:
        codes = sorted({flow.good for flow in self.flows})
        editions = ", ".join(sorted({flow.edition for flow in self.flows}))
        return note(basis, goods=", ".join(codes), editions=editions)


def codes(mineral: str, stage: str) -> list[str]:
    """The HS codes of the goods of a mineral and stage."""
    return sorted({good.code for good in goods() if good.mineral == mineral and good.stage == stage})


def trade_years(evidence: Evidence, mineral: str, stage: str, place: str | None = None) -> list[int]:
    """The years with trade in the goods of a mineral and stage, the newest first."""
    rows = evidence.rows(
        """select distinct year from trade
        where list_contains(?, good) and (importer = ? or ? is null) order by year desc""",
        [codes(mineral, stage), place, place],
    )
    return [row["year"] for row in rows]


def imports(evidence: Evidence, mineral: str, stage: str, year: int, place: str | None = None) -> dict[str, Imports]:
    """The imports of a place, or of every importer, by place.

    Of a good and year one edition is read, the preferred one that has it; editions are never added.
    """
    wanted = codes(mineral, stage)
    rows = evidence.rows(ROWS.format(in_use=trade_in_use(wanted, [year])), [year, wanted, place, place])
    wide: dict[tuple[str, str, str], dict[str, Any]] = defaultdict(dict)
    for row in rows:
        wide[(row["importer"], row["good"], row["exporter"])][row["property"]] = row
    flows: dict[str, list[Flow]] = defaultdict(list)
    for (importer, good, exporter), pair in wide.items():
        flows[importer].append(_flow(good, exporter, pair))
    return {importer: Imports(importer, year, tuple(found)) for importer, found in sorted(flows.items())}


def _flow(good: str, exporter: str, pair: dict[str, dict[str, Any]]) -> Flow:
    value, mass = pair["trade_value"], pair["trade_mass"]
    ids = [value["statement_id"], *([mass["statement_id"]] if mass["value"] is not None else [])]
    return Flow(good, exporter, value["dataset"], value["edition"], value["value"] or 0.0, mass["value"], tuple(ids))
