"""From GLEIF's files to statements of the registers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from orepath.control.datasets.gathering import Gathering
from orepath.control.datasets.gleif.files import SOURCE, File, gleif_files
from orepath.control.datasets.gleif.records import Records, add_stakes, refuse_repeated
from orepath.control.datasets.sure import refuse_sure
from orepath.control.datasets.writing import statements
from orepath.control.reading.days import day_of, iso_day
from orepath.errors import InputError, fault
from orepath.evidence.delimited import workspace
from orepath.evidence.reading import Reading, Refused, Sink, check_counts, refuse

__all__ = ["SOURCE", "read"]

CHUNK = 1 << 20


def read(path: Path, sink: Sink) -> Reading:
    """Read a file of level 1, or a folder that holds level 1, level 2 and reporting exceptions."""
    files, others = gleif_files(path)
    with workspace(sink.folder) as connection:
        gathering = Gathering(connection)
        records = Records(gathering)
        notes = list(_gather(files, records, sink))
        again = [Refused(number, _says("repeated", records, number, first=records.where(first)))
                 for number, first in refuse_repeated(records)]  # fmt: skip
        if records.faults.kinds:
            raise InputError(records.faults.all())
        _refuse_nobody(path, records)
        lost = [Refused(number, _says("unknown", records, number, lei=lei)) for number, lei in add_stakes(records)]
        left = [Refused(number, _says(why, records, number)) for number, why in records.whom.left_out.items()]
        records.whom.related.clear()
        merged = gathering.merge()
        refuse_sure(gathering, path.name)
        refused = sorted([*again, *lost, *left], key=lambda each: each.row)
        counts = _counts(records, gathering)
        refuse(check_counts(SOURCE, {"entities": counts["entities"]}, path.name))
        sink.statement_batches(statements(gathering))
    notes = [SOURCE.says("counts", **counts), *notes, *_noted(counts["excepted"], merged, others)]
    total = records.counts.total()
    edition, recorded = _edition(files)
    return Reading(edition, recorded, total, total - len(refused), tuple(refused), tuple(notes))


def _gather(files: list[File], records: Records, sink: Sink) -> Iterator[str]:
    """Read all files; notes of what each says of itself that is not so."""
    for number, file in enumerate(files):
        sink.progress(number, len(files))
        found = records.read(file)
        said, content = file.header.get("RecordCount", ""), file.header.get("FileContent", "")
        if said.isdecimal() and int(said) != found:
            yield SOURCE.says("excerpt", file=file.name, said=said, found=found)
        if "DELTA" in content.upper():
            yield SOURCE.says("delta", file=file.name, content=content)
        sink.found_columns(file.name, sorted(kind for kind, count in records.counts.items() if count))
    sink.progress(len(files), len(files))


def _refuse_nobody(path: Path, records: Records) -> None:
    if not records.gathering.count("entities"):
        raise InputError(fault("gleif_level_1", path.name))


def _says(key: str, records: Records, number: int, **values: object) -> str:
    return SOURCE.says(key, where=records.where(number), **values)


def _counts(records: Records, gathering: Gathering) -> dict[str, int]:
    query = "select count(*), count(*) filter (numerator = 0), count(distinct owned) filter (owner = '') from stakes"
    stakes, open_, excepted = gathering.connection.execute(query).fetchall()[0]
    return {
        "entities": gathering.count("entities"),
        "relations": records.counts["relation"],
        "exceptions": records.counts["exception"],
        "stakes": stakes,
        "open": open_,
        "excepted": excepted,
    }


def _noted(excepted: int, merged: int, others: list[str]) -> Iterator[str]:
    if excepted:
        yield SOURCE.says("excepted", count=excepted)
    if merged:
        yield SOURCE.says("merged", count=merged)
    if others:
        yield SOURCE.says("left_out", files=", ".join(others))


def _edition(files: list[File]) -> tuple[str, date | None]:
    """The newest day the files name as that of their content, with a mark of the content itself."""
    days = [iso_day(file.header.get("ContentDate", "")[:10]) for file in files]
    known = [day for day in days if day is not None]
    newest = day_of(max(known)) if known else None
    digest = hashlib.sha256()
    for file in files:
        with file.path.open("rb") as opened:
            while chunk := opened.read(CHUNK):
                digest.update(chunk)
    return f"{newest or 'undated'}-{digest.hexdigest()[:8]}", newest
