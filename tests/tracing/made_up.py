"""Made-up networks: Aland (AA) mines, Boria (BB) mines and refines, Cedar (CC) trades on, Dune (DD) uses."""

import numpy as np

from orepath.network.network import Draws, network


def small(**more):
    """Aland mines 60 and Boria 40; Boria refines both (yield 0.9) and 20 of unknown source; Cedar hands on to Dune.

    Dune gets 50 from Cedar and 30 straight from Boria, mines 10 itself and recycles 10: 100 in all.
    """
    nodes = [
        {"node": "mine:AA", "stage": "mine", "place": "AA", "own": 60.0, "label": "AA"},
        {"node": "mine:BB", "stage": "mine", "place": "BB", "own": 40.0, "label": "BB"},
        {"node": "mine:DD", "stage": "mine", "place": "DD", "own": 10.0, "label": "DD", "use": 10.0},
        {"node": "unknown>refine:BB", "stage": "", "place": "unknown", "own": 20.0, "label": "unknown"},
        {"node": "refine:BB", "stage": "refine", "place": "BB", "loss": 12.0},
        {"node": "refine-market:BB", "stage": "refine-market", "place": "BB", "use": 28.0},
        {"node": "refine-market:CC", "stage": "refine-market", "place": "CC"},
        {"node": "refine-market:DD", "stage": "refine-market", "place": "DD", "use": 90.0},
        {"node": "recycled:DD", "stage": "recycle", "place": "DD", "own": 10.0, "label": "recycled"},
    ]
    flows = [
        {"source": "mine:AA", "target": "refine:BB", "flow": 60.0, "statements": ["st-aa"]},
        {"source": "mine:BB", "target": "refine:BB", "flow": 40.0, "statements": ["st-bb"]},
        {"source": "unknown>refine:BB", "target": "refine:BB", "flow": 20.0, "status": "allocated"},
        {"source": "refine:BB", "target": "refine-market:BB", "flow": 108.0, "statements": ["st-plant"]},
        {"source": "refine-market:BB", "target": "refine-market:CC", "flow": 50.0, "statements": ["st-bc"]},
        {"source": "refine-market:BB", "target": "refine-market:DD", "flow": 30.0, "statements": ["st-bd", "st-bc"]},
        {"source": "refine-market:CC", "target": "refine-market:DD", "flow": 50.0, "statements": ["st-cd"]},
        {"source": "recycled:DD", "target": "refine-market:DD", "flow": 10.0},
    ]
    return network("made-up", 2030, "own", nodes, flows, **more)


def hub():
    """Aland and Boria both ship to Cedar, which mines too and ships on to Dune: gross and net differ.

    Cedar takes 60 from Aland and 20 from Boria at its market, puts in 120 of its own, keeps 100 and ships 100 to Dune.
    Gross, Dune gets 30 % Aland, 10 % Boria, 60 % Cedar. Net, min(80, 100) = 80 passes unmixed: 60, 20 and 20 of Cedar.
    """
    nodes = [
        {"node": f"mine:{place}", "stage": "mine", "place": place, "own": own, "label": place}
        for place, own in (("AA", 60.0), ("BB", 20.0), ("CC", 120.0))
    ] + [
        {"node": f"mine-market:{place}", "stage": "mine-market", "place": place, "use": use}
        for place, use in (("AA", 0.0), ("BB", 0.0), ("CC", 100.0), ("DD", 100.0))
    ]
    flows = [
        {"source": f"mine:{p}", "target": f"mine-market:{p}", "flow": t}
        for p, t in (("AA", 60.0), ("BB", 20.0), ("CC", 120.0))
    ]
    flows += [
        {"source": f"mine-market:{p}", "target": f"mine-market:{q}", "flow": t}
        for p, q, t in (("AA", "CC", 60.0), ("BB", "CC", 20.0), ("CC", "DD", 100.0))
    ]
    return network("made-up", 2030, "own", nodes, flows)


def drawn(found, count=20, seed=1, spread=0.2):
    """A network with draws around its figures; balance is not asked of them."""
    random = np.random.default_rng(seed)
    flow = found.flow[:, None] * random.lognormal(0.0, spread, (len(found.flow), count))
    own = found.own[:, None] * random.lognormal(0.0, spread, (len(found.own), count))
    return found.with_draws(Draws(flow, own))


def scattered(seed, places=6, density=0.35):
    """A balanced network of random tonnes between made-up places: mines, markets, plants, scrap and unknown."""
    random = np.random.default_rng(seed)
    names = [f"Z{number}" for number in range(places)]
    nodes, flows = [], []

    def node(name, stage, place, own=0.0, label=""):
        nodes.append({"node": name, "stage": stage, "place": place, "own": own, "label": label if own else ""})

    def flow(source, target, mass):
        if mass > 0:
            flows.append({"source": source, "target": target, "flow": mass, "statements": [f"st-{len(flows):04d}"]})

    for name in names:
        mined, unknown, scrap = random.uniform(0, 100, 3) * (random.random(3) < 0.6)
        node(f"mine:{name}", "mine", name, mined, name)
        node(f"mine-market:{name}", "mine-market", name)
        node(f"refine:{name}", "refine", name)
        node(f"refine-market:{name}", "refine-market", name)
        flow(f"mine:{name}", f"mine-market:{name}", mined)
        flow(f"mine-market:{name}", f"refine:{name}", random.uniform(0, 50))
        flow(f"refine:{name}", f"refine-market:{name}", random.uniform(0, 50))
        if unknown:
            node(f"unknown>refine:{name}", "", "unknown", unknown, "unknown")
            flow(f"unknown>refine:{name}", f"refine:{name}", unknown)
        if scrap:
            node(f"recycled:{name}", "recycle", name, scrap, "recycled")
            flow(f"recycled:{name}", f"refine:{name}", scrap)
        for other in names:
            for stage in ("mine-market", "refine-market"):
                if other != name and random.random() < density:
                    flow(f"{stage}:{name}", f"{stage}:{other}", random.uniform(0, 30))
    found = network("made-up", 2030, "own", nodes, flows)
    left = found.own + found.inflow - found.outflow
    for row, mass in zip(nodes, left.tolist(), strict=True):
        if mass < 0:  # what goes out without having come in is of unknown source
            row.update(own=row["own"] - mass, label=row["label"] or "unknown")
        else:
            row["use"] = mass
    return network("made-up", 2030, "own", nodes, flows)
