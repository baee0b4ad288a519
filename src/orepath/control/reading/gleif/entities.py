"""Level 1: who is who."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from orepath.control.reading.fields import Fields
from orepath.control.reading.gleif.definitions import categories, definitions
from orepath.control.reading.rows import EntityRows
from orepath.control.register import KINDS
from orepath.errors import fault
from orepath.vocabulary.places import find_place

COMPARED = ("LegalName", "EntityCategory", "LegalJurisdiction", "HeadquartersAddress")
Contents = tuple[str, str, str, str]
"""Name, kind, seat and headquarters of an entity, in the order of `COMPARED`."""


def entity_of(record: Fields) -> tuple[str, Contents] | None:
    """The LEI of a record and what it says of its entity; None where it cannot be understood."""
    lei, entity = record.need("LEI", str), record.at("Entity")
    record.need("Entity", dict)
    if lei is None or entity is None:
        return None
    name = entity.need("LegalName", str) or lei
    category = entity.word("EntityCategory", categories())
    kind = categories()[category] if category else str(definitions()["category"]["none"])
    seat = _country(entity, "LegalJurisdiction") or _address(entity, "LegalAddress")
    return lei, (name, kind, seat, _address(entity, "HeadquartersAddress"))


@dataclass
class Who:
    """Entities by LEI: name, kind, seat and headquarters, and the number of the record."""

    said: dict[str, tuple[Contents, int]] = field(default_factory=dict)

    def add(self, record: Fields, number: int) -> None:
        """The entity of a record; one LEI with other contents than before is a fault."""
        found = entity_of(record)
        if found is None:
            return
        lei, contents = found
        before, first = self.said.setdefault(lei, (contents, number))
        other = [column for column, one, two in zip(COMPARED, before, contents, strict=True) if one != two]
        if other:
            values = {"id": lei, "first": first, "columns": ", ".join(other)}
            record.faults.add(fault("control_id_twice", record.where, **values))

    def rows(self) -> EntityRows:
        """The entities as columns."""
        contents = [each for each, _ in self.said.values()]
        return EntityRows(
            pa.array(list(self.said), pa.string()),
            pa.array([name for name, *_ in contents], pa.string()),
            np.asarray([KINDS.index(kind) for _, kind, *_ in contents], dtype=np.int8),
            pa.array([seat for _, _, seat, _ in contents], pa.string()),
            {},
            {number: place for number, (*_, seat, place) in enumerate(contents) if place and place != seat},
        )


def _address(entity: Fields, key: str) -> str:
    address = entity.at(key)
    return _country(address, "Country") if address else ""


def _country(fields: Fields, key: str) -> str:
    """The alpha-2 code of a country, or of the country a subdivision is part of; empty where none is said."""
    code = fields.get(key, str)
    if code is None:
        return ""
    found = find_place(code.partition("-")[0])
    if found is None:
        fields.refuse(key, code, "ISO 3166-1, ISO 3166-2")
    return found or ""
