"""A thousand scenarios of a made-up network of 100 places, 5 kinds of nodes and 4,500 flows, on one core.

Ours is all that is done for a scenario but rationing: what third places offer, the bounds of every program, solving it
from the base basis, its proof, and breaking ties where who bears a loss is not settled otherwise. Beside it, as ratios
within one run of processor time: HiGHS alone on the same matrices with bounds made beforehand, from the same basis, one
solve a program; scipy's linprog and a model of linopy's kept in memory, on fewer scenarios. Two Parties, as the package
has; the ten largest places; and the union of all hundred places over a quarter, the one program whose size is that of
the network. Nothing is asserted.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import linopy
import numpy as np
import pandas as pd
import xarray as xr
from linopy.solvers import Solver as Kept
from scipy import sparse
from scipy.optimize import linprog

from orepath.network.network import Network, network
from orepath.stress.amounts import Amounts, amounts
from orepath.stress.base import Base, base_of
from orepath.stress.effects import Effects
from orepath.stress.grid import Grid, grid
from orepath.stress.held import hold
from orepath.stress.response.certificate import Proof
from orepath.stress.response.program import Bounds, Scene, bounds
from orepath.stress.response.responses import Responder, ready
from orepath.stress.response.solving import Solver

PLACES, FLOWS, SEED = 100, 4500, 20260101
WAYS = ("ours", "bare", "linprog", "linopy")
FEW = {"linprog": 2, "linopy": 1}
"""Scenarios of each lot that the libraries are given."""
CASES = ((2, 24.0, 1000, 40), (10, 24.0, 320, 40), (PLACES, 3.0, 48, 6))
"""How many Parties, the horizon in months, how many scenarios, and how many a lot."""


def made_up(random: np.random.Generator) -> Network:
    """Mines, markets of ore, plants, markets of metal and factories at every place, with trade between the markets."""
    size = np.exp(1.5 * random.standard_normal(PLACES))
    size = np.sort(size / size.sum())[::-1]
    names = [f"P{number:03d}" for number in range(PLACES)]
    own = np.where(random.random(PLACES) < 0.6, 1e6 * size, 10.0)
    first, second = _trade(random, size), _trade(random, size)
    ore = np.linalg.solve(np.eye(PLACES) - first.T, own)
    fed = ore * (1 - first.sum(axis=1))
    metal = np.linalg.solve(np.eye(PLACES) - second.T, 0.95 * fed)
    used = metal * (1 - second.sum(axis=1))
    nodes: list[dict[str, object]] = []
    flows: list[dict[str, object]] = []
    for here, place in enumerate(names):
        chain = [f"{kind}:{place}" for kind in ("mine", "mine-market", "refine", "refine-market", "cell")]
        masses = (own[here], fed[here], 0.95 * fed[here], 0.7 * used[here])
        nodes += [
            {"node": chain[0], "stage": "mine", "place": place, "own": own[here], "label": place},
            {"node": chain[1], "stage": "mine-market", "place": place},
            {"node": chain[2], "stage": "refine", "place": place, "loss": 0.05 * fed[here]},
            {"node": chain[3], "stage": "refine-market", "place": place, "use": 0.3 * used[here]},
            {"node": chain[4], "stage": "cell", "place": place, "use": 0.7 * used[here]},
        ]
        flows += [
            {"source": one, "target": other, "flow": mass}
            for one, other, mass in zip(chain, chain[1:], masses, strict=False)
        ]
        for market, sent, at in ((chain[1], first, ore), (chain[3], second, metal)):
            kind = market.split(":")[0]
            for there in np.flatnonzero(sent[here]).tolist():
                mass = sent[here, there] * at[here]
                flows.append({"source": market, "target": f"{kind}:{names[there]}", "flow": mass})
    return network("Made-up Metal", 2024, "own", nodes, flows)


def _trade(random: np.random.Generator, size: np.ndarray) -> np.ndarray:
    """What each place sends to each other of what stands in it: large places to more of them."""
    chance = np.outer(np.sqrt(size), np.ones(PLACES))
    np.fill_diagonal(chance, 0.0)
    wanted = (FLOWS - 4 * PLACES) // 2
    picked = random.choice(PLACES * PLACES, wanted, replace=False, p=chance.ravel() / chance.sum())
    sent = np.zeros(PLACES * PLACES)
    sent[picked] = np.exp(random.standard_normal(wanted))
    sent = sent.reshape(PLACES, PLACES)
    whole = np.maximum(sent.sum(axis=1, keepdims=True), 1e-9)
    return sent / whole * random.uniform(0.2, 0.6, (PLACES, 1))


class Scenarios:
    """Shocks of every kind with drawn flows, stocks and idle capacity, in lanes that share what they touch.

    In each lot one to five plants or mines lose some of their output and up to two places ban some of their exports,
    the larger ones more often; how much differs by flow and scenario.
    """

    def __init__(self, base: Base, when: Grid, random: np.random.Generator) -> None:
        self.base, self.grid, self.random = base, when, random

    def touched(self) -> np.ndarray:
        """The flows that the shocks of a lot touch."""
        base, random = self.base, self.random
        makers = np.flatnonzero(~base.pooled & (base.network.outflow > 0))
        weight = np.sqrt(base.network.outflow[makers])
        halted = random.choice(makers, int(random.integers(1, 6)), replace=False, p=weight / weight.sum())
        abroad = np.bincount(base.source, base.flow_t * base.crossing, len(base.place))
        places = np.unique(base.place.astype(str))
        sent = np.sqrt([abroad[base.place == place].sum() for place in places])
        banning = random.choice(places, int(random.integers(0, 3)), replace=False, p=sent / sent.sum())
        banned = np.isin(base.place[base.source], banning) & base.crossing
        return np.flatnonzero(np.isin(base.source, halted) | banned)

    def lanes(self, count: int) -> tuple[Amounts, list[Effects], object, np.ndarray]:
        """Some of them, rationed."""
        random, whole, cut = self.random, amounts(self.base, count), self.touched()
        by = random.uniform(0.9, 1.1, count)
        stock, idle = (random.uniform(0, 2, count) for _ in range(2))
        masses = Amounts(
            whole.flow_t * by, whole.use_t * by, whole.put_t * by, whole.stock_t * stock, whole.idle_t * idle
        )
        several = (1 - random.uniform(0, 1, (len(cut), 1)) * np.ones(self.grid.steps) for _ in range(count))
        caused = [Effects(cut, left) for left in several]
        return (
            masses,
            caused,
            hold(self.base, masses, caused, self.grid),
            ready(self.grid, random.uniform(0, 12, count)),
        )


def posed(responder: Responder, scene: Scene, alone: np.ndarray, name: str) -> Bounds:
    """The bounds of a program as `Responder.respond` makes them, in the solver's scale."""
    solver = responder._solvers[name]
    made = bounds(solver.program, scene)
    if name == "coordinated":
        made.row_high[solver.program.shape.rows["lost"].part] = alone
    sides = (made.column_low, made.column_high, made.row_low, made.row_high)
    return Bounds(*(np.ascontiguousarray((side / solver.scale_t).T) for side in sides))


def bare(solver: Solver, made: Bounds) -> np.ndarray:
    """HiGHS alone, scenario by scenario from the base basis; losses."""
    highs, columns, rows = solver._highs, solver._columns, solver._rows
    lost = np.zeros(len(made.column_low))
    for lane in range(len(lost)):
        highs.changeColsBounds(len(columns), columns, made.column_low[lane], made.column_high[lane])
        highs.changeRowsBounds(len(rows), rows, made.row_low[lane], made.row_high[lane])
        highs.setBasis(solver._basis)
        highs.run()
        np.array(highs.getSolution().col_value)
        lost[lane] = highs.getInfo().objective_function_value
    return lost


def by_linprog(solver: Solver, made: Bounds) -> np.ndarray:
    """scipy's linprog, each from nothing; losses."""
    matrix = solver.program.matrix
    lost = np.zeros(len(made.column_low))
    for lane in range(len(lost)):
        low, high = made.row_low[lane], made.row_high[lane]
        under, over = np.isfinite(high), np.isfinite(low)
        rows = sparse.vstack([matrix[under], -matrix[over]])
        limits = np.concatenate([high[under], -low[over]])
        columns = np.stack([made.column_low[lane], made.column_high[lane]], axis=1)
        lost[lane] = linprog(solver.cost, A_ub=rows, b_ub=limits, bounds=columns, method="highs").fun
    return lost


class ByLinopy:
    """A model of linopy's that stays in memory; only bounds and right sides change."""

    def __init__(self, solver: Solver, made: Bounds) -> None:
        matrix, count = solver.program.matrix, len(solver.cost)
        self.model, self.sides = linopy.Model(), {}
        every = pd.RangeIndex(count, name="c")
        x = self.model.add_variables(
            pd.Series(made.column_low[0], index=every), pd.Series(made.column_high[0], index=every), name="x"
        )
        for side, limit, sign in (("row_low", made.row_low, ">="), ("row_high", made.row_high, "<=")):
            rows = np.flatnonzero(np.isfinite(limit).any(axis=0))
            entries = matrix[rows].tocoo()
            terms = xr.DataArray(entries.data, dims="t") * x.sel(c=xr.DataArray(entries.col, dims="t"))
            left = terms.groupby(xr.DataArray(entries.row, dims="t", name="r")).sum()
            numbers = np.unique(entries.row)
            self.sides[side] = rows[numbers]
            right = xr.DataArray(limit[0, rows[numbers]], coords={"r": numbers}, dims="r")
            self.model.add_constraints(left, sign, right, name=side)
        self.model.add_objective((xr.DataArray(solver.cost, coords={"c": every}, dims="c") * x).sum())
        options = {"output_flag": False, "threads": 1}
        self.kept = Kept.from_name("highs", self.model, io_api="direct", track_updates=True, options=options)

    def lost(self, made: Bounds) -> np.ndarray:
        """Losses, scenario by scenario."""
        found = np.zeros(len(made.column_low))
        x = self.model.variables["x"]
        for lane in range(len(found)):
            sides = (made.column_low[lane], made.column_high[lane])
            low, high = (xr.DataArray(side, coords={"c": x.coords["c"]}, dims="c") for side in sides)
            x.update(lower=low, upper=high)
            for side, rows in self.sides.items():
                constraint = self.model.constraints[side]
                right = getattr(made, side)[lane, rows]
                constraint.rhs = xr.DataArray(right, coords={"r": constraint.coords["r"]}, dims="r")
            found[lane] = self.kept.solve(self.model).solution.objective
        return found


def spent(work: Callable[[], object]) -> tuple[float, object]:
    """Processor time (s), and what came out."""
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def first(made: Bounds, count: int) -> Bounds:
    """Some of the scenarios."""
    return Bounds(*(side[:count] for side in (made.column_low, made.column_high, made.row_low, made.row_high)))


def union(responder: Responder, given: tuple, none: np.ndarray) -> Callable[[], object]:
    """The coordinated program alone, each Party guaranteed what it loses without adaptation."""
    masses, caused, held, at_work = given
    solver = responder._solver("coordinated", responder.weights)

    def work() -> object:
        scene = responder._scene((), caused, held, masses, at_work, [()] * masses.lanes)
        limits = bounds(solver.program, scene)
        limits.row_high[solver.program.shape.rows["lost"].part] = none
        return solver.solve(limits, ties=False, split=False)

    return work


@dataclass
class Tally:
    """Processor time (s) and scenarios of each way, the largest difference of a loss, and ties that were broken."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(WAYS, 0.0))
    scenarios: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))
    apart: float = 0.0
    tied: int = 0

    def each(self, way: str) -> float:
        """Time a scenario."""
        return self.seconds[way] / self.scenarios[way]


def measure(base: Base, parties: int, months: float, count: int, lanes: int) -> None:
    """One case, a line each."""
    random = np.random.default_rng([SEED, parties])
    number = 0 if parties == PLACES else 1
    who = [f"P{one:03d}" for one in range(number, number + parties)]
    when = grid(date(2026, 1, 1), months)
    responder, several = Responder(base, when, dict.fromkeys(who, 1.0)), Scenarios(base, when, random)
    tally, models = Tally(), dict[str, ByLinopy]()
    for start in range(0, count, lanes):
        lot(responder, several.lanes(min(lanes, count - start)), tally, models)
    sizes = sorted({solver.program.matrix.shape for solver in responder._solvers.values()})
    ours = tally.each("ours")
    print(
        f"{parties} Parties, {months:g} months, {count} scenarios in lots of {lanes}, {len(models)} programs each, of"
    )
    print(f"  {sizes[0]} to {sizes[-1]} rows and columns; {1e3 * ours:.2f} ms a scenario")
    print(f"  ours over HiGHS alone:   {ours / tally.each('bare'):.2f}  (ties broken in {tally.tied} of {count})")
    print(f"  linprog over ours:       {tally.each('linprog') / ours:.1f}  ({tally.scenarios['linprog']} scenarios)")
    print(f"  linopy kept, over ours:  {tally.each('linopy') / ours:.1f}  ({tally.scenarios['linopy']} scenarios)")
    print(f"  largest difference of a loss: {tally.apart:.1e} of the base use")


def lot(responder: Responder, given: tuple, tally: Tally, models: dict[str, ByLinopy]) -> None:
    """The scenarios of a lot by every way; those of the libraries are the first of it."""
    masses, caused, held, at_work = given
    whole = len(responder.parties) == PLACES
    none = np.array([held.rationed.unmet_t[responder.base.at(place)].sum(axis=(0, 1)) for place in responder.parties])

    def respond() -> object:
        return responder.respond((), caused, held, masses, at_work, ties=False)

    work = union(responder, given, none) if whole else respond
    if not models:
        work()
    took, found = spent(work)
    tally.seconds["ours"] += took
    tally.scenarios["ours"] += masses.lanes
    scene = responder._scene((), caused, held, masses, at_work, [()] * masses.lanes)
    for way, some in (("bare", masses.lanes), *FEW.items()):
        tally.scenarios[way] += min(some, masses.lanes)
    for name, solver in responder._solvers.items():
        made = posed(responder, scene, none if whole else found.alone_t, name)
        models.setdefault(name, ByLinopy(solver, made))
        mine = (found if whole else found.solved[name]).proof
        if name == "coordinated" and not whole:
            shares = Proof(*(part / solver.scale_t for part in (mine.loss, mine.bound, mine.infeasibility)))
            tally.tied += int((~solver._settled(_by_column(made), shares)).sum())
        for way, theirs in (
            ("bare", lambda made, solver=solver: bare(solver, made)),
            ("linprog", lambda made, solver=solver: by_linprog(solver, made)),
            ("linopy", models[name].lost),
        ):
            few = first(made, FEW.get(way, masses.lanes))
            took, lost = spent(lambda theirs=theirs, few=few: theirs(few))
            tally.seconds[way] += took
            tally.apart = max(tally.apart, float(np.abs(mine.loss[: len(lost)] / solver.scale_t - lost).max()))


def _by_column(made: Bounds) -> Bounds:
    return Bounds(made.column_low.T, made.column_high.T, made.row_low.T, made.row_high.T)


def main() -> None:
    """Print the ratios of each case."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    made = made_up(np.random.default_rng(SEED))
    base = base_of(made, lambda place: 30.0, {"mine": 0.86, "refine": 0.78, "cell": 0.6}.get)
    print(f"{len(base.use_t)} nodes, {len(base.flow_t)} flows")
    for parties, months, count, lanes in CASES:
        measure(base, parties, months, count, lanes)


if __name__ == "__main__":
    main()
