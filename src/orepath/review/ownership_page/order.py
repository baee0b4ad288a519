"""The order of each row from left to right, so that few lines cross, and where its items stand."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Protocol

from orepath.review.ownership_page.rows import Item

SWEEPS = 12
Links = dict[Item, list[Item]]


class Rows(Protocol):
    """Items by row, and the items that each line runs through, from its upper end to its lower."""

    @property
    def items(self) -> Sequence[Sequence[Item]]:
        """Those of each row, the lowest row first."""

    @property
    def ways(self) -> Mapping[Any, Sequence[Item]]:
        """By what runs through them."""


def ordered(given: Rows) -> list[list[Item]]:
    """The items of each row from left to right: each near the middle of what it is tied to, by repeated sweeps."""
    up, down = _neighbours(given)
    best = current = [list(row) for row in given.items]
    fewest = crossings(current, down)
    for sweep in range(SWEEPS):
        towards = down if sweep % 2 == 0 else up
        current = [list(row) for row in current]
        numbers = range(1, len(current)) if sweep % 2 == 0 else range(len(current) - 2, -1, -1)
        for number in numbers:
            current[number] = _sorted(current[number], current[number + (-1 if sweep % 2 == 0 else 1)], towards)
        found = crossings(current, down)
        if found < fewest:
            best, fewest = current, found
    return best


def _neighbours(given: Rows) -> tuple[Links, Links]:
    """What each item is tied to in the row above and in the row below."""
    up: Links = defaultdict(list)
    down: Links = defaultdict(list)
    for way in given.ways.values():
        for upper, lower in pairwise(way):
            if lower not in down[upper]:
                down[upper].append(lower)
                up[lower].append(upper)
    return up, down


def _sorted(row: Sequence[Item], beside: Sequence[Item], towards: Links) -> list[Item]:
    place = {item: (number + 0.5) / len(beside) for number, item in enumerate(beside)}
    own = {item: (number + 0.5) / len(row) for number, item in enumerate(row)}

    def middle(item: Item) -> float:
        tied = [place[each] for each in towards.get(item, []) if each in place]
        return math.fsum(tied) / len(tied) if tied else own[item]

    return sorted(row, key=lambda item: (round(middle(item), 9), own[item]))


def crossings(found: Sequence[Sequence[Item]], down: Mapping[Item, Sequence[Item]]) -> int:
    """How many pairs of lines cross between neighbouring rows."""
    count = 0
    for upper, lower in zip(found[1:], found, strict=False):
        place = {item: number for number, item in enumerate(lower)}
        ends = [sorted(place[each] for each in down.get(item, ()) if each in place) for item in upper]
        pairs = [(number, end) for number, each in enumerate(ends) for end in each]
        count += sum(a < c and b > d for n, (a, b) in enumerate(pairs) for c, d in pairs[n + 1 :])
    return count


def positions(given: Rows, order: Sequence[Sequence[Item]], width: float) -> dict[Item, float]:
    """The middle of each item in pixels, as near to the middle of what it is tied to as its neighbours allow."""
    up, down = _neighbours(given)
    found = {item: x for row in order for item, x in zip(row, _spread(row, width), strict=True)}
    for sweep in range(SWEEPS):
        rows = order if sweep % 2 == 0 else list(reversed(order))
        for row in rows:
            towards = down if sweep % 2 == 0 else up
            wanted = [_middle(found, towards.get(item, [])) for item in row]
            kept = [found[item] if x is None else x for item, x in zip(row, wanted, strict=True)]
            found |= zip(row, _apart(row, kept, width), strict=True)
    left = min(x - item.width / 2 for item, x in found.items())
    right = max(x + item.width / 2 for item, x in found.items())
    return {item: x + (width - left - right) / 2 for item, x in found.items()}


def _middle(found: Mapping[Item, float], tied: Sequence[Item]) -> float | None:
    return math.fsum(found[each] for each in tied) / len(tied) if tied else None


def _spread(row: Sequence[Item], width: float) -> list[float]:
    gap = (width - math.fsum(item.width for item in row)) / (len(row) + 1)
    found, x = [], 0.0
    for item in row:
        x += gap + item.width
        found.append(x - item.width / 2)
    return found


def _apart(row: Sequence[Item], wanted: Sequence[float], width: float) -> list[float]:
    """The places nearest to those wanted at which no two items overlap and none leaves the picture.

    By pooling of adjacent violators on the places less the room that all items before take.
    """
    before = [math.fsum(item.width for item in row[:number]) + item.width / 2 for number, item in enumerate(row)]
    pools: list[tuple[float, int]] = []
    for x, taken in zip(wanted, before, strict=True):
        pools.append((x - taken, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, m), (other, n) = pools[-2:]
            pools[-2:] = [((one * m + other * n) / (m + n), m + n)]
    free = max(0.0, width - math.fsum(item.width for item in row))
    offsets = [min(max(x, 0.0), free) for x, count in pools for _ in range(count)]
    return [offset + taken for offset, taken in zip(offsets, before, strict=True)]
