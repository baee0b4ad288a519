"""EPCIS events and master data in XML, of version 2.0 and, where it says the same, of 1.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from orepath.custody.document import Document, LotFacts, Site
from orepath.custody.event import Event
from orepath.custody.identity.words import prefixes
from orepath.custody.reading.epcis_event import event_of
from orepath.custody.reading.epcis_facts import facts
from orepath.custody.reading.epcis_json import FACTS_BELOW, MOST_FAULTS, check_file
from orepath.custody.reading.epcis_shape import WRAPPERS, plain_of
from orepath.custody.reading.epcis_sites import site_of
from orepath.custody.reading.epcis_types import roots
from orepath.custody.reading.xml_stream import CHUNK, Element, XmlStream
from orepath.errors import Fault, InputError, fault

LIST = "EventList"
VOCABULARY = "Vocabulary"


class _Stream(XmlStream):
    """Gives events and vocabularies."""

    def wanted(self, path: list[str]) -> bool:
        if path[-1] in WRAPPERS or len(path) < 3:
            return False
        parent = next((name for name in reversed(path[:-1]) if name not in WRAPPERS), "")
        return parent == LIST or path[-1] == VOCABULARY


def read(path: Path, chunk: int = CHUNK) -> Document:
    """The events of a file, and what it says of lots and sites; as `orepath.custody.reading.epcis_json.read`.

    Raises
    ------
    InputError
        As there; besides, when events are asked for, where the XML declares entities or a document type with content.
    """
    check_file(path)
    small = path.stat().st_size < FACTS_BELOW
    lots, sites = _around(path, chunk) if small else ((), ())
    events: Callable[[], Iterator[Event]] = lambda: _events(path, chunk)  # noqa: E731
    return Document(path.name, "epcis-xml", events, lots=lots, sites=sites)


def plain_events(path: Path, chunk: int = CHUNK) -> Iterator[dict[str, Any]]:
    """The events of a file in the plain shape.

    Raises
    ------
    InputError
        Where the text is no XML, or is not safe to read.
    """
    with path.open("rb") as file:
        stream = _Stream(file, path.name, chunk)
        for _, element in stream.elements():
            if element.name != VOCABULARY:
                yield plain_of(element, prefixes() | stream.prefixes)


def _events(path: Path, chunk: int) -> Iterator[Event]:
    faults: list[Fault] = []
    count = lists = 0
    with path.open("rb") as file:
        stream = _Stream(file, path.name, chunk)
        try:
            for _, element in stream.elements():
                if element.name == VOCABULARY:
                    lists += 1
                    continue
                count += 1
                made = event_of(plain_of(element, prefixes() | stream.prefixes), f"{path.name}, event {count}")
                if isinstance(made, list):
                    faults += made
                    if len(faults) >= MOST_FAULTS:
                        break
                else:
                    yield made
        except InputError as error:
            faults += error.faults
    if not faults and not count and not lists and stream.root.rpartition("}")[2] not in roots():
        faults.append(fault("custody_epcis_none", path.name, found=", ".join(stream.seen)))
    if faults:
        raise InputError(faults)


def _around(path: Path, chunk: int) -> tuple[tuple[LotFacts, ...], tuple[Site, ...]]:
    """Facts about lots and sites; what is wrong with the file is told when its events are asked for."""
    lots: dict[str, LotFacts] = {}
    sites: list[Site] = []
    count = 0
    with path.open("rb") as file:
        stream = _Stream(file, path.name, chunk)
        try:
            for _, element in stream.elements():
                if element.name == VOCABULARY:
                    sites += _sites(element, path.name)
                    continue
                count += 1
                if any(child.name in ("ilmd", *WRAPPERS) for child in element.children):
                    said = plain_of(element, prefixes() | stream.prefixes)
                    lots.update({each.id: each for each in facts(said, f"{path.name}, event {count}")})
        except InputError:
            pass
    return tuple(lots.values()), tuple(sites)


def _sites(vocabulary: Element, file: str) -> Iterator[Site]:
    for elements in vocabulary.children:
        for element in elements.children:
            pairs = [(each.attributes.get("id"), each.text) for each in element.children if each.name == "attribute"]
            site = site_of(vocabulary.attributes.get("type"), element.attributes.get("id"), pairs, file)
            if site:
                yield site
