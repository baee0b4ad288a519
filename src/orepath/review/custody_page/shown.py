"""Identifiers, amounts and periods as they are read."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import unquote

from babel.numbers import format_decimal

from orepath.custody.books.columns import DIMENSIONS
from orepath.custody.books.exact import decimal
from orepath.review.custody_page.texts import say
from orepath.review.numbers import day_text
from orepath.vocabulary.language import LANGS, Text

DECIMALS = 3
"""Of a number as shown; one that would show as nothing has as many as it takes."""
TONNE = 1000


def short_id(identifier: str) -> str:
    """The part of an identifier by which people tell lots apart.

    >>> short_id("https://id.gs1.org/01/04012345111118/10/A%2F7"), short_id("urn:epc:x:made-up:9"), short_id("ORE-1")
    ('A/7', '9', 'ORE-1')
    """
    bare = identifier.partition("#")[0].partition("?")[0].rstrip("/")
    if "://" in bare:
        return unquote(bare.rpartition("/")[2]) or identifier
    return (bare.rpartition(":")[2] if bare.startswith("urn:") else identifier) or identifier


def number(value: Decimal) -> Text:
    """A number with grouped digits; one that is not zero is never written as zero."""
    decimals = DECIMALS
    while value and not round(value, decimals) and decimals < 2 * DECIMALS**2:
        decimals += 1
    pattern = "#,##0." + "#" * decimals
    en, ja = (str(format_decimal(value, format=pattern, locale=lang)) for lang in LANGS)
    return Text(en, ja)


def mass(kg: Decimal) -> Text:
    """A mass in kilograms."""
    return say("amount_mass", amount=number(kg))


def amount(value: int, dimension: int, coarse: bool = False) -> Text:
    """An amount with its unit.

    Parameters
    ----------
    value
        In 10^-15 base units.
    coarse
        Whether a mass of a tonne and more is given in tonnes.
    """
    found = decimal(value)
    if dimension < 0:
        return say("not_recorded")
    if coarse and DIMENSIONS[dimension] == "mass" and abs(found) >= TONNE:
        return say("amount_tonnes", amount=number(found / TONNE))
    return say(f"amount_{DIMENSIONS[dimension]}", amount=number(found))


def period(from_: date, until: date) -> Text:
    """A half-open period by its first and its last day."""
    last = until - timedelta(days=1)
    first, end = (Text(*(day_text(day, lang, short=True) for lang in LANGS)) for day in (from_, last))
    return say("period", first=first, last=end)
