"""Lots that one party passed on twice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from orepath.custody.books.columns import UNSAID
from orepath.custody.books.sifting import Sifted, event_id
from orepath.custody.books.stocks import RECEIVING, Stocks, amount
from orepath.custody.books.violation import Violation, say

ARRIVING = (*RECEIVING, "arriving")
"""Business steps (CBV 2.0) that tell of a transfer from the receiver's side: the sender's event is the one counted."""


def transfers(sifted: Sifted, held: Stocks) -> Iterator[Violation]:
    """Transfers of more of a lot than the party that passes it on had.

    Whoever is first to pass a lot on is taken to have had all of it; the others have what was passed on to them.
    """
    columns = sifted.columns
    had: dict[tuple[int, str], int] = {}
    passed: dict[tuple[int, str], int] = {}
    events: dict[tuple[int, str], list[int]] = {}
    known: set[int] = set()
    for event, (from_, to) in sorted(columns.owners.items()):
        if columns.steps[columns.step[event]] in ARRIVING:
            continue
        for row in range(*np.searchsorted(columns.event, [event, event + 1])):
            lot = int(columns.lot[row])
            if not held.measured[lot] or held.dimension[lot] == UNSAID:
                continue
            moved = int(columns.amount[row]) if columns.dimension[row] != UNSAID else int(held.made[lot])
            key = (lot, from_)
            if lot not in known:
                known.add(lot)
                had[key] = int(held.made[lot])
            passed[key] = passed.get(key, 0) + moved
            events.setdefault(key, []).append(event)
            had[lot, to] = had.get((lot, to), 0) + moved
            if passed[key] > had.get(key, 0):
                yield _twice(sifted, held, key, passed[key], had.get(key, 0), events[key])


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
