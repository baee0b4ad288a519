"""What a chapter is made of. Blocks hold texts in both languages and figures, never formatted numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from orepath.agreements.agreement import Commitment
from orepath.commitments.finding import Finding
from orepath.review.figure import Figure
from orepath.vocabulary.language import Lang, Text

Kind = Literal["text", "number", "share", "date", "status"]
Precision = Literal["day", "month", "year"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. A placeholder ``{name}`` in its text stands for the figure of that name, which is shown with its
    unit and linked to its evidence; `cites` are ids of statements."""

    text: Text
    figures: Mapping[str, Figure] = field(default_factory=dict)
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bullets:
    """A list of paragraphs; `numbered` where their order matters."""

    items: tuple[Paragraph, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading inside a chapter: level 1 below the chapter's title, level 2 below that. `id` makes it a target."""

    text: Text
    level: int = 1
    id: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table. `unit` is the unit the column shows, a key of ``display_units.toml``: ``t``, ``kt``,
    ``percent``, ``usd_million`` ...; figures in another unit of the same quantity are converted."""

    key: str
    label: Text
    kind: Kind = "text"
    unit: str = ""


@dataclass(frozen=True)
class Cell:
    """What one cell holds: a figure, or a text, or a date as far as it is known, or a fixed word by its key (a verdict,
    a status). An empty cell is shown as unknown where a figure was due, else as a dash."""

    text: Text | None = None
    figure: Figure | None = None
    day: date | None = None
    precision: Precision = "day"
    word: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row; its first cell is its heading. A `total` is set off from the rows above."""

    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table. Datasets, editions and licences are named under it without being asked for."""

    id: str
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A picture, one SVG a language, what it shows in words, and the same figures as a table."""

    id: str
    caption: Text
    alt: Text
    svg: Mapping[Lang, str]
    twin: Table | None = None
    notes: tuple[Text, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class FindingCard:
    """One finding in full: the commitment, the verdict, its reasons, what is missing and who could supply it."""

    commitment: Commitment
    finding: Finding


@dataclass(frozen=True)
class Note:
    """A text set off from the rest: a plain note, a caution, or a disclaimer."""

    text: Paragraph
    kind: Literal["note", "caution", "disclaimer"] = "note"
    title: Text | None = None


@dataclass(frozen=True)
class StatementList:
    """Statements listed with dataset, edition, locator and their own words."""

    caption: Text
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """A decision open to people, with the evidence that bears on it; none is recommended."""

    id: str
    title: Text
    points: tuple[Paragraph, ...]


Block = Paragraph | Bullets | Heading | Table | Chart | FindingCard | Note | StatementList | Option
