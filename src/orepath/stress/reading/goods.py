"""Which minerals and stages stand under a code of the Harmonized System."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from orepath.network.trade.fractions import fractions
from orepath.network.trade.unseen import known_codes
from orepath.vocabulary.terms import goods

LEAST, FULL = 4, 6
"""How many digits a code may have at the least, and how many are international."""


@cache
def stages_by_code() -> dict[str, dict[str, frozenset[str]]]:
    """By code, the stages of each mineral that stands under it; later editions' codes for the same goods too."""
    pairs = {(row["code"], row["mineral"], row["stage"]) for row in known_codes()}
    pairs |= {(good.code, good.mineral, good.stage) for good in goods()}
    pairs |= {(rule.code, rule.mineral, rule.stage) for rule in fractions()}
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for code, mineral, stage in sorted(pairs):
        found[code][mineral].add(stage)
    return {code: {mineral: frozenset(stages) for mineral, stages in of.items()} for code, of in sorted(found.items())}


@cache
def _first_edition() -> dict[str, str]:
    return {rule.code: rule.instead_of for rule in fractions() if rule.instead_of}


def canonical(code: str) -> str:
    """The code of the first edition for the same goods.

    >>> canonical("999999")
    '999999'
    """
    return _first_edition().get(code, code)


def digits(code: str) -> str:
    """The international digits of a code as people write it; empty where it is none.

    >>> digits("2604.00"), digits("2604 00 10"), digits("26"), digits("ore")
    ('260400', '260400', '', '')
    """
    bare = code.replace(".", "").replace(" ", "")
    return bare[:FULL] if bare.isascii() and bare.isdigit() and len(bare) >= LEAST else ""


def codes_under(code: str) -> tuple[str, ...]:
    """The known codes that a code of four to six digits stands for."""
    return tuple(known for known in stages_by_code() if known.startswith(code))


def stages_of(codes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """By mineral, the stages that stand under some codes."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in codes:
        for mineral, stages in stages_by_code()[code].items():
            found[mineral] |= stages
    return {mineral: tuple(sorted(stages)) for mineral, stages in sorted(found.items())}
