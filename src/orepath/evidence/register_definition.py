"""Definitions of registers: which columns a register has and what a cell of each may hold."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text

ROLES = ("from", "until", "place", "partner", "mineral", "stage", "good", "recorded", "value", "text")
"""Parts of a statement that a column of a register can fill."""

KINDS = (
    *("text", "bilingual", "url", "date", "year", "number", "boolean", "enum"),
    *("place", "places", "mineral", "minerals", "stage", "stages", "hs_code", "hs"),
)
"""Kinds of cells; ``places``, ``minerals``, ``stages`` and ``hs`` hold several, separated by semicolons."""

MANY = {"places": "place", "minerals": "mineral", "stages": "stage", "hs": "hs_code"}
"""Kinds that hold several values, and the kind of each."""


@dataclass(frozen=True)
class Column:
    """A column of a register: its name in the file, what kind of cell it holds and what is allowed.

    Parameters
    ----------
    labels
        How each allowed value is read by people; a cell may hold the label in either language too.
    refers_to
        Registers one of whose keys the cell must be.
    required_where
        Values of other columns, by name, with which the cell must not be empty.
    """

    name: str
    kind: str
    required: bool
    allowed: tuple[str, ...]
    unit: str
    describe: Text
    labels: dict[str, Text] = field(default_factory=dict)
    refers_to: tuple[str, ...] = ()
    required_where: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Its names in the file: a bilingual column is two."""
        return [f"{self.name}_en", f"{self.name}_ja"] if self.kind == "bilingual" else [self.name]


@dataclass(frozen=True)
class Register:
    """The definition of a register.

    Parameters
    ----------
    subject
        The column that fills each of `ROLES`.
    value_expected
        Whether a record without its number says "not available" rather than nothing at all about a number.
    """

    id: str
    title: Text
    about: Text
    key: str
    columns: tuple[Column, ...]
    subject: dict[str, str]
    value_expected: bool = False

    def names(self) -> list[str]:
        """The column names of the file."""
        return [name for column in self.columns for name in column.names()]

    def column(self, name: str) -> Column:
        """The column of a name."""
        return next(column for column in self.columns if column.name == name)


@cache
def registers() -> dict[str, Register]:
    """All registers, by id."""
    folder = files("orepath.evidence").joinpath("registers")
    found = [parse(tomllib.loads(path.read_text("utf-8"))) for path in folder.iterdir() if path.name.endswith(".toml")]
    return {register.id: register for register in sorted(found, key=lambda register: register.id)}


def parse(raw: dict[str, Any]) -> Register:
    """A register from the tables of its definition file.

    Raises
    ------
    ValueError
        Where the definition is at odds with itself: a kind that does not exist, or a role without its column.
    """
    columns = tuple(_column(entry) for entry in raw["column"])
    subject = {role: raw[role] for role in ROLES if role in raw}
    names = {column.name for column in columns}
    astray = [name for name in (raw["key"], *subject.values()) if name not in names]
    astray += [column.kind for column in columns if column.kind not in KINDS]
    if astray:
        raise ValueError(f"register {raw['id']}: {', '.join(astray)}")
    about = text(raw.get("about", raw["title"]))
    return Register(
        raw["id"], text(raw["title"]), about, raw["key"], columns, subject, raw.get("value_expected", False)
    )


def _column(entry: dict[str, Any]) -> Column:
    return Column(
        entry["name"],
        entry["kind"],
        entry.get("required", False),
        tuple(entry.get("allowed", ())),
        entry.get("unit", ""),
        text(entry.get("describe", entry["name"])),
        {key: text(label) for key, label in entry.get("labels", {}).items()},
        tuple(entry.get("refers_to", ())),
        {name: tuple(values) for name, values in entry.get("required_where", {}).items()},
    )
