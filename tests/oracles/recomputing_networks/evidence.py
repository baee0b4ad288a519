"""The packaged release's Parquet files, read with pandas alone."""

import json
from functools import cache
from pathlib import Path

import pandas as pd

import orepath

PACKAGE = Path(orepath.__file__).parent
RELEASE = PACKAGE / "reference" / "release"
EDITIONS = ("HS92", "HS17")  # the order in which editions of the trade data are read


@cache
def _tables(kind: str) -> pd.DataFrame:
    manifest = json.loads((RELEASE / "manifest.json").read_text("utf-8"))
    frames = []
    for table in manifest["tables"]:
        if table["table"] == kind:
            frame = pd.read_parquet(RELEASE / table["file"])
            own = frame["recorded"] if "recorded" in frame else pd.Series(None, frame.index, dtype=object)
            known = pd.to_datetime(own.where(own.notna(), table["recorded"]))
            frames.append(frame.assign(dataset=table["dataset"], edition=table["edition"], recorded=known))
    return pd.concat(frames, ignore_index=True)


def statements(property_: str, mineral: str, year: int) -> pd.DataFrame:
    """Statements of a property, mineral and year."""
    table = _tables("statements")
    found = table[(table["property"] == property_) & (table["mineral"] == mineral)]
    return found[pd.to_datetime(found["from_"]).dt.year == year]


def trade(codes: list[str], year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The flows of a year in the edition that is read of each code, and those of the other editions."""
    table = _tables("trade")
    table = table[table["good"].isin(codes) & (table["year"] == year)]
    rank = table["edition"].map(lambda name: next(n for n, start in enumerate(EDITIONS) if name.startswith(start)))
    first = rank.groupby(table["good"]).transform("min") == rank
    order = ["good", "exporter", "importer"]
    return table[first].sort_values(order, ignore_index=True), table[~first].sort_values(order, ignore_index=True)


@cache
def places() -> set[str]:
    """Codes of countries and territories."""
    table = pd.read_csv(PACKAGE / "vocabulary" / "places.csv", comment="#", keep_default_na=False)
    return set(table.iloc[:, 0])
