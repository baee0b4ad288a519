"""Amounts of lots as whole numbers, so that nothing is rounded on the way."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from orepath.custody.units import unit

DIGITS = 15
"""Decimals of the base unit that an amount may have: an ounce (12 decimals of a kilogram) to a thousandth."""
SCALE = 10**DIGITS
_EXACT = Context(prec=80, traps=[Inexact, InvalidOperation])


@lru_cache(maxsize=65536)
def whole(amount: Decimal, said: str) -> int | None:
    """An amount as a whole number of 10^-15 base units of its dimension; None where it is finer than that.

    Examples
    --------
    >>> whole(Decimal("0.5"), "TNE"), whole(Decimal("1"), "ONZ"), whole(Decimal("1e-16"), "KGM")
    (500000000000000000, 28349523125000, None)
    """
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
    return found.quantize(Decimal(1)) if amount % SCALE == 0 else found.normalize(_EXACT)


def share(part: int, all_of_it: int) -> Fraction:
    """What part of an amount another is; 0 of nothing."""
    return Fraction(part, all_of_it) if all_of_it else Fraction(0)
