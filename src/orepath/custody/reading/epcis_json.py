"""EPCIS 2.0 events in JSON-LD: a document, the answer to a query, a bare event, a list of events, or one a line."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from orepath.custody.document import Document, LotFacts, Site
from orepath.custody.event import Event
from orepath.custody.reading.epcis_event import event_of
from orepath.custody.reading.epcis_facts import facts
from orepath.custody.reading.epcis_faults import value_fault
from orepath.custody.reading.epcis_sites import sites_of_json
from orepath.custody.reading.epcis_walk import Found, walk
from orepath.custody.reading.json_stream import CHUNK, DEEPEST, JsonStream
from orepath.custody.reading.plain import names, plain
from orepath.errors import Fault, InputError, fault

MOST_FAULTS = 300
"""After so many faults a file is not read on."""
FACTS_BELOW = 64_000_000
"""Bytes of a file of which facts about lots are read besides its events: they are held in memory."""


def read(path: Path, chunk: int = CHUNK) -> Document:
    """The events of a file, and what it says of lots and sites.

    The events are read when they are asked for. Faults are raised then, all together: what is sound in the file comes
    first, and at its end the error.

    Raises
    ------
    InputError
        Where there is no such file or it is empty; when events are asked for, where the text is no JSON or breaks off,
        where it holds no events (the fields found are named), and for every field of every event that is missing or
        holds what it may not, up to `MOST_FAULTS`.
    """
    check_file(path)
    known, lots, sites = _before(path, chunk)
    events: Callable[[], Iterator[Event]] = lambda: _events(path, known, chunk)  # noqa: E731
    return Document(path.name, "epcis-json", events, lots=lots, sites=sites)


def check_file(path: Path) -> None:
    """Refuse what is no file, or has nothing in it.

    Raises
    ------
    InputError
        Where there is no such file, it is a folder, cannot be read, or is empty.
    """
    if not path.exists():
        raise InputError(fault("file_missing", str(path)))
    if path.is_dir():
        raise InputError(fault("file_is_folder", str(path)))
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise InputError(fault("file_unreadable", str(path), reason=error.strerror or "unreadable")) from error
    if empty:
        raise InputError(fault("file_empty", path.name))


def plain_events(path: Path, chunk: int = CHUNK) -> Iterator[dict[str, Any]]:
    """The events of a file in the plain shape; what is none is left out.

    Raises
    ------
    InputError
        Where the text is no JSON.
    """
    known = _before(path, chunk)[0]
    for each in _found(path, chunk):
        known = _context(each, known)
        if each.event and isinstance(each.value, dict):
            yield plain(each.value, known)


def _found(path: Path, chunk: int) -> Iterator[Found]:
    with path.open("rb") as file:
        yield from walk(JsonStream(file, path.name, chunk))


def _context(found: Found, known: dict[str, str]) -> dict[str, str]:
    context = None if found.event or not isinstance(found.value, dict) else found.value.get("@context")
    return known if context is None else names(context, known)


def _events(path: Path, known: dict[str, str], chunk: int) -> Iterator[Event]:
    faults: list[Fault] = []
    count = 0
    outside: list[str] = []
    try:
        for found in _found(path, chunk):
            known = _context(found, known)
            if not found.event:
                outside += [name for name in found.value or () if name not in outside][:20]
                continue
            count += 1
            made = _event(found.value, known, f"{path.name}, event {count}")
            if type(made) is Event:
                yield made
            else:
                faults += made
                if len(faults) >= MOST_FAULTS:
                    break
    except InputError as error:
        faults += error.faults
    if not faults and not count and not _may_be_empty(outside):
        faults.append(fault("custody_epcis_none", path.name, found=", ".join(outside) or "—"))
    if faults:
        raise InputError(faults)


def _event(value: Any, known: dict[str, str], where: str) -> Event | list[Fault]:
    if type(value) is not dict:
        return [value_fault(where, "", value, "{…}")]
    try:
        return event_of(plain(value, known), where)
    except RecursionError:
        return [fault("custody_json_deep", where, maximum=DEEPEST)]


def _may_be_empty(outside: list[str]) -> bool:
    """A document of EPCIS without events, such as one with master data alone or an answer that found nothing."""
    return "schemaVersion" in outside


def _before(path: Path, chunk: int) -> tuple[dict[str, str], tuple[LotFacts, ...], tuple[Site, ...]]:
    """What must be known before the events: the contexts, which may follow them, and facts where the file is small.

    What is wrong with the file is told when its events are asked for.
    """
    small = path.stat().st_size < FACTS_BELOW
    about = small and _says(path, b"ilmd")
    around = _says(path, b"vocabularyList")
    known, lots, sites = names(None), dict[str, LotFacts](), list[Site]()
    first: list[Any] = []
    told = False
    try:
        for count, found in enumerate(_found(path, chunk)):
            if not found.event:
                told = told or "@context" in (found.value or ())
                known = _context(found, known)
                sites += sites_of_json(found.value, path.name) if around else ()
            elif about and isinstance(found.value, dict) and "ilmd" in found.value:
                first.append((found.value, f"{path.name}, event {count}"))
            elif (told and not about and not around) or ("@context" in (found.value if isinstance(found.value, dict) else ()) and not (about or around)):
                break
    except InputError:
        pass
    for value, where in first:
        try:
            lots.update({each.id: each for each in facts(plain(value, known), where)})
        except (RecursionError, ValueError, TypeError, AttributeError):
            continue
    return known, tuple(lots.values()), tuple(sites)


def _says(path: Path, word: bytes) -> bool:
    """Whether a word may stand in a file; True of files in UTF-16."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        return held.find(word) >= 0 or held.find(b"\x00", 0, 64) >= 0
