"""Every node and flow of a network removed for the horizon, ranked by what is lost where the Parties act together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from orepath.network.network import Floats, Network
from orepath.stress.amounts import amounts
from orepath.stress.base import Base
from orepath.stress.contingency.closed import removals
from orepath.stress.contingency.removing import Removal, removal_of
from orepath.stress.effects import Effects
from orepath.stress.grid import Grid, grid
from orepath.stress.held import hold
from orepath.stress.response.responses import Responder, ready
from orepath.stress.setting import Setting

LANES = 32
"""Removals solved side by side."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Row:
    """What Parties lose without one node or flow (t over the horizon), by Party.

    Parameters
    ----------
    node
        The node, or the one that the flow leaves, with its place and stage.
    target
        The node that the flow enters, with its place and stage; empty for a node.
    no_adaptation_t
        In closed form: nobody adapts and no stock helps.
    alone_t, coordinated_t
        By the programs, with stocks.
    solved
        Whether the programs were solved: where nothing is lost without adaptation nothing is lost with it.
    """

    kind: Literal["node", "flow"]
    node: str
    place: str
    stage: str
    no_adaptation_t: Mapping[str, float]
    alone_t: Mapping[str, float]
    coordinated_t: Mapping[str, float]
    solved: bool
    target: str = ""
    target_place: str = ""
    target_stage: str = ""

    @property
    def value_of_coordination_t(self) -> Mapping[str, float]:
        """What acting together averts beyond acting alone, by Party (t)."""
        return {party: max(alone - self.coordinated_t[party], 0.0) for party, alone in self.alone_t.items()}


@dataclass(frozen=True)
class Ranked:
    """All nodes and flows of a mineral's network, by the coordinated loss of the Parties together, the largest first;
    of those alike, by what they lose alone.

    Never by the loss without adaptation, which is an upper bound.

    Parameters
    ----------
    demand_t
        What each Party uses over the horizon (t).
    """

    mineral: str
    year: int
    parties: tuple[str, ...]
    months: float
    demand_t: Mapping[str, float]
    rows: tuple[Row, ...]


def ranked(
    network: Network,
    setting: Setting,
    weights: Mapping[str, float],
    months: float = 24.0,
    progress: Progress | None = None,
) -> Ranked:
    """Every node and every flow of a network at its figures removed for a horizon, one at a time.

    Without a node nothing leaves it, without a flow nothing is on it, from the first day to the last; idle capacity
    that would have come the same way does not either. None is skipped: where the closed form says that no Party loses
    anything the programs need not be solved, as no answer of theirs is above it.

    Parameters
    ----------
    weights
        The Parties, and what an unmet tonne of each counts when they act together and in the ranking.
    progress
        Told how many of those to be solved are, and of how many.

    Raises
    ------
    InputError
        Where a node of the network does not balance.
    """
    figures, parties = network.at_figures(), tuple(weights)
    base, when = setting.base(figures, {}), grid(date(network.year + 1, 1, 1), months)
    closed = removals(figures, parties)
    none_t = np.concatenate([closed.outages_t, closed.flows_t]) * when.years
    every = [removal_of(base, number) for number in range(len(none_t))]
    some = np.flatnonzero(none_t.max(axis=1, initial=0.0) > 0).tolist()
    alone_t, together_t = np.zeros(none_t.shape), np.zeros(none_t.shape)
    removing = _Removing(base, when, Responder(base, when, weights), setting.start.value)
    done = 0
    for part in _batches(every, some, parties):
        alone_t[part], together_t[part] = removing.losses([every[number] for number in part])
        done += len(part)
        if progress:
            progress(done, len(some))
    rows = [
        _row(base, each, parties, (none_t[number], alone_t[number], together_t[number]), number in set(some))
        for number, each in enumerate(every)
    ]
    counts = np.array(list(weights.values()))
    sizes = [
        (-round(float(together @ counts), 9), -round(float(alone @ counts), 9))
        for together, alone in zip(together_t, alone_t, strict=True)
    ]
    order = sorted(range(len(rows)), key=lambda number: (*sizes[number], number))
    demand = {party: float(base.use_t[base.at(party)].sum()) * when.years for party in parties}
    return Ranked(network.mineral, network.year, parties, months, demand, tuple(rows[number] for number in order))


@dataclass(frozen=True)
class _Removing:
    """What removals are solved with."""

    base: Base
    grid: Grid
    responder: Responder
    start_months: float

    def losses(self, some: Sequence[Removal]) -> tuple[Floats, Floats]:
        """What each Party loses alone and together without each of some nodes or flows, (removals, Parties)."""
        flows = np.unique(np.concatenate([each.flows for each in some]))
        caused = []
        for each in some:
            kept = (~np.isin(flows, each.flows)).astype(np.float64)
            caused.append(Effects(flows, np.repeat(kept[:, None], self.grid.steps, axis=1)))
        masses = amounts(self.base, len(some))
        held = hold(self.base, masses, caused, self.grid)
        start = ready(self.grid, np.full(len(some), self.start_months))
        shared = some[0].closing if len(some) == 1 else ()
        closing = [each.closing for each in some]
        found = self.responder.respond(shared, caused, held, masses, start, ties=False, closing=closing)
        return found.alone_t.T, found.coordinated_t.T


def _batches(every: Sequence[Removal], some: Sequence[int], parties: Sequence[str]) -> Iterator[list[int]]:
    """Removals to be solved side by side; those at a Party's place one by one, as they may close its new deliveries."""
    at_home = [number for number in some if every[number].place in parties]
    yield from ([number] for number in at_home)
    abroad = [number for number in some if every[number].place not in parties]
    yield from (abroad[start : start + LANES] for start in range(0, len(abroad), LANES))


def _row(base: Base, each: Removal, parties: Sequence[str], lost: Sequence[Floats], solved: bool) -> Row:
    ids = base.network.column("node")
    none_t, alone_t, together_t = (dict(zip(parties, of.tolist(), strict=True)) for of in lost)
    first = (ids[each.node], str(base.place[each.node]), str(base.stage[each.node]))
    if each.target is None:
        return Row("node", *first, none_t, alone_t, together_t, solved)
    second = (ids[each.target], str(base.place[each.target]), str(base.stage[each.target]))
    return Row("flow", *first, none_t, alone_t, together_t, solved, *second)
