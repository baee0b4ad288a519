"""What covered owners hold of the entities above one, as a rule counts it: the least and the most."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orepath.control.answer import Held
from orepath.control.counting import NONE, WHOLE, Counting, Range, least, most
from orepath.control.cycles import ALL, At, budget, from_above, round_about
from orepath.control.rounding import down, up
from orepath.control.upstream import Upstream

Values = dict[int, Fraction]


@dataclass(frozen=True)
class Holding:
    """What covered owners hold of each entity.

    Parameters
    ----------
    low, high
        By entity; of a group that own each other only those that own something outside it. A covered owner is held
        wholly.
    crowded
        The sizes of the groups of entities with too many chains among them to go through.
    """

    low: Values
    high: Values
    crowded: tuple[int, ...]

    def of(self, entity: int) -> Held:
        """What they hold of one entity."""
        return Held(self.low[entity], self.high[entity])


def holding(graph: Upstream, sure: Collection[int], possible: Collection[int], counting: Counting) -> Holding:
    """What covered owners hold of the entities of a graph.

    What is held of an entity is the sum over its owners of what their stakes count as, times what is held of them; a
    covered owner is worth all, and of no entity more than the whole is held. Among entities that own each other no
    chain passes one twice.

    Parameters
    ----------
    sure, possible
        The owners that are covered, and those that may be (the sure ones among them).
    """
    lower = _run(graph, frozenset(sure), _least(graph, counting))
    if graph.certain and lower.whole and len(sure) == len(possible):
        return Holding(lower.held, lower.held, ())
    upper = _run(graph, frozenset(possible), _most(graph, counting), above=True)
    return Holding(lower.held, upper.held, tuple(upper.crowded or lower.crowded))


def alone(graph: Upstream, owner: int, counting: Counting, nobody: Holding) -> Holding:
    """What one covered owner holds of the entities of a graph.

    Parameters
    ----------
    nobody
        The same of no owner in the register: what those nobody knows may hold.
    """
    parts = graph.below(owner)
    lower = _run(graph, frozenset({owner}), _least(graph, counting), parts=parts)
    if graph.certain and lower.whole:
        return Holding(lower.held, lower.held, ())
    held = dict(nobody.high)
    upper = _run(graph, frozenset({owner}), _most(graph, counting), above=True, parts=parts, held=held)
    return Holding(lower.held, upper.held, tuple(upper.crowded or lower.crowded))


def _least(graph: Upstream, counting: Counting) -> At:
    def at(entity: int, held: Mapping[int, Fraction]) -> Fraction:
        stakes = graph.stakes.get(entity, ())
        return least([Range(s.low, s.high, counting.passes(held.get(s.owner, NONE))) for s in stakes], counting)

    return at


def _most(graph: Upstream, counting: Counting) -> At:
    def at(entity: int, held: Mapping[int, Fraction]) -> Fraction:
        stakes = graph.stakes.get(entity, ())
        ranges = [Range(s.low, s.high, counting.passes(held.get(s.owner, NONE))) for s in stakes]
        return most(ranges, graph.pool.get(entity, NONE), counting)

    return at


@dataclass
class _Run:
    """One way through a graph; `whole` where nothing was rounded and no chain left out."""

    held: Values
    crowded: list[int]
    whole: bool = True


def _run(
    graph: Upstream,
    covered: frozenset[int],
    at: At,
    above: bool = False,
    parts: Sequence[tuple[int, ...]] | None = None,
    held: Values | None = None,
) -> _Run:
    """Part after part, owners first; a part with too many chains keeps what was found, or a bound from above."""
    run = _Run(held if held is not None else {}, [])
    left = ALL
    for part in graph.parts if parts is None else parts:
        if len(part) == 1:
            found = {part[0]: WHOLE if part[0] in covered else at(part[0], run.held)}
        else:
            steps = budget(part, left)
            given = steps.left
            found = round_about(graph, part, covered, at, run.held, steps)
            left -= given - steps.left
            if steps.spent:
                run.crowded.append(len(part))
                found = from_above(graph, part, covered, at, run.held) if above else found
        kept = {entity: (up if above else down)(value) for entity, value in found.items()}
        run.whole = run.whole and kept == found and not run.crowded
        run.held.update(kept)
    return run
