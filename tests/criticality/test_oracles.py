"""Published figures, reckoned again from the publishers' own files in pandas.

What is compared here was read by orepath's readers into a release; pandas reads the same files for itself.
"""

import json
from datetime import date

import pandas as pd
import pytest

from orepath.criticality.compute import criticality
from orepath.criticality.dependence import INPUTS, reckon
from orepath.criticality.shares import known
from orepath.criticality.supply import supply
from orepath.evidence.reading import Sink
from orepath.evidence.release import describe, publish, staging
from orepath.evidence.store import Evidence
from orepath.sources.importing import reader
from orepath.vocabulary.places import find_place
from orepath.vocabulary.terms import minerals

USGS = "usgs/MCS2026_Commodities_Data.csv"
EC = "eu_crm_2023"
IEA = "iea/iea_uk_dashboard.json"
WITHIN = 0.015  # of a share: 1.5 points


def evidence_of(tmp, shared_data, *inputs):
    releases = []
    for dataset, path in inputs:
        chosen = reader(dataset)
        with staging(tmp) as folder:
            sink = Sink(folder)
            reading = chosen.read(shared_data / path, sink)
            manifest = describe([(chosen.SOURCE, reading, sink)], folder, date(2026, 11, 23))
            releases.append(publish(folder, tmp, manifest, dataset))
    return Evidence(releases)


@pytest.fixture(scope="module")
def usgs(tmp_path_factory, shared_data):
    return evidence_of(tmp_path_factory.mktemp("usgs"), shared_data, ("usgs-mcs-2026", USGS))


@pytest.fixture(scope="module")
def mined(shared_data):
    """Mine production as pandas reads it: commodity, country, year, value (None where it is not a number)."""
    table = pd.read_csv(shared_data / USGS, encoding="cp1252", dtype=str, keep_default_na=False)
    table = table[table["Section"].str.startswith("World") & (table["Statistics"] == "Production")]
    table = table[table["Statistics_detail"].str.casefold().isin(["mine production", "mine production: rounded"])]
    value = table["Value"].str.replace(",", "").replace("—", "0")
    return table.assign(number=pd.to_numeric(value, errors="coerce"), place=table["Country"].map(find_place))


def by_pandas(group):
    """HHI and top-three share of a group: shares of the world total, or of the sum where that is more."""
    countries = group[group["place"].notna()].groupby("place")["number"].sum()
    named = group["Country"]
    listed = countries.sum() + group.loc[named == "Other countries", "number"].sum()
    total = max(listed, group.loc[named == "World total", "number"].sum())
    shares = countries / total
    return float((shares**2).sum()), float(shares.nlargest(3).sum())


def test_hhi_and_top_three_of_all_mine_groups(usgs, mined):
    compared = 0
    for (commodity, number), group in mined.groupby(["Commodity", "Year"]):
        found = next((m for m in minerals().values() if m.name.en.casefold() == commodity.casefold()), None)
        made = supply(usgs, found.id, "mine", int(number)) if found else None
        if made is None:
            continue
        hhi, top = by_pandas(group)
        got = {m: criticality(usgs, found.id, "mine", int(number), m)[0].value for m in ("hhi", "top3_share")}
        assert got["hhi"] == pytest.approx(hhi, abs=1e-9), (commodity, number)
        assert got["top3_share"] == pytest.approx(top, abs=1e-9), (commodity, number)
        compared += 1
    assert compared >= 50, compared


def test_shares_of_every_supply_sum_to_one(usgs):
    checked = 0
    for mineral in minerals():
        for stage in ("mine", "refine"):
            made = supply(usgs, mineral, stage)
            if made:
                assert sum(made.shares.values()) == pytest.approx(1)
                assert known(made.shares).unknown == pytest.approx(made.shares.get("unknown", 0))
                checked += 1
    assert checked >= 35, checked


def test_a_total_that_says_it_leaves_a_place_out_has_no_bounds(usgs):
    """The publisher's own words, 'Excludes ... production', in pandas and here."""
    rows = usgs.rows(
        """select distinct mineral, stage, year(from_) as year from statements
        where property = 'production' and place = 'world' and note ilike '%exclud%' and mineral is not null
            and stage is not null and value is not null"""
    )
    unbounded = 0
    for row in rows:
        made = supply(usgs, row["mineral"], row["stage"], row["year"])
        if made and made.hidden:
            assert not made.bounded, row
            unbounded += 1
    assert unbounded >= 8, unbounded


def test_published_net_import_reliance_is_reproduced_for_at_least_120_commodity_years(usgs):
    """Every figure that has its inputs beside it, of whatever mineral; the rest differ for reasons in the file."""
    statements = usgs.statements("net_import_reliance")
    beside = {
        mineral: [s for name in INPUTS for s in usgs.statements(name, mineral=mineral)]
        for mineral in {s.mineral for s in statements}
    }
    within = off = 0
    for found in statements:
        reckoned = reckon(found, beside[found.mineral]) if found.value is not None else None
        if reckoned:
            good = abs(reckoned.value - found.value) <= WITHIN + 1e-9
            within, off = within + good, off + (not good)
    assert within >= 120, (within, off)
    assert off <= within / 5, (within, off)


@pytest.fixture(scope="module")
def study(tmp_path_factory, shared_data):
    return evidence_of(tmp_path_factory.mktemp("ec"), shared_data, ("ec-crm-2023", EC))


def test_hhi_of_the_eu_study(study, shared_data):
    table = pd.read_csv(shared_data / EC / "fact_GlobalSupplyShares&t.csv", encoding="latin-1", keep_default_na=False)
    exact = table["Share"].str.strip()
    table = table.assign(share=pd.to_numeric(exact.str.rstrip("%"), errors="coerce") / 100)
    compared = 0
    for (material, letter), group in table.groupby(["Material", "Stage"]):
        found = next((m for m in minerals().values() if m.name.en.casefold() == material.casefold()), None)
        stage = {"E": "mine", "P": "refine"}[letter]
        made = supply(study, found.id, stage) if found else None
        if made is None or group["Country"].map(find_place).isna().any():
            continue
        shares = group.groupby(group["Country"].map(find_place))["share"].sum()
        shares = shares / max(1.0, shares.sum())
        got = criticality(study, found.id, stage, metric="hhi")[0]
        assert got.value == pytest.approx(float((shares**2).sum()), abs=1e-9), (material, letter)
        assert (got.from_, got.year) == ("2016-01-01", None)
        compared += 1
    assert compared >= 80, compared


def test_top_three_of_the_iea_as_it_publishes_them(tmp_path, shared_data):
    """The explorer's own top-three share of 2024, which no reader takes in.
    In three of its tables the rest of the world holds a country that is listed too; the reader keeps it apart.
    """
    evidence = evidence_of(tmp_path, shared_data, ("iea-critical-minerals", IEA))
    published = json.loads((shared_data / IEA).read_text("utf-8"))["supply"]
    compared = 0
    for name, stages in published.items():
        mineral = {"Rare Earth Elements": "rare earths"}.get(name, name)
        for stage, table in stages.items():
            got = criticality(evidence, mineral, {"mining": "mine", "refining": "refine"}[stage], 2024, "top3_share")
            assert got[0].value == pytest.approx(table["top3Share"]["2024"], abs=1e-6), (name, stage)
            compared += 1
    assert compared == 12
