"""Events of the plain table in the shape of EPCIS 2.0 in JSON, so that the same event has the same hash identifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from orepath.custody.event import Event
from orepath.custody.reading.epcis_event import event_of
from orepath.custody.reading.template_lines import Line
from orepath.custody.units import Unit, unit
from orepath.errors import Fault

CONTEXT = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld"
"""EPCIS 2.0, section 10: the context of its documents in JSON-LD."""
EXTENSION = "urn:orepath:custody:"
"""The namespace of what EPCIS has no place for: the yield, and the claims."""
PREFIX = "orepath"
PIECES = unit("").code
EXACT = Context(prec=100)
"""More digits than a cell may have before and after its point."""


def events_of(events: Iterable[Sequence[Line]], faults: list[Fault]) -> Iterator[Event]:
    """The events of a table; what is wrong with one, however its rows are right, is added to `faults`."""
    for lines in events:
        found = event_of(epcis_event(lines), lines[0].row.where)
        if isinstance(found, Event):
            yield found
        else:
            faults.extend(found)


def to_epcis(events: Iterable[Sequence[Line]]) -> dict[str, object]:
    """The events of a table as a document of EPCIS 2.0 in JSON-LD, numbers exact: what others may be sent."""
    return {
        "@context": [CONTEXT, {PREFIX: EXTENSION}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "epcisBody": {"eventList": [epcis_event(lines, f"{PREFIX}:") for lines in events]},
    }


def epcis_event(lines: Sequence[Line], own: str = f"{{{EXTENSION}}}") -> dict[str, Any]:
    """One event from its rows.

    Parameters
    ----------
    own
        What the names of extension fields begin with: the namespace in braces in the plain shape that all formats have
        in common, a prefix in JSON-LD.
    """
    first, activity = lines[0], lines[0].activity
    event: dict[str, Any] = {"type": activity.type, "eventID": first.event}
    event |= {"eventTime": first.time, "eventTimeZoneOffset": first.offset}
    if activity.action:
        event["action"] = activity.action
    if activity.step:
        event["bizStep"] = activity.step
    if site := text_of(lines, "site"):
        event["bizLocation"] = {"id": site}
    if party := text_of(lines, "party"):
        event["destinationList"] = [{"type": "owning_party", "destination": party}]
    firsts: dict[tuple[str, str], Line] = {}
    for line in lines:
        firsts.setdefault((line.role, line.id), line)
    for role, place in activity.lists.items():
        pieces = [_piece(line) for (said, _), line in firsts.items() if said == role]
        if pieces:
            event[place] = pieces[0]["epcClass"] if place == "parentID" else pieces
    stated = next((found for line in lines if (found := line.row.number("yield")) is not None), None)
    if stated is not None:
        event[own + "yield"] = number(stated)
    claims = [_claim(line, firsts[line.role, line.id], own) for line in lines if line.row.text("claim")]
    if claims:
        event[own + "claim"] = claims
    return event


def number(value: Fraction) -> int | Decimal:
    """A quantity that a cell holds as the number that JSON would: whole, or with its digits.

    >>> number(Fraction(5, 2)), number(Fraction(40))
    (Decimal('2.5'), 40)
    """
    if value.denominator == 1:
        return value.numerator
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def text_of(lines: Iterable[Line], column: str) -> str:
    """What the first of the rows that says something in a column says there; empty where none does."""
    return next((said for line in lines if (said := line.row.text(column))), "")


def _measure(amount: Fraction | None, in_: Unit | None, names: tuple[str, str]) -> Mapping[str, object]:
    """An amount with its unit; a count of pieces has none."""
    if amount is None:
        return {}
    measured: dict[str, object] = {names[0]: number(amount)}
    if in_ is not None and in_.code != PIECES:
        measured[names[1]] = in_.code
    return measured


def _piece(line: Line) -> dict[str, object]:
    return {"epcClass": line.lot, **_measure(line.amount, line.unit, ("quantity", "uom"))}


def _claim(line: Line, first: Line, own: str) -> dict[str, object]:
    row = line.row
    claim: dict[str, object] = {own + "lot": line.lot, own + "content": row.text("claim")}
    measured = line.claim_unit or line.unit or first.unit
    claim |= _measure(row.number("claimed_quantity"), measured, (own + "amount", own + "unit"))
    said = {
        "model": row.text("claim_model"),
        "from": row.day("claim_from"),
        "until": row.day("claim_until"),
        "reference": row.text("claim_reference"),
    }
    return claim | {own + name: str(value) for name, value in said.items() if value}
