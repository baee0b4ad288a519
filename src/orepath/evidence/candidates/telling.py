"""A candidate told to people, line by line."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from orepath.evidence.candidates.alike import Alike
from orepath.evidence.candidates.candidate import DATES
from orepath.evidence.candidates.listing import Listed
from orepath.evidence.register import registers
from orepath.vocabulary.language import Lang, Text, text
from orepath.vocabulary.places import place_name
from orepath.vocabulary.terms import minerals

SAME = {"code": "same_code", "mineral": "same_mineral"}
MOST_PLACES = 6
"""Places that are named; of more, only how many there are is told."""


@cache
def _words() -> dict[str, Text]:
    raw = tomllib.loads(files("orepath.evidence.candidates").joinpath("words.toml").read_text("utf-8"))
    return {key: text(entry) for key, entry in raw.items()}


def say(key: str, lang: Lang, **values: object) -> str:
    """A phrase of ``words.toml``."""
    return _words()[key].in_(lang).format(**values)


def lines(one: Listed, lang: Lang) -> list[str]:
    """What is known of a candidate, a line each, its title and description aside."""
    candidate, comma = one.candidate, ", " if lang == "en" else "、"
    first = [say(one.standing, lang)]
    if one.decision is not None and one.decision.get("measure_id"):
        first.append(say("of", lang, measure=one.decision.get("measure_id")))
    first.append(say("implementers", lang, places=_places(candidate.places, lang)))
    first += [say(name, lang, date=said) for name in DATES if (said := getattr(candidate, name))]
    second = [say("kinds", lang, kinds=comma.join(candidate.kinds))]
    if candidate.instruments:
        labels = registers()["measure"].column("instrument").labels
        named = comma.join(labels[name].in_(lang) for name in candidate.instruments)
        second.append(say("instruments", lang, instruments=named))
    if candidate.status:
        second.append(say("status", lang, status=candidate.status))
    found = [" · ".join(first), " · ".join(second)]
    if one.minerals:
        told = [say(by, lang, mineral=minerals()[name].name.in_(lang)) for name, by in one.minerals.items()]
        found.append(say("minerals", lang, minerals=comma.join(told)))
    found += [candidate.link] if candidate.link else []
    return found + [_may_be(alike, lang, comma) for alike in one.may_be]


def _places(codes: tuple[str, ...], lang: Lang) -> str:
    names = [place_name(code, lang) for code in codes[:MOST_PLACES]]
    more = len(codes) - len(names)
    return (", " if lang == "en" else "、").join([*names, *([f"+{more}"] if more else [])])


def _may_be(alike: Alike, lang: Lang, comma: str) -> str:
    reasons = comma.join(_reason(reason.why, reason.what, lang, comma) for reason in alike.reasons)
    product = alike.measure.record.text("product", lang)
    return say("may_be", lang, measure=alike.measure.id, product=product, reasons=reasons)


def _reason(why: str, what: str, lang: Lang, comma: str) -> str:
    if why == "mineral":
        what = comma.join(minerals()[name].name.in_(lang) for name in what.split(", "))
    return say(SAME.get(why, why), lang, what=what)
