"""Workbooks of the United Nations Statistics Division: in each, a sheet of correlations between two editions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.delimited import MOST_FAULTS
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Reading, Refused, Sink, check_counts, refuse
from orepath.evidence.source import Source
from orepath.evidence.workbook.opening import open_workbook, text_of_cell
from orepath.sources.hs_concordance.correlation_rows import Correlated, columns_of, correlated
from orepath.sources.hs_concordance.pairs import Pair, said, statement, twice

SHEET = "correlation"


@dataclass(frozen=True)
class Sheet:
    """What the sheet of a workbook holds, and what a person must know of it."""

    where: str
    table: str
    pairs: list[Pair]
    left_out: list[Refused]
    notes: list[str]


def read_correlations(source: Source, paths: Sequence[Path], sink: Sink, edition: str) -> Reading:
    """Read workbooks, each of another two editions.

    Raises
    ------
    SourceError
        With every fault found.
    """
    faults = Faults()
    sheets: list[Sheet] = []
    for number, path in enumerate(paths, 1):
        try:
            sheets.append(_read(source, path, sink))
        except SourceError as error:
            faults += error.faults
        sink.progress(number, len(paths))
    refuse([*faults, *_given_twice(sheets)])
    pairs = [pair for sheet in sheets for pair in sheet.pairs]
    left_out = [refused for sheet in sheets for refused in sheet.left_out]
    notes = [note for sheet in sheets for note in sheet.notes]
    sink.statements([statement(pair) for pair in pairs])
    read = len(pairs) + len(left_out)
    return Reading(edition, source.published, read, len(pairs), tuple(left_out), tuple(notes))


def _read(source: Source, path: Path, sink: Sink) -> Sheet:
    workbook = open_workbook(path, source.raw["most_bytes"])
    sheet = _sheet(workbook.sheets, path.name)
    where = f"{path.name}, sheet {sheet}"
    cells = [[text_of_cell(cell).strip() for cell in row] for row in workbook.cells(sheet)]
    columns = columns_of(source, cells, where)
    sink.found_columns(where, columns.headings)
    faults = Faults()
    left_out: list[Refused] = []
    found = list(correlated(source, cells, columns, where, faults, left_out))
    pairs = [each.pair for each in found]
    refuse(faults[:MOST_FAULTS])
    refuse(islice(twice(pairs), MOST_FAULTS))
    sides = len({pair.code for pair in pairs}), len({pair.target for pair in pairs})
    counts: dict[str, float] = {"pairs of a workbook": len(pairs), "codes on either side of a workbook": min(sides)}
    refuse(check_counts(source, counts, where))
    table = f"{columns.from_} -> {columns.to}"
    notes = [source.says("conversions", where=where), *(said(source, pairs, frozenset()) if pairs else ())]
    notes.append(source.says("labels", table=table, count=_mislabelled(found), all=len(found)))
    notes.append(source.says("partial", table=table, count=sum(bool(pair.note) for pair in pairs)))
    return Sheet(where, table, pairs, left_out, notes)


def _sheet(sheets: Sequence[str], file: str) -> str:
    fitting = [sheet for sheet in sheets if SHEET in sheet.casefold()]
    if len(fitting) != 1:
        raise SourceError(fault("workbook_sheet", file, sheet="HS2022-HS2017 Correlations", found=", ".join(sheets)))
    return fitting[0]


def _given_twice(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for sheet in sheets:
        if first.setdefault(sheet.table, sheet.where) != sheet.where:
            yield fault("given_twice", sheet.where, what=sheet.table, first=first[sheet.table])


def _mislabelled(found: Sequence[Correlated]) -> int:
    """How many relationships as written are not what the pairs show: one or several codes on either side."""
    targets = Counter(each.pair.code for each in found)
    origins = Counter(each.pair.target for each in found)
    return sum(
        each.label != ("n" if origins[each.pair.target] > 1 else "1", "n" if targets[each.pair.code] > 1 else "1")
        for each in found
    )
