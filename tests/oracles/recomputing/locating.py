"""What stands in a publisher's file at the place a statement names."""

import csv
import json
import re
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[3]
BYTES = {"MCS2026_Commodities_Data.csv": "cp1252", "MCS2025_World_Data.csv": "utf-8-sig"}
CSV = re.compile(r"(?P<file>[^/]+\.csv), row (?P<row>\d+)$")
PARQUET = re.compile(r"(?P<file>[^/]+\.parquet), row (?P<row>\d+)$")
POINTER = re.compile(r"(?P<file>[^/#]+\.json)#(?P<pointer>/.+)$")
SHEET = re.compile(r"(?P<file>[^/]+\.xlsx), sheet (?P<sheet>.+), cell (?P<column>[A-Z]+)(?P<row>\d+)$")
TABLE = re.compile(r"(?P<file>[^/]+\.db), table (?P<table>\w+), row (?P<row>\d+), column (?P<column>.+)$")


def found_at(locator: str, data: Path) -> list[str]:
    """The cells of the row, or the one cell, that a locator names; an unknown form of locator stops the test."""
    if match := CSV.match(locator):
        return _csv(data, match["file"])[int(match["row"]) - 1]
    if match := PARQUET.match(locator):
        row = int(match["row"]) - 1
        return [str(column[row].as_py()) for column in _parquet(data, match["file"]).columns]
    if match := POINTER.match(locator):
        return [str(_pointed(data, match["file"], match["pointer"]))]
    if match := SHEET.match(locator):
        cell = _sheet(data, match["file"], match["sheet"])[_column(match["column"])][int(match["row"]) - 1]
        return [str(cell)]
    match = TABLE.match(locator)
    assert match, f"no known form: {locator}"
    with closing(sqlite3.connect(f"file:{_path(data, match['file'])}?mode=ro", uri=True)) as base:
        rows = base.execute(f'select "{match["column"]}" from "{match["table"]}"').fetchall()
    return [str(rows[int(match["row"]) - 1][0])]


@cache
def _path(data: Path, name: str) -> Path:
    (found,) = [path for root in (data, ROOT / "tools" / "reference") for path in root.rglob(name)]
    return found


@cache
def _csv(data: Path, name: str) -> list[list[str]]:
    path = _path(data, name)
    encoding = BYTES.get(name, "utf-8-sig" if path.is_relative_to(ROOT) or name.startswith("baci_") else "latin-1")
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.reader(lines))


@cache
def _parquet(data: Path, name: str) -> pq.ParquetFile:
    return pq.read_table(_path(data, name))


@cache
def _sheet(data: Path, name: str, sheet: str) -> pd.DataFrame:
    return pd.read_excel(_path(data, name), sheet_name=sheet, header=None, engine="calamine")


def _pointed(data: Path, name: str, pointer: str) -> object:
    found = json.loads(_path(data, name).read_text("utf-8"))
    for part in pointer.removeprefix("/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
