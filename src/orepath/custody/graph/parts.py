"""What a lot that begins the record is made of: whose its mass is, by what its documents say."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from orepath.custody.document import LotFacts
from orepath.network.network import UNKNOWN

RECYCLED = "recycled"
"""The label of recycled mass, as in one's own networks."""
MINE = "mine"


class Part(NamedTuple):
    """A share of a lot's mass with the label it has, and what it is where a document names it."""

    share: Fraction
    label: str
    name: str


def origin(facts: LotFacts | None, stage: str) -> str:
    """Where a lot's material comes from: as stated; for what a mine gives, where it was made."""
    if facts is None:
        return UNKNOWN
    return facts.origin or (facts.made_in if stage == MINE else "") or UNKNOWN


def parts(facts: LotFacts | None, stage: str) -> tuple[Part, ...]:
    """The parts of a lot that begins the record; together all of it.

    Where a document names materials, each is as much as it says: of two ways to say it the lower, and none where all
    together are more than the lot. What is not named is unknown.
    """
    recycled = facts.recycled if facts is not None and facts.recycled is not None else Fraction(0)
    if facts is None or not facts.materials:
        whole = [Part(recycled, RECYCLED, ""), Part(1 - recycled, origin(facts, stage), "")]
        return tuple(each for each in whole if each.share > 0)
    named = []
    for each in facts.materials:
        shares = [] if each.share is None else [each.share]
        if each.mass_kg is not None and facts.mass_kg:
            shares.append(Fraction(each.mass_kg) / Fraction(facts.mass_kg))
        if shares:
            share, again = min(shares), each.recycled or Fraction(0)
            named += [
                Part(share * again, RECYCLED, each.name),
                Part(share * (1 - again), each.origin or UNKNOWN, each.name),
            ]
    total = sum((each.share for each in named), Fraction(0))
    if total > 1:
        return (Part(Fraction(1), UNKNOWN, ""),)
    return tuple(each for each in (*named, Part(1 - total, UNKNOWN, "")) if each.share > 0)
