"""Idle capacity in third places: what it could deliver, and which importer is entitled to how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from orepath.network.network import UNKNOWN, Floats, Integers
from orepath.stress.base import Base, Flags
from orepath.stress.effects import aimed_at, holds_back
from orepath.stress.shock import Shock


@dataclass(frozen=True)
class Offered:
    """What the idle capacity of third places could deliver, tonnes a year.

    Every idle tonne is counted once: the part of a place's idle mining that goes to plants at home, as base output
    does, feeds idle plants there; the rest is divided among importers by their shares of its exports, and what falls to
    places that are no Party feeds their idle plants.

    Parameters
    ----------
    stages
        The stages of the goods, each after those that feed it.
    places
        The third places.
    entitled_t
        What each Party is entitled to, (stages, places, Parties).
    put_in_t, taken_in_t
        All idle capacity of mines (what they could put in) and of plants (what they could take in) that is open to
        anybody abroad, by stage, (stages,).
    direct_t
        What of it could be delivered from a place that is open to a Party, (stages,).
    delivered
        The most that plants of a stage deliver of what they take in (0 to 1), (stages,).
    """

    stages: tuple[str, ...]
    places: tuple[str, ...]
    entitled_t: Floats
    put_in_t: Floats
    taken_in_t: Floats
    direct_t: Floats
    delivered: Floats


@dataclass(frozen=True)
class Trade:
    """Who ships goods of which stage to whom, and where they are processed: the structure behind `Offered`.

    Parameters
    ----------
    places, stages
        All places, and the stages of production, each after those that feed it.
    feeds
        Whether goods of a stage (row) feed plants of a stage (column), (stages, stages).
    node_place, node_stage
        The number of each node's place, and of the stage of its goods; -1 where none, (nodes,).
    """

    base: Base
    places: tuple[str, ...]
    stages: tuple[str, ...]
    feeds: Flags
    node_place: np.ndarray
    node_stage: np.ndarray

    @cached_property
    def exported(self) -> Integers:
        """The flows of goods of a stage from place to place."""
        base, (stage, away, to, _) = self.base, self._ends
        return np.flatnonzero(base.crossing & (stage >= 0) & (away >= 0) & (to >= 0))

    @cached_property
    def fed_at_home(self) -> Integers:
        """The flows of goods of a stage to plants of another at the same place."""
        base, (stage, away, _, at) = self.base, self._ends
        found = ~base.crossing & (stage >= 0) & (away >= 0) & (at >= 0) & ~base.pooled[base.target] & (at != stage)
        return np.flatnonzero(found)

    @property
    def _ends(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Of each flow the stage of its goods, the places it leaves and enters, and the stage that it enters."""
        source, target = self.base.source, self.base.target
        return self.node_stage[source], self.node_place[source], self.node_place[target], self.node_stage[target]

    def of_exports(self) -> tuple[Integers, Integers, Integers]:
        """The stages of what is exported, and the places it leaves and enters, each (exported,)."""
        stage, away, to, _ = (end[self.exported] for end in self._ends)
        return stage, away, to

    def exports_t(self, flow_t: Floats) -> Floats:
        """What each place exports of each stage, (stages, places, lanes)."""
        stage, away, _ = self.of_exports()
        return self._summed(stage * len(self.places) + away, flow_t[self.exported]).reshape(
            len(self.stages), len(self.places), -1
        )

    def fed_t(self, flow_t: Floats) -> Floats:
        """What each place feeds its own plants of each stage, (stages, places, stages, lanes)."""
        stage, away, _, at = (end[self.fed_at_home] for end in self._ends)
        count = len(self.stages)
        cells = (stage * len(self.places) + away) * count + at
        found = self._summed(cells, flow_t[self.fed_at_home], count)
        return found.reshape(count, len(self.places), count, -1)

    def by_node(self, mass_t: Floats) -> Floats:
        """Masses of nodes by the stage of their goods and their place, (stages, places, lanes)."""
        some = np.flatnonzero((self.node_stage >= 0) & (self.node_place >= 0))
        cells = self.node_stage[some] * len(self.places) + self.node_place[some]
        return self._summed(cells, mass_t[some]).reshape(len(self.stages), len(self.places), -1)

    def _summed(self, cells: Integers, mass_t: Floats, each: int = 1) -> Floats:
        return summed(cells, mass_t, len(self.stages) * len(self.places) * each)


def summed(cells: Integers, mass_t: Floats, count: int) -> Floats:
    """Masses summed by the cell each belongs to, (cells, lanes)."""
    start = np.concatenate([[0], np.cumsum(np.bincount(cells, minlength=count))])
    entries = (np.ones(len(cells)), np.argsort(cells, kind="stable"), start)
    rows = sparse.csr_array(entries, shape=(count, len(cells)))
    found: Floats = rows @ mass_t
    return found


def trade(base: Base) -> Trade:
    """The structure of who ships what to whom."""
    places = tuple(sorted(set(base.place) - {"", UNKNOWN}))
    making = {stage for stage, pooled in zip(base.stage, base.pooled, strict=True) if stage and not pooled}
    found = sorted(making & set(base.goods))
    number = {stage: position for position, stage in enumerate(found)}
    node_stage = np.array([number.get(stage, -1) for stage in base.goods], dtype=np.int64)
    to_plant = ~base.pooled[base.target] & (node_stage[base.source] >= 0) & (node_stage[base.target] >= 0)
    feeds = np.zeros((len(found), len(found)), dtype=bool)
    feeds[node_stage[base.source[to_plant]], node_stage[base.target[to_plant]]] = True
    np.fill_diagonal(feeds, False)
    order = _ordered(feeds)
    rank = np.empty(len(found) + 1, dtype=np.int64)
    rank[order], rank[-1] = np.arange(len(found)), -1
    where = {place: position for position, place in enumerate(places)}
    node_place = np.array([where.get(place, -1) for place in base.place], dtype=np.int64)
    return Trade(
        base, places, tuple(found[one] for one in order), feeds[np.ix_(order, order)], node_place, rank[node_stage]
    )


def _ordered(feeds: Flags) -> list[int]:
    """Stages so that each comes after those that feed it; in a circle the first by name comes first."""
    left, made = list(range(len(feeds))), list[int]()
    while left:
        free = [one for one in left if not feeds[left, one].any()]
        made.append(free[0] if free else left[0])
        left.remove(made[-1])
    return made


def offered(
    found: Trade, flow_t: Floats, idle_t: Floats, closing: Sequence[Sequence[Shock]], parties: Sequence[str]
) -> list[Offered]:
    """What idle capacity of third places offers Parties under shocks, lane by lane.

    The idle capacity of a place that holds goods back is open to none that it is aimed at.

    Parameters
    ----------
    flow_t, idle_t
        Base flows and idle capacity (t a year), (flows, lanes) and (nodes, lanes).
    closing
        The shocks of each lane.
    """
    stages, count = len(found.stages), len(found.places)
    open_ = _open(found, closing)
    third = np.array([place not in parties for place in found.places])
    stage_of, away, to = found.of_exports()
    share, home = _shares(found, flow_t)
    share = share * open_[away, to]
    owns = (found.base.network.own > 0)[:, None]
    put_in, taken_in = (found.by_node(np.where(some, idle_t, 0.0)) for some in (owns, ~owns))
    delivered = _delivered(found, taken_in, np.where(owns, 0.0, idle_t))
    made = np.zeros((stages, count, flow_t.shape[1]))
    sent = np.zeros(share.shape)
    arriving = np.zeros_like(made)
    for stage in range(stages):
        feed = np.zeros(made.shape[1:])
        for other in np.flatnonzero(found.feeds[:, stage]).tolist():
            feed += made[other] * home[other, :, stage] + arriving[other]
        made[stage] = third[:, None] * (put_in[stage] + np.minimum(taken_in[stage], feed) * delivered[stage])
        mine = np.flatnonzero(stage_of == stage)
        left = made[stage] * (1.0 - home[stage].sum(axis=1))
        sent[mine] = left[away[mine]] * share[mine]
        arriving[stage] = summed(to[mine], sent[mine], count) * third[:, None]
    entitled = np.zeros((stages, count, len(parties), flow_t.shape[1]))
    for number, party in enumerate(parties):
        mine = np.flatnonzero(np.array(found.places, dtype=object)[to] == party)
        cells = stage_of[mine] * count + away[mine]
        entitled[:, :, number] = summed(cells, sent[mine], stages * count).reshape(stages, count, -1)
    most = delivered.max(axis=1, initial=0.0)
    most = np.where(most > 0, most, 1.0)
    theirs = np.array([place in parties for place in found.places])
    anybody, party_too = third[:, None] & open_.any(axis=1), third[:, None] & open_[:, theirs].any(axis=1)
    put, taken = (put_in * anybody).sum(axis=1), (taken_in * anybody).sum(axis=1)
    direct = ((put_in + taken_in * most[:, None]) * party_too).sum(axis=1)
    places = (found.stages, found.places)
    return [
        Offered(*places, entitled[..., n], put[:, n], taken[:, n], direct[:, n], most[:, n])
        for n in range(flow_t.shape[1])
    ]


def _open(found: Trade, closing: Sequence[Sequence[Shock]]) -> Flags:
    """Whether the idle capacity of a place (row) is open to a place (column), (places, places, lanes or 1)."""
    if all(each is closing[0] for each in closing):
        closing = closing[:1]
    return np.stack([~_blocked(found, shocks) for shocks in closing], axis=2)


def _blocked(found: Trade, shocks: Sequence[Shock]) -> Flags:
    """Whether the idle capacity of a place (row) is closed to a place (column)."""
    made = np.zeros((len(found.places), len(found.places)), dtype=bool)
    for shock in shocks:
        back = np.array([holds_back(shock, place) for place in found.places])
        at = np.array([aimed_at(shock, place) or shock.instrument == "outage" for place in found.places])
        made |= back[:, None] & at
    return made


def _shares(found: Trade, flow_t: Floats) -> tuple[Floats, Floats]:
    """The share of each export in all of its place's of its stage, (exported, lanes); the share of each place's output
    that feeds its own plants of each stage, (stages, places, stages, lanes)."""
    stage, away, _ = found.of_exports()
    every, fed = found.exports_t(flow_t), found.fed_t(flow_t)
    whole = every[stage, away]
    share = np.divide(flow_t[found.exported], whole, out=np.zeros(whole.shape), where=whole > 0)
    output = (every + fed.sum(axis=2))[:, :, None]
    return share, np.divide(fed, output, out=np.zeros_like(fed), where=output > 0)


def _delivered(found: Trade, taken_in: Floats, idle_t: Floats) -> Floats:
    """What idle plants deliver of what they take in, (stages, places, lanes); 0 where there are none."""
    out = found.by_node(idle_t * found.base.delivered[:, None])
    return np.divide(out, taken_in, out=np.zeros_like(out), where=taken_in > 0)
