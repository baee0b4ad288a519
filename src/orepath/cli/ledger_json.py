"""A ledger as JSON, piece by piece: its lots need not fit into one text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from orepath.custody.books.exact import decimal
from orepath.custody.books.ledger import Ledger
from orepath.custody.document import Unread
from orepath.custody.lots import lot_lines
from orepath.errors import Fault
from orepath.vocabulary.language import Text


def pieces(ledger: Ledger) -> Iterator[str]:
    """The JSON of a ledger: ``model``, ``lots``, ``balances``, ``granted``, ``violations``, ``event_ids`` and what else
    there is to tell.

    Amounts are in the unit beside them, kg where there is none; null where nobody knows.
    """
    yield f'{{\n"model": {json.dumps(ledger.model)},\n'
    yield from _list("lots", (_fields(line) for line in lot_lines(ledger)))
    yield from _list("balances", (_fields(each) for each in ledger.balances()))
    yield from _list("granted", _granted(ledger))
    yield from _list("violations", _violations(ledger))
    yield from _list("event_ids", ledger.event_ids())
    yield from _list("in_error", ({"event": event, "reason": reason} for event, reason in ledger.sifted.in_error))
    yield f'"repeated": {ledger.sifted.repeated},\n"unchecked": {json.dumps(ledger.unchecked())},\n'
    yield from _list("documents", ({"file": each.file, "format": each.format} for each in ledger.documents))
    yield from _list("sites", (_fields(each) for each in ledger.sites.values()))
    yield from _list("passports", (plain(each) for doc in ledger.documents for each in doc.passports))
    yield from _list("declarations", (plain(each) for doc in ledger.documents for each in doc.declarations))
    yield from _list("unread", map(unread, ledger.unread), last=True)
    yield "}\n"


def unread(each: Unread) -> dict[str, Any]:
    """Something that was not taken in, and why."""
    fault = Fault(each.code, "", each.values)
    return {"where": each.where, "why": fault.text("en"), "why_ja": fault.text("ja")}


def _list(key: str, items: Iterable[object], last: bool = False) -> Iterator[str]:
    yield f"{json.dumps(key)}: ["
    before = ""
    for item in items:
        yield f"{before}\n {json.dumps(item, ensure_ascii=False)}"
        before = ","
    yield "\n]" + ("\n" if last else ",\n")


def _granted(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for each in ledger.granted():
        yield {
            "lot": ledger.columns.lots[each.lot],
            "claim": each.content,
            "model": each.model,
            "amount": plain(decimal(each.amount)),
            "declared": each.declared,
            "from": each.from_.isoformat(),
            "until": each.until.isoformat(),
            "reference": each.reference,
            "event": ledger.event_id(each.event),
        }


def _violations(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for each in ledger.violations:
        yield {
            "kind": each.kind,
            "events": list(each.events),
            "explanation": each.explanation.en,
            "explanation_ja": each.explanation.ja,
            "where": list(each.where),
            "lots": list(each.lots),
        }


def _fields(of: object) -> dict[str, object]:
    names = [each.name for each in fields(of)]  # type: ignore[arg-type]  # dataclasses alone
    return {name.rstrip("_"): plain(getattr(of, name)) for name in names}


def plain(value: object) -> object:
    """A value as JSON has it: a whole number as it is, another as the nearest binary number; dates as text."""
    if isinstance(value, Decimal | Fraction):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Text):
        return {"en": value.en, "ja": value.ja}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
