"""The dossier as a document that knows no language: chapters of blocks, and what the blocks rest on.

Everything one needs to build a chapter can be imported from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from orepath.evidence.store import Statement
from orepath.qualification.result import Result
from orepath.review.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    FindingCard,
    Heading,
    Note,
    Option,
    Paragraph,
    Row,
    StatementList,
    Table,
)
from orepath.review.figure import Edition, Figure, derived, editions_of, stated
from orepath.stress.answer import BackTest, Stressed
from orepath.stress.templates import Listed
from orepath.vocabulary.language import Text

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Change",
    "Chapter",
    "Chart",
    "Column",
    "Document",
    "Edition",
    "Effect",
    "EffectShare",
    "Figure",
    "FindingCard",
    "Heading",
    "Measure",
    "Mineral",
    "Note",
    "Option",
    "Paragraph",
    "Quantity",
    "Row",
    "SourceEntry",
    "Statement",
    "StatementList",
    "StressedMeasure",
    "Table",
    "Unknown",
    "derived",
    "editions_of",
    "stated",
]


@dataclass(frozen=True)
class Chapter:
    """A chapter; `id` is its anchor."""

    id: str
    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class SourceEntry:
    """A source as the last page lists it.

    Parameters
    ----------
    allows
        What its licence allows, as `Source.allows` says it.
    place_labels
        How a place is shown where its publisher reports it under another name.
    """

    dataset: str
    edition: str
    publisher: Text
    title: Text
    url: str
    licence: str
    licence_url: str = ""
    licence_basis: str = ""
    allows: str = "shipping"
    published: date | None = None
    recorded: date | None = None
    sha256: str = ""
    place_labels: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Quantity:
    """A figure with its subject taken apart, for machines: what, at which stage, where, from where, when."""

    metric: str
    figure: Figure
    stage: str | None = None
    place: str | None = None
    partner: str | None = None
    from_: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Mineral:
    """All figures of one mineral."""

    id: str
    name: Text
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A measure: its status on the day of the dossier, and the cells of its record as they stand in the register."""

    id: str
    title: Text
    status: str
    fields: Mapping[str, object]
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class StressedMeasure:
    """A measure of the register, how it stands on the day of the dossier, and what a stress test of it answers."""

    listed: Listed
    answer: Stressed


@dataclass(frozen=True)
class Unknown:
    """What nobody knows and would matter, and who could supply it."""

    what: Text
    why: Text
    who: Text
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What changed since the last review."""

    text: Text
    day: date | None = None
    statements: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class EffectShare:
    """What counts of the sample chains in a period by one test: the result with a status, and without it."""

    test: str
    from_: date
    until: date | None
    threshold: Fraction | None
    with_: Result
    without: Result


@dataclass(frozen=True)
class Effect:
    """What a status that rests on the agreement changed under a rule, on made-up sample chains.

    Parameters
    ----------
    places
        Those whose status rests on the agreement.
    ended_after
        The last day of acquisition for which the rule gave anything.
    """

    rule: str
    title: Text
    places: tuple[str, ...]
    ended_after: date
    shares: tuple[EffectShare, ...]


@dataclass(frozen=True)
class Document:
    """The whole dossier.

    Parameters
    ----------
    agreement
        Its id; `title` and `subtitle` are what the title page shows, `meta` the lines below it, each a label and a
        value.
    releases
        The ids of the releases the evidence is from.
    summary
        Blocks before the findings at a glance; short.
    findings
        In the order of the commitments; the findings at a glance are made of them.
    statements
        The statements cited (see `orepath.review.cited.with_statements`), for the appendix.
    minerals, measures, stressed, backtests, unknowns, options, changes, effect
        The same content as the chapters', as data for ``dossier.json``.
    """

    agreement: str
    title: Text
    subtitle: Text
    as_of: date
    releases: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    findings: tuple[FindingCard, ...] = ()
    summary: tuple[Block, ...] = ()
    meta: tuple[tuple[Text, Text], ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    minerals: tuple[Mineral, ...] = ()
    measures: tuple[Measure, ...] = ()
    stressed: tuple[StressedMeasure, ...] = ()
    backtests: tuple[BackTest, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    options: tuple[Option, ...] = ()
    changes: tuple[Change, ...] = ()
    effect: Effect | None = None
    statements: Mapping[str, Statement] = field(default_factory=dict)
