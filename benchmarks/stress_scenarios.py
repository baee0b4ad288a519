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
from orepath.stress.response.program import Bounds, Scene, bounds
from orepath.stress.response.responses import Responder, ready
from orepath.stress.response.solving import Solver

PLACES, FLOWS, SEED = 100, 4500, 20260101
SCENARIOS, LANES = 1000, 64
FEWER, FEWEST = 40, 15
"""Scenarios that linprog and linopy are given."""
CASES = ((2, 24.0, SCENARIOS), (10, 24.0, 256), (PLACES, 3.0, 32))
"""How many Parties, the horizon in months, and how many scenarios."""


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
    """Bans of the largest place that grow and shrink, with drawn flows, stocks and idle capacity, in lanes."""

    def __init__(self, base: Base, when: Grid, random: np.random.Generator) -> None:
        self.base, self.grid, self.random = base, when, random
        self.cut = np.flatnonzero((base.place[base.source] == "P000") & base.crossing)

    def lanes(self, count: int) -> tuple[Amounts, list[Effects], object, np.ndarray]:
        """Some of them, rationed."""
        random, whole = self.random, amounts(self.base, count)
        by = random.uniform(0.9, 1.1, count)
        stock, idle = (random.uniform(0, 2, count) for _ in range(2))
        masses = Amounts(
            whole.flow_t * by, whole.use_t * by, whole.put_t * by, whole.stock_t * stock, whole.idle_t * idle
        )
        several = (1 - random.uniform(0, 1, (len(self.cut), 1)) * np.ones(self.grid.steps) for _ in range(count))
        caused = [Effects(self.cut, left) for left in several]
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


def measure(base: Base, parties: int, months: float, count: int) -> None:
    """One case, a line each."""
    random = np.random.default_rng([SEED, parties])
    when, who = grid(date(2026, 1, 1), months), [f"P{number:03d}" for number in range(1, parties + 1)]
    who = who if parties < PLACES else [f"P{number:03d}" for number in range(PLACES)]
    responder, several = Responder(base, when, dict.fromkeys(who, 1.0)), Scenarios(base, when, random)
    whole = parties == PLACES
    times = dict.fromkeys(("ours", "bare", "linprog", "linopy", "ours of linprog's", "ours of linopy's"), 0.0)
    per: dict[str, float] = {}
    apart, left, tied = 0.0, count, 0
    models: dict[str, ByLinopy] = {}
    while left > 0:
        given = several.lanes(min(LANES, left))
        masses, caused, held, at_work = given
        none = np.array([held.rationed.unmet_t[base.at(party)].sum(axis=(0, 1)) for party in who])
        respond = (
            union(responder, given, none)
            if whole
            else lambda given=given: responder.respond((), given[1], given[2], given[0], given[3], ties=False)
        )
        if left == count:
            respond()
        took, found = spent(respond)
        times["ours"] += took
        each = took / masses.lanes
        names = list(responder._solvers)
        scene = responder._scene((), caused, held, masses, at_work, [()] * masses.lanes)
        alone = none if whole else found.alone_t
        for name in names:
            solver = responder._solvers[name]
            made = posed(responder, scene, alone, name)
            took, lost = spent(lambda solver=solver, made=made: bare(solver, made))
            times["bare"] += took
            ours = (found if whole else found.solved[name]).proof.loss / solver.scale_t
            apart = max(apart, float(np.abs(ours - lost).max()))
            if left == count:
                for other, some, work in (
                    ("linprog", min(FEWER, count), by_linprog),
                    ("linopy", min(FEWEST, count), lambda s, m, n=name: models.setdefault(n, ByLinopy(s, m)).lost(m)),
                ):
                    if other == "linopy":
                        models.setdefault(name, ByLinopy(solver, made))
                    few = first(made, some)
                    took, lost = spent(lambda work=work, solver=solver, few=few: work(solver, few))
                    times[other] += took
                    apart = max(apart, float(np.abs(ours[:some] - lost).max()))
        if left == count:
            for other, some in (("linprog", FEWER), ("linopy", FEWEST)):
                per[other] = times[other] / min(some, count) / each
        if not whole and parties > 1:
            solver = responder._solvers["coordinated"]
            settled = solver._settled(_scaled(posed(responder, scene, alone, "coordinated")), _proved(found, solver))
            tied += int((~settled).sum())
        left -= masses.lanes
    sizes = {solver.program.matrix.shape for solver in responder._solvers.values()}
    print(
        f"{parties} Parties, {months:g} months, {count} scenarios, {len(responder._solvers)} programs, (rows, columns):"
    )
    print(f"  {sorted(sizes)[0]} to {sorted(sizes)[-1]}; {1e3 * times['ours'] / count:.2f} ms a scenario")
    print(f"  ours over HiGHS alone:   {times['ours'] / times['bare']:.2f}  (ties broken in {tied} of {count})")
    print(f"  linprog over ours:       {per['linprog']:.1f}  ({min(FEWER, count)} scenarios)")
    print(f"  linopy kept, over ours:  {per['linopy']:.1f}  ({min(FEWEST, count)} scenarios)")
    print(f"  largest difference of a loss: {apart:.1e} of the base use")


def _scaled(made: Bounds) -> Bounds:
    return Bounds(made.column_low.T, made.column_high.T, made.row_low.T, made.row_high.T)


def _proved(found: object, solver: Solver) -> object:
    kept = found.solved["coordinated"].proof
    return type(kept)(*(part / solver.scale_t for part in (kept.loss, kept.bound, kept.infeasibility)))


def main() -> None:
    """Print the ratios of each case."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    made = made_up(np.random.default_rng(SEED))
    base = base_of(made, lambda place: 30.0, {"mine": 0.86, "refine": 0.78, "cell": 0.6}.get)
    print(f"{len(base.use_t)} nodes, {len(base.flow_t)} flows")
    for parties, months, count in CASES:
        measure(base, parties, months, count)


if __name__ == "__main__":
    main()
