"""Drafts of passports as JSON."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from orepath.custody.document import Unread
from orepath.custody.passports.draft import DraftField, PassportDraft
from orepath.custody.passports.entry import Entry, Value
from orepath.custody.passports.field import Field, fields
from orepath.custody.passports.sums import Excess
from orepath.tabular.quantity import ratio


def as_json(draft: PassportDraft) -> dict[str, Any]:
    """A draft as plain values, the same for the same draft: numbers as exact decimals or ``n/d`` in text."""
    return {
        "product": draft.product,
        "files": list(draft.files),
        "joined": list(draft.joined),
        "fields": [_field(each) for each in draft.fields],
        "missing": [
            {**_named(fields()[each.id]), "unread": [_unread(found) for found in each.unread]} for each in draft.missing
        ],
        "excesses": [_excess(each) for each in draft.excesses],
    }


def _named(field: Field) -> dict[str, Any]:
    return {
        "id": field.id,
        "section": field.section,
        "name": {"en": field.name.en, "ja": field.name.ja},
        "reference": field.reference,
        "how_sure": field.how_sure,
    }


def _field(said: DraftField) -> dict[str, Any]:
    return {
        **_named(fields()[said.id]),
        "differs": said.differs,
        "entries": [_entry(each) for each in said.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    file, _, at = entry.where.partition(", ")
    return {
        "value": exact(entry.value),
        "unit": entry.unit,
        "of": dict(sorted(entry.of)),
        "file": file,
        "at": at,
    }


def _excess(found: Excess) -> dict[str, Any]:
    return {
        "id": found.sum.id,
        "name": {"en": found.sum.name.en, "ja": found.sum.name.ja},
        "of": found.of,
        "total": exact(found.total),
        "limit": exact(found.limit),
        "entries": [{"field": each.field, **_entry(each)} for each in found.entries],
    }


def _unread(found: Unread) -> dict[str, Any]:
    file, _, at = found.where.partition(", ")
    return {"file": file, "at": at, "found": found.values.get("found", ""), "allowed": found.values.get("allowed", "")}


def exact(value: Value) -> str | bool:
    """A value as text that loses nothing; yes and no stay as they are.

    >>> exact(Decimal("20.0")), exact(Decimal("0.0000053")), exact(Fraction(1, 8)), exact(Fraction(1, 3)), exact(True)
    ('20', '0.0000053', '0.125', '1/3', True)
    """
    if isinstance(value, Fraction):
        rest = value.denominator
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        if rest > 1:
            return ratio(value)
        places = value.denominator.bit_length()
        digits = value.numerator * 10**places // value.denominator
        value = Decimal((int(digits < 0), tuple(int(digit) for digit in str(abs(digits))), -places))
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
    return value
