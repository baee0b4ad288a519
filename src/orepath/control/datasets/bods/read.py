"""From statements of BODS to statements of the registers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from orepath.control.datasets.bods.files import File, files_at, name_of
from orepath.control.datasets.gathering import ENTITIES, STAKES, Gathering
from orepath.control.datasets.writing import statements
from orepath.control.reading.bods.read import read_bods
from orepath.control.reading.days import day_of, iso_day
from orepath.control.reading.join import joined
from orepath.control.reading.rows import EntityRows, StakeRows
from orepath.control.register import KINDS, METRICS
from orepath.evidence.delimited import workspace
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.evidence.source import source
from orepath.network.own.columns import Faults

__all__ = ["SOURCE", "read"]

SOURCE = source("orepath.control.datasets.bods")


def read(path: Path, sink: Sink) -> Reading:
    """Read a file of statements (an array, one statement, or one a line) or a folder of them, told as one."""
    files, beside = files_at(path, f"BODS {SOURCE.raw['version']}", SOURCE.raw["most_bytes"])
    values = [value for file in files for value in file.values]
    places = [(file.path.name, f"/{number}") for file in files for number in range(len(file.values))]
    name = name_of(files, path)
    faults = Faults()
    entities, stakes = read_bods(values, name, faults, places)
    joined([entities], stakes, faults)
    refuse(check_counts(SOURCE, {"entities and persons": len(entities.id)}, path.name))
    with workspace(sink.folder) as connection:
        gathering = Gathering(connection)
        _begin_files(gathering, files)
        gathering.add("entities", ENTITIES, _entities(entities, values))
        gathering.add("stakes", STAKES, _stakes(stakes))
        merged = gathering.merge()
        count = gathering.count("stakes")
        sink.statement_batches(statements(gathering))
    for file in files:
        sink.found_columns(file.path.name, sorted({key for value in file.values for key in value}))
    notes = [SOURCE.says("counts", statements=len(values), entities=len(entities.id), stakes=count)]
    notes += _noted(entities, values, merged)
    notes += [SOURCE.says("beside", names=", ".join(beside))] if beside else []
    edition, recorded = _edition(files, values)
    return Reading(edition, recorded, len(values), len(values), (), tuple(notes))


def _begin_files(gathering: Gathering, files: Sequence[File]) -> None:
    """Who says each statement, from the first one of a file that says it on."""
    before = 0
    for file in files:
        said = None
        for number, value in enumerate(file.values, start=1):
            publisher = _said(value, "publisher", "name") or SOURCE.title.en
            if publisher != said:
                gathering.begins(before + number, f"{file.path.name}, statement", publisher, number)
                said = publisher
        before += len(file.values)


def _said(value: dict[str, Any], *keys: str) -> str:
    """What a statement says of its publication, or nothing."""
    found: object = value.get("publicationDetails")
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""


def _entities(rows: EntityRows, values: Sequence[dict[str, Any]]) -> Iterator[tuple[object, ...]]:
    last = {value.get("recordId"): number for number, value in enumerate(values, start=1)}
    columns = (rows.id.to_pylist(), rows.name.to_pylist(), rows.kind.tolist(), rows.country.to_pylist())
    for line, (id_, name, kind, country) in enumerate(zip(*columns, strict=True)):
        yield id_, name, KINDS[kind], country, "", ";".join(rows.listed.get(line, ())), last[id_]


def _stakes(rows: StakeRows) -> Iterator[tuple[object, ...]]:
    nth = Counter[tuple[str, int, int]]()
    shares = (rows.numerator.tolist(), rows.most.tolist(), rows.denominator.tolist())
    days = (rows.from_.tolist(), rows.until.tolist())
    columns = (rows.owner.to_pylist(), rows.owned.to_pylist(), rows.metric.tolist(), *shares, *days, rows.row.tolist())
    for owner, owned, metric, numerator, most, denominator, from_, until, number in zip(*columns, strict=True):
        if not owner:
            nth[owned, metric, from_] += 1
        which = 0 if owner else nth[owned, metric, from_]
        yield owner, owned, METRICS[metric], numerator, most, denominator, from_, until, number, which


def _noted(entities: EntityRows, values: Sequence[dict[str, Any]], merged: int) -> Iterator[str]:
    person = KINDS.index("person")
    persons = sum(kind == person and line not in entities.listed for line, kind in enumerate(entities.kind.tolist()))
    if persons:
        yield SOURCE.says("persons", count=persons)
    if merged:
        yield SOURCE.says("merged", count=merged)
    licences = sorted({_said(value, "license") for value in values} - {""})
    yield SOURCE.says("licence", licence=", ".join(licences)) if licences else SOURCE.says("no_licence")


def _edition(files: Sequence[File], values: Sequence[dict[str, Any]]) -> tuple[str, date | None]:
    """The newest day of publication, or of a statement where none is said, with a mark of the content."""
    said = [_said(value, "publicationDate") for value in values] + [str(value.get("statementDate")) for value in values]
    known = [day for day in (iso_day(each[:10]) for each in said) if day is not None]
    newest = day_of(max(known)) if known else None
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.path.read_bytes())
    return f"{newest or 'undated'}-{digest.hexdigest()[:8]}", newest
