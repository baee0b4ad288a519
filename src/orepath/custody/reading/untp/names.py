"""The names under which UNTP documents say what is read of them, from ``fields.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """A table of the field map.

    >>> table("material")["mass"]
    ['mass', 'massAmount']
    """
    found: dict[str, Any] = _map()[name]
    return found


@cache
def passport_fields() -> tuple[dict[str, Any], ...]:
    """What goes into the draft of a passport as it is said."""
    return tuple(_map()["passport_field"])


@cache
def known(name: str) -> frozenset[str]:
    """The fields of an object that are read or left out on purpose; any other is reported."""
    names = {each for field in table(name).values() for each in ([field] if isinstance(field, str) else field)}
    return frozenset(each.partition(".")[0] for each in names)


@cache
def _map() -> dict[str, Any]:
    return tomllib.loads(files("orepath.custody.reading.untp").joinpath("fields.toml").read_text("utf-8"))
