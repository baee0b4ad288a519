"""How a rule counts stakes along a chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

NONE, WHOLE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Counting:
    """How stakes are counted along a chain.

    Parameters
    ----------
    whole_from
        A stake of at least this much counts as the whole; None where every stake counts as what it is.
    passes_from
        What is held of an entity passes on to what that entity holds only where it is at least this much; None where
        it always does.
    """

    whole_from: Fraction | None = None
    passes_from: Fraction | None = None

    def link(self, share: Fraction) -> Fraction:
        """What a stake counts as."""
        return WHOLE if self.whole_from is not None and share >= self.whole_from else share

    def passes(self, held: Fraction) -> Fraction:
        """What passes on of what is held of an entity."""
        return held if self.passes_from is None or held >= self.passes_from else NONE


@dataclass(frozen=True)
class Range:
    """A stake between two bounds, and what its owner is worth: the part of it that counts as a covered owner."""

    low: Fraction
    high: Fraction
    worth: Fraction


def least(stakes: Sequence[Range], counting: Counting) -> Fraction:
    """What is held of an entity at least: every stake at its lower bound, and nothing of what nobody knows."""
    return min(WHOLE, sum((counting.link(stake.low) * stake.worth for stake in stakes if stake.worth), NONE))


def most(stakes: Sequence[Range], pool: Fraction, counting: Counting) -> Fraction:
    """What is held of an entity at most, over all ways to share out what is not known.

    Stakes lie within their bounds; what nobody knows, at most ``pool``, may belong to a covered owner that is not in
    the register or to any that is; all stakes come to no more than the whole. A stake that can be lifted to where it
    counts as the whole may be: of those at most two can, for that takes at least a half each. The rest goes where it
    is worth most: first to a covered owner not in the register, then to the known owners.

    >>> third = Fraction(1, 3)
    >>> print(most([Range(third, third, WHOLE)], Fraction(1, 10), Counting(whole_from=Fraction(1, 2))))
    13/30
    >>> print(most([Range(third, third, WHOLE)], Fraction(1, 6), Counting(whole_from=Fraction(1, 2))))
    1
    """
    room = max(NONE, WHOLE - sum((stake.low for stake in stakes), NONE))
    pool = min(pool, room)
    if not pool and all(stake.low == stake.high for stake in stakes):
        return least(stakes, counting)
    if counting.whole_from is not None and pool >= counting.whole_from:
        return WHOLE
    order = sorted(range(len(stakes)), key=lambda at: (-stakes[at].worth, at))
    best = NONE
    for lifted in _lifts(stakes, room, pool, counting.whole_from):
        best = max(best, _shared_out(stakes, order, lifted, room, pool, counting.whole_from))
        if best >= WHOLE:
            return WHOLE
    return best


def _lifts(
    stakes: Sequence[Range], room: Fraction, pool: Fraction, whole_from: Fraction | None
) -> list[tuple[int, ...]]:
    """The sets of stakes that can count as the whole together."""
    if whole_from is None:
        return [()]
    sure = tuple(at for at, stake in enumerate(stakes) if stake.low >= whole_from)
    lack = {at: whole_from - stake.low for at, stake in enumerate(stakes) if at not in sure and stake.worth}
    beyond = {at: max(NONE, lack[at] - (stakes[at].high - stakes[at].low)) for at in lack}
    can = [at for at in lack if lack[at] <= room and beyond[at] <= pool]
    held_twice = [at for at, stake in enumerate(stakes) if stake.low > 0]
    pairs = combinations(can, 2) if len(held_twice) <= 2 else ()
    both = [pair for pair in pairs if _fit(pair, lack, room) and _fit(pair, beyond, pool)]
    return [sure, *((*sure, at) for at in can), *((*sure, *pair) for pair in both)]


def _fit(pair: tuple[int, int], needs: dict[int, Fraction], has: Fraction) -> bool:
    return needs[pair[0]] + needs[pair[1]] <= has


def _shared_out(
    stakes: Sequence[Range],
    order: Sequence[int],
    lifted: tuple[int, ...],
    room: Fraction,
    pool: Fraction,
    whole_from: Fraction | None,
) -> Fraction:
    """What is held where some stakes are lifted to count as the whole and the rest goes where it is worth most."""
    total = NONE
    for at in lifted:
        stake = stakes[at]
        lack = max(NONE, (whole_from or NONE) - stake.low)
        room -= lack
        pool -= max(NONE, lack - (stake.high - stake.low))
        total += stake.worth
    fresh = min(pool, room)
    total, room = total + fresh, room - fresh
    for at in order:
        stake = stakes[at]
        if at in lifted or not stake.worth:
            continue
        more = min(stake.high - stake.low, room)
        total, room = total + (stake.low + more) * stake.worth, room - more
    return min(total, WHOLE)
