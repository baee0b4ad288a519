"""The event types of EPCIS 2.0 and what each must hold, as ``epcis.toml`` says."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from orepath.custody.event import Action, Kind


class Type(NamedTuple):
    """An event type; the file explains the fields."""

    kind: Kind
    action: bool = False
    parent: tuple[str, ...] = ()
    any: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    made: tuple[str, ...] = ()


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("orepath.custody.reading").joinpath("epcis.toml").read_text("utf-8"))


def _tuples(value: object) -> object:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuples(value) for key, value in entry.items()}


@cache
def types() -> dict[str, Type]:
    """The event types, by their name.

    >>> types()["ObjectEvent"].kind
    'object'
    """
    return {name: Type(**_fields(entry)) for name, entry in _raw()["event"].items()}


@cache
def actions() -> dict[str, Action]:
    """What actions are called here, by how an event writes them."""
    return {name: name.lower() for name in _raw()["actions"]}


@cache
def roots() -> tuple[str, ...]:
    """The names of the documents that hold events or master data."""
    return tuple(_raw()["roots"])


@cache
def offset() -> re.Pattern[str]:
    """What a difference to UTC looks like."""
    return re.compile(_raw()["offset"])


@cache
def extension() -> str:
    """The namespace of orepath's own extension fields, in braces."""
    return str(_raw()["extension"])
