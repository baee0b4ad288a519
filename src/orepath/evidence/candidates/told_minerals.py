"""Which minerals a candidate is about, and by what that is told."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from orepath.evidence.candidates.candidate import Candidate
from orepath.evidence.candidates.settings import settings
from orepath.vocabulary.terms import fold, goods, minerals

Told = Literal["named", "code", "text"]
"""The index names the mineral; a code it gives is one of the mineral's; its title or description has the word."""


def told_minerals(candidate: Candidate) -> dict[str, Told]:
    """The minerals of a candidate, each with the best of what tells it. Without any, nothing is known of them.

    >>> told_minerals(Candidate("1", "Aland: ban on tin ores"))
    {'tin': 'text'}
    """
    found: dict[str, Told] = dict.fromkeys(candidate.minerals, "named")
    codes = {code[:6] for code in candidate.products}
    for good in goods():
        if good.code in codes:
            found.setdefault(good.mineral, "code")
    for word in _pattern().findall(fold(f"{candidate.title}\n{candidate.description}")):
        found.setdefault(_words()[word], "text")
    return dict(sorted(found.items()))


@cache
def _words() -> dict[str, str]:
    """The mineral each word tells."""
    rule = settings()["words"]
    found = {}
    for mineral in minerals().values():
        for name in (mineral.name.en, mineral.id.replace("-", " "), *mineral.aliases):
            word = fold(name)
            long_enough = len(word) >= rule["least_letters"] or word in rule["further"]
            if word.isascii() and long_enough and word not in rule["left_out"]:
                found[word] = mineral.id
    return found


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_words(), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b")
