"""Dates, lists and names inside the reasons, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date
from babel.lists import format_list

from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import minerals


def day(when: date) -> Text:
    """A date as it is written in a sentence.

    >>> day(date(2025, 3, 28))
    Text(en='28 March 2025', ja='2025年3月28日')
    """
    return Text(format_date(when, "d MMMM y", locale="en"), format_date(when, "long", locale="ja"))


def listed(items: Iterable[Text]) -> Text:
    """Several things as they are enumerated in a sentence."""
    found = list(items)
    return Text(
        format_list([item.en for item in found], locale="en"), format_list([item.ja for item in found], locale="ja")
    )


def places(codes: Iterable[str]) -> Text:
    """The names of places, enumerated."""
    return listed(place_text(code) for code in codes)


def mineral_names(ids: Iterable[str]) -> Text:
    """The names of minerals, enumerated."""
    return listed(minerals()[id_].name for id_ in ids)


def words(items: Iterable[str]) -> Text:
    """Ids and codes, the same in both languages, enumerated."""
    return listed(Text(item, item) for item in items)
