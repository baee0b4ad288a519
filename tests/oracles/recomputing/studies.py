"""Refining of the IEA file and stage shares of the EC study, read without the package."""

import json
from pathlib import Path

import pandas as pd

from tests.oracles.recomputing.formulas import Output
from tests.oracles.recomputing.names import names, place

SURE = 1e-6  # a rest of the world that overshoots the total by one country holds that country


def refined(data: Path, mineral: str) -> Output | None:
    """Refining in 2024 by place, in tonnes; the rest of the world is of no use for shares and left to the total."""
    file = json.loads((data / "iea" / "iea_uk_dashboard.json").read_text("utf-8"))
    entry = file["supply"].get(names()["minerals"][mineral].get("iea", ""), {}).get("refining")
    if not entry:
        return None
    made = {place(name): by_year["2024"] * 1000 for name, by_year in entry["countries"].items()}
    rest = made.pop("other", 0.0)
    total = entry["total"]["2024"] * 1000
    over = sum(made.values()) + rest - total
    twice = any(over > SURE * total and abs(over - mass) < SURE * total for mass in made.values())
    return Output("iea-critical-minerals", 2024, 2024, {**made, "world": total}, others=0.0 if twice else rest)


def demand(data: Path, mineral: str) -> float | None:
    """World demand for all uses in 2024, in tonnes; None where its grades are not those of the refining."""
    if names()["minerals"][mineral].get("other_grades"):
        return None
    file = json.loads((data / "iea" / "iea_uk_dashboard.json").read_text("utf-8"))
    entry = file["totalDemand"].get(names()["minerals"][mineral].get("iea", ""))
    return entry["totalDemand"]["2024"] * 1000 if entry else None


def stage_shares(data: Path, mineral: str, letter: str) -> Output:
    """Shares of the EC study (2016 to 2020); ``<0.1%`` is no number."""
    table = pd.read_csv(
        data / "eu_crm_2023" / "fact_GlobalSupplyShares&t.csv", encoding="latin-1", dtype=str, keep_default_na=False
    )
    named = table["Material"].str.lower() == names()["minerals"][mineral]["ec"].lower()
    made: dict[str, float | None] = {}
    for _, row in table[named & (table["Stage"] == letter)].iterrows():
        text = row["Share"].strip()
        made[place(_mended(row["Country"]))] = None if text.startswith("<") else float(text.rstrip("%")) / 100
    return Output("ec-crm-2023", 2016, 2020, made, shares_given=True)


def supply_risk(data: Path, mineral: str) -> float:
    """Supply risk of the EC study of 2023, as published."""
    table = pd.read_csv(
        data / "eu_crm_2023" / "dimension_CRMsOverTime.csv", encoding="latin-1", dtype=str, keep_default_na=False
    )
    named = table["Material"].str.lower() == names()["minerals"][mineral]["ec"].lower()
    return float(table[named & (table["Year"] == "2023")]["SR"].item())


def _mended(name: str) -> str:
    return "Türkiye" if name.endswith("rkiye") else name
