"""Numbers, dates and the words that stand in place of numbers, as each language writes them (Unicode CLDR)."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from orepath.errors import UnknownName
from orepath.review.blocks import Precision
from orepath.review.figure import SPANNED, STATUS_WORDS, Figure
from orepath.review.messages import message
from orepath.vocabulary.language import Lang, Text, text

MOST_DECIMALS = 6
BOUNDS = {"less_than": ("high",), "greater_than": ("low",), "range": ("low", "high")}
"""The bounds a figure without a value is shown by."""
MARKS = {"estimated": "e", "rounded": "r"}
"""Marks set after a number; a legend under the table says what they mean."""


@dataclass(frozen=True)
class DisplayUnit:
    """A unit as shown: how a canonical value becomes one in it, and its words; `signed` where + is written too."""

    of: str
    factor: float
    decimals: int
    head: Text
    after: Text
    signed: bool = False


@cache
def display_units() -> dict[str, DisplayUnit]:
    """All units as shown, by key."""
    raw = tomllib.loads(files("orepath.review").joinpath("display_units.toml").read_text("utf-8"))
    return {
        key: DisplayUnit(
            *(entry["of"], entry["factor"], entry["decimals"]),
            *(text(entry["head"]), text(entry["after"]), entry.get("signed", False)),
        )
        for key, entry in raw.items()
    }


def display_unit(figure: Figure, asked: str = "") -> DisplayUnit:
    """The unit a figure is shown in: the one asked for, else the first of its canonical unit.

    Raises
    ------
    UnknownName
        Where the unit is not known, or is one of another quantity.
    """
    fitting = {key: unit for key, unit in display_units().items() if unit.of == figure.unit}
    if asked:
        if asked not in fitting:
            raise UnknownName("unit", asked, list(fitting), where=figure.subject.en)
        return fitting[asked]
    return next(iter(fitting.values()), None) or _own_words(figure.unit)


def _own_words(unit: str) -> DisplayUnit:
    """A unit that is not in ``display_units.toml``: shown in the publisher's words, unconverted."""
    return DisplayUnit(unit, 1.0, 2, Text(unit, unit), Text(f"{{number}} {unit}", f"{{number}} {unit}"))


def number_text(value: float, lang: Lang, decimals: int = 0) -> str:
    """A number with grouped digits; one that is not zero is never written as zero.

    >>> number_text(3300000, "en"), number_text(0.0004, "ja", 1), number_text(1234, "en", -2)
    ('3,300,000', '0.0004', '1,200')
    """
    if not math.isfinite(value):
        raise ValueError(f"not a number that can be shown: {value}")
    exact = Decimal(str(value))  # as the formatter below reads it, which rounds halves to even
    while value and round(exact, decimals) == 0 and decimals < MOST_DECIMALS:
        decimals += 1
    pattern = "#,##0." + "0" * decimals if decimals > 0 else "#,##0"
    shown = str(format_decimal(round(value, decimals) if decimals < 0 else value, format=pattern, locale=lang))
    return shown if any(digit in "123456789" for digit in shown) else shown.lstrip("-")


def bare_text(figure: Figure, lang: Lang, asked: str = "") -> str:
    """What stands in a cell for a figure: its number without a unit, bounds, or the word for why there is none."""
    if figure.status in STATUS_WORDS:
        return message("status", figure.status).in_(lang)
    return _bounded(figure, lang, asked, "{number}", "{number}")


def full_text(figure: Figure, lang: Lang, asked: str = "") -> str:
    """The same with its unit, as a text says it.

    >>> full_text(Figure(Text("", ""), None, "t", Text("", ""), status="less_than", high=1000.0), "ja")
    '1,000トン未満'
    """
    if figure.status in STATUS_WORDS:
        return message("status_name", figure.status).in_(lang)
    after = display_unit(figure, asked).after.in_(lang)
    return _bounded(figure, lang, asked, "{number}" if figure.status == "range" else after, after)


def _bounded(figure: Figure, lang: Lang, asked: str, before: str, after: str) -> str:
    """The number, or its bounds; `after` is how a number with its unit is written, `before` the first of two."""
    unit = display_unit(figure, asked)
    decimals = unit.decimals if figure.decimals is None else figure.decimals
    spanned = figure.status in SPANNED

    def shown(value: float | None, pattern: str) -> str:
        if value is None:
            return ""
        number = (_coarse if spanned else number_text)(value * unit.factor, lang, decimals)
        return pattern.format(number=f"+{number}" if unit.signed and value > 0 else number)

    if figure.value is not None:
        return shown(figure.value, after)
    needed = BOUNDS.get(figure.status, ())
    if not needed or any(getattr(figure, bound) is None for bound in needed):
        return message("status", "unknown").in_(lang)
    low, high = shown(figure.low, before), shown(figure.high, after)
    return message("status", figure.status).in_(lang).format(low=low, high=high)


def span_text(figure: Figure, lang: Lang, asked: str = "") -> str:
    """The range of a figure of a balanced network, without a unit; nothing where it shows as one number.

    >>> span_text(Figure(Text("", ""), 0.1, "share", Text("", ""), (), (), "traced", 0.0, 0.25), "en")
    '(0.0–25.0)'
    """
    if figure.status not in SPANNED or figure.value is None or figure.low is None or figure.high is None:
        return ""
    parts = (replace(figure, value=value) for value in (figure.low, figure.value, figure.high))
    low, mid, high = (bare_text(part, lang, asked) for part in parts)
    said = message("label", "span_signed") if display_unit(figure, asked).signed else message("label", "span")
    return "" if low == mid == high else said.in_(lang).format(low=low, high=high)


def _coarse(value: float, lang: Lang, decimals: int) -> str:
    """A number whose further digits say nothing: what is nearer to zero than the last digit shown is said to be so.

    >>> _coarse(0.01, "en", 1), _coarse(-0.01, "en", 1), _coarse(0.0, "en", 1)
    ('<0.1', '-<0.1', '0.0')
    """
    least = 10.0**-decimals
    if value and abs(value) < least / 2:
        return ("-" if value < 0 else "") + "<" + number_text(least, lang, decimals)
    return number_text(round(value, decimals), lang, decimals)


def mark(figure: Figure) -> str:
    """The mark behind a figure's number, or none."""
    return MARKS.get(figure.status, "") if figure.value is not None else ""


def day_text(day: date, lang: Lang, precision: Precision = "day", short: bool = False) -> str:
    """A date as far as it is known.

    >>> day_text(date(2026, 11, 23), "ja"), day_text(date(2026, 11, 1), "en", "month")
    ('2026年11月23日', 'November 2026')
    """
    if precision != "day":
        return str(format_skeleton("yMMMM" if precision == "month" else "y", day, locale=lang))
    return str(format_date(day, "medium" if short and lang == "en" else "long", locale=lang))
