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
    """Several things as they are enumerated in a sentence.

    >>> listed([Text("tin", "スズ"), Text("zinc", "亜鉛"), Text("lead", "鉛")])
    Text(en='tin, zinc, and lead', ja='スズ、亜鉛及び鉛')
    """
    found = list(items)
    *most, last = [item.ja for item in found] or [""]
    return Text(
        format_list([item.en for item in found], locale="en"), "及び".join(filter(None, ["、".join(most), last]))
    )


def quoted(items: Iterable[Text]) -> Text:
    """Titles as they are enumerated in a sentence.

    >>> quoted([Text("Law", "法令"), Text("Practice", "慣行")])
    Text(en='"Law" and "Practice"', ja='「法令」及び「慣行」')
    """
    return listed(Text(f'"{item.en}"', f"「{item.ja}」") for item in items)


def places(codes: Iterable[str]) -> Text:
    """The names of places, enumerated."""
    return listed(place_text(code) for code in codes)


def mineral_names(ids: Iterable[str]) -> Text:
    """The names of minerals, enumerated."""
    return listed(minerals()[id_].name for id_ in ids)


def words(items: Iterable[str]) -> Text:
    """Ids and codes, the same in both languages, enumerated."""
    return listed(Text(item, item) for item in items)
