"""Entities and stakes from the statements of a BODS file."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.control.reading.bods.chains import Chains, Relationship
from orepath.control.reading.bods.definitions import definitions
from orepath.control.reading.bods.interests import NOTHING, interests
from orepath.control.reading.bods.parties import Party, entity_rows, parties
from orepath.control.reading.bods.spells import Version, spells
from orepath.control.reading.bods.statements import Statement, by_record, statements
from orepath.control.reading.fields import Fields
from orepath.control.reading.names import Names
from orepath.control.reading.rows import EntityRows, Gathered, StakeRows
from orepath.network.own.columns import Faults

NOBODY = ""


def read_bods(
    values: Sequence[object], file: str, faults: Faults, places: Sequence[tuple[str, str]] = ()
) -> tuple[EntityRows, StakeRows]:
    """The entities and stakes of statements; records keep their ids.

    An owner whom the publisher does not name, or says to be unknown, is an owner nobody knows, unless the file tells
    who owns that party in turn. Stakes carry the number of their statement, counted from 1.

    Parameters
    ----------
    places
        Of statements of several files, read as one, the file and the path of each.
    """
    made = statements(values, file, faults, places)
    found = parties(by_record(made, "entity", "person"))
    known = Names("record", {each.record for each in made if each.kind != "relationship"})
    entities = Names("record", {each.record for each in made if each.kind == "entity"})
    every = Names("record", {each.record for each in made})
    told = by_record(made, "relationship")
    owned = {str(each.details.of.get("subject")) for said in told.values() for each in said}
    named = {record: party for record, party in found.items() if party.identified or record in owned}
    gathered = Gathered()
    chains, versions = Chains(), {}
    for record, said in sorted(told.items()):
        ends = _relationship(said, {"subject": entities, "interestedParty": known}, named)
        versions[record] = [(each, interests(each.details)) for each in said]
        if ends is not None:
            metrics = frozenset(metric for _, held in versions[record] for each in held for metric in each.metrics)
            chains.add(Relationship(record, *ends, metrics, _components(said[-1], every)))
    for record, relationship in chains.relationships.items():
        _gather(relationship, versions[record], chains, gathered)
    return entity_rows(named.values()), gathered.rows(file, "statement")


def _relationship(
    said: Sequence[Statement], known: dict[str, Names], named: dict[str, Party]
) -> tuple[str, str] | None:
    """Owner and owned of a record; None where it says nothing of an entity, or cannot be understood."""
    ends: list[tuple[str, str]] = []
    for statement in said:
        subject, party = (_end(statement.details, key, names) for key, names in known.items())
        if subject is not None and party is not None:
            ends.append((party if party in named else NOBODY, subject))
    if len(ends) < len(said) or not ends[-1][1]:
        return None
    if len(set(ends)) > 1:
        last = said[-1].details
        last.refuse("interestedParty", f"{ends[-1][0]} – {ends[-1][1]}", f"{ends[0][0]} – {ends[0][1]}")
        return None
    return ends[-1]


def _end(details: Fields, key: str, names: Names) -> str | None:
    """The record at one end of a relationship, empty where it is left unspecified; None and a fault otherwise."""
    said = details.of.get(key)
    if isinstance(said, dict):
        unspecified = details.at(key)
        reason = unspecified.word("reason", definitions()["reasons"]["known"], needed=True) if unspecified else None
        return None if reason is None else NOBODY
    record = details.need(key, str)
    if record is not None and record not in names.known:
        details.faults.add(*names.unknown(record, f"{details.where}, {details.path}/{key}"))
        return None
    return record


def _components(statement: Statement, names: Names) -> tuple[str, ...]:
    details = statement.details
    found = details.get("componentRecords", list) or []
    for number, record in enumerate(found):
        if not isinstance(record, str):
            details.refuse(f"componentRecords/{number}", record, "text")
        elif record not in names.known:
            details.faults.add(*names.unknown(record, f"{details.where}, {details.path}/componentRecords/{number}"))
    return tuple(str(record) for record in found)


def _gather(relationship: Relationship, versions: Sequence[Version], chains: Chains, gathered: Gathered) -> None:
    """The stakes of a relationship; an indirect interest whose links are told makes none."""
    for statement, interest, spell in spells(versions):
        for metric in interest.metrics:
            if interest.level == "indirect" and chains.explained(relationship, metric):
                continue
            low = NOTHING if chains.uncertain(relationship, interest, metric) else interest.low
            for least, most, from_, until in spell.pieces(low, interest.high):
                ends, days = (relationship.owner, relationship.owned), (from_, until)
                gathered.add(ends, metric, (least, most), days, statement.number)
