"""Transformations: what went in and what came out, and whether that much can come out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from orepath.custody.books.columns import DIMENSIONS, MADE, TAKEN, UNSAID, Columns, Flags, Integers
from orepath.custody.books.grouped import Grouped
from orepath.custody.books.sifting import Sifted, event_id
from orepath.custody.books.stocks import Stocks, amount
from orepath.custody.books.violation import Violation, say
from orepath.custody.event import KINDS
from orepath.vocabulary.language import Text

MASS = DIMENSIONS.index("mass")


@dataclass(frozen=True)
class Transformations:
    """Transformations, each of one event or of several that share its identifier.

    Parameters
    ----------
    number
        The transformation of each event; -1 for events of other kinds, (events,).
    mass
        The mass of each piece in 10^-15 kg, whole numbers of any size; -1 where it is not known, (pieces,).
    in_, out
        Mass that went in and that came out, (transformations,); -1 where that of some piece is not known. What disputed
        events take counts, what they make does not.
    least
        Mass that came out of which the mass is known: at least so much did, (transformations,).
    empty
        Whether all that is said to have gone in is nothing, (transformations,).
    yields
        The yield that is stated for each, by its number; the lowest where several are.
    """

    number: Integers
    mass: NDArray[np.object_]
    in_: NDArray[np.object_]
    out: NDArray[np.object_]
    least: NDArray[np.object_]
    empty: Flags
    yields: dict[int, Fraction]
    events: Grouped
    violations: tuple[Violation, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.in_)

    def pool(self, columns: Columns, event: int) -> int:
        """Where what goes in with a claim is pooled: at the site of an event; without one, in its transformation alone.

        Nobody knows that two events without a site were at one: theirs are negative numbers, which no site has.
        """
        place = int(columns.place[event])
        return place if columns.sites[place] else -1 - int(self.number[event])

    def possible(self, number: int) -> Fraction | None:
        """How much can have come out of a unit that went in: what is known to have, and no more than the yield stated.

        None where it is not known how much went in. Without a stated yield, no more than 1.
        """
        if self.in_[number] < 0:
            return None
        if self.in_[number] == 0:
            return Fraction(0)
        did = Fraction(self.least[number], self.in_[number])
        return min(did, self.yields.get(number, Fraction(1)))

    def nothing_in(self, number: int) -> bool:
        """Whether nothing went in."""
        return bool(self.empty[number])


def transformations(sifted: Sifted, stocks: Stocks) -> Transformations:
    """The transformations of events, each checked: out <= in times yield, by mass; without a yield, out <= in."""
    columns = sifted.columns
    number, count = _numbered(columns)
    mass = masses(columns, stocks)
    of_piece = number[columns.event] if len(columns.event) else np.empty(0, dtype=np.int64)
    counted = ~sifted.disputed[columns.event] if len(columns.event) else np.zeros(0, dtype=bool)
    took, made = columns.role == TAKEN, (columns.role != TAKEN) & counted
    in_, out = _totals(mass, of_piece, took, count), _totals(mass, of_piece, made, count)
    least = _totals(mass, of_piece, made & np.asarray(mass >= 0, dtype=bool), count) if len(mass) else out
    some = took & ((columns.dimension == UNSAID) | np.asarray(columns.amount != 0, dtype=bool)) & (of_piece >= 0)
    empty = np.bincount(of_piece[some], minlength=count) == 0
    yields, violations = _yields(sifted, number)
    events = Grouped(np.where(number < 0, count, number), count + 1)
    found = Transformations(number, mass, in_, out, least, empty, yields, events, ())
    violations += _conservation(columns, found)
    return replace(found, violations=tuple(violations))


def masses(columns: Columns, stocks: Stocks) -> NDArray[np.object_]:
    """The mass of each piece; -1 where it is not known. A piece of which no amount is said is all of its lot,
    unless several events make that lot."""
    known = np.where(columns.dimension == MASS, columns.amount, -1)
    silent = np.flatnonzero((columns.dimension == UNSAID) & (stocks.dimension[columns.lot] == MASS))
    several = np.bincount(columns.lot[columns.role == MADE], minlength=len(columns.lots)) > 1
    silent = silent[stocks.measured[columns.lot[silent]]]
    silent = silent[(columns.role[silent] != MADE) | ~several[columns.lot[silent]]]
    known[silent] = stocks.made[columns.lot[silent]]
    return np.asarray(known, dtype=object)


def _numbered(columns: Columns) -> tuple[Integers, int]:
    """The transformation of each event, and how many there are."""
    number = np.full(columns.events, -1, dtype=np.int64)
    shared: dict[str, int] = {}
    count = 0
    transforming = np.flatnonzero(columns.kind == KINDS.index("transformation"))
    if not columns.transformations:
        number[transforming] = np.arange(len(transforming))
        return number, len(transforming)
    for event in transforming.tolist():
        named = columns.transformations.get(event)
        if named is not None and named in shared:
            number[event] = shared[named]
            continue
        if named is not None:
            shared[named] = count
        number[event] = count
        count += 1
    return number, count


def _totals(mass: NDArray[np.object_], number: Integers, chosen: NDArray[np.bool_], count: int) -> NDArray[np.object_]:
    chosen = chosen & (number >= 0)
    known = np.asarray(mass >= 0, dtype=bool) if len(mass) else np.zeros(0, dtype=bool)
    found = np.zeros(count, dtype=object)
    np.add.at(found, number[chosen & known], mass[chosen & known])
    unknown = np.bincount(number[chosen & ~known], minlength=count) > 0
    found[unknown] = -1
    return found


def _yields(sifted: Sifted, number: Integers) -> tuple[dict[int, Fraction], list[Violation]]:
    """The yield of each transformation that has one; of several the lowest, which is told.

    A disputed event cannot raise it above 1.
    """
    columns = sifted.columns
    said: dict[int, dict[Fraction, list[int]]] = {}
    for event, yield_ in sorted(columns.yields.items()):
        if number[event] >= 0 and (yield_ <= 1 or not sifted.disputed[event]):
            said.setdefault(int(number[event]), {}).setdefault(yield_, []).append(event)
    violations = []
    for its in said.values():
        if len(its) > 1:
            events = sorted(event for each in its.values() for event in each)
            shown = ", ".join(map(plain, sorted(its)))
            named = columns.transformations.get(events[0], "")
            violations.append(
                Violation(
                    "conservation",
                    tuple(event_id(columns, event) for event in events),
                    say("yields_differ", transformation=named, yields=shown),
                    tuple(columns.where[event] for event in events),
                )
            )
    return {each: min(its) for each, its in said.items()}, violations


def _conservation(columns: Columns, found: Transformations) -> Iterator[Violation]:
    """Transformations out of which more came than can have."""
    known = np.asarray(found.in_ >= 0, dtype=bool) if found.count else np.zeros(0, dtype=bool)
    limit = found.in_.copy()
    for number, yield_ in found.yields.items():
        # exact: out <= in * n / d  <=>  out * d <= in * n; the floor compares alike, for out is whole
        limit[number] = found.in_[number] * yield_.numerator // yield_.denominator if known[number] else -1
    for number in np.flatnonzero(known & np.asarray(found.least > limit, dtype=bool)).tolist():
        events = found.events.rows(number).tolist()
        stated = found.yields.get(number)
        words = {"out": amount(found.least[number], MASS), "in_": amount(found.in_[number], MASS)}
        if stated is None:
            said: Text = say("conservation", **words)
        else:
            most = amount(limit[number], MASS)
            said = say("conservation_yield", most=most, yield_=plain(stated), **words)
        rows = np.concatenate([np.arange(*np.searchsorted(columns.event, [event, event + 1])) for event in events])
        yield Violation(
            "conservation",
            tuple(event_id(columns, event) for event in events),
            said,
            tuple(columns.where[event] for event in events),
            tuple(dict.fromkeys(columns.lots[lot] for lot in columns.lot[rows])),
        )


def plain(value: Fraction) -> str:
    """A yield as it is read: a decimal where it ends within six, else a fraction.

    >>> plain(Fraction(9, 10)), plain(Fraction(1, 3))
    ('0.9', '1/3')
    """
    scaled = value * 10**6
    if scaled.denominator == 1:
        return f"{float(value):.6f}".rstrip("0").rstrip(".")
    return f"{value.numerator}/{value.denominator}"
