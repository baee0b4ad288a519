"""Amounts that may be below zero, as people read them."""

from __future__ import annotations

from fractions import Fraction

from orepath.tabular.quantity import decimal

NONE = Fraction(0)


def decimal_signed(value: Fraction) -> str:
    """An amount as people read it, with its sign where it is below zero.

    >>> decimal_signed(Fraction(-1, 2)), decimal_signed(Fraction(1250))
    ('-0.5', '1,250')
    """
    return f"-{decimal(-value)}" if value < 0 else decimal(value)
