"""Units of quantities: what a code measures, and how many of the base unit it is."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from orepath.errors import UnknownName
from orepath.vocabulary.terms import fold


class Unit(NamedTuple):
    """A unit.

    Parameters
    ----------
    dimension
        What it measures: ``mass``, ``count``, ``volume``, ``length``, ``area`` or ``energy``.
    factor
        How many of the base unit it is, exactly: kg, pieces, m³, m, m², kWh.
    """

    code: str
    dimension: str
    factor: Decimal


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("orepath.custody").joinpath("units.toml").read_text("utf-8"))


@cache
def units() -> dict[str, Unit]:
    """Every unit, by its code."""
    return {code: Unit(code, entry["dimension"], Decimal(entry["factor"])) for code, entry in _raw()["unit"].items()}


@cache
def _by_spelling() -> dict[str, Unit]:
    every = units()
    found = {alias: every[code] for code, entry in _raw()["unit"].items() for alias in entry["aliases"]}
    return found | every


@cache
def _by_folded_spelling() -> dict[str, Unit]:
    return {fold(said): unit for said, unit in _by_spelling().items()}


@cache
def unit(said: str, where: str = "") -> Unit:
    """The unit that a code or another spelling stands for; pieces where nothing is said.

    Raises
    ------
    UnknownName
        Where it is not known: a quantity in it cannot be compared with any other.

    Examples
    --------
    >>> unit("LBR").factor, unit("").dimension, unit("unit:piece").code
    (Decimal('0.45359237'), 'count', 'EA')
    """
    found = _by_spelling().get(said) or _by_folded_spelling().get(fold(said))
    if found is None:
        raise UnknownName("unit", said, list(units()), where)
    return found


def base_unit(dimension: str) -> str:
    """The base unit of a dimension; empty for pieces.

    >>> base_unit("mass"), base_unit("count")
    ('kg', '')
    """
    return str(_raw()["dimension"][dimension]["unit"])
