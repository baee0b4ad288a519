"""Materials as the authors write them, and their masses and grades, in the vocabulary's minerals and units."""

from __future__ import annotations

from functools import lru_cache

from orepath.sources.jasansky_mines.sheets import REMEMBERED, SOURCE
from orepath.vocabulary.terms import fold


def _by_word(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


def _factors(table: dict[str, list[str]]) -> dict[str, float]:
    return {word: float(factor) for word, factor in _by_word(table).items()}


MINERALS = _by_word(SOURCE.raw["minerals"])
MASSES, VOLUMES, GRADES = (_factors(SOURCE.raw[name]) for name in ("masses", "volumes", "grades"))
OUNCES = _factors(SOURCE.raw["ounces"]["masses"])
PRECIOUS = set(SOURCE.raw["ounces"]["minerals"])
UNCONVERTED = {"", *SOURCE.raw["unconverted"]["units"]}


@lru_cache(maxsize=REMEMBERED)
def mineral_of(material: str) -> str | None:
    """The mineral of a material; None where it is none of the vocabulary, or of several."""
    return MINERALS.get(fold(material))


@lru_cache(maxsize=REMEMBERED)
def measured(unit: str, mineral: str | None) -> tuple[str, float] | None:
    """The unit of the vocabulary and the factor into it; None where the unit may be of several kinds.

    Raises
    ------
    KeyError
        Where it is no unit of the dataset.

    Examples
    --------
    >>> measured("Kt", None), measured("koz", "copper")
    (('t', 1000.0), None)
    """
    word = fold(unit)
    if word in MASSES:
        return "t", MASSES[word]
    if word in OUNCES:
        return ("t", OUNCES[word]) if mineral in PRECIOUS else None
    if word in VOLUMES:
        return "m3", VOLUMES[word]
    if word in GRADES:
        return "share", GRADES[word]
    if word in UNCONVERTED:
        return None
    raise KeyError(unit)
