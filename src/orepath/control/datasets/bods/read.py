"""From statements of BODS to statements of the registers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from orepath.control.datasets.gathering import ENTITIES, STAKES, Gathering
from orepath.control.datasets.writing import statements
from orepath.control.reading.bods.read import read_bods
from orepath.control.reading.days import day_of, iso_day
from orepath.control.reading.join import joined
from orepath.control.reading.json_text import json_values
from orepath.control.reading.kinds import file_kind
from orepath.control.reading.rows import EntityRows, StakeRows
from orepath.control.register import KINDS, METRICS
from orepath.errors import InputError, SourceError, fault
from orepath.evidence.delimited import workspace
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.evidence.source import source
from orepath.network.own.columns import Faults

__all__ = ["SOURCE", "read"]

SOURCE = source("orepath.control.datasets.bods")
KEYS = {"statementId", "statementID", "recordType", "statementType"}


def read(path: Path, sink: Sink) -> Reading:
    """Read a file of statements: an array, one statement, or one a line."""
    values = _values(bounded_file(path, SOURCE.raw["most_bytes"]))
    faults = Faults()
    entities, stakes = read_bods(values, path.name, faults)
    joined([entities], stakes, faults)
    refuse(check_counts(SOURCE, {"entities and persons": len(entities.id)}, path.name))
    with workspace(sink.folder) as connection:
        gathering = Gathering(connection)
        _begin_files(gathering, path.name, values)
        gathering.add("entities", ENTITIES, _entities(entities, values))
        gathering.add("stakes", STAKES, _stakes(stakes))
        merged = gathering.merge()
        count = gathering.count("stakes")
        sink.statement_batches(statements(gathering))
    sink.found_columns(path.name, sorted({key for value in values for key in value}))
    notes = [SOURCE.says("counts", statements=len(values), entities=len(entities.id), stakes=count)]
    notes += _noted(entities, values, merged)
    edition, recorded = _edition(path, values)
    return Reading(edition, recorded, len(values), len(values), (), tuple(notes))


def _values(path: Path) -> list[dict[str, Any]]:
    """The statements of a file; that each is one is for `read_bods` to check, but for the first."""
    kind = file_kind(path)
    if kind != "json":
        raise SourceError(fault("wrong_format", path.name, found=path.suffix or kind, allowed="JSON"))
    values = json_values(path)
    first = values[0] if values else None
    if not isinstance(first, dict) or not KEYS & set(first):
        shown = ", ".join(list(first)[:6]) if isinstance(first, dict) else type(first).__name__
        raise SourceError(fault("wrong_dataset", path.name, dataset=f"BODS {SOURCE.raw['version']}", detail=shown))
    others = [f"/{number}" for number, value in enumerate(values) if not isinstance(value, dict)]
    if others:
        raise InputError(fault("control_field", path.name, field=others[0], found="–", allowed="object"))
    return [value for value in values if isinstance(value, dict)]


def _begin_files(gathering: Gathering, file: str, values: Sequence[dict[str, Any]]) -> None:
    """Who says each statement, from the first one that says it on."""
    before = None
    for number, value in enumerate(values, start=1):
        publisher = _said(value, "publisher", "name") or SOURCE.title.en
        if publisher != before:
            gathering.begins(number, f"{file}, statement", publisher, number)
            before = publisher


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


def _edition(path: Path, values: Sequence[dict[str, Any]]) -> tuple[str, date | None]:
    """The newest day of publication, or of a statement where none is said, with a mark of the content."""
    said = [_said(value, "publicationDate") for value in values] + [str(value.get("statementDate")) for value in values]
    known = [day for day in (iso_day(each[:10]) for each in said) if day is not None]
    newest = day_of(max(known)) if known else None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{newest or 'undated'}-{digest[:8]}", newest
