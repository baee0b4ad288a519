"""EPCIS 2.0 events in JSON-LD: a document, the answer to a query, a bare event, a list of events, or one a line."""

from __future__ import annotations

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
from orepath.custody.reading.json_stream import CHUNK, DEEPEST, Json, JsonStream
from orepath.custody.reading.plain import names, plain
from orepath.errors import Fault, InputError, fault

MOST_FAULTS = 300
"""After so many faults a file is not read on."""
FACTS_BELOW = 64_000_000
"""Bytes of a file of which facts about lots are read besides its events: they are held in memory."""
PIECE = 1 << 16
"""Bytes that are searched for a word at once."""


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
    known, sites = _before(path, chunk)
    small = path.stat().st_size < FACTS_BELOW
    lots = _lots(path, known, chunk) if small and _says(path, b"ilmd") else ()
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
    """What prefixes stand for from here on: the context of a document holds for it alone."""
    if found.event or not isinstance(found.value, dict) or "@context" not in found.value:
        return known
    return names(found.value["@context"], known if found.path else None)


def _events(path: Path, known: dict[str, str], chunk: int) -> Iterator[Event]:
    faults: list[Fault] = []
    count, body = 0, False
    try:
        for found in _found(path, chunk):
            known = _context(found, known)
            body = body or (bool(found.path) and isinstance(found.value, dict))
            if not found.event:
                continue
            count += 1
            where = f"{path.name}, event {count}"
            made = _other(found, path.name) or _event(found.value, known, where)
            if isinstance(made, list):
                faults += made
                if len(faults) >= MOST_FAULTS:
                    break
            else:
                yield made
    except InputError as error:
        faults += error.faults
    if not faults and not count and not body:
        faults.append(fault("custody_epcis_none", path.name, found="—"))
    if faults:
        raise InputError(faults)


def _other(found: Found, file: str) -> list[Fault]:
    """A fault for an object that stands alone and has nothing of an event."""
    if found.path or not isinstance(found.value, dict) or "eventTime" in found.value:
        return []
    if str(found.value.get("type", "")).endswith("Event"):
        return []
    shown = ", ".join(list(found.value)[:12])[:200].encode("utf-8", "backslashreplace").decode()
    return [fault("custody_epcis_none", file, found=shown or "{}")]


def _event(value: Json, known: dict[str, str], where: str) -> Event | list[Fault]:
    if type(value) is not dict:
        return [value_fault(where, "eventList", value, "{…}")]
    try:
        return event_of(plain(value, known), where)
    except RecursionError:
        return [fault("custody_json_deep", where, maximum=DEEPEST)]


def _before(path: Path, chunk: int) -> tuple[dict[str, str], tuple[Site, ...]]:
    """The contexts, which may follow the events, and the sites that are listed.

    What is wrong with the file is told when its events are asked for.
    """
    known, sites, told = names(None), list[Site](), False
    all_of_it = _says(path, b"vocabularyList")
    try:
        for found in _found(path, chunk):
            if found.event:
                if not all_of_it and (told or (isinstance(found.value, dict) and "@context" in found.value)):
                    break
                continue
            told = told or (isinstance(found.value, dict) and "@context" in found.value)
            known = _context(found, known)
            sites += sites_of_json(found.value, path.name)
    except InputError:
        pass
    return known, tuple(sites)


def _lots(path: Path, known: dict[str, str], chunk: int) -> tuple[LotFacts, ...]:
    """Facts about lots that the events of a small file give; the last one on a lot counts."""
    lots: dict[str, LotFacts] = {}
    count = 0
    try:
        for found in _found(path, chunk):
            known = _context(found, known)
            count += found.event
            if found.event and isinstance(found.value, dict) and "ilmd" in found.value:
                try:
                    said = plain(found.value, known)
                    lots.update({each.id: each for each in facts(said, f"{path.name}, event {count}")})
                except (RecursionError, ValueError, TypeError, AttributeError):
                    continue  # told as a fault when the events are asked for
    except InputError:
        pass
    return tuple(lots.values())


def _says(path: Path, word: bytes) -> bool:
    """Whether a word may stand in a file; True of files in UTF-16."""
    with path.open("rb") as file:
        held = file.read(PIECE)
        if b"\x00" in held[:64]:
            return True
        while held:
            if word in held:
                return True
            more = file.read(PIECE)
            held = held[-len(word) :] + more if more else b""
    return False
