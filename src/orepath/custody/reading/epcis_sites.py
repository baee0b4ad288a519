"""Sites from the master data of EPCIS documents."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.custody.document import Site
from orepath.custody.identity.digital_link import canonical
from orepath.custody.reading.json_stream import Json
from orepath.vocabulary.places import find_place

KINDS = ("BusinessLocation", "ReadPoint", "Location")
"""Vocabularies that list places (EPCIS 2.0, section 7.2.3), by the last part of their type."""
NAMES = ("name", "ssd")
COUNTRIES = ("countryCode",)
"""Attributes of places (CBV 2.0, location master data), by the last part of their name."""


def sites_of_json(outside: Json, file: str) -> Iterator[Site]:
    """Sites that the header or the body of a JSON document lists."""
    if isinstance(outside, dict):
        for key, value in outside.items():
            if key in ("epcisHeader", "epcisMasterData", "vocabularyList"):
                yield from _of_json(value, file)


def _of_json(value: Json, file: str) -> Iterator[Site]:
    if isinstance(value, dict):
        for key in ("epcisMasterData", "vocabularyList"):
            yield from _of_json(value.get(key), file)
    for vocabulary in value if isinstance(value, list) else ():
        if not isinstance(vocabulary, dict):
            continue
        elements = vocabulary.get("vocabularyElementList")
        for element in elements if isinstance(elements, list) else ():
            if isinstance(element, dict):
                attributes = element.get("attributes")
                pairs = [(each.get("id"), each.get("attribute")) for each in attributes or () if isinstance(each, dict)]
                site = site_of(vocabulary.get("type"), element.get("id"), pairs, file)
                if site:
                    yield site


def site_of(kind: Json, identifier: Json, attributes: list[tuple[Json, Json]], file: str) -> Site | None:
    """A site of a vocabulary; None where the vocabulary lists something else."""
    if _last(kind) not in KINDS or not isinstance(identifier, str) or not identifier.strip():
        return None
    said = {_last(name): value.strip() for name, value in reversed(attributes) if isinstance(value, str)}
    name = next((said[each] for each in NAMES if said.get(each)), "")
    country = next((find_place(said[each]) or "" for each in COUNTRIES if said.get(each)), "")
    return Site(canonical(identifier), name, country, where=f"{file}, {identifier.strip()}")


def _last(name: Json) -> str:
    if not isinstance(name, str):
        return ""
    return name[max(name.rfind(mark) for mark in "#:/-") + 1 :]
