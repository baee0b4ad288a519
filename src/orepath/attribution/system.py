"""The question that an engine answers: one linear system, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orepath.network.columnar import Numbers
from orepath.network.network import Floats

UNATTRIBUTED = "unattributed"
"""The share that comes from no own mass."""


@dataclass(frozen=True)
class Held:
    """Shares that are held at 1: the pairs of a node and a flag it carries.

    Parameters
    ----------
    node, flag
        Numbers of nodes and of flags, (pairs,), each pair once.
    """

    node: Numbers
    flag: Numbers


@dataclass(frozen=True)
class System:
    """``X = D^-1 (S + F^T X)`` with ``D = own + inflow``: the shares of every label at every node.

    Parameters
    ----------
    source, target
        The number of the node each flow leaves and enters, (flows,), int32. Self-loops and several flows between two
        nodes are allowed.
    flow
        Tonnes, (flows,), finite and at least 0.
    own
        Tonnes put in at each node, (nodes,), finite and at least 0.
    code
        The number of the label of each node's own mass in ``names``, (nodes,), int32; -1 where it puts nothing in,
        and one more than the last for own mass that is itself given as `unattributed`.
    names
        The labels (or flags), sorted.
    held
        Where flags are asked about: the pairs held at 1. Own mass then has no label, and every ``code`` is -1.
    """

    source: Numbers
    target: Numbers
    flow: Floats
    own: Floats
    code: Numbers
    names: tuple[str, ...]
    held: Held | None = None

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.own)

    @property
    def throughput_t(self) -> Floats:
        """Own mass and inflow of each node (t), (nodes,)."""
        return np.asarray(self.own + np.bincount(self.target, self.flow, self.nodes), dtype=np.float64)
