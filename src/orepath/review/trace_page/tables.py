"""Tables of the page, worded in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orepath.review.trace_page.texts import say
from orepath.vocabulary.language import Lang


@dataclass(frozen=True)
class Head:
    """A column: its heading, its unit, and whether it holds numbers."""

    label: str
    unit: str = ""
    number: bool = True


@dataclass(frozen=True)
class Cell:
    """What a cell says, its range below it, and the number it is sorted by."""

    text: str
    span: str = ""
    value: float | None = None


@dataclass(frozen=True)
class Grid:
    """A table; the first cell of a row is its heading."""

    id: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    sorts: bool = True


def grid(
    id_: str, caption: str, heads: Sequence[Head], rows: Iterable[Sequence[Cell]], *notes: str, sorts: bool = True
) -> Grid:
    """A table from its parts."""
    return Grid(id_, caption, tuple(heads), tuple(tuple(row) for row in rows), notes, sorts)


def head(key: str, lang: Lang, unit: str = "") -> Head:
    """A heading; with a unit (``percent``, ``points``, ``tonnes``) its column holds numbers."""
    return Head(say(key).in_(lang), say(f"unit_{unit}").in_(lang) if unit else "", bool(unit))
