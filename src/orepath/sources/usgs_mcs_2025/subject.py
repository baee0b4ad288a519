"""What a row is about: the table it belongs to, with mineral, stage and units, and the place it names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from orepath.sources.usgs_mcs_2025.table import Row
from orepath.vocabulary.places import find_place

PACKAGE = "orepath.sources.usgs_mcs_2025"
ESTIMATED = ", estimated"


@dataclass(frozen=True)
class Series:
    """A line of ``series.csv``: one table of the file."""

    commodity: str
    type: str
    mineral: str
    stage: str
    unit: str
    unit_why: str
    reserves: str
    reserves_mineral: str
    reserves_unit: str
    reserves_why: str
    item: str


@dataclass(frozen=True)
class Where:
    """A place as the file writes it: its code, what the file adds, and whether it is the total of only a part."""

    code: str
    qualifier: str = ""
    partial: bool = False


def _lines(name: str) -> list[dict[str, str]]:
    text = files(PACKAGE).joinpath(name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def tables() -> dict[tuple[str, str], Series]:
    """All tables of the file, by commodity and type."""
    return {(line["commodity"], line["type"]): Series(**line) for line in _lines("series.csv")}


@cache
def types_of(commodity: str) -> tuple[str, ...]:
    """The types of the tables of a commodity; none where it is not known."""
    return tuple(type_ for known, type_ in tables() if known == commodity)


@cache
def _places() -> dict[str, Where]:
    lines = _lines("places.csv")
    return {line["name"]: Where(line["place"], line["qualifier"], bool(line["partial"])) for line in lines}


def where(country: str) -> Where | None:
    """The place a row names, or None where it is not known.

    >>> where("Peru (exports)")
    Where(code='PE', qualifier='exports', partial=False)
    """
    code = find_place(country)
    return _places().get(country) or (Where(code) if code else None)


def words(row: Row, series: Series, property_: str) -> str:
    """The publisher's words for what is measured. That a table is estimated is left out: the status says it."""
    said = row.type.removesuffix(ESTIMATED).rstrip(".")
    if property_ == "reserves":
        said = series.reserves or "Reserves"
    elif property_ == "capacity" and "capacity" not in said.casefold():
        said = "Capacity"
    return said[:1].upper() + said[1:]


def item(row: Row, series: Series, property_: str, place: Where, staged: bool) -> str:
    """The name of the series, with the commodity where it is of no mineral.

    What the file adds to a place is part of the name, save in a series that adds up to a world total: its rows have one
    name, and their notes keep what the file adds.
    """
    said = words(row, series, property_)
    if staged and property_ == "production" and series.item:
        said = series.item
    if place.qualifier and not staged:
        said = f"{said}: {place.qualifier}"
    return said if series.mineral else f"{series.commodity}: {said}"


def remark(row: Row, series: Series, property_: str, place: Where, staged: bool) -> str | None:
    """What the file says of a row beyond the name of its series."""
    if not staged:
        return None
    said = words(row, series, property_)
    parts = [said] if series.item and property_ == "production" and said != series.item else []
    parts += [place.qualifier] if place.qualifier else []
    return f"In the file: {': '.join(parts)}." if parts else None
