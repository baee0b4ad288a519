"""The linear program of what some Parties can do, on the grid of periods.

For each node i of the Parties and period p, in tonnes:

    y_i (sum of more - less entering + put in + given) + stock_p-1 - stock_p - (sum of more - less leaving)
        + unmet >= y_i shortfall of fixed arrivals - shortfall of fixed departures - what was to be put aside

with flows as more and less than in the base, 0 <= less <= base flow; y_i what the node delivers of what it takes in;
and ``stock`` at the end of a period holding also what is under way on the Parties' own flows, so that what nobody
changes is a feasible point: the one without adaptation. Everything that is not the Parties' own stays as it is there.
The loss is the weighted sum of unmet use.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from scipy import sparse

from orepath.network.network import Floats, Integers
from orepath.stress.amounts import Amounts
from orepath.stress.base import Flags
from orepath.stress.effects import aimed_at, holds_back
from orepath.stress.grid import Grid
from orepath.stress.response.idle import Offered, Trade, summed
from orepath.stress.response.layout import Layout, layout, matrix
from orepath.stress.shock import Shock

LATER = 1e-3
"""What an unmet tonne in the first period costs in tonnes of change where ties are broken: it is put off."""
UNCHANGED = 1e-12
"""A base flow that a shock leaves by at least this part less than itself is no longer free to grow."""


class Held(Protocol):
    """What is held back without adaptation, by period."""

    def arriving_short_t(self, flows: Integers, /) -> Floats:
        """What fails to arrive of some flows, (flows, periods, lanes)."""

    def departing_short_t(self, flows: Integers, /) -> Floats:
        """What fails to leave of some flows, (flows, periods, lanes)."""

    def under_way_t(self, flows: Integers, /) -> Floats:
        """What is under way of some flows at the end of each period, (flows, periods, lanes)."""


@dataclass(frozen=True)
class Bounds:
    """The bounds of columns and rows in several scenarios, each (columns or rows, lanes)."""

    column_low: Floats
    column_high: Floats
    row_low: Floats
    row_high: Floats


@dataclass(frozen=True)
class Program:
    """A program's matrix and the structure its bounds are made from.

    Parameters
    ----------
    matrix
        (rows, columns).
    """

    found: Trade
    shape: Layout
    matrix: sparse.csr_array
    grid: Grid

    @property
    def cost(self) -> Floats:
        """The cost of the loss: each Party's unmet tonnes by its weight, (columns,)."""
        row = self.shape.rows["lost_in_all"].start
        found: Floats = self.matrix[[row], :].toarray().ravel()
        return found

    def change(self) -> Floats:
        """The cost by which ties are broken: tonnes changed from the base flows, and unmet tonnes put off."""
        made = np.zeros(self.shape.column_count)
        for kind in ("more", "less", "put_in", "given"):
            made[self.shape.columns[kind].part] = 1.0
        left = np.arange(self.shape.periods, 0, -1) / self.shape.periods
        made[self.shape.columns["unmet"].part] = np.tile(LATER * left, len(self.shape.users))
        return made


def program(
    found: Trade, weights: Mapping[str, float], grid: Grid, pool: bool = False, delivered: Floats | None = None
) -> Program:
    """The program of some Parties.

    Parameters
    ----------
    weights
        What an unmet tonne of each Party counts.
    pool
        Whether all idle capacity of third places stands in place of what each Party is entitled to.
    delivered
        What plants of third places deliver, where `pool`: `orepath.stress.response.idle.Offered.delivered`.
    """
    shape = layout(found, tuple(weights), len(grid.steps_per_period), pool)
    stages = delivered if delivered is not None else np.ones(len(found.stages))
    return Program(found, shape, matrix(found.base, shape, stages, list(weights.values())), grid)


@dataclass(frozen=True)
class Scene:
    """What several scenarios are to a program.

    Parameters
    ----------
    amounts
        The masses of each lane.
    held
        What is held back without adaptation.
    allowed
        What shocks leave of arrivals on each free flow, as a share of the base in the period,
        (flows, periods, lanes), by flow number; flows not named are left whole.
    shocks
        The shocks: they close what they hold back to deliveries that base trade does not have.
    offered
        What third places' idle capacity offers all Parties, one for each lane.
    parties
        These Parties.
    ready
        The share of each period in which idle capacity is at work, (periods, lanes).
    """

    amounts: Amounts
    held: Held
    allowed: Mapping[int, Floats]
    shocks: Sequence[Shock]
    offered: Sequence[Offered]
    parties: tuple[str, ...]
    ready: Floats

    @cached_property
    def entitled_t(self) -> Floats:
        """What each Party is entitled to in all places, (Parties, stages, lanes)."""
        return np.stack([one.entitled_t.sum(axis=1).T for one in self.offered], axis=2)

    @cached_property
    def pooled_t(self) -> dict[str, Floats]:
        """The limits of all idle capacity of third places, by the row that they hold, each (stages, lanes)."""
        names = {"made": "put_in_t", "direct": "direct_t", "taken_in": "taken_in_t"}
        return {row: np.stack([getattr(one, name) for one in self.offered], axis=1) for row, name in names.items()}


def bounds(made: Program, scene: Scene) -> Bounds:
    """The bounds of a program in several scenarios."""
    shape, amounts, lanes = made.shape, scene.amounts, scene.amounts.lanes
    low, high = np.zeros((shape.column_count, lanes)), np.zeros((shape.column_count, lanes))
    row_low = np.full((shape.row_count, lanes), -np.inf)
    row_high = np.full((shape.row_count, lanes), np.inf)
    hours = made.grid.period_years[None, :, None]
    at_work = hours * scene.ready[None]
    most = _most(made, scene)

    def put(into: Floats, kind: str, value: Floats, rows: bool = False) -> None:
        block = (shape.rows if rows else shape.columns)[kind]
        into[block.part] = np.broadcast_to(value, (block.items, block.periods, lanes)).reshape(-1, lanes)

    base = amounts.flow_t[shape.free][:, None] * hours
    left = np.ones(base.shape)
    for position, flow in enumerate(shape.free.tolist()):
        if flow in scene.allowed:
            left[position] = scene.allowed[flow]
    whole = left >= 1.0 - UNCHANGED
    opened = np.where(_closed(made, scene.shocks)[:, None, None], 0.0, np.broadcast_to(most, (1, shape.periods, lanes)))
    put(high, "more", np.concatenate([np.where(whole, most, 0.0), opened]))
    put(low, "less", np.where(whole, 0.0, base * (1.0 - left)))
    put(high, "less", base)
    put(high, "put_in", amounts.idle_t[shape.makers][:, None] * at_work)
    put(high, "given", most)
    put(high, "fed", most)
    under_way, at_first = _under_way(made, scene)
    put(low, "stock", under_way)
    put(high, "stock", most)
    put(high, "unmet", amounts.use_t[shape.users][:, None] * hours)
    put(row_low, "balance", _balance(made, scene, at_first), rows=True)
    put(row_high, "capacity", _capacity(made, scene, at_work), rows=True)
    for kind, limit in _offers(made, scene, at_work):
        put(row_high, kind, limit, rows=True)
    return Bounds(low, high, row_low, row_high)


def _closed(made: Program, shocks: Sequence[Shock]) -> Flags:
    """Whether a shock of one Party on another closes each added delivery, (added,)."""
    place, goods = made.found.base.place, made.found.base.goods
    return np.array(
        [
            any(
                holds_back(shock, place[one])
                and aimed_at(shock, place[other])
                and (not shock.stages or goods[one] in shock.stages)
                for shock in shocks
            )
            for one, other in made.shape.added.tolist()
        ],
        dtype=bool,
    )


def _offers(made: Program, scene: Scene, at_work: Floats) -> Iterator[tuple[str, Floats]]:
    """The limits of what third places' idle capacity gives."""
    shape = made.shape
    if shape.pool:
        yield from ((row, limit[:, None] * at_work) for row, limit in scene.pooled_t.items())
        return
    which = [scene.parties.index(party) for party in shape.who]
    yield "entitled", scene.entitled_t[which].reshape(-1, 1, scene.amounts.lanes) * at_work


def _most(made: Program, scene: Scene) -> Floats:
    """More than anything can be (t): what is used, stocked, put in or offered in the whole horizon, (1, 1, lanes)."""
    amounts, nodes = scene.amounts, made.shape.nodes
    idle = scene.pooled_t["made"].sum(axis=0) + scene.entitled_t.sum(axis=(0, 1))
    yearly = amounts.flow_t.sum(axis=0) + amounts.use_t[nodes].sum(axis=0) + amounts.idle_t.sum(axis=0) + idle
    found: Floats = (yearly * made.grid.years + amounts.stock_t[nodes].sum(axis=0))[None, None]
    return found


def _under_way(made: Program, scene: Scene) -> tuple[Floats, Floats]:
    """What is under way from each node on free flows at each period's end, and at the beginning with the stock (t)."""
    shape, leaving = made.shape, made.found.base.source[made.shape.free]
    found = _short(made, leaving, scene.held.under_way_t(shape.free))
    step = scene.amounts.flow_t[shape.free] * made.grid.step_years
    return found, scene.amounts.stock_t[shape.nodes] + _short(made, leaving, step[:, None])[:, 0]


def _fixed(made: Program) -> tuple[Integers, Integers]:
    """The flows that enter and that leave the Parties' nodes and are not theirs to change."""
    base, mine = made.found.base, made.shape.party_of >= 0
    entering = np.flatnonzero(mine[base.target] & ~mine[base.source])
    return entering, np.flatnonzero(mine[base.source] & ~mine[base.target])


def _short(made: Program, ends: Integers, mass_t: Floats) -> Floats:
    """Masses of flows summed over the Parties' nodes, (nodes, periods, lanes)."""
    at = np.full(len(made.found.base.place), -1, dtype=np.int64)
    at[made.shape.nodes] = np.arange(len(made.shape.nodes))
    return _summed(at[ends], mass_t, len(made.shape.nodes))


def _summed(cells: Integers, mass_t: Floats, count: int) -> Floats:
    """Masses summed by the cell each belongs to, (cells, periods, lanes)."""
    flat = mass_t.reshape(len(cells), math.prod(mass_t.shape[1:]))
    return summed(cells, flat, count).reshape(count, *mass_t.shape[1:])


def _balance(made: Program, scene: Scene, at_first: Floats) -> Floats:
    base, nodes = made.found.base, made.shape.nodes
    entering, leaving = _fixed(made)
    short_in = _short(made, base.target[entering], scene.held.arriving_short_t(entering))
    short_out = _short(made, base.source[leaving], scene.held.departing_short_t(leaving))
    aside = scene.amounts.put_t[nodes][:, None] * made.grid.period_years[None, :, None]
    needed: Floats = base.delivered[nodes][:, None, None] * short_in - short_out - aside
    needed[:, 0] -= at_first
    return needed


def _capacity(made: Program, scene: Scene, at_work: Floats) -> Floats:
    base, plants = made.found.base, made.shape.plants
    entering, _ = _fixed(made)
    at = np.full(len(base.place), -1, dtype=np.int64)
    at[plants] = np.arange(len(plants))
    into = entering[at[base.target[entering]] >= 0]
    short = _summed(at[base.target[into]], scene.held.arriving_short_t(into), len(plants))
    found: Floats = short + scene.amounts.idle_t[plants][:, None] * at_work
    return found
