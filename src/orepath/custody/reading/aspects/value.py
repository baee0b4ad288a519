"""Values of fields, checked: what a field holds in our units, or what it holds that is not allowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Context, Decimal
from typing import TypeAlias

from orepath.custody.reading.aspects.model import Carried
from orepath.custody.reading.aspects.naming import BPN, UUID, identifier
from orepath.custody.reading.aspects.units import conversions
from orepath.vocabulary.places import find_place

CAS = re.compile(r"[0-9]{2,7}-[0-9]{2}-[0-9]")
"""CAS registry numbers, as both models constrain them."""
LONGEST = 2000
"""Letters of a text that is carried over; the longest of the samples has 600."""
EXACT = Context(prec=800)
"""Digits enough for any number that is read and any factor of a unit."""

Value: TypeAlias = "str | Decimal | bool"


KINDS = {
    "text": "a text",
    "link": "a text",
    "identifier": "an identifier",
    "uuid": "an identifier",
    "partner": "an identifier",
    "cas": "an identifier",
    "number": "a number",
    "quantity": "a number",
    "day": "a day (YYYY-MM-DD)",
    "place": "place",
    "choice": "word",
    "truth": "true or false",
}
"""What faults call each kind of value (``error_kinds.toml``)."""


class NotAllowed(Exception):
    """What a field holds is not allowed; the kind that is, and its limits."""

    def __init__(self, kind: str, allowed: str = "") -> None:
        self.kind, self.allowed = kind, allowed


def checked(found: object, carried: Carried, unit: str) -> tuple[Value, str] | None:
    """A value in our units and its unit; None where nothing is said.

    Raises
    ------
    NotAllowed
        Where it is not of its kind or beyond its limits.
    """
    if found is None or (isinstance(found, str) and not found.strip()):
        return None
    value = READERS[carried.kind](found, carried)
    if isinstance(value, bool) or not isinstance(value, Decimal):
        return value, ""
    if carried.kind == "quantity":
        if unit not in conversions():
            raise NotAllowed("unit", ", ".join(conversions()))
        ours, factor = conversions()[unit]
        value, unit = EXACT.multiply(value, factor), ours
        if ours == "share" and value > 1:
            raise NotAllowed(KINDS["quantity"], f"≤ {1 / factor:f}")
    return value, unit


def _text(found: object, carried: Carried) -> str:
    if not isinstance(found, str):
        raise NotAllowed(KINDS["text"])
    if len(found) > LONGEST:
        raise NotAllowed(KINDS["text"], f"≤ {LONGEST}")
    text = " ".join(found.split())
    if not text.isprintable():
        raise NotAllowed(KINDS["text"])
    return text


def _identifier(found: object, carried: Carried) -> str:
    return identifier(_text(found, carried))


def _uuid(found: object, carried: Carried) -> str:
    text = _text(found, carried)
    if not UUID.fullmatch(text):
        raise NotAllowed(KINDS["identifier"], "urn:uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
    return identifier(text)


def _partner(found: object, carried: Carried) -> str:
    text = _text(found, carried)
    if not BPN.fullmatch(text):
        raise NotAllowed(KINDS["identifier"], "BPNL…, BPNS…, BPNA…")
    return identifier(text)


def _cas(found: object, carried: Carried) -> str:
    text = _text(found, carried)
    if not CAS.fullmatch(text):
        raise NotAllowed(KINDS["identifier"], "CAS")
    return f"cas:{text}"


def _number(found: object, carried: Carried) -> Decimal:
    limits = f"{carried.low:f}–{carried.high:f}"
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        raise NotAllowed(KINDS["number"], limits)
    value = Decimal(found)
    if not carried.low <= value <= carried.high:
        raise NotAllowed(KINDS["number"], limits)
    return value


def _day(found: object, carried: Carried) -> str:
    text = _text(found, carried)
    try:
        if len(text) > 10:
            datetime.fromisoformat(text)
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise NotAllowed(KINDS["day"]) from error


def _place(found: object, carried: Carried) -> str:
    text = _text(found, carried)
    place = find_place(text)
    if place is None and re.fullmatch(r"[A-Z]{2}-[0-9A-Z]{1,3}", text):
        place = find_place(text[:2])
    if place is None:
        raise NotAllowed(KINDS["place"], "ISO 3166-1, 3166-2")
    return place


def _choice(found: object, carried: Carried) -> str:
    text = _text(found, carried)
    known = dict(carried.values)
    if text not in known:
        raise NotAllowed(KINDS["choice"], ", ".join(known))
    return known[text]


def _truth(found: object, carried: Carried) -> bool:
    if not isinstance(found, bool):
        raise NotAllowed(KINDS["truth"])
    return found


READERS: dict[str, Callable[[object, Carried], Value]] = {
    "text": _text,
    "link": _text,
    "identifier": _identifier,
    "uuid": _uuid,
    "partner": _partner,
    "cas": _cas,
    "number": _number,
    "quantity": _number,
    "day": _day,
    "place": _place,
    "choice": _choice,
    "truth": _truth,
}
"""What reads each kind of value, by the name that maps of fields give it."""
