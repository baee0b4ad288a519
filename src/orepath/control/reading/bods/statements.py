"""Statements of a BODS file, each checked for what every statement has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orepath.control.reading.bods.definitions import definitions
from orepath.control.reading.days import iso_day
from orepath.control.reading.fields import Fields
from orepath.errors import fault
from orepath.network.own.columns import Faults

RECORD_TYPES = ("entity", "person", "relationship")
STATUSES = ("new", "updated", "closed")


@dataclass(frozen=True)
class Statement:
    """A statement about a record.

    Parameters
    ----------
    number
        Its place in the file, counted from 1.
    day
        The day it was made.
    """

    number: int
    record: str
    kind: str
    closed: bool
    day: int
    details: Fields


def statements(
    values: Sequence[object], file: str, faults: Faults, places: Sequence[tuple[str, str]] = ()
) -> list[Statement]:
    """The statements of a file, in its order; what cannot be understood is a fault with the path of its field.

    Parameters
    ----------
    places
        Of statements of several files, the file and the path of each.
    """
    stand = places or [(file, f"/{number}") for number in range(len(values))]
    found = [
        Fields(value, *place, faults) for place, value in zip(stand, values, strict=True) if isinstance(value, dict)
    ]
    if len(found) < len(values):
        number = next(number for number, value in enumerate(values) if not isinstance(value, dict))
        Fields({}, file, "", faults).refuse(str(number), values[number], "object")
    if _of_other_version(found):
        return []
    _refuse_repeated(found)
    made = [each for number, fields in enumerate(found, start=1) for each in _statement(fields, number)]
    return _of_one_type(made)


def by_record(made: Sequence[Statement], *kinds: str) -> dict[str, list[Statement]]:
    """The statements of some kinds by their record, oldest first; those of one day in the order of the file."""
    records: dict[str, list[Statement]] = {}
    for statement in made:
        if statement.kind in kinds:
            records.setdefault(statement.record, []).append(statement)
    return {record: sorted(said, key=lambda each: (each.day, each.number)) for record, said in records.items()}


def day_of_field(fields: Fields, key: str, needed: bool = False) -> int | None:
    """The day a field says, of a date or of a date with a time; None where it is not there."""
    said = fields.need(key, str) if needed else fields.get(key, str)
    if said is None:
        return None
    day = iso_day(said.partition("T")[0])
    if day is None:
        fields.refuse(key, said, "YYYY-MM-DD")
    return day


def _of_other_version(found: Sequence[Fields]) -> bool:
    """Whether any statement is of another version; each version is told once."""
    told: dict[str, Fields] = {}
    for fields in found:
        details = fields.at("publicationDetails")
        version = details.get("bodsVersion", str) if details else None
        if version is not None and version != definitions()["version"]:
            told.setdefault(version, fields)
    for version, fields in told.items():
        values = {"field": f"{fields.path}/publicationDetails/bodsVersion", "found": version}
        fields.faults.add(fault("control_bods_version", fields.where, allowed=definitions()["version"], **values))
    return bool(told)


def _refuse_repeated(found: Sequence[Fields]) -> None:
    first: dict[str, Fields] = {}
    for fields in found:
        name = fields.need("statementId", str)
        if name is not None and (before := first.setdefault(name, fields)) is not fields:
            where = f"{fields.where}, {fields.path}/statementId"
            other = "" if before.where == fields.where else f", {before.where}"
            number = f"{int(before.path.removeprefix('/')) + 1}{other}"
            fields.faults.add(fault("control_statement_twice", where, key=name, first=number))


def _statement(fields: Fields, number: int) -> Iterator[Statement]:
    record, kind = fields.need("recordId", str), fields.word("recordType", RECORD_TYPES, needed=True)
    status = fields.word("recordStatus", STATUSES)
    day = day_of_field(fields, "statementDate", needed=True)
    fields.need("recordDetails", dict)
    details = fields.at("recordDetails")
    if record is not None and kind is not None and day is not None and details is not None:
        yield Statement(number, record, kind, status == "closed", day, details)


def _of_one_type(made: list[Statement]) -> list[Statement]:
    """The statements; one that gives a record another type than the first did is a fault."""
    first: dict[str, str] = {}
    for each in made:
        if first.setdefault(each.record, each.kind) != each.kind:
            path = each.details.path.removesuffix("/recordDetails")
            Fields({}, each.details.where, path, each.details.faults).refuse(
                "recordType", each.kind, first[each.record]
            )
    return made
