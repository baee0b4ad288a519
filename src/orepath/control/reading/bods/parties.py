"""Entities and persons of a BODS file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from orepath.control.reading.bods.definitions import definitions, entity_kinds
from orepath.control.reading.bods.statements import Statement
from orepath.control.reading.fields import Fields
from orepath.control.reading.rows import EntityRows
from orepath.control.reading.words import OFFICIAL
from orepath.control.register import KINDS
from orepath.vocabulary.places import find_place


@dataclass(frozen=True)
class Party:
    """An entity or a person as the latest statement has it.

    Parameters
    ----------
    country
        Where an entity is seated; of an official, whose official; of another person, the nationality. Empty where it
        is not said, or said to be several.
    identified
        Whether the publisher says who it is.
    """

    record: str
    name: str
    kind: str
    country: str
    official: bool
    identified: bool


def parties(records: dict[str, list[Statement]]) -> dict[str, Party]:
    """The parties by record; of several statements about one the latest stands, a closed record remains a party."""
    found: dict[str, Party] = {}
    for record, said in sorted(records.items()):
        party = (_entity if said[-1].kind == "entity" else _person)(record, said[-1].details)
        if party is not None:
            found[record] = party
    return found


def entity_rows(found: Iterable[Party]) -> EntityRows:
    """Parties as columns."""
    listed = list(found)
    return EntityRows(
        pa.array([each.record for each in listed], pa.string()),
        pa.array([each.name for each in listed], pa.string()),
        np.asarray([KINDS.index(each.kind) for each in listed], dtype=np.int8),
        pa.array([each.country for each in listed], pa.string()),
        {number: (OFFICIAL,) for number, each in enumerate(listed) if each.official},
    )


def _entity(record: str, details: Fields) -> Party | None:
    details.need("entityType", dict)
    of = details.at("entityType")
    type_ = of.word("type", entity_kinds(), needed=True) if of else None
    jurisdiction = details.at("jurisdiction")
    country = _country(jurisdiction) if jurisdiction else _registered(details)
    name = details.get("name", str) or record
    if type_ is None:
        return None
    identified = type_ not in definitions()["unidentified"]["entity"]
    return Party(record, name, entity_kinds()[type_], country, False, identified)


def _registered(details: Fields) -> str:
    """The country of the registered address; empty where there is none."""
    for address in details.each("addresses"):
        if address.get("type", str) == "registered" and (country := address.at("country")):
            return _country(country)
    return ""


def _person(record: str, details: Fields) -> Party | None:
    type_ = details.word("personType", definitions()["person"]["types"], needed=True)
    names = [(each.get("type", str), each.get("fullName", str)) for each in details.each("names")]
    full = [name for kind, name in names if kind in ("legal", "individual") and name] + [
        name for _, name in names if name
    ]
    nationalities = {_country(each) for each in details.each("nationalities")}
    exposure = details.at("politicalExposure")
    status = exposure.word("status", definitions()["person"]["exposures"]) if exposure else None
    official = status in definitions()["person"]["official"]
    offices = {_country(each) for each in _offices(exposure)} if exposure and official else set()
    places = offices or nationalities
    if type_ is None:
        return None
    country = places.pop() if len(places) == 1 else ""
    identified = type_ not in definitions()["unidentified"]["person"]
    return Party(record, full[0] if full else record, "person", country, official, identified)


def _offices(exposure: Fields) -> Iterable[Fields]:
    """The jurisdictions in which a person holds office."""
    for each in exposure.each("details"):
        jurisdiction = each.at("jurisdiction")
        if jurisdiction:
            yield jurisdiction


def _country(fields: Fields) -> str:
    """The alpha-2 code of a country, or of the country a subdivision is part of; a fault where it is neither."""
    code, name = fields.get("code", str), fields.get("name", str)
    found = find_place(code.partition("-")[0]) if code else find_place(name or "")
    if found is None:
        fields.refuse("code" if code else "name", code or name or "–", "ISO 3166-1, ISO 3166-2")
    return found or ""
