"""Figures the USGS publishes, reckoned again from its own statements in a release.

Net import reliance within 1.5 points, world totals within 3 % of the sum of countries, import sources that sum to 100.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import yaml

from orepath.criticality.reliance import net_import_reliance
from orepath.evidence.store import Evidence, Statement
from orepath.sources.importing import import_dataset
from orepath.vocabulary.places import is_country

SERIES = Path(__file__).with_name("usgs_reliance.yaml")
YEARS = range(2021, 2026)
RELIANCE = "Net import reliance as a percentage of apparent consumption"
CONSUMPTION = "Consumption, apparent"
POINTS = 0.015
PART = 0.03
GOVERNMENT_UNTIL = 2022  # the last year whose Government stock changes the definitions include


@dataclass(frozen=True)
class Series:
    """Rows that enter one series of net import reliance."""

    commodity: str
    imports: list[str]
    exports: list[str] = field(default_factory=list)
    stocks: list[str] = field(default_factory=list)
    government: list[str] = field(default_factory=list)
    production: list[str] = field(default_factory=list)
    reliance: str = RELIANCE
    consumption: str = CONSUMPTION
    occurrence: str = ""


@dataclass(frozen=True)
class Reckoned:
    """A published reliance beside the ways it was reckoned; None where a part of it is not a figure."""

    what: str
    published: Statement
    by_flows: float | None
    by_production: float | None

    @property
    def values(self) -> list[float]:
        return [value for value in (self.by_flows, self.by_production) if value is not None]

    def near(self, value: float | None) -> bool:
        return value is not None and abs(value - self.published.value) <= POINTS + 1e-9


class Salient:
    """The salient statistics by commodity, detail and year."""

    def __init__(self, evidence: Evidence) -> None:
        rows = evidence.rows("select row_key, value from statements where row_key like 'salient | %'")
        self.values = {row["row_key"]: row["value"] for row in rows}
        ids = evidence.rows("select row_key, statement_id from statements where property = 'net_import_reliance'")
        self.ids = {row["row_key"]: row["statement_id"] for row in ids}

    def key(self, series: Series, detail: str, year: int) -> str:
        plain = f"salient | {series.commodity} | {detail} | United States | {year}"
        told_apart = f"{plain} ({series.occurrence})"
        return told_apart if told_apart in self.values else plain

    def sum(self, series: Series, details: list[str], year: int) -> float | None:
        """The sum of some rows; None where one is no figure. A name no row has is a mistake of the list above."""
        found = [self.values[self.key(series, detail, year)] for detail in details]
        return None if None in found else sum(found)


def reckon(evidence: Evidence) -> Iterator[Reckoned]:
    salient = Salient(evidence)
    for entry in yaml.safe_load(SERIES.read_text("utf-8")):
        series = Series(**entry)
        for year in YEARS:
            published = evidence.statement(salient.ids[salient.key(series, series.reliance, year)])
            consumption = salient.sum(series, [series.consumption], year)
            flows = production = None
            if consumption:
                flows = by_flows(salient, series, year, consumption)
                production = by_production(salient, series, year, consumption)
            yield Reckoned(f"{series.commodity} {series.occurrence} {year}", published, flows, production)


def by_flows(salient: Salient, series: Series, year: int, consumption: float) -> float | None:
    """Imports - exports + stock decrease over consumption."""
    decrease = 0.0
    if series.stocks:
        if year == YEARS[0]:
            return None
        before, after = (salient.sum(series, series.stocks, y) for y in (year - 1, year))
        if before is None or after is None:
            return None
        decrease += before - after
    if series.government and year <= GOVERNMENT_UNTIL:
        shipped = salient.sum(series, series.government, year)
        if shipped is None:
            return None
        decrease += shipped
    imports, exports = (salient.sum(series, details, year) for details in (series.imports, series.exports))
    if not series.imports or imports is None or exports is None:
        return None
    return net_import_reliance(imports, exports, decrease, consumption)


def by_production(salient: Salient, series: Series, year: int, consumption: float) -> float | None:
    """What consumption leaves after domestic production: the same net imports, by the definition of consumption."""
    made = salient.sum(series, series.production, year) if series.production else None
    return None if made is None else net_import_reliance(consumption, made, 0.0, consumption)


@pytest.fixture(scope="module")
def evidence(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OREPATH_HOME", str(tmp_path_factory.mktemp("home")))
        path = shared_data / "usgs" / "MCS2026_Commodities_Data.csv"
        return Evidence([import_dataset("usgs-mcs-2026", path, date(2026, 11, 23))[0]])


def test_net_import_reliance_is_reproduced(evidence: Evidence):
    found = [case for case in reckon(evidence) if case.published.value is not None and case.values]
    flows = [case for case in found if case.near(case.by_flows)]
    production = [case for case in found if case.near(case.by_production)]
    either = [case for case in found if case.near(case.by_flows) or case.near(case.by_production)]
    print(f"net import reliance: {len(either)} of {len(found)} commodity-years reproduced within 1.5 points")
    print(f"  from imports, exports and stocks: {len(flows)} of {sum(c.by_flows is not None for c in found)}")
    print(f"  from consumption and production: {len(production)} of {sum(c.by_production is not None for c in found)}")
    for case in found:
        if case not in either:
            print(f"  not: {case.what} published {case.published.value} reckoned {case.by_flows} {case.by_production}")
    assert len(flows) >= 120
    assert len(either) >= 200


def test_net_exporters_are_reproduced(evidence: Evidence):
    exporters = [case for case in reckon(evidence) if case.published.text == "net exporter" and case.values]
    right = [case for case in exporters if min(case.values) <= 0]
    print(f"net exporters: {len(right)} of {len(exporters)} commodity-years come out at or below zero")
    for case in exporters:
        if case not in right:
            print(f"  not: {case.what} reckoned {case.by_flows} {case.by_production}")
    assert len(right) >= 50


def world_groups(evidence: Evidence) -> dict[tuple[str, ...], dict[str, list[dict]]]:
    """World totals and the parts beside them, by commodity, property, series and year."""
    groups: dict[tuple[str, ...], dict[str, list[dict]]] = defaultdict(lambda: {"total": [], "parts": []})
    for row in evidence.rows("select * from statements where row_key like 'world | %'"):
        commodity = row["row_key"].split(" | ")[1]
        side = "total" if row["place"] == "world" else "parts"
        groups[commodity, row["property"], row["item"].casefold(), str(row["from_"].year)][side].append(row)
    return groups


def test_world_totals_are_the_sum_of_countries(evidence: Evidence):
    groups = {
        key: group
        for key, group in world_groups(evidence).items()
        if len(group["total"]) == 1 and group["total"][0]["value"] and group["parts"]
    }
    near = []
    for key, group in groups.items():
        total = group["total"][0]["value"]
        parts = sum(row["value"] or 0.0 for row in group["parts"])
        if abs(parts - total) <= PART * total:
            near.append(key)
        else:
            print(f"  not: {key} total {total:,.6g} sum {parts:,.6g}")
    print(f"world totals: {len(near)} of {len(groups)} within 3 % of the sum of countries")
    assert len(near) >= 140


def test_no_total_or_rest_is_a_country(evidence: Evidence):
    places = {row["place"] for row in evidence.rows("select distinct place from statements")}
    assert {place for place in places if not is_country(place)} == {"world", "other"}


def test_import_sources_sum_to_one(evidence: Evidence):
    shares: dict[tuple[str, ...], list[dict]] = defaultdict(list)
    for row in evidence.rows("select * from statements where property = 'import_share'"):
        shares[tuple(row["row_key"].split(" | ")[1:3])].append(row)
    whole = []
    for key, rows in shares.items():
        stated = sum(row["value"] for row in rows if row["value"] is not None)
        low = stated + sum(row["low"] or 0.0 for row in rows if row["value"] is None)
        high = stated + sum(row["high"] if row["high"] is not None else 1.0 for row in rows if row["value"] is None)
        bounds_only = all(row["value"] is None for row in rows)
        exact = abs(stated - 1.0) < 1e-9
        if exact or (bounds_only and low <= 1.0 <= high):
            whole.append(key)
    exact_count = sum(abs(sum(r["value"] or 0.0 for r in rows) - 1.0) < 1e-9 for rows in shares.values())
    print(f"import sources: {exact_count} of {len(shares)} groups sum to 100, {len(whole)} with those stated as bounds")
    assert exact_count >= 165
    assert len(whole) == len(shares)
