"""From the authors' workbook to sites, their figures and their owners."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from orepath.errors import SourceError, fault
from orepath.evidence.reading import Reading, Sink, check_counts, refuse, statement_table
from orepath.evidence.schema import STATEMENTS
from orepath.sources.jasansky_mines.concordance import concordance
from orepath.sources.jasansky_mines.figures import Tally, figures
from orepath.sources.jasansky_mines.measures import MEASURES
from orepath.sources.jasansky_mines.owners import adds_up, ownership
from orepath.sources.jasansky_mines.sheets import SHEETS, SOURCE, Sheet, opened, sheet_of
from orepath.sources.jasansky_mines.sites import Sites, sites_of

__all__ = ["SOURCE", "read"]

BATCH = 10_000
"""Statements written at once."""


def read(path: Path, sink: Sink) -> Reading:
    """Read the workbook, or a folder that holds it and may hold the list of facility ids.

    Raises
    ------
    SourceError
        With every fault found.
    """
    book, listed = _files(path)
    ids = concordance(listed) if listed else {}
    workbook = opened(book)
    tally = Tally(Sites())
    sheets = {sheet: sheet_of(workbook, sheet, sink, tally.faults) for sheet in SHEETS}
    refuse(tally.faults)
    tally.sites = sites_of(sheets["general"].rows(), sheets["sub_sites"].rows(), ids, tally.faults)
    made = [figures(each, tally) for name, each in sheets.items() if MEASURES[name]]
    owners = ownership(sheets["other_info"].rows(), tally.sites, tally.faults)
    refuse(tally.faults)
    refuse(check_counts(SOURCE, _counts(sheets, tally.sites), book.name))
    every = pa.concat_tables([_table(tally.sites.rows), *made, _table(owners)]).combine_chunks()
    sink.statement_batches(every.slice(begin, BATCH) for begin in range(0, len(every), BATCH))
    sink.progress(1, 1)
    notes = _notes(tally, owners) + ([_matched(ids, tally.sites, listed)] if listed else [])
    read_rows = sum(map(len, sheets.values()))
    return Reading(SOURCE.edition, SOURCE.published, read_rows, len(every), tuple(tally.refused), tuple(notes))


def _files(path: Path) -> tuple[Path, Path | None]:
    if not path.is_dir():
        return path, None
    book, listed = (path / SOURCE.raw[name] for name in ("workbook", "concordance"))
    if not book.exists():
        raise SourceError(fault("folder_lacks", str(path), missing=book.name))
    return book, listed if listed.exists() else None


def _counts(sheets: dict[str, Sheet], sites: Sites) -> dict[str, float]:
    share = "share of sites nearer to the centre of their place with latitude and longitude exchanged"
    return {
        "sites": len(sheets["general"]),
        "parts of sites": len(sheets["sub_sites"]),
        **{f"rows of {sheet}": len(each) for sheet, each in sheets.items()},
        share: sites.exchanged / max(1, sites.located),
    }


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    return statement_table({name: [row.get(name) for row in rows] for name in STATEMENTS.names}, len(rows))


def _notes(tally: Tally, owners: list[dict[str, Any]]) -> list[str]:
    counts = tally.sites.counts
    notes = [
        SOURCE.says("sites", sites=counts["site"], parts=counts["site_part"], groups=counts["site_group"]),
        SOURCE.says("shares", count=tally.shares),
        SOURCE.says("periods", count=tally.periods),
        SOURCE.says("repeats", count=tally.repeats),
    ]
    if tally.unconverted:
        units = ", ".join(f"{unit} {count}" for unit, count in tally.unconverted.most_common())
        notes.append(SOURCE.says("unconverted", count=tally.unconverted.total(), units=units))
    if tally.unlisted:
        some = ", ".join(sorted(tally.unlisted)[:10])
        notes.append(SOURCE.says("unlisted", count=len(tally.unlisted), some=some))
    sums = [adds_up(one["fields"]) for one in owners if one["text"]]
    parsed = sum(one is not None for one in sums)
    return [*notes, SOURCE.says("owners", count=len(sums), parsed=parsed, short=sums.count(False))]


def _matched(ids: dict[str, str], sites: Sites, listed: Path) -> str:
    names = {*sites.places, *sites.parts}
    found = len(names & set(ids))
    return SOURCE.says("concordance", found=found, count=len(names), file=listed.name, other=len(ids) - found)
