"""In what turn steps at one moment are booked: each after those that made what it takes."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush


def in_turn(gives: Sequence[Sequence[int]], takes: Sequence[Sequence[int]]) -> list[int]:
    """Numbers of steps in an order in which each comes after all that give what it takes.

    The lowest comes first where several may. A circle is entered at its lowest number that is left.

    Parameters
    ----------
    gives, takes
        The lots of each step.

    Examples
    --------
    >>> in_turn([[7], [8], [9]], [[9], [7], []])
    [2, 0, 1]
    """
    givers: dict[int, int] = {}
    for lots in gives:
        for lot in set(lots):
            givers[lot] = givers.get(lot, 0) + 1
    takers: dict[int, list[int]] = {}
    waits = [0] * len(gives)
    for number, lots in enumerate(takes):
        for lot in set(lots):
            if lot in givers and not (givers[lot] == 1 and lot in gives[number]):
                takers.setdefault(lot, []).append(number)
                waits[number] += 1
    ready = [number for number, left in enumerate(waits) if left == 0]
    heapify(ready)
    found: list[int] = []
    done = [False] * len(gives)
    lowest = 0
    while len(found) < len(gives):
        if ready:
            number = heappop(ready)
        else:
            while done[lowest]:
                lowest += 1
            number = lowest
        if done[number]:
            continue
        done[number] = True
        found.append(number)
        for lot in set(gives[number]):
            givers[lot] -= 1
            for then in takers.get(lot, ()) if givers[lot] == 0 else ():
                waits[then] -= 1
                if waits[then] == 0:
                    heappush(ready, then)
    return found
