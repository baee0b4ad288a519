"""Yields and claims that orepath's own extension fields give at the level of an event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from orepath.custody.event import MODELS, Claim, Model
from orepath.custody.identity.digital_link import canonical
from orepath.custody.identity.event_hash import Value
from orepath.custody.identity.values import decimal
from orepath.custody.reading.epcis_types import extension
from orepath.custody.units import unit
from orepath.errors import UnknownName

FIELDS = ("lot", "content", "amount", "unit", "model", "from", "until", "reference")
_YIELD = extension() + "yield"
_CLAIM = extension() + "claim"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def yield_of(said: dict[str, Any]) -> Fraction | None:
    """How much may come out of a unit that goes in; None where an event does not say.

    Raises
    ------
    ValueError
        Where it is no number above 0 and no percentage.

    Examples
    --------
    >>> yield_of({"{urn:orepath:custody:}yield": "92.5 %"})
    Fraction(37, 40)
    """
    value = said.get(_YIELD)
    if value is None:
        return None
    percent = isinstance(value, str) and value.strip().endswith(("%", "％"))
    share = decimal(value.strip()[:-1] if percent else value)
    if share <= 0:
        raise ValueError(value)
    return Fraction(share) / (100 if percent else 1)


def claims_of(said: dict[str, Any]) -> tuple[Claim, ...]:
    """The claims that an event makes.

    Raises
    ------
    ValueError
        Where one of them holds what `wrong_claims` names.
    """
    if _CLAIM not in said:
        return ()
    found = tuple(_fields(said))
    if any(True for fields in found for _ in _wrong(fields)):
        raise ValueError
    return tuple(_claim(fields) for fields in found)


def wrong_claims(said: dict[str, Any]) -> Iterator[tuple[str, object, str]]:
    """What is wrong with the yield and the claims of an event: field, what was found, what is allowed."""
    try:
        yield_of(said)
    except (ValueError, TypeError):
        yield "yield", said[_YIELD], "0.925, 92.5 %"
    for at, fields in enumerate(_fields(said), 1):
        for field, found, allowed in _wrong(fields):
            yield f"claim[{at}].{field}".rstrip("."), found, allowed


def _fields(said: dict[str, Any]) -> Iterator[Value]:
    value = said.get(_CLAIM)
    for each in value if isinstance(value, list) else () if value is None else (value,):
        if not isinstance(each, dict):
            yield each
            continue
        yield {_bare(name): within for name, within in each.items() if within not in (None, "")}


def _bare(name: str) -> str:
    """A name of our namespace without it; another marked, for the same claim would have another identifier by it."""
    return name.removeprefix(extension()) if name.startswith(extension()) else f"?{name}"


def _wrong(fields: Value) -> Iterator[tuple[str, object, str]]:
    if not isinstance(fields, dict):
        yield "", fields, "{" + ", ".join(FIELDS) + "}"
        return
    for name in fields:
        if name not in FIELDS:
            allowed = ", ".join(f"{extension()}{each}" for each in FIELDS)
            yield name.removeprefix("?"), name.removeprefix("?"), allowed
    for name in ("lot", "content"):
        if name not in fields:
            yield name, "", '"…"'
    for name in FIELDS:
        if name != "amount" and not isinstance(fields.get(name, ""), str):
            yield name, fields[name], '"…"'
            return
    try:
        if decimal(fields.get("amount", 0)) < 0:
            yield "amount", fields["amount"], "≥ 0"
    except (ValueError, TypeError):
        yield "amount", fields["amount"], "0, 12.5 …"
    try:
        unit(fields.get("unit", "").strip())
    except UnknownName as error:
        yield "unit", fields["unit"], str(error.faults[0].values["allowed"])
    if fields.get("model", MODELS[0]) not in MODELS:
        yield "model", fields["model"], ", ".join(MODELS)
    for name in ("from", "until"):
        if name in fields and not _is_day(fields[name]):
            yield name, fields[name], "YYYY-MM-DD"


def _is_day(said: str) -> bool:
    try:
        return _DAY.fullmatch(said) is not None and date.fromisoformat(said) is not None
    except ValueError:
        return False


def _claim(fields: dict[str, Any]) -> Claim:
    amount: Decimal | None = decimal(fields["amount"]) if "amount" in fields else None
    return Claim(
        lot=canonical(fields["lot"]),
        content=fields["content"].strip(),
        amount=amount,
        unit=unit(fields["unit"].strip()).code if "unit" in fields else "",
        model=cast(Model, fields.get("model", "")),
        from_=fields.get("from", ""),
        until=fields.get("until", ""),
        reference=fields.get("reference", "").strip(),
    )
