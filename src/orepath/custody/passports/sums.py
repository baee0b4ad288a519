"""Parts of a product that one document gives and that are more than the whole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from orepath.custody.passports.entry import Entry
from orepath.vocabulary.language import Text, text
from orepath.vocabulary.terms import fold


class Sum(NamedTuple):
    """Parts that must not be more than the whole.

    Parameters
    ----------
    adds
        Fields that are added up within one document.
    each
        What they are told apart by, one sum for each; empty for one sum.
    limit
        The whole: a number, or a field.
    """

    id: str
    name: Text
    adds: frozenset[str]
    each: str
    limit: str


class Excess(NamedTuple):
    """Parts that are more than the whole.

    Parameters
    ----------
    total, limit
        What they add up to, and what the whole is, in the unit of the parts.
    """

    sum: Sum
    of: str
    total: Fraction
    limit: Fraction
    entries: tuple[Entry, ...]


@cache
def sums() -> tuple[Sum, ...]:
    """Every sum that is looked at."""
    raw: list[dict[str, Any]] = tomllib.loads(
        files("orepath.custody.passports").joinpath("sums.toml").read_text("utf-8")
    )["sum"]
    return tuple(
        Sum(entry["id"], text(entry), frozenset(entry["adds"]), entry.get("each", ""), entry["limit"]) for entry in raw
    )


def excesses(said: Sequence[Entry]) -> Iterator[Excess]:
    """What is more than the whole in what is said of one product."""
    for sum_ in sums():
        limit = _limit(sum_, said)
        if limit is None:
            continue
        parts: dict[tuple[int, str], list[Entry]] = {}
        for entry in said:
            if entry.field in sum_.adds:
                parts.setdefault((entry.document, fold(dict(entry.of).get(sum_.each, ""))), []).append(entry)
        for (_, of), entries in parts.items():
            total = sum((_number(entry) or Fraction(0) for entry in entries), Fraction(0))
            if total > limit:
                yield Excess(sum_, of, total, limit, tuple(entries))


def _limit(sum_: Sum, said: Sequence[Entry]) -> Fraction | None:
    if sum_.limit.isdecimal():
        return Fraction(sum_.limit)
    whole = [_number(entry) for entry in said if entry.field == sum_.limit]
    return max((found for found in whole if found is not None), default=None)


def _number(entry: Entry) -> Fraction | None:
    return Fraction(entry.value) if isinstance(entry.value, Decimal | Fraction) else None
