"""From the authors' workbook to sites, their figures and their owners."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from orepath.errors import SourceError, fault
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.sources.jasansky_mines.concordance import concordance
from orepath.sources.jasansky_mines.figures import MEASURES, Tally, figures
from orepath.sources.jasansky_mines.owners import adds_up, ownership
from orepath.sources.jasansky_mines.sheets import SHEETS, SOURCE, Row, opened, rows_of
from orepath.sources.jasansky_mines.sites import Sites, sites_of

__all__ = ["SOURCE", "read"]


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
    rows = {sheet: rows_of(workbook, sheet, sink, tally.faults) for sheet in SHEETS}
    refuse(tally.faults)
    tally.sites = sites_of(rows["general"], rows["sub_sites"], ids, tally.faults)
    made = [one for sheet in SHEETS if MEASURES[sheet] for one in figures(sheet, rows[sheet], tally)]
    owners = ownership(rows["other_info"], tally.sites, tally.faults)
    refuse(tally.faults)
    refuse(check_counts(SOURCE, _counts(rows, tally.sites), book.name))
    every = [*tally.sites.rows, *made, *owners]
    sink.statement_batches(_batches(every))
    sink.progress(1, 1)
    notes = _notes(tally, owners) + ([_matched(ids, tally.sites, listed)] if listed else [])
    read_rows = sum(len(each) for each in rows.values())
    return Reading(SOURCE.edition, SOURCE.published, read_rows, len(every), tuple(tally.refused), tuple(notes))


def _files(path: Path) -> tuple[Path, Path | None]:
    if not path.is_dir():
        return path, None
    book, listed = (path / SOURCE.raw[name] for name in ("workbook", "concordance"))
    if not book.exists():
        raise SourceError(fault("folder_lacks", str(path), missing=book.name))
    return book, listed if listed.exists() else None


def _counts(rows: dict[str, list[Row]], sites: Sites) -> dict[str, float]:
    share = "share of sites nearer to the centre of their place with latitude and longitude exchanged"
    return {
        "sites": len(rows["general"]),
        "parts of sites": len(rows["sub_sites"]),
        **{f"rows of {sheet}": len(each) for sheet, each in rows.items()},
        share: sites.exchanged / max(1, sites.located),
    }


def _batches(every: list[dict[str, Any]], size: int = 10_000) -> Iterator[list[dict[str, Any]]]:
    rows = iter(every)
    while batch := list(islice(rows, size)):
        yield batch


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
