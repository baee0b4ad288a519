"""Which lots are drawn where there are more than a picture holds, and the sentence that says which are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orepath.custody.books.columns import MADE, TAKEN
from orepath.review.custody_page.scene import Scene
from orepath.review.custody_page.texts import say
from orepath.vocabulary.language import Text

MOST = 60
"""Lots that are drawn."""
MOST_BAD, MOST_LINE = 36, 16
"""Of them, where there are more: lots in violation, and lots of the longest lineage, before any others."""
ROUNDS = 64
"""Steps of the longest lineage that are looked for."""
FEW_ROWS = 400
"""Pieces of a lot through which its neighbours are looked for."""


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
    bad = sorted(scene.bad_lots | _of_steps(scene), key=rank.__getitem__)
    line = lineage(scene)
    share = most * MOST_LINE // MOST
    chosen = dict.fromkeys([*bad[: most * MOST_BAD // MOST], *line[-share:]])
    first = len(chosen)
    bad_drawn, line_drawn = sum(lot in chosen for lot in bad), len(line[-share:])
    for lot in _around(scene, list(chosen)):
        if len(chosen) >= most:
            break
        chosen.setdefault(lot)
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


def _of_steps(scene: Scene) -> set[int]:
    """The lots of transformations out of which more came than can."""
    return {int(scene.columns.lot[row]) for step in scene.bad_steps for row in scene.rows_of_step(step)[:FEW_ROWS]}


def _around(scene: Scene, start: list[int]) -> Iterable[int]:
    """The lots beside some lots, the nearest first."""
    seen, waiting = set(start), list(start)
    while waiting:
        further: list[int] = []
        for lot in waiting:
            rows = scene.rows_of_lot.rows(lot)[:FEW_ROWS]
            beside = [
                int(scene.columns.lot[row])
                for step in sorted(set(scene.steps[rows].tolist()) - {-1})
                for row in scene.rows_of_step(step)[:FEW_ROWS]
            ]
            beside += [parent for parent in scene.columns.parent[rows].tolist() if parent >= 0]
            new = [each for each in dict.fromkeys(beside) if each not in seen]
            seen.update(new)
            further += new
            yield from new
        waiting = further


def lineage(scene: Scene) -> list[int]:
    """The longest line of lots of which each was made from the one before, lots of circles left out.

    Of several as long the one that ends in the lot that occurs first. It is followed for `ROUNDS` steps.
    """
    columns, steps = scene.columns, scene.steps
    lots = len(columns.lots)
    depth = np.zeros(lots, dtype=np.int64)
    free = scene.ledger.circle[columns.lot] < 0
    took = np.flatnonzero((steps >= 0) & (columns.role == TAKEN) & free)
    made = np.flatnonzero((steps >= 0) & (columns.role == MADE) & free)
    for _ in range(ROUNDS):
        of_step = np.full(scene.ledger.transformed.count, -1, dtype=np.int64)
        np.maximum.at(of_step, steps[took], depth[columns.lot[took]])
        before = depth.copy()
        np.maximum.at(depth, columns.lot[made], of_step[steps[made]] + 1)
        if (depth == before).all():
            break
    if not depth.any():
        return []
    deepest = int(depth.max())
    end = next(lot for lot in scene.lots if depth[lot] == deepest)
    return _back(scene, depth, end)


def _back(scene: Scene, depth: NDArray[np.int64], lot: int) -> list[int]:
    found = [lot]
    while depth[lot] > 0:
        rows = scene.rows_of_lot.rows(lot)
        making = rows[(scene.columns.role[rows] == MADE) & (scene.steps[rows] >= 0)]
        inputs = {
            int(scene.columns.lot[row])
            for step in sorted(set(scene.steps[making].tolist()))
            for row in scene.rows_of_step(step)
            if scene.columns.role[row] == TAKEN
        }
        nearer = sorted(each for each in inputs if depth[each] == depth[lot] - 1)
        if not nearer or nearer[0] in found:
            break
        lot = nearer[0]
        found.append(lot)
    return found[::-1]
