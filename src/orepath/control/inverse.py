"""Exact inverses of small matrices."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

NONE, WHOLE = Fraction(0), Fraction(1)


def inverse(stakes: Sequence[Sequence[Fraction]]) -> list[list[Fraction]] | None:
    """``(I - W)^-1`` for entities that own each other, directly or not; None where nobody outside owns any of them.

    ``W[a][y]`` is the stake of ``a`` in ``y``. No pivot but the last can be 0, so rows need not be exchanged.

    >>> half = Fraction(1, 2)
    >>> inverse([[NONE, half], [half, NONE]])
    [[Fraction(4, 3), Fraction(2, 3)], [Fraction(2, 3), Fraction(4, 3)]]
    >>> inverse([[NONE, WHOLE], [WHOLE, NONE]])
    """
    size = len(stakes)
    rows = [
        [(WHOLE if a == y else NONE) - stakes[a][y] for y in range(size)]
        + [WHOLE if a == y else NONE for y in range(size)]
        for a in range(size)
    ]
    for pivot in range(size):
        if not rows[pivot][pivot]:
            return None
        scale = 1 / rows[pivot][pivot]
        rows[pivot] = [value * scale if value else value for value in rows[pivot]]
        for other in range(size):
            part = rows[other][pivot]
            if other != pivot and part:
                rows[other] = [
                    value - part * above if above else value
                    for value, above in zip(rows[other], rows[pivot], strict=True)
                ]
    return [row[size:] for row in rows]
