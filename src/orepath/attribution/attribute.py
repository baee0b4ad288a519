"""The composition of every node: one sparse linear system, forward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from orepath.attribution.asking import system
from orepath.attribution.composition import Composition
from orepath.attribution.labels import Labels
from orepath.attribution.memory.solve import solve
from orepath.errors import UnknownName
from orepath.network.columnar import Columnar
from orepath.network.coupling import TRANSIT
from orepath.network.incidence import Flags
from orepath.network.network import Network

FlagSets = Mapping[str, Iterable[str]]
"""Names of flags, each with the ids of the nodes that carry it."""


def attribute(
    network: Network, labels: Labels = "source", stage: str | None = None, flags: FlagSets | None = None
) -> Composition:
    """What stands behind each node, by label.

    Solves ``X = D^-1 (S + F^T X)``: what stands at a node is its own mass and its inflow, ``D = own + inflow``, each
    flow carrying the composition of the node it leaves. Cycles, self-loops and several flows between two nodes are part
    of the system.

    Parameters
    ----------
    labels
        ``source``: by the label of own mass. ``last-stage``: by the place of the last node of ``stage`` passed; mass
        that never passed one is `not_processed`. ``touched``: by flag, the share that passed any node carrying it;
        flags are not additive, so a union of flags is a flag of its own.
    stage
        The stage of ``last-stage``.
    flags
        The flags of ``touched``.

    Returns
    -------
    Composition
        Shares, (nodes, labels). Where nothing comes from own mass the share is `unattributed`, never NaN.

    Raises
    ------
    UnknownName
        If the network has no such stage or a flagged node.
    """
    numbers = {name: np.flatnonzero(carrying(network, nodes)) for name, nodes in (flags or {}).items()}
    transit = np.array([node.endswith(TRANSIT) for node in network.index], dtype=bool)
    solved = solve(system(Columnar.of(network), labels, stage, numbers, transit))
    return Composition(tuple(network.index), solved.names, solved.rows(0, len(network.index)), solved.certificate)


def carrying(network: Network, nodes: Iterable[str]) -> Flags:
    """Whether each node is among some, (nodes,).

    Raises
    ------
    UnknownName
        If one is not in the network.
    """
    found = np.zeros(len(network.index), dtype=bool)
    for node in nodes:
        if node not in network.index:
            raise UnknownName("node", node, list(network.index))
        found[network.index[node]] = True
    return found
