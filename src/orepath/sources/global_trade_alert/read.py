"""From the index's interventions to candidates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from orepath.errors import fault
from orepath.evidence.reading import Reading, Refused, Sink, check_counts, refuse
from orepath.sources.global_trade_alert.export import read_export
from orepath.sources.global_trade_alert.files import Files, files_at
from orepath.sources.global_trade_alert.tally import SOURCE, Found, Tally

__all__ = ["SOURCE", "read"]

BATCH = 2_000
"""Interventions written at a time."""
MOST_FAULTS = 200
"""Faults after which no more are looked for."""


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
    sink.statement_batches(_batches(files, tally))
    refuse(tally.faults)
    refuse(check_counts(SOURCE, {"interventions": tally.read}, path.name))
    for part, columns in tally.columns.items():
        sink.found_columns(part, columns)
    sink.progress(1, 1)
    notes = (*_notes(tally), *(SOURCE.says("other", name=name) for name in files.others))
    edition = f"to {tally.newest}, {tally.kept} interventions"
    return Reading(edition, None, tally.read, tally.kept, tuple(tally.refused), notes)


def _batches(files: Files, tally: Tally) -> Iterator[list[dict[str, Any]]]:
    """The statements some thousands at a time; none any more once there is a fault."""
    batch: list[dict[str, Any]] = []
    for found in _kept(files, tally):
        if len(tally.faults) >= MOST_FAULTS:
            return
        tally.kept += 1
        tally.newest = max(tally.newest, found.candidate.announced or found.candidate.implemented)
        batch.append(found.candidate.statement(found.where, found.original))
        if len(batch) == BATCH:
            yield [] if tally.faults else batch
            batch = []
    yield [] if tally.faults else batch


def _kept(files: Files, tally: Tally) -> Iterator[Found]:
    """Every intervention once, those of exports first, each with what is transcribed of it."""
    transcribed = _by_key(files.transcribed, tally)
    first: dict[str, tuple[str, int]] = {}
    for number, found in enumerate((found for file in files.exports for found in read_export(file, tally)), start=1):
        tally.read += 1
        key = found.candidate.key
        if not key:
            continue
        words = hash(found.candidate) if len(files.exports) > 1 else 0
        where, before = first.setdefault(key, (found.where, words))
        if where == found.where:
            yield _joined(found, transcribed.pop(key, None), tally)
        elif where.rpartition(",")[0] != found.where.rpartition(",")[0] and words == before:
            tally.refused.append(Refused(number, SOURCE.says("repeats", where=found.where, first=where)))
        else:
            tally.faults.append(fault("gta_repeated", found.where, key=key, first=where))
    yield from transcribed.values()


def _by_key(transcribed: list[Found], tally: Tally) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for one in transcribed:
        tally.read += 1
        if not one.candidate.key:
            continue
        first = found.setdefault(one.candidate.key, one)
        if first is not one:
            tally.faults.append(fault("gta_repeated", one.where, key=one.candidate.key, first=first.where))
    return found


def _joined(found: Found, transcribed: Found | None, tally: Tally) -> Found:
    """An intervention of an export with the minerals and description of its transcription, if it has one."""
    if transcribed is None:
        return found
    own, said = found.candidate, transcribed.candidate
    tally.counts["joined"] += 1
    alike = (own.title, own.kinds, own.places, own.implemented or own.announced)
    tally.counts["apart"] += alike != (said.title, said.kinds, said.places, said.implemented)
    joined = replace(own, minerals=said.minerals, description=said.description)
    return Found(joined, f"{found.where}; {transcribed.where}", found.original)


def _notes(tally: Tally) -> list[str]:
    notes = [SOURCE.says("index")]
    counted = ("codes", "repeated", "joined", "apart")
    notes += [SOURCE.says(key, count=tally.counts[key]) for key in counted if tally.counts[key]]
    if tally.nowhere:
        notes.append(SOURCE.says("nowhere", names=", ".join(sorted(tally.nowhere))))
    return notes
