"""The plain table of lots as it is filled in: its columns, and what its activities become."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.tabular.column import Column, column_of
from orepath.vocabulary.language import Text, text
from orepath.vocabulary.terms import stages


@dataclass(frozen=True)
class Template:
    """The table as a form: a `orepath.tabular.column.Form`."""

    title: Text
    about: Text
    columns: Sequence[Column]
    beside: Mapping[str, Sequence[Column]]


@dataclass(frozen=True)
class Activity:
    """What a row says that happened, as an event of EPCIS.

    Parameters
    ----------
    type, action, step
        Of the event; empty where it has none.
    lists
        Where the lots of each role stand in the event. Only these roles fit.
    plain
        The role that is meant where a row says none; empty where it must say one.
    whole
        The roles without which the event is not whole.
    makes
        The roles whose lots come into being.
    quantities
        The roles whose quantity must be said, if only as unknown.
    claims
        The roles that may carry a claim.
    country
        What the country of a row is about, by its role: ``origin`` or ``made_in``.
    any_of
        Columns one of which a row of the event must fill.
    zero
        Whether a quantity may be 0.
    """

    name: str
    type: str
    action: str
    step: str
    lists: Mapping[str, str]
    plain: str
    whole: tuple[str, ...]
    makes: tuple[str, ...]
    quantities: tuple[str, ...]
    claims: tuple[str, ...]
    country: Mapping[str, str]
    any_of: tuple[str, ...]
    zero: bool


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("orepath.custody.reading").joinpath("template.toml").read_text("utf-8"))


@cache
def form() -> Template:
    """The table to fill in: its title, what it is for, and its columns."""
    said = _raw()["form"]
    columns = tuple(map(_column, _raw()["column"]))
    return Template(text(said["title"]), text(said["about"]), columns, {})


@cache
def activities() -> dict[str, Activity]:
    """What may happen to lots, by the word of the table."""
    return {
        name: Activity(
            name=name,
            type=entry["type"],
            action=entry.get("action", ""),
            step=entry.get("step", ""),
            lists=entry["lists"],
            plain=entry.get("plain", ""),
            whole=tuple(entry["whole"]),
            makes=tuple(entry.get("makes", ())),
            quantities=tuple(entry.get("quantities", ())),
            claims=tuple(entry.get("claims", ())),
            country=entry.get("country", {}),
            any_of=tuple(entry.get("any_of", ())),
            zero=entry.get("zero", False),
        )
        for name, entry in _raw()["activity"].items()
    }


def shown(column: str, key: str) -> str:
    """A word of a choice as faults show it: as it is, and as it is said in Japanese.

    >>> shown("role", "out")
    'out (産出)'
    """
    words = next(each.values for each in form().columns if each.name == column)
    return f"{key} ({words[key].ja})"


def _column(entry: Mapping[str, Any]) -> Column:
    column = column_of(entry)
    if entry.get("vocabulary") == "stages":
        return replace(column, values={key: term.name for key, term in stages().items()})
    return column
