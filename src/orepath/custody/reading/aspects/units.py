"""Units as aspect models name them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files


@cache
def _raw() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(
        files("orepath.custody.reading.aspects").joinpath("units.toml").read_text("utf-8")
    )["unit"]
    return found


@cache
def conversions() -> dict[str, tuple[str, Decimal]]:
    """Our unit, and how many of it one is, by the name of each unit in the SAMM catalogue."""
    return {name: (entry["is"], Decimal(entry["factor"])) for name, entry in _raw().items() if "is" in entry}


@cache
def unit_codes() -> dict[str, str]:
    """The code of UN/ECE Recommendation 20 of each unit that an event may have, by its name in the SAMM catalogue."""
    return {name: entry["code"] for name, entry in _raw().items() if "code" in entry}
