"""The strongest routes by which mass arrives, and the statements behind it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orepath.attribution.backward import backward
from orepath.attribution.mixing import mixing
from orepath.attribution.routes import routes as strongest
from orepath.network.network import Floats
from orepath.tracing.answer import Route, Step
from orepath.tracing.arrivals import Arrivals

SHOWN = 20
LEAST = 0.001
"""The share of what arrives that a flow must carry for its statements to be named."""


def routes(arrived: Arrivals, limit: int = SHOWN) -> tuple[Route, ...]:
    """The strongest routes at the reconciled flows, each from where mass is put in to where it arrives.

    A route is a share of the proportional mix, not a shipment that anyone followed.
    """
    network, coming = arrived.network, arrived.from_elsewhere[:, 0]
    total = float(arrived.total[0])
    stages, places = network.column("stage"), network.column("place")
    entered = _entered(arrived, stages)
    found = []
    for route in strongest(network, coming, limit):
        numbers = [network.index[node] for node in route.nodes]
        path = [Step(stages[number], places[number]) for number in numbers]
        mass = float(route.share) * float(coming.sum())
        found.append(Route((*path, Step(entered[numbers[-1]], arrived.to)), mass / total, mass))
    for node, mass in zip(arrived.nodes, arrived.own[:, 0].tolist(), strict=True):
        if mass > 0:
            found.append(Route((Step(stages[node], arrived.to),), mass / total, mass))
    return tuple(sorted(found, key=lambda route: -route.share)[:limit])


def _entered(arrived: Arrivals, stages: Sequence[str]) -> dict[int, str]:
    """The stage at which mass from each node arrives; where it arrives at several, that of the largest flow."""
    found: dict[int, str] = {}
    for flow in np.argsort(arrived.flow[:, 0], kind="stable"):
        number = arrived.flows[flow]
        found[int(arrived.network.source[number])] = stages[arrived.network.target[number]]
    return found


def statements(arrived: Arrivals) -> tuple[str, ...]:
    """Ids of the statements behind what arrives, sorted: of every arrival, and of every flow further up that carries
    at least `LEAST` of it.
    """
    named = np.zeros(arrived.network.flows.num_rows, dtype=bool)
    named[arrived.flows] = True
    named |= carried(arrived) >= LEAST
    lists = arrived.network.flows["statements"].to_pylist()
    return tuple(sorted({statement for number in np.flatnonzero(named) for statement in lists[number] or ()}))


def carried(arrived: Arrivals) -> Floats:
    """The share of what arrives that each flow further up has carried at the reconciled flows, (flows,)."""
    mixed, coming = mixing(arrived.network), arrived.from_elsewhere
    passed = backward(mixed, coming[:, :1])[:, 0]
    return np.asarray(passed[mixed.target] * mixed.inflow[:, 0] / arrived.total[0], dtype=np.float64)
