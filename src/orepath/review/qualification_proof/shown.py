"""How a proof writes shares, amounts, values and the places where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from orepath.qualification.result import Figure, Result
from orepath.qualification.rule import Rule
from orepath.review.qualification_proof.texts import say, word
from orepath.tabular.quantity import decimal, percent, ratio
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import is_country, place_text
from orepath.vocabulary.terms import minerals

LONGEST = 60
"""Characters of an exact fraction that are printed with a figure; the share of the whole is printed however long."""
NAME = 40
"""Characters up to which a text of a rule is a name and no sentence."""
ROW = re.compile(r"(.+), row ([0-9]+)")


def share_text(value: Fraction, longest: int = LONGEST) -> Text:
    """A share in percent with one decimal, and exactly.

    >>> share_text(Fraction(61, 100)).ja
    '61.0 %（61/100）'
    """
    short, exact = f"{percent(value)} %", ratio(value)
    if len(exact) > longest:
        return Text(short, short)
    return Text(f"{short} ({exact})", f"{short}（{exact}）")


def percent_text(value: Fraction | None) -> Text:
    """A share in percent; a dash where there is none."""
    said = "–" if value is None else f"{percent(value)} %"
    return Text(said, said)


def amount_text(value: Fraction | int, unit: str) -> Text:
    """An amount with its unit."""
    named = word("unit", unit) or Text(unit, unit)
    said = f"{value:,}" if isinstance(value, int) else decimal(value)
    gap = "" if named.ja != unit else " "
    return Text(f"{said} {named.en}".strip(), f"{said}{gap}{named.ja}".strip())


def range_text(result: Result) -> Text | None:
    """The share of a result, exactly, or what bounds it; None where it has none."""
    if result.share is not None:
        return share_text(result.share)
    if result.low is None or result.high is None:
        return None
    return say("between", low=share_text(result.low), high=share_text(result.high))


def value_text(figure: Figure, rule: Rule) -> Text:
    """The value of a figure, or what bounds it, or that it is not known."""
    if isinstance(figure.value, str) and _is_place(figure, rule):
        return place_text(figure.value)
    if figure.value is not None:
        return _one(figure.value, figure.unit, rule)
    low, high = (None if each is None else _one(each, figure.unit, rule) for each in (figure.low, figure.high))
    if low is not None and high is not None:
        return say("between", low=low, high=high)
    if low is not None:
        return say("from_", low=low)
    return say("unsaid") if high is None else say("up_to", high=high)


def _is_place(figure: Figure, rule: Rule) -> bool:
    """Whether a figure is a cell of a column of places."""
    columns = (column for column in rule.columns if column.kind == "place")
    named = any(column.heading.en.casefold() == figure.name.en.casefold() for column in columns)
    return named and is_country(str(figure.value))


def _one(value: Fraction | int | str | date, unit: str, rule: Rule) -> Text:
    if isinstance(value, Fraction | int) and not isinstance(value, bool):
        return share_text(Fraction(value)) if unit == "share" else amount_text(value, unit)
    if isinstance(value, date):
        return Text(value.isoformat(), value.isoformat())
    parts = str(value).split(", ")
    names = [_named(part, rule) for part in parts]
    return Text(", ".join(each.en for each in names), "、".join(each.ja for each in names))


def _named(value: str, rule: Rule) -> Text:
    """What a word of the rule, of the program or of the vocabulary is called; other values stand as they are."""
    if value in minerals():
        return minerals()[value].name
    return next((found for found in _names(value, rule) if found is not None), Text(value, value))


def _names(value: str, rule: Rule) -> Iterator[Text | None]:
    yield rule.outcome_text(value)
    for column in (*rule.columns, *(column for columns in rule.beside.values() for column in columns)):
        yield column.values.get(value) or column.words.get(value)
    yield word("value", value)
    said = rule.words.get(value)
    yield said if said is not None and "{" not in said.en and len(said.en) <= NAME else None


def day_text(rule: Rule, name: str) -> Text:
    """What a day is called, in the rule's own words where it has some."""
    own = rule.words.get(f"day_{name}")
    if own is None:
        return say(f"day_{name}")
    en, ja = (said.format(day="").strip(" :：") for said in (own.en, own.ja))
    return Text(en[:1].upper() + en[1:], ja)


def where_text(where: str, rule: Rule) -> Text:
    """Where a figure stands: file and row, or the rule."""
    if where == rule.id:
        return say("in_rule")
    if where.startswith("--"):
        return day_text(rule, where[2:])
    found = ROW.fullmatch(where)
    return Text(where, where) if found is None else say("row", file=found[1], row=found[2])
