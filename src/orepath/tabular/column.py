"""Columns of tables that people fill in: their names, headings in two languages, and what a cell may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from orepath.vocabulary.language import Text, text

CELLS = ("text", "number", "share", "integer", "date", "place", "mineral", "minerals", "choice", "truth")
"""Kinds of cells. ``minerals`` holds several, separated by semicolons; ``choice`` one of the words in `values`."""


@dataclass(frozen=True)
class Column:
    """A column of a table that people fill in.

    Parameters
    ----------
    name
        Its name in a file, and in code.
    heading
        How people call it; a file may head it by its name or by either heading.
    required
        Whether a file must have it.
    empty
        Whether its cells may be empty; those of a column that need not be there always may.
    unknown
        Whether a cell may say that nobody knows (`unknown`, 不明).
    values
        The words of a ``choice``, each with how people say it, which a cell may say too.
    words
        Words a cell may hold instead of a value, each with how people say it.
    examples
        Cells of the first rows of its template.
    """

    name: str
    kind: str
    heading: Text
    about: Text
    unit: str = ""
    required: bool = True
    empty: bool = False
    unknown: bool = False
    values: Mapping[str, Text] = field(default_factory=dict)
    words: Mapping[str, Text] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


class Form(Protocol):
    """What is filled in: a table with its title, and the tables beside it."""

    @property
    def title(self) -> Text:
        """How it is called."""

    @property
    def about(self) -> Text:
        """What it is for, in a sentence."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns of its table."""

    @property
    def beside(self) -> Mapping[str, Sequence[Column]]:
        """The columns of further tables, by name."""


def column_of(entry: Mapping[str, Any]) -> Column:
    """A column from its table in a definition file."""
    return Column(
        name=entry["name"],
        kind=entry["kind"],
        heading=text(entry["heading"]),
        about=text(entry["about"]),
        unit=entry.get("unit", ""),
        required=entry.get("required", True),
        empty=entry.get("empty", not entry.get("required", True)),
        unknown=entry.get("unknown", False),
        values=_texts(entry.get("values", {})),
        words=_texts(entry.get("words", {})),
        aliases=tuple(entry.get("aliases", ())),
        examples=tuple(entry.get("examples", ())),
    )


def _texts(entry: Mapping[str, Any]) -> dict[str, Text]:
    return {key: text(said) for key, said in entry.items()}
