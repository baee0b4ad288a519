"""Of all choices that cost the least, the one with the fewest changes, and of these the first by the ids it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from orepath.qualification.planning.program.item import (
    Choice,
    Group,
    Item,
    OutOfWork,
    Work,
    common_step,
    cost_of,
    undominated,
)
from orepath.qualification.planning.program.least import least
from orepath.qualification.planning.program.relaxed import relax

TRIAL = 10
"""Partial choices that take as long to look at as an item takes where a program is put up anew."""


@dataclass(frozen=True)
class First:
    """The choice; `proved` is whether all others that cost the same were compared with it."""

    choice: Choice
    proved: bool


def first(groups: Sequence[Group], needed: Fraction, cheapest: Choice, limit: int) -> First:
    """The choice of the least cost that has the fewest changes and then, in order, the smallest ids.

    A change is an item with an id. Of two choices with as many changes that one comes first which has the first id that
    only one of them has.

    Parameters
    ----------
    cheapest
        A choice of the least cost.
    limit
        How much may be looked at for the fewest changes, and again for the ids.

    Examples
    --------
    >>> stay = Item("", Fraction(0), Fraction(0))
    >>> one, two, both = Fraction(1), Fraction(2), Fraction(3)
    >>> groups = [[stay, Item("c", one, one)], [stay, Item("b", two, two)], [stay, Item("a", both, both)]]
    >>> [item.id for item in first(groups, both, (groups[0][1], groups[1][1], stay), 1000).choice]
    ['', '', 'a']
    """
    counted = _with_changes(groups)
    by_id = [{item.id: item for item in group} for group in counted]
    start = tuple(its[item.id] for its, item in zip(by_id, cheapest, strict=True))
    fewer = least(counted, needed, Work(limit), at_most=cost_of(start) - 1)
    chosen = start if fewer.choice is None else fewer.choice
    proved = fewer.proved
    if proved:
        chosen, proved = _first_by_id(counted, needed, chosen, Work(limit))
    plain = [{item.id: item for item in group} for group in groups]
    return First(tuple(its[item.id] for its, item in zip(plain, chosen, strict=True)), proved)


def _with_changes(groups: Sequence[Group]) -> list[list[Item]]:
    """The groups with whole numbers as costs that order choices by cost first and then by changes."""
    unit = common_step(item.cost for group in groups for item in group)
    more = len(groups) + 1
    return [[replace(item, cost=item.cost / unit * more + (1 if item.id else 0)) for item in group] for group in groups]


def _first_by_id(groups: Sequence[Group], needed: Fraction, chosen: Choice, work: Work) -> tuple[Choice, bool]:
    """Take ids in order, each where a choice of the least cost has it beside those that were taken before."""
    most = cost_of(chosen)
    relaxed = relax([undominated(group) for group in groups], needed)
    assert relaxed is not None  # there is a choice
    room = most - relaxed.bound
    left = [[item for item in group if relaxed.reduced(p, item) <= room] for p, group in enumerate(groups)]
    decided: set[int] = set()
    for item, position in sorted(((i, p) for p, g in enumerate(left) for i in g if i.id), key=lambda each: each[0].id):
        if position in decided:
            continue
        if chosen[position].id != item.id:
            trial = [[item] if place == position else group for place, group in enumerate(left)]
            try:
                work.spend(TRIAL * sum(map(len, trial)))
            except OutOfWork:
                return chosen, False
            found = least(trial, needed, work, at_most=most, first=True)
            if found.choice is None:
                if not found.proved:
                    return chosen, False
                left[position] = [each for each in left[position] if each.id != item.id]
                continue
            chosen = found.choice
        decided.add(position)
        left[position] = [item]
    return chosen, True
