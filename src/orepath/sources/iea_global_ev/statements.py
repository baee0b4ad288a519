"""The rows of the file as columns of statements; what cells say is worked out once for each that differs."""

from __future__ import annotations

from typing import Any, NamedTuple

import pyarrow as pa

from orepath.evidence.alike import each
from orepath.evidence.reading import statement_table
from orepath.sources.iea_global_ev.rows import SOURCE, span
from orepath.vocabulary.periods import year as calendar_year
from orepath.vocabulary.places import find_place
from orepath.vocabulary.terms import fold, units

SERIES = ["mode", "powertrain", "category", "region"]
PARAMETERS: dict[str, dict[str, str]] = SOURCE.raw["parameters"]
SCENARIOS: dict[str, str] = SOURCE.raw["categories"]
REGIONS: dict[str, str] = SOURCE.raw["regions"]


class Figure(NamedTuple):
    """A figure in the unit kept, and the range that rounding leaves open, if it does."""

    value: float
    low: float | None
    high: float | None
    unit: str


def statements(columns: dict[str, list[str]], keys: list[str], locators: list[str]) -> pa.Table:
    """The statements of rows without faults."""
    read = each(zip(columns["unit"], columns["value"], strict=True), lambda cells: _figure(*cells))
    figures: dict[str, list[Any]] = dict(zip(Figure._fields, map(list, zip(*read, strict=True)), strict=True))
    made = {
        "row_key": keys,
        "property": each(columns["parameter"], lambda said: PARAMETERS[said]["property"]),
        "stage": each(columns["parameter"], lambda said: PARAMETERS[said].get("stage")),
        "item": each(zip(*(columns[name] for name in SERIES), strict=True), lambda cells: _item(*cells)),
        "place": each(columns["region"], _place),
        "from_": each(columns["year"], lambda said: calendar_year(int(said)).from_),
        "until": each(columns["year"], lambda said: calendar_year(int(said)).until),
        **figures,
        "status": [
            "estimated" if SCENARIOS[category] else "reported" if low is None else "rounded"
            for category, low in zip(columns["category"], figures["low"], strict=True)
        ],
        "text": columns["region"],
        "original": columns["value"],
        "locator": locators,
        "note": each(columns["region"], REGIONS.get),
    }
    return statement_table(made, len(keys))


def _figure(unit: str, said: str) -> Figure:
    written, value = SOURCE.raw["units"][unit], float(said)
    known = units()[fold(written["of"])]
    low, high = span(value, SOURCE.raw["digits"]) if written.get("rounded") else (value, value)
    kept = round(value * known.factor, 12)
    return Figure(kept, low, high, known.unit) if low < high else Figure(kept, None, None, known.unit)


def _item(mode: str, powertrain: str, category: str, region: str) -> str:
    return ", ".join(filter(None, (mode, powertrain, SCENARIOS[category], region if region in REGIONS else "")))


def _place(region: str) -> str | None:
    return None if region in REGIONS else SOURCE.raw["places"].get(region) or find_place(region)
