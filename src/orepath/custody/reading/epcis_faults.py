"""Everything that is wrong with an event that cannot be taken in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orepath.custody.identity.shape import ALLOWED, TEXT, wrong
from orepath.custody.identity.values import decimal, instant
from orepath.custody.reading.epcis_claims import wrong_claims
from orepath.custody.reading.epcis_types import Type, actions, offset, types
from orepath.custody.units import unit
from orepath.errors import Fault, UnknownName, fault

SHOWN = 80
"""Characters of a value that are shown."""


def faults_of(said: dict[str, Any], where: str) -> list[Fault]:
    """Every fault of an event in the plain shape."""
    named = said.get("type")
    if named is None or named == "":
        return [_missing(where, "type"), *_all(said, Type("object"), where)]
    kind = types().get(named) if isinstance(named, str) else None
    if kind is None:
        return [value_fault(where, "type", named, ", ".join(types()))]
    return _all(said, kind, where) or [value_fault(where, "type", named, ", ".join(types()))]


def value_fault(where: str, field: str, found: object, allowed: str) -> Fault:
    """A field of an event holds what it may not."""
    try:
        shown = str(found)
    except ValueError:  # a whole number of more digits than Python writes
        shown = "…"
    shown = shown.encode("utf-8", "backslashreplace").decode()
    shown = shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"
    return fault("custody_event_value", where, field=field, found=shown, allowed=allowed)


def _missing(where: str, field: str) -> Fault:
    return fault("custody_event_missing", where, field=field)


def _all(said: dict[str, Any], kind: Type, where: str) -> list[Fault]:
    found = [value_fault(where, *each) for each in wrong(said)]
    bad = {each.values["field"] for each in found}
    found += [_missing(where, field) for field in _absent(said, kind)]
    checks = (*_words(said, kind), *_quantities(said, kind), *_parties(said), *_declared(said), *wrong_claims(said))
    return found + [value_fault(where, *each) for each in checks if each[0] not in bad]


def _absent(said: dict[str, Any], kind: Type) -> Iterator[str]:
    for field in ("eventTime", "eventTimeZoneOffset", *(("action",) if kind.action else ())):
        if said.get(field) in (None, ""):
            yield field
    action = said.get("action")
    if action in kind.parent and not said.get("parentID"):
        yield "parentID"
    if action not in kind.unless:
        for names in kind.any:
            if not any(said.get(name) for name in names):
                yield " / ".join(names)


def _words(said: dict[str, Any], kind: Type) -> Iterator[tuple[str, object, str]]:
    action, zone = said.get("action"), said.get("eventTimeZoneOffset")
    if kind.action and isinstance(action, str) and action and action.strip() not in actions():
        yield "action", action, ", ".join(actions())
    if isinstance(zone, str) and zone and not offset().fullmatch(zone.strip()):
        yield "eventTimeZoneOffset", zone, "±hh:mm"
    for name in ("eventID", "id"):
        if said.get(name) is not None and not isinstance(said[name], str):
            yield name, said[name], TEXT


def _quantities(said: dict[str, Any], kind: Type) -> Iterator[tuple[str, object, str]]:
    for fields in (kind.named, kind.taken, kind.made):
        value = said.get(fields[1]) if fields else None
        for at, each in enumerate(value if isinstance(value, list) else (), 1):
            if isinstance(each, dict):
                yield from _quantity(each, f"{fields[1]}[{at}]")


def _quantity(each: dict[str, Any], path: str) -> Iterator[tuple[str, object, str]]:
    if not each.get("epcClass"):
        yield f"{path}.epcClass", "", TEXT
    try:
        if each.get("quantity") is not None and decimal(each["quantity"]) < 0:
            yield f"{path}.quantity", each["quantity"], "≥ 0"
    except (ValueError, TypeError):
        yield f"{path}.quantity", each["quantity"], ALLOWED["number"]
    code = each.get("uom")
    try:
        unit(code.strip()) if isinstance(code, str) else None
    except UnknownName as error:
        yield f"{path}.uom", code, str(error.faults[0].values["allowed"])


def _parties(said: dict[str, Any]) -> Iterator[tuple[str, object, str]]:
    for name, field in (
        ("bizTransactionList", "bizTransaction"),
        ("sourceList", "source"),
        ("destinationList", "destination"),
    ):
        value = said.get(name)
        for at, each in enumerate(value if isinstance(value, list) else (), 1):
            if isinstance(each, dict) and not each.get(field):
                yield f"{name}[{at}].{field}", "", TEXT


def _declared(said: dict[str, Any]) -> Iterator[tuple[str, object, str]]:
    declared = said.get("errorDeclaration")
    if declared is None:
        return
    if not isinstance(declared, dict):
        yield "errorDeclaration", declared, ALLOWED["object"]
        return
    at = declared.get("declarationTime")
    try:
        instant(at.strip() if isinstance(at, str) else "")
    except ValueError:
        yield "errorDeclaration.declarationTime", "" if at is None else at, ALLOWED["time"]
    if not isinstance(declared.get("reason") or "", str):
        yield "errorDeclaration.reason", declared["reason"], TEXT
    ids = declared.get("correctiveEventIDs") or []
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        yield "errorDeclaration.correctiveEventIDs", ids, f"[{TEXT}, …]"
