"""Systems that sweeps and small eliminations leave too unsure: solved whole, or flag by flag."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from orepath.attribution.eliminating import DENSE_NODES, eliminated, rounding
from orepath.attribution.memory.order import Order
from orepath.attribution.system import System
from orepath.errors import InputError, fault
from orepath.network.incidence import Flags
from orepath.network.network import Floats
from orepath.network.scaling import scaled

TRUSTED, BEARABLE = 1e-9, 1e-6
"""Certificates up to which a solution is taken as it is: in a network that elimination can solve, in a larger one."""


def sure(nodes: int, certificate: float) -> bool:
    """Whether a certificate will do, or eliminating the network would give no better one."""
    return certificate <= (max(TRUSTED, rounding(nodes)) if nodes <= DENSE_NODES else BEARABLE)


def solved_whole(system: System, order: Order) -> tuple[Floats, float]:
    """The shares of all labels and `unattributed`, (nodes, labels + 1), eliminated in tonnes, and their certificate.

    Raises
    ------
    InputError
        If the network is too large for it.
    """
    if system.nodes > DENSE_NODES:
        raise InputError(fault("network_cycle_unfed", nodes=system.nodes, most=DENSE_NODES))
    fed: Flags = order.fed[order.row]
    stays = fed[system.target] & (system.source != system.target)
    flow_t, own_t = scaled(system.flow, system.own)
    own_t = np.where(fed, own_t, 1.0)
    code = np.where(fed, system.code, len(system.names))
    put_in_t = np.zeros((system.nodes, len(system.names) + 1))
    puts = np.flatnonzero(code >= 0)
    put_in_t[puts, code[puts]] = own_t[puts]
    source, target = system.source[stays].astype(np.int64), system.target[stays].astype(np.int64)
    shares = eliminated(source, target, flow_t[stays], own_t, put_in_t)
    return shares, rounding(system.nodes)


def by_flag(system: System) -> list[System]:
    """A system for each flag: whatever stands at the nodes that carry it is their own, and nothing else has a label."""
    assert system.held is not None
    systems = []
    for number, name in enumerate(system.names):
        node = system.held.node[system.held.flag == number]
        held = np.zeros(system.nodes, dtype=bool)
        held[node] = True
        own = np.where(held, 1.0, system.own)
        code = np.where(held, 0, -1).astype(np.int32)
        stays = ~held[system.target]
        systems.append(
            replace(
                system,
                source=system.source[stays],
                target=system.target[stays],
                flow=system.flow[stays],
                own=own,
                code=code,
                names=(name,),
                held=None,
            )
        )
    return systems


def held_unfed(system: System, order: Order) -> bool:
    """Whether a flag is carried by a node that no own mass reaches, and that flows enter or leave all the same."""
    if system.held is None or order.fed.all():
        return False
    held = np.zeros(system.nodes, dtype=bool)
    held[system.held.node] = True
    held &= ~order.fed[order.row]
    return bool(((held[system.source] | held[system.target]) & (system.flow > 0)).any())
