"""Imports of the Parties from the BACI files, read without the package: HS 1992 before HS 2017, a good and year."""

from functools import cache
from pathlib import Path

import pandas as pd

from tests.oracles.recomputing.names import names

YEARS = range(2005, 2025)
HS17_YEARS = (2022, 2024)


def _codes(path: Path, key: str) -> dict[str, str]:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    asia = table["country_name"].str.startswith("Other Asia")  # shown as Taiwan; the file gives it no code of its own
    return dict(zip(table[key], table["country_iso2"].mask(asia, "TW"), strict=True))


@cache
def flows(data: Path) -> pd.DataFrame:
    """Exporter and importer (alpha-2), good, year, US dollars and tonnes; a blank quantity is NaN."""
    wanted = [code for stages in names()["goods"].values() for goods in stages.values() for code in goods]
    old = pd.read_parquet(data / "baci" / "baci_hs92_minerals_1995_2024.parquet")
    old = old[old["k"].isin(wanted) & old["t"].isin(YEARS)]
    numeric = _codes(data / "baci" / "country_codes_V202401b.csv", "country_code")
    parts = [
        _frame(old["t"], old["i"].map(str).map(numeric), old["j"].map(str).map(numeric), old["k"], old["v"] * 1000)
    ]
    parts[0]["t"] = old["q"].to_numpy()
    had = set(zip(parts[0]["good"], parts[0]["year"], strict=True))
    letters = _codes(data / "trade" / "baci_v202601" / "country_codes_V202601.csv", "country_iso3")
    for year in HS17_YEARS:
        path = data / "trade" / "baci_v202601" / f"baci_{year}.csv"
        new = pd.read_csv(path, dtype=str, keep_default_na=False)
        new = new[new["cmd"].isin(wanted)]
        part = _frame(year, new["i"].map(letters), new["j"].map(letters), new["cmd"], new["value"].astype(float))
        parts.append(part[[(good, year) not in had for good in part["good"]]])
    return pd.concat(parts, ignore_index=True)


def _frame(year: object, i: pd.Series, j: pd.Series, good: pd.Series, usd: pd.Series) -> pd.DataFrame:
    assert not i.isna().any() and not j.isna().any()
    return pd.DataFrame({"year": year, "exporter": i, "importer": j, "good": good, "usd": usd}).reset_index(drop=True)


def imports(data: Path, importer: str, mineral: str, stage: str | None, year: int) -> pd.DataFrame:
    """The flows of a mineral (and stage) into one importer in a year."""
    goods = names()["goods"].get(mineral, {})
    codes = [code for key, listed in goods.items() if stage in (None, key) for code in listed]
    table = flows(data)
    return table[(table["importer"] == importer) & (table["year"] == year) & table["good"].isin(codes)]


def by_exporter(rows: pd.DataFrame, column: str = "usd") -> dict[str, float]:
    """Sums by exporter."""
    return {str(place): float(total) for place, total in rows.groupby("exporter")[column].sum().items()}


def source_hhi(rows: pd.DataFrame) -> float:
    """Concentration of sources: by mass where every mass is known, else by value."""
    column = "usd" if rows["t"].isna().any() else "t"
    amounts = by_exporter(rows, column)
    total = sum(amounts.values())
    return sum((amount / total) ** 2 for amount in amounts.values())
