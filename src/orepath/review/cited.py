"""What a document shows and cites, in order of first appearance, and the statements behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from orepath.errors import InputError, fault
from orepath.evidence.store import Evidence
from orepath.review.blocks import Block, Bullets, Chart, FindingCard, Note, Option, Paragraph, StatementList, Table
from orepath.review.document import Document
from orepath.review.figure import Figure

SHOWN = 5
"""How many statements are listed beside a figure or a reason before the rest are counted."""


@dataclass(frozen=True)
class Spot:
    """Where something is shown: an anchor, and a table's or chart's number (0 for neither)."""

    anchor: str
    kind: str = ""
    number: int = 0


def paragraphs(block: Block) -> tuple[Paragraph, ...]:
    """The paragraphs of a block."""
    match block:
        case Paragraph():
            return (block,)
        case Bullets():
            return block.items
        case Note():
            return (block.text,)
        case Option():
            return block.points
    return ()


def table_figures(table: Table | None) -> Iterator[Figure]:
    """The figures of a table, row by row."""
    for row in table.rows if table else ():
        yield from (cell.figure for cell in row.cells if cell.figure)


def block_figures(block: Block) -> Iterator[Figure]:
    """The figures a block shows."""
    for paragraph in paragraphs(block):
        yield from paragraph.figures.values()
    if isinstance(block, Table):
        yield from table_figures(block)
    if isinstance(block, Chart):
        yield from table_figures(block.twin)
        yield from block.figures


def block_cites(block: Block) -> Iterator[tuple[str, ...]]:
    """The groups of statements a block cites outside its figures."""
    yield from (paragraph.cites for paragraph in paragraphs(block))
    if isinstance(block, Table):
        yield from (cell.cites for row in block.rows for cell in row.cells)
    if isinstance(block, FindingCard):
        limbs = [reason for limb in block.finding.limbs for reason in limb.reasons]
        yield from (reason.statements for reason in [*block.finding.reasons, *limbs])


class Cited:
    """Numbers and spots of everything a document shows."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def blocks(self) -> tuple[tuple[Spot, Block], ...]:
        """Every block with the spot it stands at; tables and charts are numbered through."""
        counts = {"table": 0, "chart": 0}
        found: list[tuple[Spot, Block]] = []
        parts = [("summary", self.document.summary), *((c.id, c.blocks) for c in self.document.chapters)]
        for anchor, blocks in parts:
            for block in blocks:
                spot = Spot(anchor)
                if isinstance(block, Table | Chart):
                    kind = "table" if isinstance(block, Table) else "chart"
                    counts[kind] += 1
                    spot = Spot(block.id, kind, counts[kind])
                found.append((spot, block))
        return tuple(found)

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """The spots of tables and charts, by anchor."""
        return {spot.anchor: spot for spot, _ in self.blocks if spot.kind}

    @cached_property
    def figures(self) -> Mapping[str, tuple[Figure, Spot]]:
        """Every figure shown, by id, with the spot where it is first shown."""
        found: dict[str, tuple[Figure, Spot]] = {}
        for spot, block in self.blocks:
            for figure in block_figures(block):
                found.setdefault(figure.id, (figure, spot))
        return found

    @cached_property
    def printed(self) -> frozenset[str]:
        """The ids of what the appendix on paper lists: figures of texts and tables (not those behind a chart alone),
        and statements cited by themselves (those behind figures are named beside the figures)."""
        found: set[str] = set()
        for _, block in self.blocks:
            for group in block_cites(block):
                found.update(group[:SHOWN])
            if isinstance(block, StatementList):
                found.update(block.statements)
            if not isinstance(block, Chart):
                found.update(figure.id for figure in block_figures(block))
        return frozenset(found)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number each listed statement is shown under, from 1: those cited by themselves, then those of figures."""
        listed: dict[str, int] = {}

        def take(ids: Iterable[str]) -> None:
            for found in ids:
                listed.setdefault(found, len(listed) + 1)

        for _, block in self.blocks:
            for group in block_cites(block):
                take(group[:SHOWN])
            if isinstance(block, StatementList):
                take(block.statements)
        for figure, _ in self.figures.values():
            take(figure.statements[:SHOWN])
        return listed


def with_statements(document: Document, evidence: Evidence) -> Document:
    """The document with every statement it lists.

    Raises
    ------
    InputError
        Naming the ids that no release in use has: a figure that rests on nothing is not shown.
    """
    wanted = list(Cited(document).numbers)
    found = {statement.statement_id: statement for statement in evidence.statements_with(wanted)}
    missing = [name for name in wanted if name not in found]
    if missing:
        raise InputError([fault("statement_missing", found=name) for name in missing])
    return replace(document, statements=found)
