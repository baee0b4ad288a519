"""Amounts of lots as whole numbers, so that nothing is rounded on the way."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from math import lcm

from orepath.custody.units import unit

DIGITS = 15
"""Decimals of the base unit that an amount may have: an ounce (12 decimals of a kilogram) to a thousandth."""
SCALE = 10**DIGITS
MOST = 10**30
"""The most that an amount may be, in its unit: of kilograms, 10^5 times the mass of the Earth (6·10^24 kg)."""
FINEST = 2**256
"""The most parts into which 10^-15 base units are split where shares are booked.

A credit is a share of a lot times a mass times a yield: a fraction. What is granted is a whole number of 10^-15 base
units, so fractions do not grow along a chain; but the sum of an account, or of what went into one step, would with
every denominator that has nothing in common with the others. Beyond this limit a fraction is rounded down: what is
credited is never more than what went in, so nothing can be claimed that an exact sum would not cover.
"""
_EXACT = Context(prec=80, traps=[Inexact, InvalidOperation])


@lru_cache(maxsize=65536)
def whole(amount: Decimal, said: str) -> int | None:
    """An amount as a whole number of 10^-15 base units of its dimension; None where it is finer or beyond `MOST`.

    Examples
    --------
    >>> whole(Decimal("0.5"), "TNE"), whole(Decimal("1"), "ONZ"), whole(Decimal("1e-16"), "KGM")
    (500000000000000000, 28349523125000, None)
    """
    if abs(amount) > MOST:
        return None
    try:
        scaled = _EXACT.multiply(amount, unit(said).factor).scaleb(DIGITS, _EXACT)
        found = int(scaled)
        return found if found == scaled else None
    except (Inexact, InvalidOperation):
        return None


def decimal(amount: int) -> Decimal:
    """A whole number of 10^-15 base units as a number of base units.

    >>> decimal(1_500_000_000_000_000)
    Decimal('1.5')
    """
    found = Decimal(amount).scaleb(-DIGITS, _EXACT)
    return found.quantize(Decimal(1), context=_EXACT) if amount % SCALE == 0 else found.normalize(_EXACT)


def joined(unit: int, other: int) -> int:
    """The parts that two numbers of parts have in common; the first alone where the common ones would be too fine.

    >>> joined(4, 6), joined(4, FINEST - 1)
    (12, 4)
    """
    common = lcm(unit, other)
    return common if common <= FINEST else unit


def parts(amount: Fraction, unit: int) -> int:
    """How many parts there are in an amount; what is finer is rounded down.

    >>> parts(Fraction(5, 6), 4)
    3
    """
    return amount.numerator * unit // amount.denominator


class Total:
    """A sum of fractions that takes bounded memory: as fine as `FINEST` allows; what is finer is rounded down.

    Examples
    --------
    >>> total = Total()
    >>> for _ in range(3):
    ...     total.add(Fraction(1, 3))
    >>> total.sum
    Fraction(1, 1)
    """

    def __init__(self) -> None:
        self._unit, self._parts = 1, 0

    def add(self, amount: Fraction) -> None:
        """Add an amount."""
        unit = joined(self._unit, amount.denominator)
        self._parts = self._parts * (unit // self._unit) + parts(amount, unit)
        self._unit = unit

    @property
    def sum(self) -> Fraction:
        """What was added."""
        return Fraction(self._parts, self._unit)


def share(part: int, all_of_it: int) -> Fraction:
    """What part of an amount another is; 0 of nothing."""
    return Fraction(part, all_of_it) if all_of_it else Fraction(0)
