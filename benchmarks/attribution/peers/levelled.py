"""Nodes in level order, cyclic components apart: what every peer that works level by level begins with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from benchmarks.attribution.made import Floats, Integers
from orepath.attribution.system import System

CLOSE = 1e-12
"""Changes of a sweep below which a cyclic component is taken as solved."""


@dataclass(frozen=True)
class Levelled:
    """Levels of a network.

    Parameters
    ----------
    level
        The level of each node, (nodes,). A component lies in one level.
    around
        Whether each flow stays inside a component, (flows,).
    share
        Each flow as a part of what stands at the node it enters, (flows,).
    put
        Own mass as a part of what stands at each node, (nodes,).
    """

    level: Integers
    around: np.ndarray
    share: Floats
    put: Floats

    @property
    def levels(self) -> range:
        """The levels in order."""
        return range(int(self.level.max()) + 1)


def levelled(system: System) -> Levelled:
    """The levels of a network, own mass first."""
    joins = sparse.csr_array((system.flow, (system.source, system.target)), shape=(system.nodes,) * 2)
    count, component = connected_components(joins, connection="strong")
    source, target = component[system.source], component[system.target]
    around = source == target
    source, target = source[~around], target[~around]
    level, deepest = np.zeros(count, dtype=np.int64), -1
    while level.max() > deepest:
        deepest = level.max()
        np.maximum.at(level, target, level[source] + 1)
    through = system.throughput_t
    return Levelled(level[component], around, system.flow / through[system.target], system.own / through)
