"""Figures of proofs: what was reckoned or stood in a row, and what a rule says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from orepath.qualification.asked import Asked
from orepath.qualification.bounds import Bounds
from orepath.qualification.result import Figure
from orepath.qualification.rule import Value
from orepath.tabular.quantity import percent
from orepath.vocabulary.language import Text

Found: TypeAlias = Bounds | Fraction | int | str | date | None


def figure(name: Text, found: Found, unit: str = "", where: str = "", how_sure: str = "") -> Figure:
    """A figure; of bounds the value where both are the same, else both.

    >>> figure(Text("mass", "質量"), Bounds(Fraction(1), Fraction(2)), "kg").high
    Fraction(2, 1)
    """
    if not isinstance(found, Bounds):
        return Figure(name, found, unit, where, how_sure)
    if found.exact is not None:
        return Figure(name, found.exact, unit, where, how_sure)
    return Figure(name, None, unit, where, how_sure, found.low, found.high)


def shown(asked: Asked, found: Bounds, write: Callable[[Fraction], str]) -> Text:
    """Bounds as a person reads them, by the rule's own ``between`` where both are not the same."""
    low, high = write(found.low), write(found.high)
    return Text(low, low) if found.exact is not None else asked.rule.said("between", low=low, high=high)


def percents(asked: Asked, found: Bounds) -> Text:
    """A share as a person reads it: a percent with one decimal, or what it lies between."""
    return shown(asked, found, lambda share: f"{percent(share)} %")


def of_rule(name: Text, value: Value, rule: str) -> Figure:
    """A figure that a rule's file sets."""
    return Figure(name, value.value, value.unit or "share", rule, value.reference.how_sure)


def word_of(asked: Asked, column: str, key: str) -> Text:
    """How people say a word of a rule's column; a word it does not know stands for itself."""
    values = next((each.values for each in asked.rule.columns if each.name == column), {})
    return values.get(key, Text(key, key))


def listed(words: Sequence[Text]) -> Text:
    """Several words in a row.

    >>> listed([Text("tin", "スズ"), Text("lead", "鉛")])
    Text(en='tin, lead', ja='スズ、鉛')
    """
    return Text(", ".join(word.en for word in words), "、".join(word.ja for word in words))
