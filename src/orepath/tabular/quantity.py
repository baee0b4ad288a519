"""Exact quantities from text: decimals, percents and fractions."""

from __future__ import annotations

import re
from fractions import Fraction

DECIMAL = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30})?")
PERCENT = re.compile(rf"({DECIMAL.pattern}) ?%")
RATIO = re.compile(r"([0-9]{1,30})/([0-9]{1,30})")


def quantity(text: str) -> Fraction | None:
    """The quantity that a decimal, a percent or a fraction stands for; None where the text is none of them.

    >>> quantity("60 %"), quantity("1/3"), quantity("0.1"), quantity("1e3")
    (Fraction(3, 5), Fraction(1, 3), Fraction(1, 10), None)
    """
    if DECIMAL.fullmatch(text):
        return Fraction(text)
    if found := PERCENT.fullmatch(text):
        return Fraction(found[1]) / 100
    found = RATIO.fullmatch(text)
    if found is None or int(found[2]) == 0:
        return None
    return Fraction(int(found[1]), int(found[2]))


def ratio(value: Fraction) -> str:
    """A fraction as ``n/d``, in lowest terms, whole numbers included.

    >>> ratio(Fraction(6100, 10000)), ratio(Fraction(1))
    ('61/100', '1/1')
    """
    return f"{value.numerator}/{value.denominator}"


def percent(value: Fraction) -> str:
    """A share as a percent with one decimal, rounded half up from the exact fraction.

    >>> percent(Fraction(61, 100)), percent(Fraction(1, 3)), percent(Fraction(5995, 10000))
    ('61.0', '33.3', '60.0')
    """
    tenths = (value * 2000 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"


def decimal(value: Fraction) -> str:
    """A quantity as people read it: in full where it ends within six decimals, else cut there with an ellipsis.

    >>> decimal(Fraction(3000)), decimal(Fraction(1, 8)), decimal(Fraction(10000, 3))
    ('3,000', '0.125', '3,333.333333…')
    """
    millionths = value * 1_000_000
    whole, rest = divmod(millionths.numerator // millionths.denominator, 1_000_000)
    shown = f"{whole:,}" + (f".{rest:06d}".rstrip("0") if rest else "")
    if millionths.denominator == 1:
        return shown
    return f"{whole:,}.{rest:06d}…"
