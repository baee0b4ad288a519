"""From files of sites and judgements to statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.sources.darpa_minmod.dataset import MOST_FAULTS, NAME, SOURCE
from orepath.sources.darpa_minmod.entities import Entities, entities_near
from orepath.sources.darpa_minmod.folder import Given, given
from orepath.sources.darpa_minmod.records import records
from orepath.sources.darpa_minmod.same_as import COLUMNS, judgements
from orepath.sources.darpa_minmod.shape import SITE, broken_texts, fits, misfits, shown
from orepath.sources.darpa_minmod.site import statements
from orepath.sources.darpa_minmod.tally import Tally

__all__ = ["SOURCE", "read"]

HALVES = re.compile(r"\\u[dD][89a-fA-F]")
"""How halves of a surrogate pair begin where they are escaped; two of them are a letter."""
BATCH = 5_000
"""Statements written at a time."""
MOST_CHARACTERS = 32 << 20
"""Characters of the statements written at a time, and of those of one site."""
MOST_KEYS = 200
"""Members of records of which it is said that they are not read."""

Rows = list[dict[str, Any]]


def read(path: Path, sink: Sink) -> Reading:
    """Read a file of sites or of judgements, or a folder with any of them and the tables of entities.

    Raises
    ------
    SourceError
        With every fault found, up to a bound.
    """
    files, entities, tally = given(path), entities_near(path), Tally()
    sink.statement_batches(_batches(files, entities, tally, sink))
    refuse(tally.faults)
    counts: dict[str, float] = {"sites": tally.records} if files.sites else {"judgements": tally.judgements}
    refuse(check_counts(SOURCE, counts, path.name))
    if files.sites:
        sink.found_columns("site", sorted(tally.keys))
    if files.judgements:
        sink.found_columns("same_as", COLUMNS)
    rows = tally.records + tally.judgements
    notes = tuple(_notes(files, entities, tally))
    return Reading(SOURCE.edition, SOURCE.published, rows, rows - len(tally.refused), tuple(tally.refused), notes)


def _batches(files: Given, entities: Entities, tally: Tally, sink: Sink) -> Iterator[Rows]:
    """The statements some thousands at a time; none any more once there is a fault."""
    batch: Rows = []
    size = 0
    for made, characters in _made(files, entities, tally, sink):
        if tally.full:
            return
        batch += made
        size += characters
        if len(batch) >= BATCH or size >= MOST_CHARACTERS or tally.faults:
            tally.statements += len(batch)
            yield [] if tally.faults else batch
            batch, size = [], 0
    tally.statements += len(batch)
    yield batch


def _made(files: Given, entities: Entities, tally: Tally, sink: Sink) -> Iterator[tuple[Rows, int]]:
    """The statements of every file, with how many characters they are of at most."""
    total = len(files.judgements) + len(files.sites)
    for done, (path, name) in enumerate(files.judgements):
        sink.progress(done, total)
        yield judgements(path, name, tally), 0
    for done, (path, name) in enumerate(files.sites, start=len(files.judgements)):
        sink.progress(done, total)
        try:
            yield from _of_file(path, name, files, entities, tally)
        except SourceError as error:
            tally.faults += error.faults
            yield [], 0
    sink.progress(total, total)


def _of_file(path: Path, name: str, files: Given, entities: Entities, tally: Tally) -> Iterator[tuple[Rows, int]]:
    """The statements of each record of a file; a file in a folder that holds no sites at all is left alone."""
    for number, record, text in records(path, name):
        where = f"{name}, record {number}"
        if number == 1 and (detail := _another(record)):
            if not files.in_folder:
                raise SourceError(fault("wrong_dataset", name, dataset=NAME, detail=detail))
            files.others.append(name)
            return
        tally.records += 1
        broken = broken_texts(record, where) if "\\u" in text and HALVES.search(text) else ()
        if found := list(islice(broken, MOST_FAULTS)) or ([] if fits(record, SITE) else _misfits(record, where)):
            tally.faults += found
            yield [], 0
            continue
        if len(tally.keys) < MOST_KEYS:
            tally.keys |= record.keys()
        made = statements(record, where, entities, tally)
        characters = len(made) * len(text)
        if characters > MOST_CHARACTERS:
            what = "characters of the record times statements"
            tally.faults.append(fault("count_above", where, what=what, found=characters, maximum=MOST_CHARACTERS))
        yield made, characters


def _misfits(record: object, where: str) -> list[Fault]:
    return list(islice(misfits(record, SITE, where), MOST_FAULTS))


def _another(record: Any) -> str:  # noqa: ANN401 - anything JSON may hold
    """What shows that the first record of a file is no site; empty where it may be one."""
    if not isinstance(record, dict):
        return f"record 1 is {shown(record)}"
    if not {"source_id", "record_id", "mineral_inventory", "deposit_type_candidate"} & record.keys():
        return f"record 1 has {', '.join(sorted(record))[:80] or 'no members'}"
    return ""


def _notes(files: Given, entities: Entities, tally: Tally) -> Iterator[str]:
    yield SOURCE.says("read", sites=tally.records, judgements=tally.judgements, statements=tally.statements)
    if files.sites:
        known = f"{entities.folder.parent.name}/{entities.folder.name}" if entities.folder else "-"
        yield SOURCE.says("entities", folder=known)
    for key in SOURCE.raw["counted"]:
        if tally.said[key]:
            kinds = len(tally.details.get(key, ()))
            yield SOURCE.says(key, count=tally.said[key], kinds=kinds, names=tally.listed(key))
    if tally.judged:
        yield SOURCE.says("judged", known=len(tally.judged & tally.sites.keys()), count=len(tally.judged))
    unread = sorted(tally.keys - SITE.members.keys())
    if unread:
        yield SOURCE.says("unread", names=", ".join(unread)[:300])
    for name in files.others[:20]:
        yield SOURCE.says("left", name=name)
