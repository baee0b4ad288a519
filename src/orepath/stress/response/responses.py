"""The four answers of each Party: without adaptation, alone, coordinated, with full adaptation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from orepath.network.network import Floats, Integers
from orepath.stress.amounts import Amounts, amounts
from orepath.stress.base import Base
from orepath.stress.effects import Effects
from orepath.stress.grid import Grid
from orepath.stress.held import Held
from orepath.stress.response.idle import Offered, Trade, offered, trade
from orepath.stress.response.program import Bounds, Program, Scene, bounds, program
from orepath.stress.response.solving import Solved, Solver
from orepath.stress.shock import Shock


@dataclass(frozen=True)
class Responses:
    """What each Party loses in several scenarios (t over the horizon), each (Parties, lanes).

    Parameters
    ----------
    solved
        The solved programs by name: ``alone CODE``, ``coordinated``, ``full CODE``.
    """

    no_adaptation_t: Floats
    alone_t: Floats
    coordinated_t: Floats
    full_adaptation_t: Floats
    solved: Mapping[str, Solved]
    scene: Scene


@dataclass
class Responder:
    """The programs of some Parties on one base network, kept in memory.

    Parameters
    ----------
    weights
        What an unmet tonne of each Party counts when they act together.
    """

    base: Base
    grid: Grid
    weights: Mapping[str, float]
    _solvers: dict[str, Solver] = field(default_factory=dict, repr=False)

    @cached_property
    def trade(self) -> Trade:
        """Who ships what to whom."""
        return trade(self.base)

    @property
    def parties(self) -> tuple[str, ...]:
        """The Parties."""
        return tuple(self.weights)

    def program(self, name: str) -> Program:
        """A program by its name, once it has been solved."""
        return self._solvers[name].program

    def respond(
        self,
        shocks: Sequence[Shock],
        effects: Sequence[Effects],
        held: Held,
        masses: Amounts,
        ready: Floats,
        ties: bool = True,
        closing: Sequence[Sequence[Shock]] | None = None,
    ) -> Responses:
        """What the Parties lose in several scenarios of the same shocks.

        Parameters
        ----------
        effects
            What shocks leave of flows, one for each lane; the flows they touch are the same in all.
        held
            What is held back without adaptation.
        ready
            The share of each period in which idle capacity is at work, (periods, lanes).
        ties
            Whether the solutions themselves are wanted, and not their losses alone.
        closing
            By lane, the shocks that close third places' idle capacity, where lanes differ in them.
        """
        scene = self._scene(shocks, effects, held, masses, ready, closing or [shocks] * masses.lanes)
        solved: dict[str, Solved] = {}
        for party in self.parties:
            solver = self._solver(f"alone {party}", {party: 1.0})
            solved[f"alone {party}"] = solver.solve(bounds(solver.program, scene), ties)
        alone = np.concatenate([solved[f"alone {party}"].lost_t for party in self.parties])
        solver = self._solver("coordinated", self.weights)
        limits = bounds(solver.program, scene)
        limits.row_high[solver.program.shape.rows["lost"].part] = alone
        solved["coordinated"] = solver.solve(limits, ties, split=True)
        full = []
        for party in self.parties:
            only = {each: float(each == party) for each in self.parties}
            solver = self._solver(f"full {party}", only, scene.offered[0])
            solved[f"full {party}"] = solver.solve(bounds(solver.program, scene), ties=False)
            full.append(solved[f"full {party}"].lost_t[self.parties.index(party)])
        lost = np.array([held.rationed.unmet_t[self.base.at(party)].sum(axis=(0, 1)) for party in self.parties])
        return Responses(lost, alone, solved["coordinated"].lost_t, np.array(full), solved, scene)

    def _scene(
        self,
        shocks: Sequence[Shock],
        effects: Sequence[Effects],
        held: Held,
        masses: Amounts,
        ready: Floats,
        closing: Sequence[Sequence[Shock]],
    ) -> Scene:
        several = offered(self.trade, masses.flow_t, masses.idle_t, closing, self.parties)
        return Scene(masses, held, self._allowed(effects), shocks, several, self.parties, ready)

    def _allowed(self, effects: Sequence[Effects]) -> dict[int, Floats]:
        """What is left of arrivals on each touched flow between the Parties' nodes, (periods, lanes).

        It is what is left of departures a step earlier. No other flow is theirs to change.
        """
        theirs = np.isin(self.base.place, self.parties)
        touched = effects[0].cut_flows
        mine = theirs[self.base.source[touched]] & theirs[self.base.target[touched]]
        flows = touched[mine]
        several = np.stack([each.multipliers[mine] for each in effects], axis=2)
        before = np.concatenate([np.ones((len(flows), 1, several.shape[2])), several[:, :-1]], axis=1)
        edges = np.concatenate([[0], np.cumsum(self.grid.steps_per_period)])[:-1]
        widths = np.array(self.grid.steps_per_period)[None, :, None]
        left = np.add.reduceat(before, edges, axis=1) / widths
        return {int(flow): left[position] for position, flow in enumerate(flows.tolist())}

    def _solver(self, name: str, weights: Mapping[str, float], open_: Offered | None = None) -> Solver:
        """The solver of a program, made and solved for the base network when it is first asked for."""
        if name not in self._solvers:
            given = self._offered() if open_ is not None else None
            made = program(self.trade, weights, self.grid, given is not None, given.delivered if given else None)
            demand = self.base.use_t[made.shape.users].sum() * self.grid.years
            solver = Solver(made, max(float(demand), 1.0))
            self._solvers[name] = solver
            solver.base(self._base_bounds(made))
        return self._solvers[name]

    def _offered(self) -> Offered:
        return offered(self.trade, self.base.flow_t[:, None], self.base.idle_t[:, None], [()], self.parties)[0]

    def _base_bounds(self, made: Program) -> Bounds:
        masses = amounts(self.base)
        nothing = _Nothing(self.base, self.grid)
        ready = np.ones((len(self.grid.steps_per_period), 1))
        scene = Scene(masses, nothing, {}, (), [self._offered()], self.parties, ready)
        return bounds(made, scene)


@dataclass(frozen=True)
class _Nothing:
    """What is held back where nothing is."""

    base: Base
    grid: Grid

    def arriving_short_t(self, flows: Integers) -> Floats:
        return np.zeros((len(flows), len(self.grid.steps_per_period), 1))

    departing_short_t = arriving_short_t

    def under_way_t(self, flows: Integers) -> Floats:
        step = self.base.flow_t[flows] * self.grid.step_years
        return np.repeat(step[:, None, None], len(self.grid.steps_per_period), axis=1)


def ready(grid: Grid, months: Floats) -> Floats:
    """The share of each period in which idle capacity that starts after some months is at work, (periods, lanes).

    Parameters
    ----------
    months
        Months from the beginning of the horizon, (lanes,).
    """
    middle = (np.arange(grid.steps) + 0.5) * grid.months / grid.steps
    at_work = (middle[:, None] >= months[None]).astype(np.float64)
    edges = np.concatenate([[0], np.cumsum(grid.steps_per_period)])[:-1]
    found: Floats = np.add.reduceat(at_work, edges, axis=0) / np.array(grid.steps_per_period)[:, None]
    return found
