"""The fields of an event in canonical order, as ``order.toml`` says."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

SCALARS = ("time", "text", "uri", "number", "boolean")


class Field(NamedTuple):
    """A field, and what may stand in it.

    Parameters
    ----------
    kind
        One of `SCALARS` or a list of standard words; empty for objects.
    item
        The name of an item of the list; None where the field is no list.
    each
        It is a list, and its name is written for every item.
    fields
        What an object holds, in order; None for values.
    open
        Every field of the object is an extension field.
    """

    name: str
    kind: str = ""
    item: str | None = None
    each: bool = False
    fields: tuple[Field, ...] | None = None
    open: bool = False

    @property
    def known(self) -> frozenset[str]:
        """The names of the fields it holds; others are extension fields."""
        return frozenset(field.name for field in self.fields or ())


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("orepath.custody.identity").joinpath("order.toml").read_text("utf-8"))


def _field(entry: list[str] | dict[str, Any]) -> Field:
    if isinstance(entry, list):
        return Field(entry[0], entry[1])
    within = entry.get("fields")
    fields = tuple(_field(each) for each in _raw()["fields"][within]) if within else None
    if entry.get("open"):
        fields = ()
    return Field(**{**entry, "fields": fields})


@cache
def order() -> tuple[Field, ...]:
    """The fields of an event, in the order of its pre-hash string.

    >>> [field.name for field in order()[:3]]
    ['eventTime', 'eventTimeZoneOffset', 'certificationInfo']
    """
    return tuple(_field(entry) for entry in _raw()["field"])


@cache
def ignored() -> frozenset[str]:
    """Fields of an event that its hash does not depend on."""
    return frozenset(_raw()["ignored"])


@cache
def standard() -> frozenset[str]:
    """Every field of an event that is no extension field."""
    return ignored() | {field.name for field in order()}
