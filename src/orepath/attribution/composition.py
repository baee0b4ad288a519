"""What stands behind each node, by label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from orepath.network.network import Floats

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Composition:
    """The share of each label in what stands at each node.

    Parameters
    ----------
    nodes
        Ids of the nodes, in the network's order.
    labels
        Labels sorted; `unattributed` comes last and completes rows to 1. Flag sets (`touched`) have no such column, and
        their rows need not sum to 1.
    shares
        (nodes, labels), 0 to 1.
    certificate
        No share is further than this from the exact solution.
    """

    nodes: tuple[str, ...]
    labels: tuple[str, ...]
    shares: Floats
    certificate: float

    def of(self, node: str) -> dict[str, float]:
        """The composition of one node."""
        row = self.shares[self.nodes.index(node)]
        return {label: float(share) for label, share in zip(self.labels, row, strict=True)}

    def arrow(self) -> pa.Table:
        """One row a node: `node` and a column a label."""
        columns = [pa.array(self.nodes, pa.string()), *(pa.array(column) for column in self.shares.T)]
        return pa.Table.from_arrays(columns, ["node", *self.labels])

    def long(self) -> pa.Table:
        """One row a node and label whose share is above 0: `node`, `label`, `share`."""
        node, label = np.nonzero(self.shares)
        taken = {
            "node": pa.array(self.nodes, pa.string()).take(pa.array(node)),
            "label": pa.array(self.labels, pa.string()).take(pa.array(label)),
            "share": pa.array(self.shares[node, label]),
        }
        return pa.table(taken)

    def pandas(self) -> pandas.DataFrame:
        """As `arrow`, a pandas frame (needs pandas)."""
        frame: pandas.DataFrame = self.arrow().to_pandas()
        return frame
