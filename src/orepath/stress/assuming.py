"""The assumptions of a stress test: what is taken where no statement and no file of the user says otherwise."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.evidence.store import Evidence, Statement
from orepath.stress.shock import Assumption
from orepath.vocabulary.language import Text, text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import minerals

DAYS_PER_YEAR = 365.0
STOCK_DAYS = "stock_days"


@cache
def _raw(name: str) -> dict[str, Any]:
    return tomllib.loads(files("orepath.stress").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def _by_id() -> dict[str, Assumption]:
    found = [_assumption(entry) for entry in _raw("assumptions")["assumption"]]
    return {each.id: each for each in [*found, *_stock_rows().values()]}


def _assumption(entry: dict[str, Any]) -> Assumption:
    value, low, high = (float(entry[key]) for key in ("value", "low", "high"))
    return Assumption(
        entry["id"],
        text(entry["name"]),
        value,
        low,
        high,
        entry["unit"],
        text(entry["source"]),
        entry["how_sure"],
    )


@cache
def _stock_rows() -> dict[str, Assumption]:
    """Days of stock by place, from ``stock_days.csv``; of every other place under an empty key."""
    lines = files("orepath.stress").joinpath("stock_days.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["place"]: _stock_row(row) for row in rows}


def _stock_row(row: dict[str, str]) -> Assumption:
    place = row["place"]
    id_ = f"{STOCK_DAYS}.{place}" if place else STOCK_DAYS
    named = _raw("stock_names")["of_place" if place else "other"]
    name = text(named).format(place=place_text(place))
    value, low, high = (float(row[key]) for key in ("value", "low", "high"))
    source = Text(row["source_en"], row["source_ja"])
    return Assumption(id_, name, value, low, high, "days", source, row["how_sure"])


def assumptions() -> tuple[Assumption, ...]:
    """All of them, in the order of their files."""
    return tuple(_by_id().values())


def assumption(id_: str) -> Assumption:
    """The assumption of an id.

    Raises
    ------
    KeyError
        Where there is none: ids are named by code and data alone.
    """
    return _by_id()[id_]


def utilisation(stage: str) -> Assumption | None:
    """The share (0 to 1) of the capacity of a stage's mines or plants that base output uses; None of other stages."""
    return _by_id().get(f"utilisation.{stage}")


def idle_start_months() -> Assumption:
    """Months until idle capacity starts."""
    return assumption("idle.start_months")


def stock_days(
    place: str,
    mineral: str,
    evidence: Evidence | None = None,
    use_t: float | None = None,
    year: int | None = None,
) -> Assumption:
    """Days of its own use that a place holds of a mineral when a shock begins.

    Computed from statements on stocks at the end of a year where there are any, as stocks over use times 365; else what
    ``stock_days.csv`` takes for the place.

    Parameters
    ----------
    use_t
        What the place uses of the mineral in a year (t of contained metal).
    year
        The year at whose end stocks are taken, the newest where None or where it has no statement.
    """
    assumed = _stock_rows().get(place, _stock_rows()[""])
    said = _stocks(evidence, place, mineral) if evidence and use_t else {}
    if not said or not use_t:
        return assumed
    at = year if year in said else max(said)
    assert at is not None
    days = {each: [mass * DAYS_PER_YEAR / use_t for mass in said[each].masses_t] for each in said}
    named = _raw("stock_statements")
    source = text(named["source"]).format(dataset=named["dataset"], year=at, first=min(said), last=max(said))
    return Assumption(
        f"{STOCK_DAYS}.{place}.{mineral}",
        text(named["name"]).format(place=place_text(place), mineral=minerals()[mineral].name),
        days[at][1],
        min(low for low, _, _ in days.values()),
        max(high for _, _, high in days.values()),
        "days",
        source,
        named["how_sure"],
        tuple(id_ for each in sorted(said) for id_ in said[each].statements),
    )


@dataclass(frozen=True)
class _Stock:
    """Stocks at the end of a year: low, mid and high (t of contained metal)."""

    masses_t: tuple[float, float, float]
    statements: tuple[str, ...]


def _stocks(evidence: Evidence, place: str, mineral: str) -> dict[int, _Stock]:
    """What statements say a place held, by year; only years of which every item is said."""
    raw = _raw("stock_statements")
    entry = next((each for each in raw["stock"] if (each["place"], each["mineral"]) == (place, mineral)), None)
    if entry is None:
        return {}
    found = evidence.statements("stocks", mineral=mineral, place=place, dataset=raw["dataset"])
    by_item = [dict(_yearly(found, item)) for item in entry["item"]]
    years = set.intersection(*(set(each) for each in by_item))
    return {year: _added([each[year] for each in by_item]) for year in sorted(years)}


def _yearly(found: list[Statement], item: dict[str, Any]) -> Iterator[tuple[int, _Stock]]:
    low, mid, high = item.get("contained", (1.0, 1.0, 1.0))
    for each in found:
        if each.item == item["item"] and each.value is not None and each.from_:
            mass_t = each.value
            yield each.from_.year, _Stock((mass_t * low, mass_t * mid, mass_t * high), (each.statement_id,))


def _added(parts: list[_Stock]) -> _Stock:
    low, mid, high = (sum(masses) for masses in zip(*(part.masses_t for part in parts), strict=True))
    return _Stock((low, mid, high), tuple(id_ for part in parts for id_ in part.statements))
