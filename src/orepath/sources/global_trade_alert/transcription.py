"""The transcription of exports (JSON)."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, compress
from pathlib import Path
from typing import Any

import pyarrow as pa

from orepath.errors import SourceError, fault
from orepath.evidence.candidates.batch import Batch, Texts, plain
from orepath.evidence.candidates.cells import address, prose, short
from orepath.evidence.candidates.names import minerals_of, places_of
from orepath.evidence.candidates.several import Several
from orepath.evidence.candidates.statements import Candidates, candidates
from orepath.evidence.json_file import called, json_file
from orepath.sources.global_trade_alert.checks import check_addresses, check_filled, named, required_day, word
from orepath.sources.global_trade_alert.tally import MOST_NAMES, SOURCE, Tally, digits

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EVALUATIONS = SOURCE.raw["transcription"]["evaluations"]
MEMBERS = SOURCE.raw["transcription"]["members"]
HELD = frozenset(MEMBERS)
LISTS = ("minerals", "implementers")
TEXTS = tuple(name for name in MEMBERS if name not in LISTS)
DISTINCT = ("evaluation", "dealType", "interventionType", "date", "dateISO")
"""Members of which many interventions say the same."""


def read_transcription(path: Path, tally: Tally) -> Candidates:
    """The interventions of a transcription; faults are added to the tally."""
    document = json_file(path, SOURCE.raw["most_bytes"])
    entries = document.get("interventions") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        detail = "no list 'interventions'"
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    where = [f"{path.name}, intervention {number}" for number in range(1, len(entries) + 1)]
    if not _all_sound(entries):
        sound = [_sound(entry, place, tally) for entry, place in zip(entries, where, strict=True)]
        entries, where = list(compress(entries, sound)), list(compress(where, sound))
    tally.columns[path.name] = MEMBERS
    members = {name: [entry[name] for entry in entries] for name in MEMBERS}
    distinct = {name: pa.array(members[name], pa.string()).dictionary_encode() for name in DISTINCT}
    batch = Batch(members | distinct, where)
    found = _candidates(batch, members)
    tally.faults += batch.told()
    return found


def _all_sound(entries: list[Any]) -> bool:
    """Whether all entries have the members they should, each of its kind."""
    if not all(isinstance(entry, dict) and entry.keys() == HELD for entry in entries):
        return False
    texts = [entry[name] for name in TEXTS for entry in entries]
    lists = [entry[name] for name in LISTS for entry in entries]
    if not set(map(type, texts)) <= {str} or not set(map(type, lists)) <= {list}:
        return False
    values = list(chain.from_iterable(lists))
    return set(map(type, values)) <= {str} and all(map(str.strip, values))


def _sound(entry: Any, where: str, tally: Tally) -> bool:  # noqa: ANN401 - anything JSON may hold
    """Whether an entry has the members it should, each of its kind; else a fault says which it lacks."""
    if not isinstance(entry, dict) or entry.keys() != HELD:
        held = set(entry) if isinstance(entry, dict) else set()
        missing = ", ".join(sorted(HELD - held)) or "-"
        extra = ", ".join(sorted(held - HELD)) or "-"
        tally.faults.append(fault("wrong_columns", where, dataset=SOURCE.id, missing=missing, extra=extra))
        return False
    wrong = [name for name in MEMBERS if not _of_kind(entry[name], name in LISTS)]
    for name in wrong:
        allowed = '["…"]' if name in LISTS else "text"
        tally.faults.append(fault("bad_cell", where, column=name, found=called(entry[name]), allowed=allowed))
    return not wrong


def _of_kind(value: object, several: bool) -> bool:
    if several:
        return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
    return isinstance(value, str)


def _candidates(batch: Batch, members: dict[str, list[Any]]) -> Candidates:
    batch.made("evaluation", word(EVALUATIONS))
    implemented = batch.made("dateISO", required_day)
    _check_written(batch, implemented)
    check_addresses(batch, "link", "id")
    kinds = Several.of_values(batch.made("interventionType", short))
    implementers, minerals = (
        batch.several(name, Several.of_lists, members[name], MOST_NAMES) for name in ("implementers", "minerals")
    )
    check_filled(batch, "implementers", implementers)
    texts = {
        "key": batch.made("id", digits),
        "title": batch.made("title", short),
        "implemented": implemented,
        "link": batch.made("link", address),
        "description": batch.made("description", prose),
        "evaluation": batch.columns["evaluation"],
        "group": batch.columns["dealType"],
    }
    several = {
        "kinds": kinds,
        "instruments": kinds.mapped(SOURCE.raw["instruments"].get),
        "implementers": implementers,
        "places": named(batch, implementers, places_of, SOURCE.raw["places"]),
        "minerals": named(batch, minerals, minerals_of, SOURCE.raw["minerals"]),
    }
    return candidates(batch.where, pa.array(batch.texts("title")), texts, several)


def _check_written(batch: Batch, days: Texts) -> None:
    """Add a fault where a day is written the second time as another."""
    pairs = zip(plain(days).to_pylist(), batch.texts("date"), strict=True)
    for row, (day, said) in enumerate(pairs):
        if day and said != (allowed := _written(day)):
            batch.add(row, fault("bad_cell", batch.where[row], column="date", found=said[:60], allowed=allowed))


@lru_cache(maxsize=10_000)
def _written(day: str) -> str:
    """A day as the transcription writes it a second time."""
    return f"{MONTHS[int(day[5:7]) - 1]} {day[8:]}, {day[:4]}"
