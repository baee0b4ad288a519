"""Codes of products, some of which have lost their leading zero."""

from __future__ import annotations

from functools import lru_cache

from orepath.sources.global_trade_alert.tally import SOURCE

LAST_HEADINGS: dict[str, int] = SOURCE.raw["export"]["last_headings"]
LENGTHS, USUAL = frozenset((4, 6, 8, 10)), 6
"""Digits that a code can have, always an even number, and those that most have; the others are counted."""


@lru_cache(maxsize=20_000)  # some thousand codes stand in millions of places
def code(said: str) -> str | None:
    """A code of the Harmonized System as written with its leading zero; None for what is no code.

    Of a code with an odd number of digits the first, a zero, is lost; it is put back where that makes a heading of
    chapters 01 to 09, and anything else with an odd number of digits is no code.

    >>> code("260400"), code("10121"), code("26040")
    ('260400', '010121', None)
    """
    if not (said.isascii() and said.isdigit()):
        return None
    found = f"0{said}" if len(said) % 2 else said
    if len(found) not in LENGTHS or (len(said) % 2 and not 1 <= int(found[2:4]) <= LAST_HEADINGS.get(found[:2], 0)):
        return None
    return found
