"""The composition of every node: one sparse linear system, forward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from orepath.attribution.composition import Composition
from orepath.attribution.labels import UNATTRIBUTED, Labels, labelling
from orepath.attribution.mixing import mixing
from orepath.attribution.solving import forward, labelled
from orepath.errors import InputError, UnknownName, fault
from orepath.network.incidence import Flags
from orepath.network.network import Floats, Network

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
    if labels == "touched":
        return _touched(network, flags)
    given = labelling(network, labels, stage)
    mixed = mixing(network, given.cut)
    shares, certificate = forward(mixed, labelled(mixed, given))
    return Composition(tuple(network.index), (*given.names, UNATTRIBUTED), shares, certificate)


def _touched(network: Network, flags: FlagSets | None) -> Composition:
    if not flags:
        raise InputError(fault("bad_option", "flags", found="", allowed="flag, node ids"))
    names = tuple(sorted(flags))
    columns = [_passed(network, carrying(network, flags[name])) for name in names]
    shares = np.column_stack([column for column, _ in columns])
    return Composition(tuple(network.index), names, shares, max(certificate for _, certificate in columns))


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


def _passed(network: Network, held: Flags) -> tuple[Floats, float]:
    """The share of each node that passed a held one: their rows held at 1."""
    mixed = mixing(network, held)
    shares, certificate = forward(mixed, np.where(held[:, None], mixed.own_t, 0.0))
    return shares[:, 0], certificate
