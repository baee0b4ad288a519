"""Idle capacity in third places: what it could deliver, and which importer is entitled to how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orepath.network.network import UNKNOWN, Floats
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


def offered(found: Trade, flow_t: Floats, idle_t: Floats, shocks: Sequence[Shock], parties: Sequence[str]) -> Offered:
    """What idle capacity of third places offers Parties under shocks.

    The idle capacity of a place that holds goods back is open to none that it is aimed at.

    Parameters
    ----------
    flow_t, idle_t
        Base flows and idle capacity in one scenario (t a year), (flows,) and (nodes,).
    """
    base, stages, count = found.base, len(found.stages), len(found.places)
    open_ = ~_blocked(found, shocks)
    exports, home = _shares(found, flow_t)
    third = np.array([place not in parties for place in found.places])
    owns = base.network.own > 0
    put_in, taken_in = (_summed(found, np.where(some, idle_t, 0.0)) for some in (owns, ~owns))
    delivered = _delivered(found, taken_in, np.where(owns, 0.0, idle_t))
    made = np.zeros((stages, count))
    shipped = np.zeros((stages, count, count))
    for stage in range(stages):
        feeding = np.flatnonzero(found.feeds[:, stage])
        feed = sum(
            (made[other] * home[other, :, stage] + (shipped[other] * third).sum(axis=0) for other in feeding),
            np.zeros(count),
        )
        made[stage] = third * (put_in[stage] + np.minimum(taken_in[stage], feed) * delivered[stage])
        away = made[stage] * (1.0 - home[stage].sum(axis=1))
        shipped[stage] = away[:, None] * exports[stage] * open_
    columns = [found.places.index(party) if party in found.places else -1 for party in parties]
    entitled = np.stack([shipped[:, :, one] if one >= 0 else np.zeros((stages, count)) for one in columns], axis=2)
    most = delivered.max(axis=1, initial=0.0)
    most = np.where(most > 0, most, 1.0)
    anybody = third & open_.any(axis=1)
    party = third & open_[:, [one for one in columns if one >= 0]].any(axis=1)
    direct = (put_in + taken_in * most[:, None]) @ party
    return Offered(found.stages, found.places, entitled, put_in @ anybody, taken_in @ anybody, direct, most)


def _blocked(found: Trade, shocks: Sequence[Shock]) -> Flags:
    """Whether the idle capacity of a place (row) is closed to a place (column)."""
    made = np.zeros((len(found.places), len(found.places)), dtype=bool)
    for shock in shocks:
        back = np.array([holds_back(shock, place) for place in found.places])
        at = np.array([aimed_at(shock, place) or shock.instrument == "outage" for place in found.places])
        made |= back[:, None] & at
    return made


def _shares(found: Trade, flow_t: Floats) -> tuple[Floats, Floats]:
    """The importers' shares of each place's exports, (stages, places, places); the share of its output that feeds its
    own plants of each stage, (stages, places, stages)."""
    base, count, stages = found.base, len(found.places), len(found.stages)
    stage, away = found.node_stage[base.source], found.node_place[base.source]
    to, at = found.node_place[base.target], found.node_stage[base.target]
    sent = np.zeros((stages, count, count))
    crossing = base.crossing & (stage >= 0) & (away >= 0) & (to >= 0)
    np.add.at(sent, (stage[crossing], away[crossing], to[crossing]), flow_t[crossing])
    fed = np.zeros((stages, count, stages))
    home = ~base.crossing & (stage >= 0) & (away >= 0) & (at >= 0) & ~base.pooled[base.target] & (at != stage)
    np.add.at(fed, (stage[home], away[home], at[home]), flow_t[home])
    every = sent.sum(axis=2)
    exports = np.divide(sent, every[:, :, None], out=np.zeros_like(sent), where=every[:, :, None] > 0)
    whole = every + fed.sum(axis=2)
    shares = np.divide(fed, whole[:, :, None], out=np.zeros_like(fed), where=whole[:, :, None] > 0)
    return exports, shares


def _summed(found: Trade, mass_t: Floats) -> Floats:
    """Masses of nodes by the stage of their goods and their place, (stages, places)."""
    made = np.zeros((len(found.stages), len(found.places)))
    some = (found.node_stage >= 0) & (found.node_place >= 0)
    np.add.at(made, (found.node_stage[some], found.node_place[some]), mass_t[some])
    return made


def _delivered(found: Trade, taken_in: Floats, idle_t: Floats) -> Floats:
    """What idle plants deliver of what they take in, (stages, places); 0 where there are none."""
    out = _summed(found, idle_t * found.base.delivered)
    return np.divide(out, taken_in, out=np.zeros_like(out), where=taken_in > 0)
