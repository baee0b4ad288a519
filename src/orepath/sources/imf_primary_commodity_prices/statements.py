"""One figure of the IMF as a statement."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orepath.errors import Fault, fault
from orepath.evidence.source import source
from orepath.sources.imf_primary_commodity_prices.months import month
from orepath.vocabulary.terms import Unit, fold, units

SOURCE = source("orepath.sources.imf_primary_commodity_prices")
RAW: dict[str, Any] = SOURCE.raw
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


@dataclass(frozen=True)
class Series:
    """A series: its key, its name, its unit as the IMF writes it (``index`` for an index), what it is a price of."""

    key: str
    item: str
    unit: str
    mineral: str | None = None
    note: str = ""
    least: float = 0.0
    most: float = math.inf

    @cached_property
    def canonical(self) -> Unit:
        """The unit its figures are kept in."""
        return units()[fold(self.unit)]


def figure(said: str, series: Series, where: str, faults: list[Fault]) -> float | None:
    """The figure of a cell; None where the file has none, and where it is no figure, which is a fault."""
    plain = said.strip()
    if plain in RAW["missing"]:
        return None
    value = float(plain) if NUMBER.fullmatch(plain) else math.nan
    if not (math.isfinite(value) and value > 0 and series.least <= value <= series.most):
        bounds = f"{series.least:g} to {series.most:g}" if math.isfinite(series.most) else "above 0"
        faults.append(
            fault("bad_cell", where, column=series.item, found=said, allowed=f"a number {bounds}, or nothing")
        )
        return None
    return value


def property_of(unit: Unit) -> str:
    """What a figure in a unit is."""
    return "market_price_index" if unit.unit == "index" else "market_price"


def statement(series: Series, said: str, cell: str, value: float | None, where: str) -> dict[str, Any]:
    """The statement of a series about a month, which is one of the calendar."""
    period = month(said)
    assert period
    unit = series.canonical
    return {
        "row_key": f"{series.key}|{period.from_:%Y-%m}",
        "property": property_of(unit),
        "mineral": series.mineral,
        "item": series.item,
        "from_": period.from_,
        "until": period.until,
        "value": None if value is None else value * unit.factor,
        "unit": unit.unit,
        "status": "not_available" if value is None else "reported",
        "original": cell,
        "locator": where,
        "note": series.note or None,
    }
