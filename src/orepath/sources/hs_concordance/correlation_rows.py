"""The rows of a sheet of correlations: where its table stands, and the pairs of codes in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.reading import Refused
from orepath.evidence.source import Source
from orepath.evidence.workbook.opening import column_letters
from orepath.sources.hs_concordance.codes import ALLOWED, SIX, code_of
from orepath.sources.hs_concordance.pairs import Pair
from orepath.vocabulary.hs_editions import find_hs_edition

RELATIONSHIP = "relationship"
HEADINGS = "two editions such as HS 2022 and HS 2017, Relationship"
DIRECTION = re.compile(r"^(from|to)\s+", re.IGNORECASE)
LABEL = re.compile(r"([1n])\s*(?::|to)\s*([1n])", re.IGNORECASE)
LABELS = "1:1, 1:n, n:1, n:n"
PARTIAL = re.compile(r"ex\.?", re.IGNORECASE)
NO_CHAPTER = re.compile(r"(?:98|99)\d{4}", re.ASCII)
"""What statistics use for goods they cannot tell; no chapter of the Harmonized System."""

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Columns:
    """Where the table stands: its heading row and its columns, counted from 0, and the two editions."""

    header: int
    code: int
    target: int
    relationship: int
    from_: str
    to: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Correlated:
    """A pair, and the relationship its row states: one or ``n`` codes on either side."""

    pair: Pair
    label: tuple[str, str]


def columns_of(source: Source, cells: Cells, where: str) -> Columns:
    """The columns by the first row that names two editions and the relationship, as a row of titles does not.

    Raises
    ------
    SourceError
        Where no row does.
    """
    for number, row in enumerate(cells[: source.raw["header_rows"]]):
        named = ((at, find_hs_edition(DIRECTION.sub("", cell))) for at, cell in enumerate(row))
        editions = {at: edition for at, edition in named if edition}
        labels = [at for at, cell in enumerate(row) if cell.casefold() == RELATIONSHIP]
        if len(editions) == len(set(editions.values())) == 2 and len(labels) == 1:
            (code, from_), (target, to) = editions.items()
            return Columns(number, code, target, labels[0], from_, to, tuple(row))
    raise SourceError(fault("wrong_columns", where, dataset=source.id, missing=HEADINGS, extra="-"))


def correlated(
    source: Source, cells: Cells, columns: Columns, where: str, faults: list[Fault], left_out: list[Refused]
) -> Iterator[Correlated]:
    """The pairs of the rows below the headings; rows of no code or of no chapter are left out, faults reported."""
    body = [[cell.removeprefix("'") for cell in row] for row in cells[columns.header + 1 :]]
    zeros_lost = not any(row[at].startswith("0") for row in body for at in (columns.code, columns.target))
    for number, row in enumerate(body, start=columns.header + 2):
        written = [row[at] for at in (columns.code, columns.target, columns.relationship)]
        outside = [cell for cell in written[:2] if NO_CHAPTER.fullmatch(cell)]
        if outside:
            left_out.append(Refused(number, source.says("no_chapter", code=outside[0])))
        elif any(written) and not all(written):
            left_out.append(Refused(number, source.says("alone")))
        elif any(written):
            yield from _pair(row, number, columns, where, zeros_lost, faults)


def _pair(
    row: Sequence[str], number: int, columns: Columns, where: str, zeros_lost: bool, faults: list[Fault]
) -> Iterator[Correlated]:
    code, target = (code_of(row[at], zeros_lost) for at in (columns.code, columns.target))
    label = LABEL.fullmatch(row[columns.relationship])
    wrong = {
        columns.code: ALLOWED if code is None or len(code) != SIX else "",
        columns.target: ALLOWED if target is None or len(target) != SIX else "",
        columns.relationship: "" if label else LABELS,
    }
    faults += [
        fault(
            "bad_cell",
            f"{where}, cell {column_letters(at)}{number}",
            column=columns.headings[at],
            found=row[at],
            allowed=allowed,
        )
        for at, allowed in wrong.items()
        if allowed
    ]
    if code and target and label and not any(wrong.values()):
        part = any(PARTIAL.fullmatch(cell) for at, cell in enumerate(row) if at not in wrong)
        note = "ex: only a part of the code corresponds" if part else None
        original = f"{row[columns.code]} -> {row[columns.target]}"
        pair = Pair(columns.from_, columns.to, code, target, original, where, number, note)
        yield Correlated(pair, (label[1].lower(), label[2].lower()))
