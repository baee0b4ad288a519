"""Minerals, stages, properties and units, by id."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from orepath.errors import UnknownName
from orepath.vocabulary.definitions import table, toml
from orepath.vocabulary.language import Text, text


@dataclass(frozen=True)
class Term:
    """One defined word: its id, its name and, for a property, its canonical unit."""

    id: str
    name: Text
    unit: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Good:
    """A traded good: its HS code (text), what it is, and which mineral and stage it belongs to."""

    code: str
    hs_edition: str
    mineral: str
    stage: str
    name: Text


def fold(name: str) -> str:
    """A name as it is compared: NFKC, case folded, inner blanks single.

    >>> fold(" Rare  Earths ")
    'rare earths'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _terms(kind: str) -> dict[str, Term]:
    def term(key: str, entry: dict[str, Any]) -> Term:
        return Term(key, text(entry), entry.get("unit", ""), tuple(entry.get("aliases", ())))

    return {key: term(key, entry) for key, entry in toml(kind).items()}


@cache
def minerals() -> dict[str, Term]:
    """All minerals, by id."""
    return _terms("minerals")


@cache
def stages() -> dict[str, Term]:
    """All stages from ore to road, in order, by id."""
    return _terms("stages")


@cache
def properties() -> dict[str, Term]:
    """All properties a statement may be about, by id, each with its canonical unit."""
    return _terms("properties")


@cache
def goods() -> tuple[Good, ...]:
    """The goods codes in scope."""
    return tuple(
        Good(row["code"], row["hs_edition"], row["mineral"], row["stage"], Text(row["name_en"], row["name_ja"]))
        for row in table("goods")
    )


def _find(kind: str, terms: dict[str, Term], name: str, where: str) -> str:
    wanted = fold(name)
    for term in terms.values():
        if wanted in {fold(word) for word in (term.id, term.name.en, term.name.ja, *term.aliases)}:
            return term.id
    raise UnknownName(kind, name, list(terms), where)


def mineral(name: str, where: str = "") -> str:
    """The id of a mineral from its id or a name in English or Japanese.

    Raises
    ------
    UnknownName
        With the nearest spellings.
    """
    return _find("mineral", minerals(), name, where)


def stage(name: str, where: str = "") -> str:
    """The id of a stage from its id or a name in English or Japanese."""
    return _find("stage", stages(), name, where)


@dataclass(frozen=True)
class Unit:
    """A unit as written: its canonical unit and the factor into it."""

    unit: str
    factor: float


@cache
def units() -> dict[str, Unit]:
    """Units as publishers write them, folded, with the factor into the canonical unit."""
    return {fold(key): Unit(entry["unit"], entry["factor"]) for key, entry in toml("units").items()}
