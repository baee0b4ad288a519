"""A staged supply network: nodes and flows of one mineral in one year, in tonnes of contained metal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas
    import polars

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Status = Literal["observed", "reconciled", "allocated"]
STATUSES: tuple[Status, ...] = get_args(Status)
Kind = Literal["published", "assembled", "own"]

UNKNOWN, RECYCLED = "unknown", "recycled"
"""Labels that are no place: mass from nobody knows where, and mass from scrap."""

NODES = pa.schema(
    [
        ("node", pa.string()),
        ("stage", pa.string()),
        ("place", pa.string()),
        ("own", pa.float64()),
        ("label", pa.string()),
        ("use", pa.float64()),
        ("stock", pa.float64()),
        ("loss", pa.float64()),
    ]
)
"""One row a node. ``own`` (t) is put in here, under its ``label``; ``use`` leaves the network here; ``stock`` is put
aside in the year (negative where drawn); ``loss`` is lost here. Where ``own`` is 0 the label is empty."""

FLOWS = pa.schema(
    [
        ("source", pa.string()),
        ("target", pa.string()),
        ("flow", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("status", pa.string()),
        ("statements", pa.list_(pa.string())),
        ("note", pa.string()),
    ]
)
"""One row a flow (t), from node to node. ``observed`` is a statement's own figure, ``reconciled`` one that the balance
moved, ``allocated`` one that no statement gives."""


@dataclass(frozen=True)
class Draws:
    """The same network at several seeded draws inside its sources' uncertainty.

    Parameters
    ----------
    flow
        Tonnes, (flows, draws), in the order of the flows.
    own
        Tonnes, (nodes, draws), in the order of the nodes.
    """

    flow: Floats
    own: Floats

    @property
    def count(self) -> int:
        """How many draws there are."""
        return int(self.flow.shape[1])


@dataclass(frozen=True)
class Network:
    """A staged supply network of one mineral and year.

    Parameters
    ----------
    nodes, flows
        Arrow tables with the columns of `NODES` and `FLOWS`.
    draws
        The network at seeded draws, or None.
    """

    mineral: str
    year: int
    kind: Kind
    nodes: pa.Table
    flows: pa.Table
    draws: Draws | None = None
    slack_t: float = 0.0
    """Tonnes put in from, or let out to, nobody knows where so that every node balances."""
    notes: tuple[str, ...] = field(default=())
    """Ids of what must be said of this network."""

    @cached_property
    def index(self) -> dict[str, int]:
        """The number of each node, by its id."""
        return {node: number for number, node in enumerate(self.nodes["node"].to_pylist())}

    @cached_property
    def source(self) -> Integers:
        """The number of the node each flow leaves."""
        return self._numbers("source")

    @cached_property
    def target(self) -> Integers:
        """The number of the node each flow enters."""
        return self._numbers("target")

    @cached_property
    def flow(self) -> Floats:
        """Each flow (t)."""
        return self._floats(self.flows, "flow")

    @cached_property
    def own(self) -> Floats:
        """What is put in at each node (t)."""
        return self._floats(self.nodes, "own")

    @cached_property
    def inflow(self) -> Floats:
        """What flows into each node (t)."""
        return np.bincount(self.target, self.flow, len(self.index)).astype(np.float64)

    @cached_property
    def outflow(self) -> Floats:
        """What flows out of each node to other nodes (t)."""
        return np.bincount(self.source, self.flow, len(self.index)).astype(np.float64)

    @cached_property
    def imbalance(self) -> Floats:
        """At each node own + inflow - outflow - use - stock - loss (t); 0 where the node balances."""
        away = sum(self._floats(self.nodes, column) for column in ("use", "stock", "loss"))
        return self.own + self.inflow - self.outflow - away

    def column(self, name: str) -> list[str]:
        """A text column of the nodes."""
        found: list[str] = self.nodes[name].to_pylist()
        return found

    def with_draws(self, draws: Draws) -> Network:
        """The same network with draws."""
        return replace(self, draws=draws)

    def at_figures(self) -> Network:
        """The network at its own figures alone: without draws, and without the flows and nodes that only draws have."""
        if self.draws is None:
            return self
        some = self.flow > 0
        touched = self.own > 0
        touched[self.source[some]] = touched[self.target[some]] = True
        kept = (pa.array(touched), pa.array(some))
        return replace(self, nodes=self.nodes.filter(kept[0]), flows=self.flows.filter(kept[1]), draws=None)

    def arrow(self) -> tuple[pa.Table, pa.Table]:
        """Nodes and flows as Arrow tables."""
        return self.nodes, self.flows

    def pandas(self) -> tuple[pandas.DataFrame, pandas.DataFrame]:
        """Nodes and flows as pandas frames (needs pandas)."""
        return self.nodes.to_pandas(), self.flows.to_pandas()

    def polars(self) -> tuple[polars.DataFrame, polars.DataFrame]:
        """Nodes and flows as polars frames (needs polars)."""
        import polars  # noqa: PLC0415  an optional extra, at the edge

        return polars.DataFrame(self.nodes), polars.DataFrame(self.flows)

    def _numbers(self, column: str) -> Integers:
        found = pc.index_in(self.flows[column], value_set=self.nodes["node"])
        return np.asarray(found.to_numpy(), dtype=np.int64)

    @staticmethod
    def _floats(table: pa.Table, column: str) -> Floats:
        return np.asarray(table[column].to_numpy(), dtype=np.float64)


def network(mineral: str, year: int, kind: Kind, nodes: list[dict[str, Any]], flows: list[dict[str, Any]]) -> Network:
    """A network from rows; what a row leaves out is 0, empty or null."""
    zero = {"own": 0.0, "label": "", "use": 0.0, "stock": 0.0, "loss": 0.0}
    blank: dict[str, Any] = {"status": "observed", "statements": [], "note": None}
    filled = [{**blank, "low": row["flow"], "high": row["flow"], **row} for row in flows]
    return Network(
        mineral,
        year,
        kind,
        pa.Table.from_pylist([{**zero, **row} for row in nodes], NODES),
        pa.Table.from_pylist(filled, FLOWS),
    )
