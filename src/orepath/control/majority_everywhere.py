"""Control by majority of votes in a register of any size: who ultimately controls each entity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from orepath.attribution.memory.ordering import grouped
from orepath.control.absorbing import EMPTY, Groups, Tally, Votes, absorb, root_of, roots, tallied
from orepath.control.on_day import InForce, on_day
from orepath.control.over import refuse_over
from orepath.control.register import Integers, Metric, Numbers, Register
from orepath.control.summing import common, exact_sum, summed
from orepath.network.network import Floats

NOBODY = -1
"""In place of a controller's number."""
GUARD = 1e-9
"""Floating-point sums this near to a half are added up again exactly."""
Pairs = NDArray[np.int64]


@dataclass(frozen=True)
class Majority:
    """Who controls whom.

    Parameters
    ----------
    controller
        By entity, the number of who ultimately controls it; `NOBODY` where nobody does.
    group
        By entity, the smallest number among those that act together with it.
    each_other
        By entity, whether its group is controlled by nobody outside although most votes in every member are held
        inside: some of them control each other.
    """

    controller: Numbers
    group: Numbers
    each_other: NDArray[np.bool_]


def majority(register: Register, as_of: date, metric: Metric = "votes") -> Majority:
    """Who ultimately controls each entity of a register by majority of votes; of stakes within bounds, the least.

    Somebody controls an entity if it has, together with all entities that it controls, more than half of the votes.
    Shares an entity holds of itself have no vote.

    Raises
    ------
    InputError
        If the shares of an entity come to more than the whole.
    """
    day = on_day(register, as_of)
    refuse_over(day, metric, summed(day.named[metric]).outside)
    return among(day.named[metric])


def among(stakes: InForce) -> Majority:
    """Who controls whom by some stakes.

    Groups that act together absorb entities in which they have more than half, until there are none. In which order
    does not matter: two groups never have more than half of one entity.
    """
    votes = _Ordered(stakes)
    groups = _apart(votes)
    tally = Tally(*tallied(votes.votes, votes.owner, stakes.entities))
    waiting = _pairs(tally, tally.votes > votes.half + votes.guard, stakes.entities)
    near = _pairs(tally, (np.abs(tally.votes - votes.half) <= votes.guard) & (votes.guard > 0), stakes.entities)
    while len(waiting) or len(near):
        confirmed = [pair for pair in near.tolist() if votes.has_most(groups.parent, *pair)]
        waiting = np.concatenate([waiting, np.array(confirmed, dtype=np.int64).reshape(-1, 2)])
        if not len(waiting):
            break
        key, sums, near = absorb(votes.votes, groups, tally, waiting, votes.half, votes.guard)
        tally, waiting = Tally(key, sums), waiting[:0]
    return _told(votes, groups)


class _Ordered:
    """Stakes by owner, as whole numbers where they have a common denominator."""

    def __init__(self, stakes: InForce) -> None:
        entities = stakes.entities
        at = np.flatnonzero((stakes.owner != stakes.owned) & (stakes.numerator > 0))
        whole = common(stakes.denominator[at])
        order, start = grouped(np.ascontiguousarray(stakes.owner[at]), entities)
        at = at[order]
        share = stakes.numerator[at] * (whole // stakes.denominator[at]) if whole else self._float(stakes, at)
        self.stakes = stakes
        self.owner = stakes.owner[at]
        self.votes = Votes(start, stakes.owned[at], share.astype(np.float64))
        self.half, self.guard = (whole / 2, 0.0) if whole else (0.5, GUARD)

    @staticmethod
    def _float(stakes: InForce, at: Integers) -> Floats:
        return np.asarray(stakes.numerator[at] / stakes.denominator[at], dtype=np.float64)

    def has_most(self, parent: Numbers, owned: int, group: int) -> bool:
        """Whether a group has more than half of the votes in an entity, exactly."""
        root = root_of(parent, group)
        at = self.stakes.of(owned)
        mine = [n for n in at.tolist() if self._counts(n, owned) and root_of(parent, int(self.stakes.owner[n])) == root]
        return exact_sum(self.stakes, np.array(mine, dtype=np.int64)) * 2 > 1

    def _counts(self, at: int, owned: int) -> bool:
        return int(self.stakes.owner[at]) != owned


def _pairs(tally: Tally, which: NDArray[np.bool_], entities: int) -> Pairs:
    """The entity and the group of some entries, in order."""
    key = np.sort(tally.key[which & (tally.key != EMPTY)])
    return np.column_stack([key // entities, key % entities])


def _apart(votes: _Ordered) -> Groups:
    entities = votes.stakes.entities
    each = np.arange(entities, dtype=np.int32)
    return Groups(each.copy(), each.copy(), np.diff(votes.votes.start), each.copy(), np.full(entities, -1, np.int32))


def _told(votes: _Ordered, groups: Groups) -> Majority:
    root = roots(groups.parent)
    head = groups.head[root]
    entities = len(root)
    smallest = np.full(entities, entities, dtype=np.int32)
    np.minimum.at(smallest, root, np.arange(entities, dtype=np.int32))
    owned = votes.votes.owned
    inside = (root[votes.owner] == root[owned]) & (head[owned] == owned)
    among_itself = np.bincount(owned[inside], votes.votes.weight[inside], entities)
    circular = among_itself > votes.half + votes.guard
    for entity in np.flatnonzero(np.abs(among_itself - votes.half) <= votes.guard).tolist() if votes.guard else ():
        circular[entity] = votes.has_most(groups.parent, entity, int(root[entity]))
    each_other = circular[head]
    own = head == np.arange(entities)
    controller = np.where(own | each_other, np.int32(NOBODY), head).astype(np.int32)
    return Majority(controller, smallest[root], each_other)
