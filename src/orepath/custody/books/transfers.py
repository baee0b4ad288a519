"""Lots that one party passed on twice."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np

from orepath.custody.books.columns import UNSAID
from orepath.custody.books.sifting import Sifted, event_id
from orepath.custody.books.stocks import RECEIVING, Stocks, amount
from orepath.custody.books.violation import Violation, say

ARRIVING = (*RECEIVING, "arriving")
"""Business steps (CBV 2.0) that tell of a transfer from the receiver's side: the sender's event is the one counted."""


class _Passed(NamedTuple):
    """Some of a lot, passed on by an event."""

    event: int
    from_: str
    to: str
    amount: int


def transfers(sifted: Sifted, held: Stocks) -> Iterator[Violation]:
    """Transfers of more of a lot than the party that passes it on had; one violation for each lot and party.

    Whoever is first to pass a lot on is taken to have had all of it; the others have what was passed on to them. At one
    moment, a party passes on what it gets at that moment.
    """
    for lot, moves in sorted(_moves(sifted, held).items(), key=lambda each: sifted.columns.lots[each[0]]):
        yield from _of_lot(sifted, held, lot, moves)


def _moves(sifted: Sifted, held: Stocks) -> dict[int, list[_Passed]]:
    """What was passed on of each lot, in the order of time."""
    columns = sifted.columns
    found: dict[int, list[_Passed]] = {}
    counted = [event for event in sorted(columns.owners) if columns.steps[columns.step[event]] not in ARRIVING]
    first, last = (np.searchsorted(columns.event, counted, side=side).tolist() for side in ("left", "right"))
    counts, whole = held.measured & (held.dimension != UNSAID), held.made
    for event, low, high in zip(counted, first, last, strict=True):
        from_, to = columns.owners[event]
        for row in range(low, high):
            lot = int(columns.lot[row])
            if counts[lot]:
                moved = int(columns.amount[row]) if columns.dimension[row] != UNSAID else int(whole[lot])
                found.setdefault(lot, []).append(_Passed(event, from_, to, moved))
    once = [lot for lot, moves in found.items() if len(moves) == 1 and moves[0].amount <= whole[lot]]
    for lot in once:  # one party passed on what it had
        del found[lot]
    return found


def _of_lot(sifted: Sifted, held: Stocks, lot: int, moves: list[_Passed]) -> Iterator[Violation]:
    at = sifted.columns.at
    has: dict[str, int] = {}
    got: dict[str, int] = {}
    passed: dict[str, list[_Passed]] = {}
    short = dict[str, None]()
    for _, together in groupby(moves, key=lambda each: int(at[each.event])):
        its = list(together)
        if not has:
            getting = {each.to for each in its}
            owner = next((each.from_ for each in its if each.from_ not in getting), its[0].from_)
            has[owner] = got[owner] = int(held.made[lot])
        for each, covered in _settled(its, has):
            passed.setdefault(each.from_, []).append(each)
            has[each.from_] = has.get(each.from_, 0) - each.amount
            if not sifted.disputed[each.event]:
                has[each.to] = has.get(each.to, 0) + each.amount
                got[each.to] = got.get(each.to, 0) + each.amount
            if not covered:
                short[each.from_] = None
    for party in short:
        total = sum(each.amount for each in passed[party])
        yield _twice(sifted, held, (lot, party), total, got.get(party, 0), [each.event for each in passed[party]])


def _settled(its: list[_Passed], has: dict[str, int]) -> Iterator[tuple[_Passed, bool]]:
    """Transfers of one moment, in an order in which each is covered where there is one, and whether it is.

    `has` is kept up to date by who asks.
    """
    waiting: dict[str, deque[_Passed]] = {}
    for each in its:
        waiting.setdefault(each.from_, deque()).append(each)
    ready = deque(waiting)
    while ready:
        queue = waiting.get(ready.popleft(), deque())
        while queue and queue[0].amount <= has.get(queue[0].from_, 0):
            each = queue.popleft()
            yield each, True
            ready.append(each.to)
    for queue in waiting.values():
        for each in queue:
            yield each, False


def _twice(sifted: Sifted, held: Stocks, key: tuple[int, str], passed: int, had: int, events: list[int]) -> Violation:
    columns, (lot, party) = sifted.columns, key
    dimension = int(held.dimension[lot])
    said = say(
        "sold_twice",
        party=party,
        lot=columns.lots[lot],
        passed=amount(passed, dimension),
        had=amount(had, dimension),
    )
    return Violation(
        "double_claiming",
        tuple(event_id(columns, event) for event in events),
        said,
        tuple(columns.where[event] for event in events),
        (columns.lots[lot],),
    )
