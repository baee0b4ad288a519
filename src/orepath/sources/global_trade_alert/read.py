"""From the index's interventions to candidates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from orepath.evidence.candidates.batch import MOST_FAULTS
from orepath.evidence.candidates.statements import Candidates, together
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.sources.global_trade_alert.export import BATCH, read_export
from orepath.sources.global_trade_alert.files import Files, files_at
from orepath.sources.global_trade_alert.once import Exported, Transcribed
from orepath.sources.global_trade_alert.tally import SOURCE, Tally

__all__ = ["SOURCE", "read"]


MOST_NAMED = 30
"""Names that a note tells; of more, how many there are."""


def read(path: Path, sink: Sink) -> Reading:
    """Read an export (CSV), a transcription of one (JSON), or a folder with any of them.

    An intervention that stands in an export and in the transcription is one candidate. One that stands in two exports
    in the same words is read once; in other words, it is a fault: nothing says which export is the newer.

    Raises
    ------
    SourceError
        With every fault found, up to a bound.
    """
    tally = Tally()
    files = files_at(path, tally)
    sink.statement_batches(_tables(files, tally, sink.folder))
    refuse(tally.faults)
    refuse(check_counts(SOURCE, {"interventions": tally.read}, path.name))
    for part, columns in tally.columns.items():
        sink.found_columns(part, columns)
    sink.progress(1, 1)
    notes = (*_notes(tally), *(SOURCE.says("other", name=name) for name in files.others))
    edition = f"to {tally.newest}, {tally.kept} interventions"
    return Reading(edition, None, tally.read, tally.kept, tuple(tally.refused), notes)


def _tables(files: Files, tally: Tally, scratch: Path) -> Iterator[pa.Table]:
    """The statements some thousands at a time; none any more once there is a fault."""
    for found in _kept(files, tally, scratch):
        if tally.faults:
            continue
        tally.kept += len(found.where)
        tally.newest = max(tally.newest, found.last("announced" if "announced" in found.texts else "implemented"))
        yield found.table()


def _kept(files: Files, tally: Tally, scratch: Path) -> Iterator[Candidates]:
    """Every intervention once, those of exports first, each with what is transcribed of it."""
    transcribed = Transcribed(together(files.transcribed), tally) if files.transcribed else None
    exported = Exported(tally, len(files.exports) > 1)
    for file in files.exports:
        for found in read_export(file, tally, scratch):
            if len(tally.faults) >= MOST_FAULTS:
                return
            new = exported.new(found)
            yield new if transcribed is None else transcribed.joined(new)
    if transcribed is not None:
        yield from transcribed.left().parts(BATCH)


def _notes(tally: Tally) -> list[str]:
    notes = [SOURCE.says("index")]
    counted = ("zeros", "codes", "repeated", "joined", "apart")
    notes += [SOURCE.says(key, count=tally.counts[key]) for key in counted if tally.counts[key]]
    if tally.types:
        notes.append(SOURCE.says("types", names=_named(tally.types)))
    if tally.nowhere:
        notes.append(SOURCE.says("nowhere", names=_named(tally.nowhere)))
    return notes


def _named(names: set[str]) -> str:
    more = f", … ({len(names)})" if len(names) > MOST_NAMED else ""
    return ", ".join(sorted(names)[:MOST_NAMED]) + more
