"""Events from the plain shape that JSON-LD and XML have in common."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

from orepath.custody.event import Correction, Event, Piece
from orepath.custody.identity.digital_link import canonical
from orepath.custody.identity.event_hash import digest
from orepath.custody.identity.values import decimal, instant
from orepath.custody.identity.words import bare, uri
from orepath.custody.reading.epcis_claims import claims_of, yield_of
from orepath.custody.reading.epcis_faults import faults_of
from orepath.custody.reading.epcis_types import Type, actions, offset, types
from orepath.custody.units import unit
from orepath.errors import Fault, UnknownName

Plain: TypeAlias = dict[str, Any]
ONE = Decimal(1)


class _Wrong(ValueError):
    """Something is wrong; `faults_of` says what."""


def event_of(said: Plain, where: str) -> Event | list[Fault]:
    """An event, or everything that is wrong with it.

    Parameters
    ----------
    said
        In the plain shape (`orepath.custody.identity.event_hash`).
    where
        File and number of the event.
    """
    try:
        return _event(said, where)
    except (ValueError, TypeError, KeyError, AttributeError, UnknownName):
        return faults_of(said, where)


def _event(said: Plain, where: str) -> Event:
    get = said.get
    named: str = said["type"]
    kind = types()[named]
    hashed = digest(said)
    action = actions()[said["action"].strip()] if kind.action else ""
    zone = said["eventTimeZoneOffset"].strip()
    if not _offset(zone) or not _complete(said, kind):
        raise _Wrong
    parent = canonical(get("parentID") or "")
    if not parent and action.upper() in kind.parent:
        raise _Wrong
    declared = get("errorDeclaration")
    return Event(
        kind=kind.kind,
        action=action,
        at=instant(said["eventTime"].strip())[0],
        digest=hashed,
        given=_given(said),
        where=where,
        site=_place(get("bizLocation")) or _place(get("readPoint")),
        step=bare("BizStep", (get("bizStep") or "").strip()),
        taken=_pieces(said, kind.taken) if kind.taken else (),
        made=_pieces(said, kind.made) if kind.made else (),
        named=_pieces(said, kind.named) if kind.named else (),
        parent=parent,
        from_=_owner(get("sourceList"), "source"),
        to=_owner(get("destinationList"), "destination"),
        transactions=_transactions(get("bizTransactionList")),
        transformation=canonical(get("transformationID") or ""),
        yield_=yield_of(said),
        claims=claims_of(said),
        in_error=_correction(declared) if declared is not None else None,
    )


def _complete(said: Plain, kind: Type) -> bool:
    for names in kind.any:
        for name in names:
            if said.get(name):
                break
        else:
            return said.get("action") in kind.unless
    return True


@cache
def _offset(zone: str) -> bool:
    return offset().fullmatch(zone) is not None


def _given(said: Plain) -> str:
    given = said.get("eventID") or said.get("id") or ""
    if type(given) is not str:
        raise _Wrong
    return given.strip()


def _place(said: Plain | None) -> str:
    return canonical(said.get("id") or "") if said else ""


def _pieces(said: Plain, fields: tuple[str, ...]) -> tuple[Piece, ...]:
    """Serial numbers as single pieces, then quantities of classes."""
    epcs, quantities = said.get(fields[0]), said.get(fields[1])
    found = [Piece(canonical(each), ONE, "") for each in epcs] if epcs else []
    for each in quantities or ():
        amount = None if each.get("quantity") is None else decimal(each["quantity"])
        if amount is not None and amount < 0:
            raise _Wrong
        code = each.get("uom")
        if not each["epcClass"]:
            raise _Wrong
        found.append(Piece(canonical(each["epcClass"]), amount, unit(code.strip()).code if code else ""))
    return tuple(found)


def _owner(said: list[Plain] | None, field: str) -> str:
    """The owning party before or after an event; empty where it is not said or there are several."""
    if not said:
        return ""
    owners = {canonical(each[field]) for each in said if uri("SDT", each.get("type") or "") == OWNER}
    return owners.pop() if len(owners) == 1 else ""


OWNER = uri("SDT", "owning_party")


def _transactions(said: list[Plain] | None) -> tuple[tuple[str, str], ...]:
    return tuple((bare("BTT", each.get("type") or ""), canonical(each["bizTransaction"])) for each in said or ())


def _correction(said: Plain) -> Correction:
    ids = said.get("correctiveEventIDs") or []
    if type(ids) is not list:
        raise _Wrong
    reason = bare("ER", (said.get("reason") or "").strip())
    return Correction(instant(said["declarationTime"].strip())[0], reason, tuple(each.strip() for each in ids))
