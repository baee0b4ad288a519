"""Accounts of claims: what a site may claim within a period, and what it has claimed. They never fall below nothing."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from orepath.custody.books.exact import joined, parts


@dataclass
class Credit:
    """What went in with a claim, times the yield.

    Parameters
    ----------
    account, number
        Where it is booked, and its place there.
    at
        When (µs since 1970, UTC).
    event
        The number of its event.
    """

    account: Account
    number: int
    at: int
    event: int

    @property
    def amount(self) -> Fraction:
        """All of it, in 10^-15 base units."""
        return Fraction(self.account.amounts[self.number], self.account.unit)

    @property
    def left(self) -> Fraction:
        """What is not claimed yet, in 10^-15 base units."""
        return Fraction(self.account.lefts[self.number], self.account.unit)


class Account:
    """The credits of one claim at one site, in the order of time.

    Amounts are whole numbers of the part of 10^-15 base units that all of them have in common, as far as
    `orepath.custody.books.exact.FINEST` allows; what is finer is rounded down, so that less may be claimed, never more.
    What is left within any period is a sum over a binary indexed tree, and what is used up is passed over: a credit or
    a claim costs the logarithm of how many there are, whatever their periods.

    References
    ----------
    Fenwick, P. M. (1994), A new data structure for cumulative frequency tables, Software: Practice and Experience 24.
    """

    def __init__(self) -> None:
        self.credits: list[Credit] = []
        self.unit = 1
        self.amounts: list[int] = []
        self.lefts: list[int] = []
        self._tree: list[int] = [0]
        self._open: list[int] = [0]
        self._times: list[int] = []

    def credit(self, at: int, amount: Fraction, event: int) -> Credit:
        """Book what went in; never earlier than what was booked before."""
        self._refine(joined(self.unit, amount.denominator))
        booked = parts(amount, self.unit)
        made = Credit(self, len(self.credits), at, event)
        self.credits.append(made)
        self.amounts.append(booked)
        self.lefts.append(booked)
        self._times.append(at)
        self._open.append(len(self.credits))
        if booked == 0:
            self._open[made.number] = made.number + 1
        self._grow(booked)
        return made

    def within(self, from_: int, until: int) -> range:
        """The numbers of the credits from one moment until another, not included."""
        return range(bisect_left(self._times, from_), bisect_left(self._times, until))

    def available(self, from_: int, until: int) -> Fraction:
        """What may still be claimed of what went in from one moment until another, not included."""
        its = self.within(from_, until)
        return Fraction(self._upto(its.stop) - self._upto(its.start), self.unit) if its else Fraction(0)

    def claim(self, amount: Fraction, from_: int, until: int) -> bool:
        """Claim some of what went in within a period; all of it or, where it is not covered, nothing.

        The oldest is used first: it expires first.
        """
        if amount < 0 or self.available(from_, until) < amount:
            return False
        self._refine(joined(self.unit, amount.denominator))
        wanted = -parts(-amount, self.unit)
        number = self._next(self.within(from_, until).start)
        while wanted > 0:
            used = min(self.lefts[number], wanted)
            self._use(number, used)
            wanted -= used
            number = self._next(number)
        return True

    def use(self, credit: Credit, amount: int) -> bool:
        """Use a whole number of 10^-15 base units of one credit; nothing where it has less left."""
        wanted = amount * self.unit
        if wanted < 0 or self.lefts[credit.number] < wanted:
            return False
        self._use(credit.number, wanted)
        return True

    def went_in(self) -> list[int]:
        """What went in before each credit, and in all, in parts of `unit`."""
        return list(accumulate(self.amounts, initial=0))

    def not_claimed(self) -> list[int]:
        """What is left of what went in before each credit, and in all, in parts of `unit`."""
        return list(accumulate(self.lefts, initial=0))

    def _use(self, number: int, amount: int) -> None:
        self.lefts[number] -= amount
        if self.lefts[number] == 0:
            self._open[number] = number + 1
        place = number + 1
        while place < len(self._tree):
            self._tree[place] -= amount
            place += place & -place

    def _next(self, number: int) -> int:
        """The first credit from a number on of which something is left."""
        found = number
        while self._open[found] != found:
            found = self._open[found]
        while number != found:
            self._open[number], number = found, self._open[number]
        return found

    def _upto(self, number: int) -> int:
        found = 0
        while number > 0:
            found += self._tree[number]
            number &= number - 1
        return found

    def _grow(self, amount: int) -> None:
        place, total = len(self._tree), amount
        below, end = place - 1, place - (place & -place)
        while below > end:
            total += self._tree[below]
            below &= below - 1
        self._tree.append(total)

    def _refine(self, unit: int) -> None:
        """Book in smaller parts; a limit on how small they get bounds how often this can happen."""
        if unit != self.unit:
            times, self.unit = unit // self.unit, unit
            for numbers in (self.amounts, self.lefts, self._tree):
                numbers[:] = [each * times for each in numbers]
