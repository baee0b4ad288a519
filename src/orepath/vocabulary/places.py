"""Places: ISO 3166-1 codes, names from the CLDR, and the few words that are not countries.

A country or territory is two capital letters. ``world``, ``other``, ``unknown`` and ``eu`` are pseudo-places: they are
lower case, and no computation counts them as a country.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from babel import Locale

from orepath.errors import UnknownName
from orepath.vocabulary.definitions import table, toml
from orepath.vocabulary.language import LANGS, Lang, Text, text
from orepath.vocabulary.terms import fold


@dataclass(frozen=True)
class Place:
    """A country or territory with its codes and the point where a map shows it (degrees)."""

    alpha2: str
    alpha3: str
    numeric: str
    lat: float | None
    lon: float | None


@cache
def places() -> dict[str, Place]:
    """All countries and territories, by alpha-2 code."""

    def degrees(cell: str) -> float | None:
        return float(cell) if cell else None

    return {
        row["alpha2"]: Place(row["alpha2"], row["alpha3"], row["numeric"], degrees(row["lat"]), degrees(row["lon"]))
        for row in table("places")
    }


@cache
def pseudo_places() -> dict[str, Text]:
    """The pseudo-places and their names."""
    return {key: text(entry) for key, entry in toml("pseudo_places").items()}


def is_country(code: str) -> bool:
    """Whether a code stands for a country or territory and not for a total or a rest.

    >>> is_country("NA"), is_country("world")
    (True, False)
    """
    return code in places()


@cache
def _locale(lang: Lang) -> Locale:
    return Locale(lang)


def place_name(code: str, lang: Lang) -> str:
    """The name of a place; a code that is not known stands for itself."""
    if code in pseudo_places():
        return pseudo_places()[code].in_(lang)
    short = toml("short_names").get(code)
    if short:
        return text(short).in_(lang)
    return unicodedata.normalize("NFKC", str(_locale(lang).territories.get(code, code)))


def place_text(code: str) -> Text:
    """The name of a place in both languages."""
    return Text(place_name(code, "en"), place_name(code, "ja"))


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for code, place in places().items():
        names[fold(code)] = code
        names[fold(place.alpha3)] = code
        for lang in LANGS:
            names.setdefault(fold(str(_locale(lang).territories.get(code, code))), code)
            names.setdefault(fold(place_name(code, lang)), code)
    for row in table("place_aliases"):
        names[fold(row["alias"])] = row["place"]
    return names


def find_place(name: str) -> str | None:
    """The alpha-2 code of a place, from a code or a name in English or Japanese, or None.

    >>> find_place("Congo (Kinshasa)"), find_place("NAM"), find_place("Atlantis")
    ('CD', 'NA', None)
    """
    return _names().get(fold(name).replace("&", "and")) or _names().get(fold(name))


@cache
def _ambiguous() -> dict[str, tuple[str, ...]]:
    return {fold(row["name"]): tuple(row["places"].split(";")) for row in table("ambiguous_places")}


def meanings(name: str) -> tuple[str, ...]:
    """The places that a person may mean by a name that stands for several; none for any other name.

    Publishers use such a name for one of them, and their readers know which.

    >>> meanings("Congo"), meanings("Chile")
    (('CD', 'CG'), ())
    """
    return _ambiguous().get(fold(name), ())


def place(name: str, where: str = "") -> str:
    """The alpha-2 code of a place.

    Raises
    ------
    UnknownName
        With the nearest spellings.
    """
    found = find_place(name)
    if found is None:
        raise UnknownName("place", name, _spelled(), where)
    return found


@cache
def _spelled() -> tuple[str, ...]:
    """The names of places, without those that are made up for examples."""
    real = [code for code in places() if not toml("short_names").get(code, {}).get("made_up")]
    return tuple(sorted({place_name(code, lang) for code in real for lang in LANGS}))
