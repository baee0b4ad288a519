"""The table of Global Trade Alert: codes of five editions of the Harmonized System, each with those of HS2012."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from orepath.errors import Fault, fault
from orepath.evidence.delimited import MOST_FAULTS, load, missing_cells, name, workspace
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.evidence.source import Source
from orepath.sources.hs_concordance.codes import ALLOWED, HEADING, SIX, code_of, digits
from orepath.sources.hs_concordance.pairs import Pair, said, statement, twice
from orepath.vocabulary.hs_editions import HS_EDITIONS, find_hs_edition

CODE, EDITION, TARGET = COLUMNS = ("origin.code", "origin.vintage", "hs.2012")
COMMON = "HS2012"
KNOWN = ", ".join(f"HS {edition[2:]}" for edition in HS_EDITIONS)

Row = tuple[int, str, str, str]


def read_vintages(source: Source, path: Path, sink: Sink, edition: str) -> Reading:
    """Read the table.

    Raises
    ------
    SourceError
        With every fault found.
    """
    rows = _rows(source, path, sink)
    faults = Faults()
    pairs = list(_pairs(rows, path.name, faults))
    refuse(faults[:MOST_FAULTS])
    known = frozenset(pair.code for pair in pairs if pair.from_ == COMMON)
    refuse(islice(_contradictions(pairs, known), MOST_FAULTS))
    tables: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        tables[pair.from_].append(pair)
    counts: dict[str, float] = {f"codes of {each}": len({pair.code for pair in tables[each]}) for each in HS_EDITIONS}
    refuse(check_counts(source, counts | {"rows": len(rows)}, path.name))
    sink.statements([statement(pair) for pair in pairs])
    sink.progress(1, 1)
    notes = [source.says("headings", count=len(rows) - len(pairs)), source.says("zeros", count=_restored(pairs))]
    for each in HS_EDITIONS:
        notes += said(source, tables[each], known) if tables[each] and each != COMMON else ()
    return Reading(edition, source.published, len(rows), len(pairs), (), tuple(notes))


def _rows(source: Source, path: Path, sink: Sink) -> list[Row]:
    most = source.raw["most_bytes"]
    with workspace(sink.folder) as connection:
        file = load(connection, path, "vintages", COLUMNS, source.id, scratch=sink.folder, most_bytes=most)
        sink.found_columns(path.name, file.columns)
        refuse(missing_cells(connection, file, COLUMNS))
        shown = ", ".join(name(column) for column in COLUMNS)
        return connection.execute(f"select rowid + 2, {shown} from {file.table} order by rowid").fetchall()


def _pairs(rows: Sequence[Row], file: str, faults: list[Fault]) -> Iterator[Pair]:
    """The pairs of codes of six digits; rows of headings are left out, faults reported."""
    every = [digits(cell) for _, code, _, target in rows for cell in (code, target)]
    short, zeros = sum(len(cell) == SIX - 1 for cell in every), sum(cell.startswith("0") for cell in every)
    zeros_lost = not zeros or short > zeros  # a table has lost all of them or none; the fewer cells are at fault
    for row, code, written, target in rows:
        where = f"{file}, row {row}"
        from_ = find_hs_edition(written)
        origin, goal = code_of(code, zeros_lost), code_of(target, zeros_lost)
        for column, cell in ((CODE, code), (TARGET, target)) if zeros_lost and zeros else ():
            if (odd := digits(cell)).startswith("0"):
                allowed = f"{odd[1:]}: the others have lost their first zero"
                faults.append(fault("bad_cell", where, column=column, found=cell, allowed=allowed))
        if from_ is None:
            faults.append(fault("bad_cell", where, column=EDITION, found=written, allowed=KNOWN))
        if origin is None:
            faults.append(fault("bad_cell", where, column=CODE, found=code, allowed=ALLOWED))
        if goal is None or (len(goal) == HEADING and origin and len(origin) == SIX):
            faults.append(fault("bad_cell", where, column=TARGET, found=target, allowed=ALLOWED))
        elif from_ and origin and len(origin) == SIX:
            yield Pair(from_, COMMON, origin, goal, f"{code} -> {target}", file, row)


def _contradictions(pairs: Sequence[Pair], known: frozenset[str]) -> Iterator[Fault]:
    """The faults of pairs that stand twice, lead to a code that HS2012 has not, or from one of its codes to another."""
    yield from twice(pairs)
    for pair in pairs:
        where = f"{pair.file}, row {pair.row}"
        if pair.from_ == COMMON and pair.code != pair.target:
            yield fault("bad_cell", where, column=TARGET, found=pair.target, allowed=pair.code)
        elif known and pair.target not in known:
            allowed = f"a code that stands under {EDITION} HS 2012"
            yield fault("bad_cell", where, column=TARGET, found=pair.target, allowed=allowed)


def _restored(pairs: Sequence[Pair]) -> int:
    cells = (cell for pair in pairs for cell in pair.original.split(" -> "))
    return sum(len(digits(cell)) < SIX for cell in cells)
