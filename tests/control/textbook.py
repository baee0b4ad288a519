"""What the definitions say, reckoned in the plainest way, for small registers."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

HALF, NONE, WHOLE = Fraction(1, 2), Fraction(0), Fraction(1)


def owners_of(stakes, metric="equity"):
    """By entity, its owners and their shares."""
    found: dict[str, dict[str, Fraction]] = {}
    for stake in stakes:
        if stake.get("metric", "equity") == metric:
            of = found.setdefault(stake["owned"], {})
            of[stake["owner"]] = of.get(stake["owner"], NONE) + stake["share"]
    return found


def whole_from_half(share):
    return WHOLE if share >= HALF else share


def held(owners, entity, covered, link=whole_from_half, passes=lambda held: held, passed=frozenset()):
    """What covered owners hold: over all chains that pass nobody twice, and of nobody more than the whole."""
    if entity in covered:
        return WHOLE
    passed = passed | {entity}
    total = sum(
        (
            link(share) * passes(held(owners, owner, covered, link, passes, passed))
            for owner, share in owners.get(entity, {}).items()
            if owner not in passed
        ),
        NONE,
    )
    return min(WHOLE, total)


def chains(owners, entity, covered, below=()):
    """Every chain from a covered owner down to an entity that passes nobody twice and no covered owner in between."""
    for owner in owners.get(entity, {}):
        if owner in below or owner == entity:
            continue
        if owner in covered:
            yield (owner, entity, *below)
        else:
            yield from chains(owners, owner, covered, (entity, *below))


def product(owners, chain, link=whole_from_half):
    total = WHOLE
    for owner, owned in pairwise(chain):
        total *= link(owners[owned][owner])
    return total


def spread(graphs, covered, met):
    """All that are covered, where being covered spreads to whom covered owners hold enough of in any metric."""
    found = set(covered)
    while True:
        more = {
            owned
            for owners in graphs
            for owned, shares in owners.items()
            if owned not in found and met(sum((share for owner, share in shares.items() if owner in found), NONE))
        }
        if not more:
            return found
        found |= more


def controls(owners, head):
    """All whom somebody controls by majority."""
    found = {head}
    while True:
        more = {
            owned
            for owned, shares in owners.items()
            if owned not in found
            and sum((share for owner, share in shares.items() if owner in found and owner != owned), NONE) > HALF
        }
        if not more:
            return found - {head}
        found |= more
