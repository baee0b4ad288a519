"""The columns of the input tables and the words their cells may hold, as `columns.toml` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from orepath.vocabulary.language import Text, text
from orepath.vocabulary.terms import fold

TableName = Literal["stakes", "entities"]
OFFICIAL = "official"
"""The list that marks a person who is a government's official."""


@dataclass(frozen=True)
class Column:
    """A column: its name, whether it must be there, its Japanese heading and what it holds."""

    name: str
    needed: bool
    heading: str
    also: tuple[str, ...]
    describe: Text


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files("orepath.control.reading").joinpath("columns.toml").read_text("utf-8"))


@cache
def columns(table: TableName) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    return tuple(
        Column(name, entry["needed"], entry["heading"], tuple(entry["also"]), text(entry))
        for name, entry in _file()[table].items()
    )


@cache
def headings(table: TableName) -> dict[str, str]:
    """Which column each heading stands for, folded.

    >>> headings("stakes")["割合"], headings("stakes")["owner"]
    ('share', 'owner')
    """
    return {
        fold(heading): column.name
        for column in columns(table)
        for heading in (column.name, column.heading, *column.also)
    }


@cache
def words(of: str) -> dict[str, str]:
    """What each word a cell may hold stands for, folded.

    >>> words("metric")["議決権"]
    'votes'
    """
    entries: dict[str, list[str]] = _file()["words"][of]
    return {fold(word): meaning for meaning, others in entries.items() for word in (meaning, *others)}


def error_cells() -> tuple[str, ...]:
    """What spreadsheets write into a cell whose formula failed."""
    return tuple(_file()["errors"]["cells"])
