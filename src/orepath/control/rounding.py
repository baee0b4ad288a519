"""Fractions with more digits than anybody reads, rounded to the safe side."""

from __future__ import annotations

from fractions import Fraction

MOST_BITS = 8192
"""Bits of a denominator up to which a fraction is kept exactly: some 2,400 digits."""
GRID = 1 << 1024
"""Beyond it, fractions are rounded to multiples of ``1 / GRID``."""


def down(value: Fraction) -> Fraction:
    """The fraction itself, or where it has too many digits one a little less, at least 0.

    >>> down(Fraction(1, 3)) == Fraction(1, 3), down(Fraction(1, 3**9000)) == 0
    (True, True)
    """
    if value.denominator.bit_length() <= MOST_BITS:
        return value
    return Fraction(value.numerator * GRID // value.denominator, GRID)


def up(value: Fraction) -> Fraction:
    """The fraction itself, or where it has too many digits one a little more."""
    if value.denominator.bit_length() <= MOST_BITS:
        return value
    return Fraction(-(-value.numerator * GRID // value.denominator), GRID)
