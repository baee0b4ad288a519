"""Made-up economies for tests of shocks: random ones of several places, and shocks on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from orepath.network.network import Network, network
from orepath.stress.base import Base, base_of
from orepath.stress.grid import Grid, grid
from orepath.stress.shock import Assumption, Shock
from orepath.vocabulary.language import Text

DAY = date(2026, 1, 1)
PARTIES = {"Aland": 1.0, "Boria": 1.0}
PLACES = ("Aland", "Boria", "Corland", "Dunmark", "Estavia", "Fenland")
YIELD = 0.95


def assumed(id_: str, value: float, low: float | None = None, high: float | None = None) -> Assumption:
    """A made-up assumption."""
    made_up = Text("made up", "架空")
    low, high = value if low is None else low, value if high is None else high
    return Assumption(id_, made_up, value, low, high, "1", made_up, "judgement")


def shock(imposer: str, cut: float = 1.0, instrument: str = "ban", **more: object) -> Shock:
    """A made-up shock on the made-up mineral, from the first day on."""
    id_ = str(more.pop("id", f"made-up-{imposer}"))
    fields = {"targets": ("all",), "from_": DAY, **more}
    return Shock(
        id_, Text("made up", "架空"), imposer, "made-up", instrument, cut=assumed(f"{id_}.share", cut), **fields
    )


def world(seed: int, places: tuple[str, ...] = PLACES) -> Network:
    """A balanced network of ore and refined goods with re-exports in circles."""
    random = np.random.default_rng(seed)
    count = len(places)
    own = np.where(random.random(count) < 0.5, random.uniform(10, 200, count), 0.0)
    own[-1] += 50.0
    ore_sent = _sent(random, count, 0.5, 0.6)
    ore = np.linalg.solve(np.eye(count) - ore_sent.T, own)
    left = ore * (1 - ore_sent.sum(axis=1))
    fed = left * random.uniform(0.3, 1.0, count)
    sent = _sent(random, count, 0.6, 0.7)
    refined = np.linalg.solve(np.eye(count) - sent.T, fed * YIELD)
    nodes: list[dict[str, object]] = []
    flows: list[dict[str, object]] = []
    for here, place in enumerate(places):
        mine, pool, plant, market = (f"{kind}:{place}" for kind in ("mine", "mine-market", "refine", "refine-market"))
        nodes += [
            {"node": mine, "stage": "mine", "place": place, "own": own[here], "label": place},
            {"node": pool, "stage": "mine-market", "place": place, "use": left[here] - fed[here]},
            {"node": plant, "stage": "refine", "place": place, "loss": fed[here] * (1 - YIELD)},
            {"node": market, "stage": "refine-market", "place": place, "use": refined[here] * (1 - sent[here].sum())},
        ]
        flows += [
            {"source": mine, "target": pool, "flow": own[here]},
            {"source": pool, "target": plant, "flow": fed[here]},
            {"source": plant, "target": market, "flow": fed[here] * YIELD},
        ]
        for there, other in enumerate(places):
            flows.append({"source": pool, "target": f"mine-market:{other}", "flow": ore_sent[here, there] * ore[here]})
            flows.append(
                {"source": market, "target": f"refine-market:{other}", "flow": sent[here, there] * refined[here]}
            )
    return network("made-up", 2024, "own", nodes, [flow for flow in flows if float(str(flow["flow"])) > 0])


def _sent(random: np.random.Generator, count: int, often: float, most: float) -> np.ndarray:
    """The share of what each place has that it sends to each other, together at most a given share."""
    shares = np.where(random.random((count, count)) < often, random.uniform(0, 0.4, (count, count)), 0.0)
    np.fill_diagonal(shares, 0.0)
    return shares / np.maximum(1.0, shares.sum(axis=1, keepdims=True) / most)


def base(made: Network, seed: int = 0, stock_days: tuple[float, ...] = (0.0, 10.0, 60.0)) -> Base:
    """The base of a network with made-up stocks and idle capacity, some with next to none."""
    random = np.random.default_rng([seed, 1])
    days = {place: float(random.choice(stock_days)) for place in PLACES}
    used = {stage: float(random.choice([0.86, 0.97, 0.995])) for stage in ("mine", "refine")}
    return base_of(made, lambda place: days.get(place, 0.0), used.get)


def shocks(seed: int, by: tuple[str, ...] = PLACES) -> list[Shock]:
    """Some made-up shocks of every kind, by some of the places."""
    random = np.random.default_rng([seed, 2])
    made = []
    for number in range(int(random.integers(1, 4))):
        imposer = str(random.choice(by))
        kind = str(random.choice(["ban", "licence", "outage", "transport"]))
        targets = (
            ("all",) if random.random() < 0.5 else tuple(str(one) for one in random.choice(PLACES, 2, replace=False))
        )
        until = date(2026, int(random.integers(2, 12)), 1) if random.random() < 0.5 else None
        stages = () if random.random() < 0.3 else (str(random.choice(["mine", "refine"])),)
        more = {"origins": (imposer,)} if kind == "transport" else {}
        ramp = float(random.choice([0.0, 4.0]))
        made.append(
            shock(
                imposer,
                float(random.uniform(0.3, 1)),
                kind,
                id=f"made-up-{number}",
                targets=targets,
                until=until,
                stages=stages,
                ramp_months=ramp,
                **more,
            )
        )
    return made


def horizon(seed: int) -> Grid:
    """Half a year or two years."""
    return grid(DAY, 6.0 if seed % 2 else 24.0)


def scaled(made: Shock, by: float) -> Shock:
    """A shock whose cut is as many times as large, at most whole."""
    return replace(made, cut=replace(made.cut, value=min(made.cut.value * by, 1.0)))
