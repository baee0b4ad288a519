"""One share as a person writes it."""

from __future__ import annotations

import re
from fractions import Fraction

from orepath.control.reading.words import words
from orepath.vocabulary.terms import fold

FINEST = 10**18
"""The largest denominator that is kept; it fits into 64 bits."""
BARE, PERCENT, OTHER = 0, 1, 2
"""How a share is written: a decimal fraction of 1, with a percent sign, or in a way that cannot be mistaken."""
NUMBER = re.compile(r"(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})(?:e[+-]?[0-9]{1,2})?")
QUOTIENT = re.compile(r"([0-9]{1,18})\s*/\s*([0-9]{1,18})")
BETWEEN = re.compile(r"(.+?)\s*\.\.\s*(.+)")
UNREADABLE, OVER, NO_SIGN, REVERSED = "control_share", "control_share_over", "control_share_bare", "network_range"
"""Codes of what may be wrong with it."""


def share_of(text: str) -> tuple[Fraction, Fraction, int] | str:
    """The least and the most a share may be and how it is written, or the code of what is wrong with it.

    >>> share_of("25..50 %")
    (Fraction(1, 4), Fraction(1, 2), 1)
    >>> share_of("unknown"), share_of("a half")
    ((Fraction(0, 1), Fraction(1, 1), 2), 'control_share')
    """
    if fold(text) in words("unknown"):
        return Fraction(0), Fraction(1), OTHER
    folded = fold(text)
    percent = folded.endswith("%")
    body = folded.removesuffix("%").rstrip()
    between = BETWEEN.fullmatch(body)
    ends = [_number(end, percent) for end in (between.groups() if between else (body, body))]
    low, high = ends
    if low is None or high is None:
        return UNREADABLE
    written = PERCENT if percent else (OTHER if QUOTIENT.search(body) else BARE)
    if low > high:
        return REVERSED
    if high > 1:
        return NO_SIGN if written == BARE else OVER
    return low, high, written


def _number(text: str, percent: bool) -> Fraction | None:
    quotient = QUOTIENT.fullmatch(text)
    if quotient and not percent:
        above, below = (int(part) for part in quotient.groups())
        return Fraction(above, below) if below else None
    if not NUMBER.fullmatch(text):
        return None
    return Fraction(text) / (100 if percent else 1)
