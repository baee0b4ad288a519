"""Entities and stakes from GLEIF's records, level 1, level 2 and reporting exceptions in any mixture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from orepath.control.reading.fields import Fields
from orepath.control.reading.gleif.entities import Who
from orepath.control.reading.gleif.relations import Whom
from orepath.control.reading.rows import EntityRows, StakeRows
from orepath.network.own.columns import Faults


def read_gleif(records: Iterable[object], file: str, faults: Faults) -> tuple[EntityRows, StakeRows]:
    """The entities of level 1 records, and the stakes of level 2 records and reporting exceptions.

    A relation makes a stake whose share lies between nothing and the whole in each metric it leaves open; a branch is
    wholly its head office's. A reporting exception makes an owner nobody knows, with an open share: that no parent is
    named does not say that there is none. Stakes carry the number of their record, counted from 1.
    """
    who, whom = Who(), Whom()
    for number, value in enumerate(records, start=1):
        where = f"{file}, record {number}"
        if not isinstance(value, dict):
            Fields({}, where, "", faults).refuse("", value, "object")
            continue
        record = Fields(value, where, "", faults)
        kind = kind_of(value)
        if kind == "relation":
            whom.add(record, number)
        elif kind == "exception":
            whom.add_exception(record, number)
        else:
            who.add(record, number)
    return who.rows(), whom.gather().rows(file, "record", whom.field_of)


def kind_of(record: Mapping[str, object]) -> Literal["entity", "relation", "exception"]:
    """What a record is of: level 1, level 2 or a reporting exception."""
    if "Relationship" in record:
        return "relation"
    return "exception" if "ExceptionCategory" in record or "ExceptionReason" in record else "entity"
