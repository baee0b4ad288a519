"""What the publisher's names stand for in the vocabulary: minerals, places and units."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

from orepath.errors import UnknownName
from orepath.sources.darpa_minmod.dataset import SOURCE
from orepath.vocabulary.places import find_place, meanings
from orepath.vocabulary.terms import fold, mineral, units

MOST_NAMES = 10_000
"""Names whose meaning is kept; those of the publisher are some hundreds."""
LISTED = re.compile(r",\s*|-|\s+and\s+")


@lru_cache(MOST_NAMES)
def mineral_of(name: str) -> str | None:
    """The mineral a commodity is, or None where the vocabulary has none.

    >>> mineral_of("Aluminum"), mineral_of("Clay > Kaolin")
    ('aluminium', None)
    """
    if known := SOURCE.raw["minerals"].get(fold(name)):
        return str(known)
    try:
        return mineral(name)
    except UnknownName:
        return None


@lru_cache(MOST_NAMES)
def minerals_of(name: str) -> tuple[str, ...]:
    """The minerals of a name; of one that lists several only where each of them is known.

    >>> minerals_of("Copper, gold"), minerals_of("Lead-zinc-silver"), minerals_of("Gold, sapphire")
    (('copper', 'gold'), ('lead', 'zinc', 'silver'), ())
    """
    if known := mineral_of(name):
        return (known,)
    found = [mineral_of(part) for part in LISTED.split(name)]
    return tuple(dict.fromkeys(part for part in found if part)) if all(found) else ()


@lru_cache(MOST_NAMES)
def place_of(name: str) -> str | None:
    """The place a name or code stands for; None where it is not known, or may be several.

    >>> place_of("United States"), place_of("Atlantis"), place_of("Congo")
    ('US', None, None)
    """
    return None if meanings(name) else find_place(name)


def converted(value: float, unit: str, canonical: str) -> float | None:
    """A figure in the canonical unit, rounded once; None where its unit is not known or is of another kind.

    Raises
    ------
    ValueError
        Where it is no finite number then, or a share of more than all.

    >>> converted(0.35, "percent", "share"), converted(2, "million short tons", "t"), converted(2, "percent", "t")
    (0.0035, 1814369.48, None)
    """
    written = SOURCE.raw["units"].get(fold(unit))
    known = units().get(fold(written)) if written else None
    if known is None or known.unit != canonical:
        return None
    found = float(Decimal(repr(value)) * Decimal(repr(known.factor)))
    if not math.isfinite(found) or (canonical == "share" and found > 1):
        raise ValueError(unit)
    return found
