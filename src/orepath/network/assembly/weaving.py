"""From balanced variables to nodes and flows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from orepath.network.assembly.ground import market, node
from orepath.network.assembly.inputs import MINE, REFINE, Inputs
from orepath.network.assembly.system import Block, System
from orepath.network.network import FLOWS, NODES, RECYCLED, UNKNOWN, Draws, Floats, Network

NOTHING = 0.0  # of the whole: what is no more than this at any draw is no flow
MOVED = 1e-6  # of a figure: moved by less than this, a flow is as it was observed
SLACK = {"unknown_feed": "in", "unknown_refined": "in", "unknown_ore": "in", "ore_gone": "out", "refined_gone": "out"}
"""The kinds of variables that are mass from, or to, nobody knows where."""


@dataclass
class _Weave:
    """Nodes and flows in the making; a flow is a row of the balanced values times a factor, one at each draw."""

    values: Floats
    draws: Floats
    yields: Floats
    scale: float
    nodes: dict[str, dict[str, object]] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    flows: list[dict[str, object]] = field(default_factory=list)
    drawn: list[Floats] = field(default_factory=list)

    def node(self, name: str, stage: str, place: str, label: str = "") -> str:
        self.nodes.setdefault(name, {"node": name, "stage": stage, "place": place, "label": label})
        return name

    def add(self, name: str, column: str, mass_t: float) -> None:
        """Something more that a node takes in or lets out."""
        entry = self.nodes[name]
        entry[column] = float(entry.get(column, 0.0)) + mass_t  # type: ignore[arg-type]

    def flow(
        self, source: str, target: str, block: Block, number: int, factor: float = 1.0, each: Floats | float = 1.0
    ) -> None:
        """A flow, unless there is nothing of it at any draw; ``each`` is the factor at each draw."""
        row = block.start + number
        value = float(self.values[row]) * factor
        several = self.draws[row] * each
        if max(value, float(several.max(initial=0.0))) <= NOTHING * self.scale:
            return
        status = "allocated"
        if block.statements[number]:
            same = abs(value - block.observed[number] * factor) <= MOVED * max(block.observed[number] * factor, 1.0)
            status = "observed" if same else "reconciled"
        self.flows.append(
            {
                "source": source,
                "target": target,
                "flow": value,
                "low": min(value, float(several.min(initial=value))),
                "high": max(value, float(several.max(initial=value))),
                "status": status,
                "statements": list(block.statements[number]),
                "note": block.notes[number],
            }
        )
        self.drawn.append(several)


def weave(inputs: Inputs, system: System, values: Floats, draws: Floats, yields: Floats) -> Network:
    """The network of balanced variables.

    Parameters
    ----------
    values
        The balanced variables (t), (variables,).
    draws
        The same at each draw, (variables, draws).
    yields
        What plants deliver of what they are fed at each draw (0 to 1), (draws,).
    """
    made = _Weave(values, draws, yields, inputs.scale)
    _mined(made, system)
    _traded(made, system)
    _processed(made, system)
    _unknown(made, system)
    _leaving(made, system)
    return _network(inputs, made)


def _market(made: _Weave, stage: str, place: str) -> str:
    return made.node(market(stage, place), f"{stage}-market", place)


def _source(made: _Weave, name: str, stage: str, place: str, label: str, row: int, factor: float = 1.0) -> str:
    """A node that puts mass in: as much as flows out of it."""
    made.node(name, stage, place, label)
    made.add(name, "own", float(made.values[row]) * factor)
    made.own[name] = row
    return name


def _mined(made: _Weave, system: System) -> None:
    block = system.blocks["mined"]
    for number, (place,) in enumerate(block.keys):
        label = UNKNOWN if place == "other" else place
        mine = _source(made, node(MINE, place), MINE, place, label, block.start + number)
        made.flow(mine, _market(made, MINE, place), block, number)


def _traded(made: _Weave, system: System) -> None:
    for stage in (MINE, REFINE):
        block = system.blocks[f"trade_{stage}"]
        for number, (exporter, importer) in enumerate(block.keys):
            made.flow(_market(made, stage, exporter), _market(made, stage, importer), block, number)


def _processed(made: _Weave, system: System) -> None:
    """What plants are fed, deliver and lose; where no row of theirs balances, they deliver what they are fed."""
    share = system.share
    delivered = {place for (place,) in system.blocks["throughput"].keys} if "throughput" in system.blocks else set()
    for kind in ("ore_processed", "recycled", "throughput"):
        block = system.blocks.get(kind)
        for number, (place,) in enumerate(block.keys if block else ()):
            assert block
            row = block.start + number
            plant = made.node(node(REFINE, place), REFINE, place)
            if kind == "ore_processed":
                made.flow(_market(made, MINE, place), plant, block, number)
            elif kind == "recycled":
                scrap = _source(made, node(RECYCLED, place), "recycle", place, RECYCLED, row)
                made.flow(scrap, plant, block, number)
            if kind == "throughput" or (kind == "ore_processed" and place not in delivered):
                made.flow(plant, _market(made, REFINE, place), block, number, share, made.yields)
                made.add(plant, "loss", float(made.values[row]) * (1 - share))


def _unknown(made: _Weave, system: System) -> None:
    for kind in ("unknown_ore", "unknown_feed", "unknown_refined"):
        block = system.blocks.get(kind)
        for number, (place,) in enumerate(block.keys if block else ()):
            assert block
            if kind == "unknown_feed":
                known = made.node(node(REFINE, place), REFINE, place)
            else:
                known = _market(made, MINE if kind == "unknown_ore" else REFINE, place)
            unknown = _source(made, f"{UNKNOWN}>{known}", "", UNKNOWN, UNKNOWN, block.start + number)
            made.flow(unknown, known, block, number)


def _leaving(made: _Weave, system: System) -> None:
    used = {"used": REFINE, "ore_used": MINE, "stock": REFINE}
    for kind, stage in used.items():
        block = system.blocks.get(kind)
        for number, (place,) in enumerate(block.keys if block else ()):
            assert block
            column = "stock" if kind == "stock" else "use"
            made.add(_market(made, stage, place), column, float(made.values[block.start + number]))
    for kind, stage in {"ore_gone": MINE, "refined_gone": REFINE}.items():
        block = system.blocks.get(kind)
        for number, (place,) in enumerate(block.keys if block else ()):
            assert block
            pool = _market(made, stage, place)
            gone = made.node(f"{pool}>{UNKNOWN}", "", UNKNOWN)
            made.add(gone, "use", float(made.values[block.start + number]))
            made.flow(pool, gone, block, number)


def _network(inputs: Inputs, made: _Weave) -> Network:
    """The tables, without the nodes nothing flows through."""
    touched = {str(flow[end]) for flow in made.flows for end in ("source", "target")}
    nodes = [made.nodes[name] for name in made.nodes if name in touched]
    zero = {"own": 0.0, "use": 0.0, "stock": 0.0, "loss": 0.0}
    several = None
    if made.draws.shape[1]:
        own = np.zeros((len(nodes), made.draws.shape[1]))
        for number, entry in enumerate(nodes):
            if entry["node"] in made.own:
                own[number] = made.draws[made.own[str(entry["node"])]]
        several = Draws(np.array(made.drawn).reshape(len(made.flows), -1), own)
    return Network(
        inputs.mineral,
        inputs.year,
        "assembled",
        pa.Table.from_pylist([{**zero, **entry} for entry in nodes], NODES),
        pa.Table.from_pylist(made.flows, FLOWS),
        several,
    )
