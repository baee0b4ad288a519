"""The proof: the chains of stakes from covered owners to an entity, those that add most first."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from orepath.control.answer import Held, Path
from orepath.control.counting import WHOLE
from orepath.control.path_steps import At, Proof, Upward
from orepath.control.rounding import down, up
from orepath.control.ways import Ways, logarithm, ways

SHOWN = 20
"""How many paths are shown of each metric."""
MOST_TRIED = 20_000
"""How many parts of paths are looked at beyond one for each entity."""


@dataclass(frozen=True)
class Paths:
    """The paths that add most, and how many others there are at least."""

    shown: tuple[Path, ...]
    left_out: int


@dataclass(frozen=True)
class _Part:
    """The lower part of a path, from where it has come to down to the entity; `at` is None where it is whole.

    `low` and `high` are the logarithms of what it adds.
    """

    at: At | None
    step: Upward | None
    below: _Part | None
    low: float
    high: float


def paths(proof: Proof) -> Paths:
    """The chains from covered owners, and from owners nobody knows, to the entity of a proof.

    Best first: a part of a path waits with the most that any completion of it can add.
    """
    found, count = [], 0
    every = ways(proof)
    search = _Search(every)
    for _ in range(MOST_TRIED + 2 * len(every.steps)):
        part = search.next()
        if part is None:
            break
        if part.at is not None:
            search.go_on(part)
            continue
        count += 1
        if count <= SHOWN:
            found.append(_path(part))
    return Paths(tuple(sorted(found, key=_order)), max(count, every.count) - len(found))


class _Search:
    """Parts of paths that wait, the best first; of equals the latest, so that a path is gone along to its end."""

    def __init__(self, every: Ways) -> None:
        self.ways = every
        self.waiting: list[tuple[float, float, int, _Part]] = []
        self.number = 0
        if every.start in every.best:
            self.wait(_Part(every.start, None, None, 0.0, 0.0))

    def wait(self, part: _Part) -> None:
        """Put a part of a path among those that wait."""
        low, high = self.ways.best[part.at] if part.at is not None else (0.0, 0.0)
        self.number -= 1
        heapq.heappush(self.waiting, (_alike(-part.low - low), _alike(-part.high - high), self.number, part))

    def next(self) -> _Part | None:
        """The best part."""
        return heapq.heappop(self.waiting)[-1] if self.waiting else None

    def go_on(self, part: _Part) -> None:
        """Put every part that is a step longer among those that wait."""
        assert part.at is not None
        for step in reversed(self.ways.steps[part.at]):
            low, high = part.low + logarithm(step.low), part.high + logarithm(step.high)
            if step.to is None or (step.to in self.ways.best and not self._passed(part, step.to)):
                self.wait(_Part(step.to, step, part, low, high))

    def _passed(self, part: _Part, to: At) -> bool:
        """Whether a path passes an entity already; only those it is in a cycle with need looking at."""
        group = self.ways.group.get(to.entity)
        below: _Part | None = part
        while group is not None and below is not None and below.at is not None:
            if below.at.entity == to.entity:
                return True
            if self.ways.group.get(below.at.entity) != group:
                return False
            below = below.below
        return False


def _alike(logarithm: float) -> float:
    """A logarithm without the digits in which equal sums differ."""
    return round(logarithm, 9)


def _path(part: _Part) -> Path:
    links, low, high = [], WHOLE, WHOLE
    step: _Part | None = part
    while step is not None and step.step is not None:
        links.append(step.step.link)
        low, high = down(low * step.step.low), up(high * step.step.high)
        step = step.below
    return Path(tuple(links), Held(low, max(low, high)))


def _order(path: Path) -> tuple[object, ...]:
    return (-path.adds.low, -path.adds.high, len(path.links), tuple(link.owner for link in path.links))
