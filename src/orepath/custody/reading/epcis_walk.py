"""The events of an EPCIS file in JSON, one by one, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from orepath.custody.reading.json_stream import LARGEST, Json, JsonStream
from orepath.errors import fault

INTO = {(): ("epcisBody",), ("epcisBody",): ("queryResults",), ("epcisBody", "queryResults"): ("resultsBody",)}
"""Objects that may hold the list of events, from the document inwards (EPCIS 2.0, JSON schema)."""
LISTS = (("epcisBody", "eventList"), ("epcisBody", "queryResults", "resultsBody", "eventList"))
SINGLE = (("epcisBody", "event"), ("epcisBody", "queryResults", "resultsBody", "event"))


class Found(NamedTuple):
    """An event, or fields around events, and where they stand: the names that lead there, none for the outermost."""

    path: tuple[str, ...]
    value: Json
    event: bool = False


def walk(stream: JsonStream) -> Iterator[Found]:
    """What a file holds, in its order: documents, arrays of events and events, also several on end (NDJSON).

    Raises
    ------
    InputError
        As `orepath.custody.reading.json_stream.JsonStream.value`.
    """
    while (first := stream.peek()) != "":
        if first == "[":
            for each in stream.items():
                yield from _of(each)
        elif first == "{":
            whole = stream.whole()
            yield from _within(stream, ()) if whole is None else _of(whole)
        else:
            stream.fail(fault("custody_json", detail="{ or [ expected"))


def _of(value: Json) -> Iterator[Found]:
    """What a document or an event that is held whole gives."""
    if not isinstance(value, dict) or "epcisBody" not in value:
        yield Found((), value, event=not _is_document(value))
        return
    path: tuple[str, ...] = ()
    held: Json = {"@context": None, **value}  # what an earlier document in the file said of prefixes ends here
    while isinstance(held, dict):
        lists = {key: (*path, key) for key in ("eventList", "event") if (*path, key) in LISTS + SINGLE}
        inner = next((key for key in INTO.get(path, ()) if key in held), "")
        yield Found(path, {key: each for key, each in held.items() if key not in lists and key != inner})
        for key, here in lists.items():
            events = held.get(key, [])
            for each in events if isinstance(events, list) else [events]:
                yield Found(here, each, event=True)
        if not inner:
            return
        path, held = (*path, inner), held[inner]
    yield Found(path, held)


def _is_document(value: Json) -> bool:
    return isinstance(value, dict) and isinstance(value.get("type"), str) and value["type"].startswith("EPCIS")


def _within(stream: JsonStream, path: tuple[str, ...]) -> Iterator[Found]:
    """What an object gives that is too large to be held: a document, or else an event."""
    outside: dict[str, Json] = {}
    start, document = stream.taken, False
    for key in stream.fields():
        here = (*path, key)
        first = stream.peek()
        if key in INTO.get(path, ()) and first == "{":
            document = True
            if outside:
                yield Found(path, outside)
                outside = {}
            yield Found(here, {})
            yield from _within(stream, here)
        elif here in LISTS and first == "[":
            for each in stream.items():
                yield Found(here, each, event=True)
        elif here in SINGLE:
            yield Found(here, stream.value(), event=True)
        else:
            outside[key] = stream.value()
            if not document and stream.taken - start > 2 * LARGEST:
                stream.fail(fault("custody_event_large", maximum=LARGEST))
    if outside:
        yield Found(path, outside, event=not path and not document and not _is_document(outside))
