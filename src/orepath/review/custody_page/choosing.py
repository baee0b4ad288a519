"""Which lots are drawn where there are more than a picture holds, and the sentence that says which are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orepath.custody.books.columns import MADE, TAKEN
from orepath.custody.books.grouped import Grouped
from orepath.review.custody_page.scene import Scene
from orepath.review.custody_page.texts import say
from orepath.vocabulary.language import Text

MOST = 60
"""Lots that are drawn."""
MOST_BAD, MOST_LINE = 36, 16
"""Of them, where there are more: lots in violation, and lots of the longest lineage, before any others."""
FEW_ROWS = 400
"""Pieces of a lot through which its neighbours are looked for."""
FEW_LOTS = 6
"""Lots that are drawn of those that go into a transformation, or come out of it, only because they stand there."""


@dataclass(frozen=True)
class Choice:
    """The lots that are drawn, in the order of time.

    Parameters
    ----------
    said
        What is left out; None where nothing is.
    """

    lots: list[int]
    said: Text | None = None


def choose(scene: Scene, most: int = MOST) -> Choice:
    """All lots; of more than fit those in violation, the longest lineage, and what stands beside them."""
    if len(scene.lots) <= most:
        return Choice(list(scene.lots))
    rank = {lot: number for number, lot in enumerate(scene.lots)}
    bad = sorted(scene.bad_lots, key=rank.__getitem__)
    line = lineage(scene)
    share = most * MOST_LINE // MOST
    chosen = dict.fromkeys([*bad[: most * MOST_BAD // MOST], *line[-share:]])
    first = len(chosen)
    beside = [lot for step in sorted(scene.bad_steps) for lot in _few(scene, step)]
    for lot in [*beside, *_around(scene, list(chosen), most - len(chosen))]:
        if len(chosen) < most:
            chosen.setdefault(lot)
    bad_drawn, line_drawn = sum(lot in chosen for lot in bad), len(line[-share:])
    parts = {
        "all": len(scene.lots),
        "drawn": len(chosen),
        "rest": len(scene.lots) - len(chosen),
        "bad": bad_drawn,
        "bad_all": len(bad),
        "line": line_drawn,
        "line_all": len(line),
        "beside": len(chosen) - first,
    }
    said = say("left_out_violations" if bad else "left_out", **parts)
    return Choice(sorted(chosen, key=rank.__getitem__), said)


def _few(scene: Scene, step: int) -> list[int]:
    """A few of the lots that went into a transformation and of those that came out."""
    found: dict[int, list[int]] = {TAKEN: [], MADE: []}
    for row in scene.rows_of_step(step):
        its, lot = found[int(scene.columns.role[row])], int(scene.columns.lot[row])
        if len(its) < FEW_LOTS and lot not in its:
            its.append(lot)
    return [*found[TAKEN], *found[MADE]]


def _around(scene: Scene, start: list[int], wanted: int) -> Iterator[int]:
    """The lots beside some lots, the nearest first; at least as many as wanted where there are."""
    seen, waiting = set(start), list(start)
    while waiting and len(seen) - len(start) < wanted:
        further: list[int] = []
        for lot in waiting:
            rows = scene.rows_of_lot.rows(lot)[:FEW_ROWS]
            beside = [lot for step in sorted(set(scene.steps[rows].tolist()) - {-1}) for lot in _few(scene, step)]
            beside += [parent for parent in scene.columns.parent[rows].tolist() if parent >= 0]
            beside += scene.columns.lot[scene.rows_of_parent.rows(lot + 1)[:FEW_LOTS]].tolist()
            new = [each for each in dict.fromkeys(beside) if each not in seen]
            seen.update(new)
            further += new
            yield from new
        waiting = further


def lineage(scene: Scene) -> list[int]:
    """The longest line of lots of which each was made from the one before, lots of circles left out.

    Of several as long the one that ends in the lot that occurs first; each lot is looked at once.
    """
    columns, steps = scene.columns, scene.steps
    lots, count = len(columns.lots), scene.ledger.transformed.count
    free = (steps >= 0) & (scene.ledger.circle[columns.lot] < 0)
    took, made = np.flatnonzero(free & (columns.role == TAKEN)), np.flatnonzero(free & (columns.role == MADE))
    rank = np.zeros(lots, dtype=np.int64)
    rank[scene.lots] = np.arange(len(scene.lots))
    taken, given = Grouped(columns.lot[took], lots), Grouped(steps[made], count)
    longest = _Longest(taken, steps[took], given, columns.lot[made], rank.tolist(), count)
    if not any(longest.depth):
        return []
    end = min(scene.lots, key=lambda lot: (-longest.depth[lot], rank[lot]))
    return longest.back(end)


class _Longest:
    """How many transformations the longest way to each lot has, and the lot before it on that way."""

    def __init__(
        self,
        by_lot: Grouped,
        step_of: NDArray[np.int64],
        by_step: Grouped,
        lot_of: NDArray[np.int32],
        rank: list[int],
        count: int,
    ) -> None:
        lots = len(rank)
        self.depth, self.before = [0] * lots, [-1] * lots
        waits_step = np.bincount(step_of, minlength=count).tolist()
        waits_lot = np.bincount(lot_of, minlength=lots).tolist()
        deepest = [-1] * count
        ready = [lot for lot in range(lots) if not waits_lot[lot]]
        done = [step for step in range(count) if not waits_step[step]]
        while ready or done:
            if ready:
                lot = ready.pop()
                for step in step_of[by_lot.rows(lot)].tolist():
                    best = deepest[step]
                    if best < 0 or (-self.depth[lot], rank[lot]) < (-self.depth[best], rank[best]):
                        deepest[step] = lot
                    waits_step[step] -= 1
                    if not waits_step[step]:
                        done.append(step)
                continue
            step = done.pop()
            source = deepest[step]
            for lot in lot_of[by_step.rows(step)].tolist():
                far = self.depth[source] + 1 if source >= 0 else 0
                known = self.before[lot]
                if far > self.depth[lot] or (far == self.depth[lot] and known >= 0 and rank[source] < rank[known]):
                    self.depth[lot], self.before[lot] = far, source
                waits_lot[lot] -= 1
                if not waits_lot[lot]:
                    ready.append(lot)

    def back(self, lot: int) -> list[int]:
        """The way to a lot, from its beginning."""
        found = [lot]
        while self.before[lot] >= 0:
            lot = self.before[lot]
            found.append(lot)
        return found[::-1]
