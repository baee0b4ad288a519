"""Balanced values as nodes and flows, and the shares behind what reaches a place, by dense linear algebra."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.oracles.recomputing_networks.balance import PLANT_YIELD, Balanced

UNKNOWN = "unknown"
TRANSIT = "|transit"


@dataclass(frozen=True)
class Graph:
    """Nodes (index ``node``; ``stage``, ``place``, ``own``, ``label``) and flows (``source``, ``target``, ``flow``)."""

    nodes: pd.DataFrame
    flows: pd.DataFrame


def woven(balanced: Balanced) -> Graph:
    """The network of balanced values."""
    flows: dict[tuple[str, str], float] = defaultdict(float)
    own: dict[str, float] = defaultdict(float)
    on_record = {name[-1] for name in balanced.value if name[0] == "throughput"}
    for name, mass in balanced.value.items():
        kind, place = name[0], name[-1]
        if mass <= 0:
            continue
        if kind in ("mine", "refine"):
            _, exporter, importer, _ = name
            flows[f"{kind}-market:{exporter}", f"{kind}-market:{importer}"] += mass
        elif kind == "mined":
            flows[f"mine:{place}", f"mine-market:{place}"] += mass
            own[f"mine:{place}"] += mass
        elif kind == "processed":
            flows[f"mine-market:{place}", f"refine:{place}"] += mass
            if place not in on_record:
                flows[f"refine:{place}", f"refine-market:{place}"] += mass * PLANT_YIELD
        elif kind == "throughput":
            flows[f"refine:{place}", f"refine-market:{place}"] += mass * PLANT_YIELD
        elif kind == "recycled":
            flows[f"recycled:{place}", f"refine:{place}"] += mass
            own[f"recycled:{place}"] += mass
        elif kind in ("unknown ore", "unknown feed", "unknown refined"):
            pool = {"unknown ore": "mine-market", "unknown feed": "refine", "unknown refined": "refine-market"}[kind]
            flows[f"{UNKNOWN}>{pool}:{place}", f"{pool}:{place}"] += mass
            own[f"{UNKNOWN}>{pool}:{place}"] += mass
        elif kind in ("ore gone", "refined gone"):
            pool = {"ore gone": "mine-market", "refined gone": "refine-market"}[kind]
            flows[f"{pool}:{place}", f"{pool}:{place}>{UNKNOWN}"] += mass
    return graph(flows, own)


def graph(flows: dict[tuple[str, str], float], own: dict[str, float]) -> Graph:
    """Nodes named ``stage:place``, with what they put in."""
    names = sorted({end for pair in flows for end in pair})
    rows = []
    for name in names:
        unknown = UNKNOWN in name
        stage, place = ("", UNKNOWN) if unknown else name.split(":")
        label = UNKNOWN if unknown or place == "other" else "recycled" if stage == "recycled" else place
        rows.append([name, "recycle" if stage == "recycled" else stage, place, own.get(name, 0.0), label])
    nodes = pd.DataFrame(rows, columns=["node", "stage", "place", "own", "label"]).set_index("node")
    table = pd.DataFrame([[*pair, mass] for pair, mass in flows.items()], columns=["source", "target", "flow"])
    return Graph(nodes, table)


def unmixed(network: Graph) -> Graph:
    """The network with what passes through a place at a stage taken past its pool."""
    flows = network.flows.copy()
    for end in ("source", "target"):
        for column in ("stage", "place"):
            flows[f"{end}_{column}"] = flows[end].map(network.nodes[column])
    abroad = (flows["source_place"] != flows["target_place"]) & ~flows[["source_place", "target_place"]].isin(
        ["", UNKNOWN]
    ).any(axis=1)
    same = abroad & (flows["source_stage"] == flows["target_stage"]) & (flows["source_stage"] != "")
    imports = flows[same].groupby("target")["flow"].sum()
    exports = flows[abroad].groupby("source")["flow"].sum()
    through = pd.concat([imports, exports], axis=1, keys=["imports", "exports"]).dropna()
    through = through[through.min(axis=1) > 0]
    through["m"] = through.min(axis=1)
    rows = []
    for flow, crosses, alike in zip(flows.itertuples(), abroad, same, strict=True):
        away = through["m"].get(flow.source, 0.0) / exports[flow.source] if crosses else 0.0
        into = through["m"].get(flow.target, 0.0) / imports[flow.target] if alike else 0.0
        for leaves, first in (("", 1 - away), (TRANSIT, away)):
            for enters, second in (("", 1 - into), (TRANSIT, into)):
                if flow.flow * first * second > 0:
                    rows.append([flow.source + leaves, flow.target + enters, flow.flow * first * second])
    passing = network.nodes.loc[through.index].assign(own=0.0, label="")
    passing.index = passing.index + TRANSIT
    return Graph(pd.concat([network.nodes, passing]), pd.DataFrame(rows, columns=["source", "target", "flow"]))


@dataclass(frozen=True)
class Seen:
    """What reaches a place: tonnes, and shares by last exporter, origin and last processor."""

    arrivals_t: float
    border: pd.Series
    origin: pd.Series
    processor: pd.Series


def seen(network: Graph, to: str) -> Seen:
    """The views of a place."""
    nodes = network.nodes
    arriving, coming, stays = _arrivals(network, to)
    total = arriving["flow"].sum() + stays.sum()

    names = stays.index.map(nodes["label"])
    border = pd.concat(
        [
            arriving["flow"].groupby(arriving["source"].map(nodes["place"])).sum(),
            stays.groupby(["domestic" if name == to else name for name in names]).sum(),
        ]
    )
    origin = _behind(network, coming, np.zeros(len(nodes), dtype=bool), nodes["label"].to_numpy())
    plants = ((nodes["stage"] == "refine") & ~nodes.index.str.endswith(TRANSIT)).to_numpy()
    labels = np.where(plants, nodes["place"], np.where(nodes["label"] == UNKNOWN, UNKNOWN, "not_processed"))
    processor = _behind(network, coming, plants, labels)
    own_origin = stays.groupby(names).sum()
    own_processor = stays.groupby([name if name in (UNKNOWN, "recycled") else "not_processed" for name in names]).sum()

    def shares(*parts: pd.Series) -> pd.Series:
        found = pd.concat(parts)
        return found.groupby(found.index).sum() / total

    return Seen(total, shares(border), shares(origin, own_origin), shares(processor, own_processor))


def passed(network: Graph, to: str, listed: list[str]) -> pd.Series:
    """The share of what reaches a place that stood at any node of another: those nodes' mass as their own.

    Of the listed places and of as many others, those that most flows out of.
    """
    nodes = network.nodes
    arriving, coming, stays = _arrivals(network, to)
    found = {}
    size = network.flows.groupby(network.flows["source"].map(nodes["place"]))["flow"].sum()
    others = size.drop(["", UNKNOWN, to, *listed], errors="ignore").nlargest(len(listed))
    for place in [*listed, *others.index]:
        held = (nodes["place"] == place).to_numpy()
        found[place] = _behind(network, coming, held, np.where(held, "held", "else")).get("held", 0.0)
    return pd.Series(found) / (arriving["flow"].sum() + stays.sum())


def _arrivals(network: Graph, to: str) -> tuple[pd.DataFrame, np.ndarray, pd.Series]:
    """Flows into a place's nodes from elsewhere, but into what passes through; the same by node; what it puts in."""
    nodes, flows = network.nodes, network.flows
    source_place, target_place = flows["source"].map(nodes["place"]), flows["target"].map(nodes["place"])
    arriving = flows[(target_place == to) & (source_place != to) & ~flows["target"].str.endswith(TRANSIT)]
    coming = arriving.groupby("source")["flow"].sum().reindex(nodes.index, fill_value=0.0).to_numpy()
    return arriving, coming, _stays(network, to)


def _mixed(network: Graph, cut: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The share of each node's mass that comes from each node, and from itself; behind the cut nothing is asked."""
    order = {name: number for number, name in enumerate(network.nodes.index)}
    flow = np.zeros((len(order), len(order)))
    ends = network.flows["target"].map(order).to_numpy(), network.flows["source"].map(order).to_numpy()
    np.add.at(flow, ends, network.flows["flow"].to_numpy())
    own = network.nodes["own"].to_numpy() + np.where(cut, flow.sum(axis=1), 0.0)
    flow[cut] = 0.0
    stands = flow.sum(axis=1) + own
    stands[stands == 0] = 1.0
    return flow / stands[:, None], own / stands


def _behind(network: Graph, coming: np.ndarray, cut: np.ndarray, labels: np.ndarray) -> pd.Series:
    """Tonnes of each label in what comes from the nodes: the composition of every node, then the arrivals' mean."""
    shares, own = _mixed(network, cut)
    names = sorted(set(labels[own > 0]))
    put_in = np.stack([np.where(labels == name, own, 0.0) for name in names], axis=1)
    composition = np.linalg.solve(np.eye(len(own)) - shares, put_in)
    return pd.Series(coming @ composition, names)


def _stays(network: Graph, to: str) -> pd.Series:
    """What a place puts in itself, as far as it is not shipped abroad from the pool of the stage it was put in at."""
    nodes, flows = network.nodes, network.flows
    here = nodes.index[(nodes["place"] == to) & (nodes["own"] > 0)]
    found = {}
    for name in here:
        left, at = 0.0, [(name, 1.0)]
        while at:
            node, part = at.pop()
            out = flows[flows["source"] == node]
            stands = nodes["own"][node] + flows[flows["target"] == node]["flow"].sum()
            for flow in out.itertuples():
                if nodes["place"][flow.target] != to:
                    left += part * flow.flow / stands
                elif nodes["stage"][flow.target] == nodes["stage"][node] + "-market":
                    at.append((flow.target, part * flow.flow / stands))
        found[name] = nodes["own"][name] * (1 - left)
    return pd.Series(found, dtype=float)
