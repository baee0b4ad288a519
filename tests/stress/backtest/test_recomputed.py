"""The record recomputed in pandas from BACI's own file: recorded tonnes, both baselines and their errors."""

import datetime

import numpy as np
import pandas as pd
import pytest

from orepath.reference.in_use import open_evidence
from orepath.reference.packaged import packaged
from orepath.stress.backtest import backtests

BAN = datetime.date(2014, 1, 12)
WINDOWS = {
    ("cn-2010-ree-quota", "JP"): (["280530", "284610", "284690"], 392, (2009, 2010, 2011)),
    ("id-2014-nickel-ban", "JP"): (["260400"], 392, (2013, 2014, 2015)),
    ("id-2014-nickel-ban", "CN"): (["260400"], 156, (2013, 2014, 2015)),
    ("id-2020-nickel-ban", "CN"): (["260400"], 156, (2019, 2020, 2021)),
}


@pytest.fixture(scope="module")
def raw(shared_data):
    table = pd.read_parquet(shared_data / "baci" / "baci_hs92_minerals_1995_2024.parquet")
    table = table[table["k"].astype(str).isin(["260400", "280530", "284610", "284690"])]
    codes = pd.read_csv(shared_data / "baci" / "country_codes_V202401b.csv", keep_default_na=False)
    asia = codes["country_name"].str.startswith("Other Asia")
    names = dict(zip(codes["country_code"], codes["country_iso2"].mask(asia, "TW"), strict=True))
    return table.assign(
        partner=table["i"].astype(int).map(names),
        mass=pd.to_numeric(table["q"], errors="coerce"),
        k=table["k"].astype(str),
    )


@pytest.fixture(scope="module")
def found():
    return {(each.case, each.party): each for each in backtests(open_evidence(packaged().id))}


def arrivals(raw, goods, code, year):
    """Tonnes by partner, NaN where any row has none."""
    mine = raw[raw["k"].isin(goods) & (raw["j"].astype(int) == code) & (raw["t"].astype(int) == year)]
    return mine.groupby("partner")["mass"].agg(lambda several: several.sum() if several.notna().all() else np.nan)


@pytest.mark.parametrize("key", WINDOWS, ids="-".join)
def test_recorded_tonnes(raw, found, key):
    goods, code, (base, *years) = WINDOWS[key]
    for year in years:
        wanted = arrivals(raw, goods, code, year)
        mine = {row["partner"]: row for row in found[key].detail if row["year"] == year}
        assert set(wanted.index) <= set(mine)
        for partner, row in mine.items():
            mass = wanted.get(partner, 0.0)
            assert row["recorded_t"] == (None if np.isnan(mass) else pytest.approx(mass))
    before = arrivals(raw, goods, code, base)
    assert {row["partner"] for row in found[key].detail if row["base_statements"]} == set(before.index)


@pytest.mark.parametrize("key", WINDOWS, ids="-".join)
def test_the_error_if_nothing_changes(raw, found, key):
    goods, code, (base, *years) = WINDOWS[key]
    before, after = arrivals(raw, goods, code, base), {year: arrivals(raw, goods, code, year) for year in years}
    partners = sorted(set(before.index).union(*(each.index for each in after.values())))
    missed = [after[year].get(each, 0.0) - before.get(each, 0.0) for year in years for each in partners]
    assert found[key].baseline_errors["nothing_changes"] == pytest.approx(np.nanmean(np.abs(missed)))


def test_the_other_errors_of_one_case_by_hand(raw, found):
    """Nickel ore to Japan: three large partners and a fourth, with every tonne on record."""
    goods, code, years = WINDOWS["id-2014-nickel-ban", "JP"]
    before, one, two = (arrivals(raw, goods, code, year) for year in years)
    partners = sorted({*before.index, *one.index, *two.index})
    total, others = before.sum(), before.sum() - before["ID"]
    in_force = (datetime.date(2015, 1, 1) - BAN).days / 365
    missed, upper = [], []
    for after, left in ((one, 1 - in_force), (two, 0.0)):
        imposer = before["ID"] * left
        scale = (total - imposer) / others
        for each in partners:
            guess = imposer if each == "ID" else before.get(each, 0.0) * scale
            missed.append(abs(after.get(each, 0.0) - guess))
            idle = 1 + (0.75 if after is one else 1.0) * (1 / 0.86 - 1)  # as assumed of mines; from the fourth month on
            upper.append(abs(after.get(each, 0.0) - (imposer if each == "ID" else before.get(each, 0.0) * idle)))
    assert found["id-2014-nickel-ban", "JP"].baseline_errors["alike"] == pytest.approx(np.mean(missed))
    assert found["id-2014-nickel-ban", "JP"].error == pytest.approx(np.mean(upper), rel=0.05)
