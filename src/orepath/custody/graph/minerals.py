"""Which mineral a lot is of, where its document does not say so by that name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias

from orepath.vocabulary.terms import fold, minerals

How: TypeAlias = Literal["", "stated", "code", "name"]
"""How a mineral was told: nobody did, the document, a goods code, or a word of the lot's name."""


class Told(NamedTuple):
    """A mineral, its stage and how they were told; empty where they were not."""

    mineral: str
    stage: str
    how: How


UNTOLD = Told("", "", "")


@cache
def _codes() -> dict[str, Told]:
    raw = tomllib.loads(files("orepath.custody.graph").joinpath("minerals.toml").read_text("utf-8"))
    return {
        f"{scheme}:{code}": Told(entry["mineral"], entry["stage"], "code")
        for scheme, its in raw.items()
        for code, entry in its["code"].items()
    }


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern for the names of each mineral: whole words in Latin script, any place in another; no symbols."""
    found = []
    for key, term in minerals().items():
        said = [each for each in (term.name.en, term.name.ja, *term.aliases) if len(each) > 2 or not each.isascii()]
        parts = [rf"\b{re.escape(fold(each))}\b" if each.isascii() else re.escape(fold(each)) for each in said]
        found.append((re.compile("|".join(parts)), key))
    return tuple(found)


@cache
def _schemes() -> frozenset[str]:
    return frozenset(code.partition(":")[0] for code in _codes())


def _of_code(code: str) -> Told:
    """What a goods code stands for, by as many of its digits as are known."""
    known = _codes()
    shorter = (code[:length] for length in range(len(code), code.find(":") + 4, -1))
    return next((known[each] for each in shorter if each in known), UNTOLD)


def told(mineral: str, stage: str, codes: Iterable[str], name: str) -> Told:
    """The mineral of a lot: as stated, else by its goods codes, else by the one mineral that its name names.

    Codes that say different things say nothing; neither does one of a good that several minerals are in.

    Examples
    --------
    >>> told("", "", ["cpc:14210"], "").how, told("", "", [], "made-up name").mineral
    ('code', '')
    """
    if mineral:
        return Told(mineral, stage, "stated")
    of_codes = {found for code in codes if code.partition(":")[0] in _schemes() for found in [_of_code(code)]}
    if len(of_codes) == 1 and (found := of_codes.pop()).mineral:
        return Told(found.mineral, stage or found.stage, "code")
    if of_codes:  # codes that differ, or stand for something of several minerals
        return Told("", stage, "")
    said = fold(name)
    named = {key for pattern, key in _words() if pattern.search(said)} if said else set[str]()
    return Told(named.pop(), stage, "name") if len(named) == 1 else Told("", stage, "")
