"""Who fills a Party's gap: what changes in a solved program against no adaptation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from orepath.network.network import Floats
from orepath.stress.answer import Case, Filling
from orepath.stress.response.program import Program, Scene
from orepath.stress.response.solving import Solved

LEAST = 1e-6
"""Of a Party's demand: what is less than this fills nothing."""


def filled(made: Program, solved: Solved, scene: Scene, party: str, case: Case, demand_t: float) -> list[Filling]:
    """What fills a Party's gap over the horizon in the first lane, the largest first.

    Masses are of the goods as they come (t of contained metal); goods of an early stage lose some of it on the way.
    """
    every = [
        *_stocks(made, solved, scene, party, case),
        *_own(made, solved, party, case),
        *_third(made, solved, scene, party, case),
        *_partners(made, solved, scene, party, case),
    ]
    kept = [each for each in every if each.mass_t > LEAST * demand_t]
    return sorted(kept, key=lambda each: (-each.mass_t, each.kind, each.place, each.stage))


def values(made: Program, solved: Solved, kind: str) -> Floats:
    """The decided values of a kind in the first lane (t), (items, periods)."""
    block = made.shape.columns[kind]
    return solved.values[block.part, 0].reshape(block.items, block.periods)


def _stocks(made: Program, solved: Solved, scene: Scene, party: str, case: Case) -> Iterator[Filling]:
    """What is drawn from stock, by stage."""
    base, nodes = made.found.base, made.shape.nodes
    left = values(made, solved, "stock")[:, -1] - under_way(made, scene)[:, -1]
    drawn = scene.amounts.stock_t[nodes, 0] - np.minimum(left, scene.amounts.stock_t[nodes, 0])
    for stage in sorted(set(base.goods[nodes])):
        mine = (base.goods[nodes] == stage) & (base.place[nodes] == party)
        yield Filling(case, "stock", party, str(stage), float(drawn[mine].sum()))


def under_way(made: Program, scene: Scene) -> Floats:
    """What is under way from each of a program's nodes on its own flows at each period's end (t), (nodes, periods)."""
    at = np.full(len(made.found.base.place), -1, dtype=np.int64)
    at[made.shape.nodes] = np.arange(len(made.shape.nodes))
    found = np.zeros((len(made.shape.nodes), made.shape.periods))
    moving = scene.held.under_way_t(made.shape.free)[:, :, 0]
    np.add.at(found, at[made.found.base.source[made.shape.free]], moving)
    return found


def _own(made: Program, solved: Solved, party: str, case: Case) -> Iterator[Filling]:
    """What the Party's own idle mines put in and its idle plants take in beyond the base."""
    base = made.found.base
    put_in = values(made, solved, "put_in").sum(axis=1)
    for node, mass in zip(made.shape.makers.tolist(), put_in.tolist(), strict=True):
        if base.place[node] == party:
            yield Filling(case, "own_idle", party, str(base.goods[node]), mass)


def _third(made: Program, solved: Solved, scene: Scene, party: str, case: Case) -> Iterator[Filling]:
    """What third places' idle capacity gives, by place in proportion to what the Party is entitled to there."""
    given = values(made, solved, "given").sum(axis=1)
    entitled = scene.offered[0].entitled_t[:, :, scene.parties.index(party)]
    for stage, name in enumerate(made.found.stages):
        mine = [made.shape.who[who] == party and at == stage for who, at, _ in made.shape.given.tolist()]
        mass, whole = float(given[np.array(mine, dtype=bool)].sum()), float(entitled[stage].sum())
        for place in np.flatnonzero(entitled[stage]).tolist() if whole > 0 else ():
            part = mass * float(entitled[stage, place]) / whole
            yield Filling(case, "third", made.found.places[place], name, part)


def _partners(made: Program, solved: Solved, scene: Scene, party: str, case: Case) -> Iterator[Filling]:
    """What other Parties deliver beyond what arrives from them without adaptation, by stage."""
    base, shape = made.found.base, made.shape
    source, target = shape.ends(base)
    more = values(made, solved, "more").sum(axis=1)
    short = scene.held.arriving_short_t(shape.free)[:, :, 0].sum(axis=1)
    more[: len(shape.free)] += short - values(made, solved, "less").sum(axis=1)
    crosses = (base.place[source] != party) & (base.place[target] == party)
    for place in sorted(set(base.place[source[crosses]])):
        for stage in sorted(set(base.goods[source[crosses]])):
            mine = crosses & (base.place[source] == place) & (base.goods[source] == stage)
            yield Filling(case, "partner", str(place), str(stage), float(more[mine].sum()))
