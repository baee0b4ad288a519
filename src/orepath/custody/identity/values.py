"""Values of events as they stand in a pre-hash string."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from orepath.custody.identity.digital_link import REMEMBERED, canonical
from orepath.custody.identity.words import of_urn

WIDEST = 350
"""Digits before or after the point: what a binary number of 64 bits may take (1.8e308, 4.9e-324)."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,12})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")
"""A number as JSON writes it: '007' and '+5' are texts, since leading zeros may tell two lots apart."""


@lru_cache(maxsize=REMEMBERED)
def instant(said: str) -> tuple[int, str]:
    """A time as µs since 1970 (UTC), and as it stands in a pre-hash string: UTC, milliseconds, a half rounded up.

    Raises
    ------
    ValueError
        Where it is not a date and time of ISO 8601 with seconds and the difference to UTC (xsd:dateTimeStamp).

    Examples
    --------
    >>> instant("2005-04-03T20:33:31.116-06:00")
    (1112582011116000, '2005-04-04T02:33:31.116Z')
    """
    found = _TIME.fullmatch(said)
    if not found:
        raise ValueError(said)
    try:
        at = (datetime.fromisoformat(said) - EPOCH) // _MICROSECOND
        if found[2] == "Z" and found[1] and len(found[1]) == 4:
            return at, said
        rounded = EPOCH + (at + 500) // 1000 * timedelta(milliseconds=1)
    except OverflowError as error:
        raise ValueError(said) from error
    return at, rounded.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def decimal(value: object) -> Decimal:
    """A number, or a text that is one, exactly.

    Raises
    ------
    ValueError
        Where it is none, not finite, or has more than `WIDEST` digits from the point.
    """
    if type(value) is int and value.bit_length() < WIDEST:
        return Decimal(value)
    if type(value) is Decimal and _is_plain(str(value)):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueError(value)
    if isinstance(value, str) and len(value) > 2 * WIDEST:
        raise ValueError(value)
    try:
        found = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation as error:
        raise ValueError(value) from error
    _, digits, power = found.as_tuple()
    if not isinstance(power, int) or abs(power) > WIDEST or len(digits) + power > WIDEST:
        raise ValueError(value)
    return found


def _is_plain(text: str) -> bool:
    """Whether a number is written without exponent and shortly, which is quick to see."""
    return len(text) < WIDEST and text.replace(".", "", 1).isdigit()


def number(value: object) -> str:
    """A number without zeros at its end, and without exponent.

    Raises
    ------
    ValueError
        As `decimal`.

    Examples
    --------
    >>> number("200.50"), number(26), number(Decimal("1E+2"))
    ('200.5', '26', '100')
    """
    if type(value) is int and value.bit_length() < WIDEST:
        return str(value)
    text = str(value) if type(value) is Decimal else ""
    if not _is_plain(text):
        text = format(decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def free(value: object) -> str:
    """The value of an extension field: numbers, identifiers and standard words in canonical form, else as it is.

    Raises
    ------
    ValueError
        Where it is a number as `decimal` refuses it.
    """
    if isinstance(value, str):
        return _free(value.strip())
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value)


def _free(text: str) -> str:
    if text[:1].isdigit() or text[:1] == "-":
        if len(text) < WIDEST and _NUMBER.fullmatch(text):
            try:
                return number(text)
            except ValueError:
                return text
        return text
    if text.startswith("urn:epcglobal:cbv:"):
        return of_urn(text)
    return canonical(text)
