"""The Worldwide Governance Indicators, read from the workbook and the database without the package."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pandas as pd

CODES = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "ADO": "AND", "WBG": "PSE", "KSV": "XKX"}
SHEETS = 6


@cache
def alpha2(data: Path) -> dict[str, str]:
    """Alpha-2 by alpha-3 code."""
    table = pd.read_csv(data / "codes" / "country-codes.csv", dtype=str, keep_default_na=False)
    three = next(name for name in table.columns if "alpha-3" in name.lower() or name == "ISO3166-1-Alpha-3")
    two = next(name for name in table.columns if "alpha-2" in name.lower() or name == "ISO3166-1-Alpha-2")
    return dict(zip(table[three], table[two], strict=True)) | {"XKX": "XK"}


@cache
def dimensions(data: Path, year: int) -> pd.DataFrame:
    """The six estimates of a year by alpha-2 code, a column a sheet."""
    book = pd.read_excel(data / "governance" / "wgidataset.xlsx", sheet_name=None, header=None, engine="calamine")
    columns = {}
    for name, sheet in book.items():
        heads = sheet.index[sheet[1] == "Code"]
        if heads.empty:
            continue
        kinds, years = sheet.loc[heads[-1]], sheet.loc[heads[-1] - 1]
        if heads[0] != heads[-1]:  # one sheet repeats the word in the row of years
            years = sheet.loc[heads[-1] - 1]
        wanted = [n for n in sheet.columns if kinds[n] == "Estimate" and str(years[n]).split(".")[0] == str(year)]
        body = sheet.loc[heads[-1] + 1 :]
        codes = [alpha2(data).get(CODES.get(code, code)) for code in body[1]]
        series = pd.Series(pd.to_numeric(body[wanted[0]], errors="coerce").to_numpy(), index=codes)
        columns[name] = series[series.index.notna()]
    assert len(columns) == SHEETS
    return pd.DataFrame(columns)


def governance(data: Path, year: int) -> dict[str, float]:
    """10 (2.5 - mean of the six) / 5 by place, for places that have all six."""
    whole = dimensions(data, year).dropna()
    return {str(code): 10 * (2.5 - mean) / 5 for code, mean in whole.mean(axis=1).items()}


def instability(data: Path, year: int) -> dict[str, float]:
    """(2.5 - political stability) / 5 by place."""
    with closing(sqlite3.connect(f"file:{data / 'geopolrisk' / 'wgi.db'}?mode=ro", uri=True)) as base:
        table = pd.read_sql("select * from Estimate", base)
    estimates = pd.to_numeric(table[str(year)], errors="coerce")
    codes = [alpha2(data).get(CODES.get(code, code)) for code in table["Code"]]
    return {
        code: (2.5 - value) / 5 for code, value in zip(codes, estimates, strict=True) if code and not pd.isna(value)
    }
