"""A network as the arrays that rationing reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orepath.network.columnar import Numbers
from orepath.network.network import Floats


@dataclass(frozen=True)
class Flowing:
    """A network in its base state: tonnes of contained metal a year.

    Every array of tonnes may have a second axis, one column a scenario (lane), where flows are drawn.

    Parameters
    ----------
    source, target
        The number of the node each flow leaves and enters, (flows,), int32. Self-loops and several flows between two
        nodes are allowed.
    flow_t
        Each flow, (flows,) or (flows, lanes).
    delivered
        The share (0 to 1) of what a node takes in that it delivers, ``1 - loss / intake``, (nodes,) or (nodes, lanes).
    wanted_t
        What is wanted of each node: outflow, use and stock put aside, (nodes,) or (nodes, lanes). A node balances:
        ``wanted_t = delivered * (own + inflow)``.
    use_t
        What is used at each node, (nodes,) or (nodes, lanes).
    """

    source: Numbers
    target: Numbers
    flow_t: Floats
    delivered: Floats
    wanted_t: Floats
    use_t: Floats

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.wanted_t)

    @property
    def inflow_t(self) -> Floats:
        """What flows into each node, by lane: (nodes, lanes), with one lane where flows are shared."""
        found = np.zeros((self.nodes, by_lane(self.flow_t).shape[1]))
        np.add.at(found, self.target, by_lane(self.flow_t))
        return found


def by_lane(given: Floats) -> Floats:
    """An array with an axis of lanes: of one lane where it had none."""
    return given[:, None] if given.ndim == 1 else given
