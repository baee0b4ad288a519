"""The rows of the file: what may be wrong with one, and what its figure leaves open."""

from __future__ import annotations

import math
import re

import numpy as np

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.source import source
from orepath.vocabulary.places import find_place, place

SOURCE = source("orepath.sources.iea_global_ev")
COLUMNS = ["region", "category", "parameter", "mode", "powertrain", "year", "unit", "value"]
KEY = COLUMNS[:6]
WORDS = ["region", "category", "mode", "powertrain", "year"]
"""Columns of which a cell is right or wrong whatever stands beside it."""
FIGURE = ["parameter", "unit", "value"]
"""Columns of which the cells must fit each other."""
YEAR = re.compile(r"20[0-9]{2}")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
ALLOWED = "a number, 0 or more"
LISTS = {"mode": SOURCE.raw["modes"]["names"], "powertrain": SOURCE.raw["powertrains"]["names"]}
TABLES = {"category": SOURCE.raw["categories"], "parameter": SOURCE.raw["parameters"], "unit": SOURCE.raw["units"]}


def faults_of(row: dict[str, str], where: str) -> list[Fault]:
    """The faults of a row's cells."""
    found = [
        fault("bad_cell", where, column=column, found=row[column], allowed=", ".join(allowed))
        for column, allowed in {**LISTS, **TABLES}.items()
        if row[column] not in allowed
    ]
    if not YEAR.fullmatch(row["year"]):
        found.append(fault("bad_cell", where, column="year", found=row["year"], allowed="YYYY"))
    if not NUMBER.fullmatch(row["value"]) or not math.isfinite(float(row["value"])):
        found.append(fault("bad_cell", where, column="value", found=row["value"], allowed=ALLOWED))
    if not found:
        found += _together(row, where)
    region = row["region"]
    if region not in SOURCE.raw["places"] and region not in SOURCE.raw["regions"] and not find_place(region):
        found += _unknown_place(region, where)
    return found


def _together(row: dict[str, str], where: str) -> list[Fault]:
    """The faults of cells that do not fit each other."""
    unit, value = SOURCE.raw["parameters"][row["parameter"]]["unit"], float(row["value"])
    found = []
    if row["unit"] != unit:
        found.append(fault("bad_cell", where, column="unit", found=row["unit"], allowed=unit))
    elif unit == "percent" and value > 100:
        found.append(fault("bad_cell", where, column="value", found=row["value"], allowed="0 to 100"))
    elif SOURCE.raw["units"][unit].get("rounded") and significant(value) > SOURCE.raw["digits"]:
        allowed = f"at most {SOURCE.raw['digits']} significant digits, as in this edition"
        found.append(fault("bad_cell", where, column="value", found=row["value"], allowed=allowed))
    return found


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
