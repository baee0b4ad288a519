"""Cells of the two USGS files, read with pandas alone."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from tests.oracles.recomputing.formulas import Output
from tests.oracles.recomputing.names import names, place

NUMBER = re.compile(r"[\d,]*\.?\d+")
ZERO = "—"  # the publisher's sign for zero
TONNES = {"metric tons": 1.0, "thousand metric tons": 1000.0}
KILOGRAMS_A_POUND = 0.45359237


@dataclass(frozen=True)
class Cell:
    """A cell's own text, the number it holds (None where it holds none) and a bound in front of one."""

    text: str
    number: float | None
    sign: str = ""


def cell(text: str) -> Cell:
    """A cell: a number, a zero, a bound (``<``, ``>``) or words."""
    text = text.strip()
    if text == ZERO:
        return Cell(text, 0.0)
    if text[:1] in "<>" and NUMBER.fullmatch(text[1:]):
        return Cell(text, float(text[1:].replace(",", "")), text[0])
    return Cell(text, float(text.replace(",", "")) if NUMBER.fullmatch(text) else None)


@cache
def file_2026(data: Path) -> pd.DataFrame:
    """The 2026 file, all text."""
    return pd.read_csv(
        data / "usgs" / "MCS2026_Commodities_Data.csv", encoding="cp1252", dtype=str, keep_default_na=False
    )


@cache
def file_2025(data: Path) -> pd.DataFrame:
    """The 2025 file, all text."""
    return pd.read_csv(data / "usgs" / "MCS2025_World_Data.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)


def chapter(data: Path, mineral: str) -> pd.DataFrame:
    """The rows of a mineral in the 2026 file."""
    table = file_2026(data)
    return table[table["MCS chapter"] == names()["minerals"][mineral]["usgs_2026"]]


def mined(data: Path, mineral: str) -> dict[int, Output]:
    """Mine production by place: 2023 from the 2025 edition, 2024 and 2025 from the 2026 edition; tonnes."""
    rows = chapter(data, mineral)
    world = rows[rows["Section"].str.startswith("World") & (rows["Statistics"] == "Production")]
    found = {}
    for year, group in world.groupby("Year"):
        found[int(str(year))] = _output("usgs-mcs-2026", int(str(year)), group, "Country", "Value", "Unit")
    table = file_2025(data)
    older = table[table["COMMODITY"].str.strip() == names()["minerals"][mineral]["usgs_2025"]]
    found[2023] = _output("usgs-mcs-2025", 2023, older, "COUNTRY", "PROD_2023", "UNIT_MEAS")
    return found


def _output(dataset: str, year: int, rows: pd.DataFrame, country: str, value: str, unit: str) -> Output:
    made: dict[str, float | None] = {}
    words = {}
    for _, row in rows.iterrows():
        found = cell(row[value])
        made[place(row[country])] = None if found.number is None else found.number * TONNES[row[unit]]
        words[place(row[country])] = found.text
    return Output(dataset, year, year, made, words=words)


def reserves(data: Path, mineral: str) -> dict[tuple[str, int], Cell]:
    """Reserves by place and year as the files give them, in tonnes."""
    found = {}
    rows = chapter(data, mineral)
    for _, row in rows[rows["Statistics"] == "Reserves"].iterrows():
        found[(place(row["Country"]), int(row["Year"]))] = _in(cell(row["Value"]), TONNES[row["Unit"]])
    table = file_2025(data)
    for _, row in table[table["COMMODITY"].str.strip() == names()["minerals"][mineral]["usgs_2025"]].iterrows():
        found[(place(row["COUNTRY"]), 2024)] = _in(cell(row["RESERVES_2024"]), TONNES[row["UNIT_MEAS"]])
    return found


def salient(data: Path, mineral: str) -> dict[tuple[str, int], Cell]:
    """The salient statistics by series and year, in tonnes, shares, people and dollars a tonne."""
    rows = chapter(data, mineral)
    rows = rows[rows["Section"].str.startswith("Salient")]
    return {
        (row["Statistics_detail"].strip(), int(row["Year"])): _in(cell(row["Value"]), _factor(row))
        for _, row in rows.iterrows()
    }


def import_sources(data: Path, mineral: str) -> dict[tuple[str, str], Cell]:
    """Published import shares by series and place."""
    rows = chapter(data, mineral)
    rows = rows[rows["Section"].str.startswith("Import")]
    return {
        (row["Statistics_detail"].strip(), place(row["Country"])): _in(cell(row["Value"]), 0.01)
        for _, row in rows.iterrows()
    }


def _factor(row: pd.Series) -> float:
    unit = row["Unit"]
    if unit == "dollars per pound":
        return 1000 / KILOGRAMS_A_POUND
    return {"percent": 0.01, "number": 1.0, "dollars per metric ton": 1.0, **TONNES}[unit]


def _in(found: Cell, factor: float) -> Cell:
    return Cell(found.text, None if found.number is None else found.number * factor, found.sign)
