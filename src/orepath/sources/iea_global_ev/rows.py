"""The rows of the file: what may be wrong with one, and what its figure leaves open."""

from __future__ import annotations

import math
import re
from collections.abc import Collection

import numpy as np

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.source import source
from orepath.vocabulary.places import find_place, place

SOURCE = source("orepath.sources.iea_global_ev")
COLUMNS = ["region", "category", "parameter", "mode", "powertrain", "year", "unit", "value"]
KEY = COLUMNS[:6]
FIGURE = ["parameter", "unit", "value"]
"""Columns of which the cells must fit each other."""
YEAR = re.compile(r"20[0-9]{2}")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
ALLOWED = "a number, 0 or more"
WORDS: dict[str, Collection[str]] = {
    "mode": SOURCE.raw["modes"]["names"],
    "powertrain": SOURCE.raw["powertrains"]["names"],
    "category": SOURCE.raw["categories"],
    "parameter": SOURCE.raw["parameters"],
    "unit": SOURCE.raw["units"],
}


def sound(columns: dict[str, list[str]]) -> bool:
    """Whether `faults_of` finds nothing in any row; cells that are alike are looked at once."""
    held = {column: set(cells) for column, cells in columns.items()}
    return (
        all(held[column].issubset(allowed) for column, allowed in WORDS.items())
        and all(map(YEAR.fullmatch, held["year"]))
        and all(map(_is_number, held["value"]))
        and not any(_unfit(*cells) for cells in set(zip(*(columns[column] for column in FIGURE), strict=True)))
        and all(map(_is_known, held["region"]))
    )


def faults_of(row: dict[str, str], where: str) -> list[Fault]:
    """The faults of a row's cells."""
    wrong = [(column, ", ".join(allowed)) for column, allowed in WORDS.items() if row[column] not in allowed]
    wrong += [] if YEAR.fullmatch(row["year"]) else [("year", "YYYY")]
    wrong += [] if _is_number(row["value"]) else [("value", ALLOWED)]
    wrong = wrong or _unfit(*(row[column] for column in FIGURE))
    found = [fault("bad_cell", where, column=column, found=row[column], allowed=allowed) for column, allowed in wrong]
    return found if _is_known(row["region"]) else [*found, *_unknown_place(row["region"], where)]


def _is_number(said: str) -> bool:
    return bool(NUMBER.fullmatch(said)) and math.isfinite(float(said))


def _is_known(region: str) -> bool:
    return region in SOURCE.raw["places"] or region in SOURCE.raw["regions"] or bool(find_place(region))


def _unfit(parameter: str, unit: str, said: str) -> list[tuple[str, str]]:
    """Which of a figure's cells does not fit the others, and what is allowed."""
    due, value = SOURCE.raw["parameters"][parameter]["unit"], float(said)
    if unit != due:
        return [("unit", due)]
    if unit == "percent" and value > 100:
        return [("value", "0 to 100")]
    if SOURCE.raw["units"][unit].get("rounded") and significant(value) > SOURCE.raw["digits"]:
        return [("value", f"at most {SOURCE.raw['digits']} significant digits, as in this edition")]
    return []


def _unknown_place(name: str, where: str) -> tuple[Fault, ...]:
    try:
        place(name, where)
    except UnknownName as error:
        return error.faults
    return ()


def significant(value: float) -> int:
    """How many significant digits a figure has that was kept in single precision.

    >>> significant(88000.0), significant(4.800000191), significant(1158830.0)
    (2, 2, 6)
    """
    shown = np.format_float_positional(np.float32(value), unique=True, trim="-")
    return len(shown.replace(".", "").strip("0"))


def span(value: float, digits: int) -> tuple[float, float]:
    """The figures that some significant digits leave open around one; a whole number of no more digits is itself.

    >>> span(88000.0, 2), span(69.0, 2)
    ((87500.0, 88500.0), (69.0, 69.0))
    """
    if value < 10.0**digits and value.is_integer():
        return value, value
    half = 10.0 ** (math.floor(math.log10(value)) + 1 - digits) / 2
    return round(value - half, 6), round(value + half, 6)
