"""A made-up trace: nine invented economies under real codes, so that maps have points for them. No figure is real."""

from dataclasses import replace

import numpy as np

from orepath.network.network import Draws, Network, network
from orepath.tracing.answer import Limits, Slack, Strained, Trace, Unseen
from orepath.tracing.trace import trace_network
from orepath.vocabulary.language import Text

HERE = "JP"
MINED = {"CD": 60.0, "AU": 25.0, "ID": 18.0, "PH": 3.0}
REFINED = {"CN": 70.0, "FI": 12.0, "KR": 6.0, HERE: 8.0}
ORES = [
    ("CD", "CN", 50.0),
    ("AU", "CN", 15.0),
    ("AU", "FI", 5.0),
    ("AU", "KR", 4.2),
    ("CD", "FI", 4.0),
    ("PH", HERE, 3.0),
    ("ID", HERE, 4.0),
]
GOODS = [
    ("CN", HERE, 14.0),
    ("CN", "KR", 10.0),
    ("KR", HERE, 4.0),
    ("FI", HERE, 6.0),
    ("CN", "NL", 5.0),
    ("NL", HERE, 2.5),
]


def made_up(year: int = 2030, scale: float = 1.0, draws: int = 8) -> Network:
    """A made-up network with a hub on the way, an unknown feed at every plant, and some scrap."""
    places = sorted({*MINED, *REFINED, "KR", "NL"})
    stages = ("mine-market", "refine", "refine-market")
    nodes = [{"node": f"{stage}:{p}", "stage": stage, "place": p} for p in places for stage in stages]
    flows = []
    for place, mass in MINED.items():
        own = mass * scale if place == "CD" else mass
        nodes.append({"node": f"mine:{place}", "stage": "mine", "place": place, "own": own, "label": place})
        flows.append({"source": f"mine:{place}", "target": f"mine-market:{place}", "flow": own})
    for place, mass in REFINED.items():
        gap = f"unknown>refine:{place}"
        nodes.append({"node": gap, "stage": "", "place": "unknown", "own": 0.3 * mass, "label": "unknown"})
        flows.append({"source": gap, "target": f"refine:{place}", "flow": 0.3 * mass})
        flows.append({"source": f"mine-market:{place}", "target": f"refine:{place}", "flow": 0.7 * mass})
        flows.append({"source": f"refine:{place}", "target": f"refine-market:{place}", "flow": mass})
    nodes.append({"node": "recycled", "stage": "recycle", "place": HERE, "own": 1.5, "label": "recycled"})
    flows.append({"source": "recycled", "target": f"refine:{HERE}", "flow": 1.5})
    for stage, trade in (("mine-market", ORES), ("refine-market", GOODS)):
        flows += [{"source": f"{stage}:{a}", "target": f"{stage}:{b}", "flow": mass} for a, b, mass in trade]
    found = network("made-up ore", year, "own", nodes, flows)
    random = np.random.default_rng(1)
    flow = found.flow[:, None] * random.lognormal(0.0, 0.2, (len(found.flow), draws))
    own = found.own[:, None] * random.lognormal(0.0, 0.2, (len(found.own), draws))
    return found.with_draws(Draws(flow, own)) if draws else found


LIMITS = Limits(
    not_seen=(Unseen("999900", Text("Made-up dust <of Aland>", "架空の粉末"), "mine", main=True),),
    missing=(Text("The made-up trade in dust", "架空の粉末の貿易量"),),
    strained=(
        Strained(Text("made-up output of Boria", "架空のボリアの生産量"), 120.0, 80.0, 100.0),
        Strained(Text("made-up exports of Aland", "架空のアランドの輸出量"), 30.0, 10.0, 20.0, computed=True),
    ),
    slack=(Slack("refine:CN", "in", 21.0),),
    basis=Text("tonnes of made-up ore", "架空の鉱石の純分トン"),
)


def traced(found: Network, limits: Limits = LIMITS) -> Trace:
    """The trace of a made-up network, with made-up limits and statements."""
    trace = trace_network(found, HERE, limits)
    return replace(trace, statements=("st-0000000000000001", "st-0000000000000002"), slack_t=21.0)
