"""Answers in words."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.control.answer import Held
from orepath.control.limbs import Found
from orepath.control.register import Metric
from orepath.vocabulary.language import Text, text

LONGEST = 24
"""Characters of a fraction up to which it is written out."""
DECIMALS = 4
"""Of a percentage that has no end; it is cut off, so that it never reaches a threshold the share does not."""


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("orepath.control").joinpath("words.toml").read_text("utf-8"))


def word(of: str, key: str) -> Text:
    """A text of ``words.toml``."""
    return text(_words()[of][key])


def metric_name(metric: Metric) -> Text:
    """What a metric is called."""
    return word("metric", metric)


def note(key: str, **values: object) -> Text:
    """A note on what an answer rests on."""
    return word("notes", key).format(**values)


def percent(share: Fraction) -> str:
    """A share in percent, exactly where it ends after a few decimals, else cut off and marked so.

    >>> percent(Fraction(1, 4)), percent(Fraction(2401, 10000)), percent(Fraction(1, 3))
    ('25 %', '24.01 %', '33.3333… %')
    """
    units = share * 100 * 10**DECIMALS
    whole, part = divmod(int(units), 10**DECIMALS)
    digits = f"{part:0{DECIMALS}}"
    if units.denominator == 1:
        return f"{whole}.{digits}".rstrip("0").rstrip(".") + " %"
    return f"{whole}.{digits}… %"


def said_share(share: Fraction) -> str:
    """A share as fraction and in percent; in percent alone where the fraction is long.

    >>> said_share(Fraction(6, 25)), said_share(Fraction(1))
    ('6/25 (24 %)', '100 %')
    """
    if share.denominator == 1 or share.denominator.bit_length() > 80 or len(str(share)) > LONGEST:
        return percent(share)
    return f"{share} ({percent(share)})"


def said_held(held: Held) -> Text:
    """What was found, exactly or between bounds."""
    if held.low == held.high:
        return word("found", "exactly").format(low=said_share(held.low))
    return word("found", "between").format(low=said_share(held.low), high=said_share(held.high))


def said(found: Found) -> Text:
    """A limb, what it comes to, and whether it is met."""
    limb = found.limb.said
    if found.metric is not None:
        limb = limb.format(metric=metric_name(found.metric))
    verdict = word("met", "open" if found.met is None else "yes" if found.met else "no")
    parts = [limb, *([said_held(found.held)] if found.held is not None else []), verdict]
    return Text(" ".join(part.en for part in parts), "".join(part.ja for part in parts))
