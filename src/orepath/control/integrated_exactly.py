"""Integrated shares of one entity: what of it reaches each owner above, through all chains and cycles, exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from orepath.control.inverse import inverse
from orepath.control.on_day import OWNED, OnDay
from orepath.control.rounding import down, up
from orepath.control.upstream import NONE, WHOLE, Upstream

DENSE = 40
"""Entities of a group that own each other up to which the group is solved exactly."""
Values = dict[int, Fraction]


@dataclass(frozen=True)
class Reaching:
    """By owner, how much of the entity reaches it: at least `low`, at most `high`."""

    low: Values
    high: Values


@dataclass(frozen=True)
class _Group:
    """A group of entities that own each other, or one entity.

    ``inverse[a][y]`` is ``N = (I - W)^-1`` of the stakes inside it; None where nobody outside owns any of it.
    """

    entities: tuple[int, ...]
    inverse: list[list[Fraction]] | None


def exactly(graph: Upstream, day: OnDay) -> Reaching | None:
    """What of the entity reaches each owner; None where a group of entities that own each other is too large.

    What reaches ``A`` of ``Y`` when no chain passes ``A`` again is ``N[A, Y] / N[A, A]`` with ``N = (I - W)^-1`` and
    ``W[A, Y]`` the stake of ``A`` in ``Y``. Where stakes are not known, the least is that of the stakes known for sure;
    all that does not surely end with others may reach the owner.

    References
    ----------
    Baldone, Brioschi and Paleari (1998), Ownership measures among firms connected by cross-shareholdings.
    """
    if max(len(part) for part in graph.parts) > DENSE:
        return None
    groups = [_group(graph, part) for part in graph.parts]
    low, whole = _shares(graph, groups, down)
    above = low if whole else _shares(graph, groups, up)[0]
    if graph.certain:
        return Reaching(low, above)
    settled, exact = _settled(graph, groups, day)
    open_part = WHOLE - settled[graph.entity]
    high = {owner: open_part + share * (settled[owner] if exact else WHOLE) for owner, share in above.items()}
    return Reaching(low, {owner: min(WHOLE, up(share)) for owner, share in high.items()})


def _group(graph: Upstream, part: tuple[int, ...]) -> _Group:
    place = {entity: number for number, entity in enumerate(part)}
    inside = [[NONE] * len(part) for _ in part]
    for entity in part:
        for stake in graph.stakes.get(entity, ()):
            if stake.owner in place:
                inside[place[stake.owner]][place[entity]] = stake.low
    return _Group(part, inverse(inside))


def _shares(graph: Upstream, groups: list[_Group], rounded: Callable[[Fraction], Fraction]) -> tuple[Values, bool]:
    """The share that reaches each owner, from the entity upward, and whether nothing was rounded."""
    arrives: Values = {graph.entity: WHOLE}
    found: Values = {}
    whole = True
    for group in reversed(groups):
        comes = [arrives.get(entity, NONE) for entity in group.entities]
        if group.inverse is None:
            found.update(dict.fromkeys(group.entities, min(WHOLE, sum(comes, NONE))))
            continue
        for place, (entity, row) in enumerate(zip(group.entities, group.inverse, strict=True)):
            passes = _product(row, comes)
            kept, share = rounded(passes), rounded(passes / row[place])
            whole = whole and kept == passes and share == passes / row[place]
            found[entity] = share
            for stake in graph.stakes.get(entity, ()) if kept else ():
                if stake.owner not in group.entities:
                    arrives[stake.owner] = arrives.get(stake.owner, NONE) + stake.low * kept
    return {owner: share for owner, share in sorted(found.items()) if owner != graph.entity}, whole


def _product(row: list[Fraction], column: list[Fraction]) -> Fraction:
    total = NONE
    for value, other in zip(row, column, strict=True):
        if value and other:
            total = value * other + total if total else value * other
    return total


def _settled(graph: Upstream, groups: list[_Group], day: OnDay) -> tuple[Values, bool]:
    """How much of each entity surely ends somewhere: with a government, a person, or outsiders; and if unrounded."""
    kind = day.register.entities.kind
    found: Values = {}
    whole = True
    for group in groups:
        if group.inverse is None:
            found.update(dict.fromkeys(group.entities, WHOLE))
            continue
        ends = [WHOLE if kind[entity] != OWNED else _outside(graph, entity, found) for entity in group.entities]
        for place, entity in enumerate(group.entities):
            ended = _product([row[place] for row in group.inverse], ends)
            found[entity] = down(ended)
            whole = whole and found[entity] == ended
    return found, whole


def _outside(graph: Upstream, entity: int, settled: Values) -> Fraction:
    """What of an entity surely ends with outsiders, or through owners of earlier groups."""
    stakes = graph.stakes.get(entity, ())
    outsiders = WHOLE - sum((stake.high for stake in stakes), NONE) - graph.pool.get(entity, NONE)
    through = sum((stake.low * settled[stake.owner] for stake in stakes if stake.owner in settled), NONE)
    return max(NONE, outsiders) + through
