"""Events of documents of Catena-X."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from orepath.custody.document import Unread
from orepath.custody.event import Event
from orepath.custody.reading.aspects.read import EventsOf
from orepath.custody.reading.aspects.statement import Reader
from orepath.custody.reading.catenax.epcis import bom_as_built, recycling_batch
from orepath.custody.reading.epcis_event import event_of
from orepath.custody.reading.plain import names, plain

EPCIS: Mapping[str, Callable[[Reader, str], list[dict[str, Any]]]] = {
    "bom_as_built": bom_as_built,
    "recycling_batch": recycling_batch,
}
"""What gives the events of a model in the shape of EPCIS, by the name that its map gives."""


def _events(name: str, reader: Reader, about: str) -> tuple[Event, ...]:
    """The events of a document; what is no event is kept as unread."""
    found = []
    for number, said in enumerate(EPCIS[name](reader, about), start=1):
        event = event_of(plain(said, names(None)), f"{reader.file}, event {number}")
        if isinstance(event, Event):
            found.append(event)
        else:
            reader.unread.extend(Unread(fault.code, fault.where, fault.values) for fault in event)
    return tuple(found)


EVENTS: Mapping[str, EventsOf] = {name: partial(_events, name) for name in EPCIS}
"""What gives the events of a model, by the name that its map gives."""
