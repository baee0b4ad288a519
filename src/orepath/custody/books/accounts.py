"""Accounts of claims: what a site may claim within a period, and what it has claimed. They never fall below nothing."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush


@dataclass
class Credit:
    """What went in with a claim, times the yield.

    Parameters
    ----------
    at
        When (µs since 1970, UTC).
    left
        What is not claimed yet, in 10^-15 base units.
    event
        The number of its event.
    """

    at: int
    amount: Fraction
    left: Fraction
    event: int


class Account:
    """The credits of one claim at one site, in the order of time.

    What may be claimed within a period is kept up to date for each period that was asked about, and what is used up is
    passed over: a credit costs the same however many there are.
    """

    def __init__(self) -> None:
        self.credits: list[Credit] = []
        self._available: dict[tuple[int, int], Fraction] = {}
        self._next: dict[tuple[int, int], int] = {}

    def credit(self, at: int, amount: Fraction, event: int) -> Credit:
        """Book what went in; never earlier than what was booked before."""
        made = Credit(at, amount, amount, event)
        self.credits.append(made)
        self._change(at, amount)
        return made

    def available(self, from_: int, until: int) -> Fraction:
        """What may still be claimed of what went in from one moment until another, not included."""
        period = (from_, until)
        if period not in self._available:
            within = (each.left for each in self.credits if from_ <= each.at < until)
            self._available[period] = sum(within, Fraction(0))
            self._next[period] = bisect_left(self.credits, from_, key=lambda each: each.at)
        return self._available[period]

    def claim(self, amount: Fraction, from_: int, until: int) -> bool:
        """Claim some of what went in within a period; all of it or, where it is not covered, nothing.

        The oldest is used first: it expires first.
        """
        if amount < 0 or self.available(from_, until) < amount:
            return False
        number = self._next[from_, until]
        while amount > 0:
            each = self.credits[number]
            used = min(each.left, amount)
            self.use(each, used)
            amount -= used
            number += each.left == 0
        self._next[from_, until] = number
        return True

    def use(self, credit: Credit, amount: Fraction) -> None:
        """Use some of one credit, which has at least that much left."""
        credit.left -= amount
        self._change(credit.at, -amount)

    def _change(self, at: int, amount: Fraction) -> None:
        for (from_, until), found in self._available.items():
            if from_ <= at < until:
                self._available[from_, until] = found + amount


def in_turn(pairs: list[tuple[int, int]], count: int) -> list[int]:
    """Numbers in an order in which each comes after those it depends on; the lowest first where several may.

    Those of a circle come last, in their own order.

    Parameters
    ----------
    pairs
        What must come before what.

    Examples
    --------
    >>> in_turn([(2, 0), (0, 1)], 3)
    [2, 0, 1]
    """
    after: dict[int, list[int]] = {}
    waits = [0] * count
    for before, then in pairs:
        after.setdefault(before, []).append(then)
        waits[then] += 1
    ready = [number for number in range(count) if waits[number] == 0]
    found: list[int] = []
    while ready:
        number = heappop(ready)
        found.append(number)
        for then in after.get(number, ()):
            waits[then] -= 1
            if waits[then] == 0:
                heappush(ready, then)
    return found + [number for number in range(count) if waits[number] > 0]
