"""The rows of the file as columns of statements; what cells say is worked out once for each that differs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa

from orepath.evidence.reading import statement_table
from orepath.sources.iea_global_ev.rows import SOURCE, span
from orepath.vocabulary.periods import Period
from orepath.vocabulary.periods import year as calendar_year
from orepath.vocabulary.places import find_place
from orepath.vocabulary.terms import fold, units

Cell = TypeVar("Cell", bound=Hashable)
Made = TypeVar("Made")


class Figure(NamedTuple):
    """A figure in the unit kept, and the range that rounding leaves open, if it does."""

    value: float
    low: float | None
    high: float | None
    unit: str


def statements(columns: dict[str, list[str]], keys: list[str], locators: list[str]) -> pa.Table:
    """The statements of rows without faults."""
    figures = _each(zip(columns["unit"], columns["value"], strict=True), lambda cells: _figure(*cells))
    parameters = _each(columns["parameter"], SOURCE.raw["parameters"].__getitem__)
    scenarios = _each(columns["category"], SOURCE.raw["categories"].__getitem__)
    notes = _each(columns["region"], SOURCE.raw["regions"].get)
    periods: list[Period] = _each(columns["year"], lambda said: calendar_year(int(said)))
    apart = [region if note else "" for region, note in zip(columns["region"], notes, strict=True)]
    parts = zip(columns["mode"], columns["powertrain"], scenarios, apart, strict=True)
    made = {
        "row_key": keys,
        "property": [each["property"] for each in parameters],
        "stage": [each.get("stage") for each in parameters],
        "item": _each(parts, lambda cells: ", ".join(filter(None, cells))),
        "place": _each(columns["region"], _place),
        "from_": [each.from_ for each in periods],
        "until": [each.until for each in periods],
        "value": [each.value for each in figures],
        "low": [each.low for each in figures],
        "high": [each.high for each in figures],
        "unit": [each.unit for each in figures],
        "status": [
            "estimated" if scenario else "reported" if figure.low is None else "rounded"
            for scenario, figure in zip(scenarios, figures, strict=True)
        ],
        "text": columns["region"],
        "original": columns["value"],
        "locator": locators,
        "note": notes,
    }
    return statement_table(made, len(keys))


def _figure(unit: str, said: str) -> Figure:
    written, value = SOURCE.raw["units"][unit], float(said)
    known = units()[fold(written["of"])]
    low, high = span(value, SOURCE.raw["digits"]) if written.get("rounded") else (value, value)
    kept = round(value * known.factor, 12)
    return Figure(kept, low, high, known.unit) if low < high else Figure(kept, None, None, known.unit)


def _place(region: str) -> str | None:
    return None if region in SOURCE.raw["regions"] else SOURCE.raw["places"].get(region) or find_place(region)


def _each(cells: Iterable[Cell], made: Callable[[Cell], Any]) -> list[Any]:
    """What is made of each cell, once for all that are alike."""
    held = list(cells)
    known = {cell: made(cell) for cell in dict.fromkeys(held)}
    return [known[cell] for cell in held]
