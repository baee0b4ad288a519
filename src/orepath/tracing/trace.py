"""What reaches a place: the border view beside the traced view."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from orepath.errors import Fault, InputError, fault
from orepath.network.coupling import net
from orepath.network.network import UNKNOWN, Network
from orepath.tracing.answer import Limits, Trace, Views
from orepath.tracing.arrivals import Arrivals, arrivals, summed
from orepath.tracing.chokepoints import chokepoints
from orepath.tracing.passed import Progress
from orepath.tracing.ranges import hidden, shares
from orepath.tracing.views import VIEWS, View
from orepath.tracing.ways import routes, statements

NAMED = 12  # places named where nothing reaches the one asked for


def trace_network(network: Network, to: str, limits: Limits | None = None, progress: Progress | None = None) -> Trace:
    """What reaches a place in a network.

    The border view gives each arrival to the place that shipped it last. The traced view shares it proportionally back
    to where it was put in: what a place ships out is of the mix that it takes in. Re-exports allow two answers, gross
    and net (see `orepath.network.coupling.net`).

    Parameters
    ----------
    to
        The code of the place.
    limits
        What is known not to be seen; where None, nothing.
    progress
        Told how many states have been done, and of how many.

    Returns
    -------
    Trace
        Shares of each view sum to 1. ``mid`` is gross at the reconciled flows, the same with any draws; ``low`` and
        ``high`` are the least and the most over both couplings and all draws of the network.

    Raises
    ------
    InputError
        Where nothing reaches the place, with the places that most reaches.
    """
    figures = network.at_figures()
    gross, netted = arrivals(figures, to), arrivals(net(figures), to)
    if not gross.total[0] > 0:
        raise InputError(_nothing(network, to))
    every = [arrivals(network, to), arrivals(net(network), to)] if network.draws else [gross, netted]
    first, second = (_seen(*pair) for pair in zip((gross, netted), every, strict=True))
    pairs = [(found["border"], found["origin"]) for found in (first, second)]
    return Trace(
        network.mineral,
        to,
        network.year,
        network.kind,
        Views(**{name: shares(first[name], [second[name]]) for name in VIEWS}, arrivals_t=float(gross.total[0])),
        _alone(netted, second),
        hidden(pairs, to),
        routes(gross),
        chokepoints(gross, every, progress),
        network.slack_t,
        statements(gross),
        network.draws.count if network.draws else 0,
        limits or Limits(),
    )


def _seen(figures: Arrivals, every: Arrivals) -> dict[str, View]:
    """The three views in every state; the first is of the figures alone, so that no draw touches its last digit."""
    found = {name: view(figures) for name, view in VIEWS.items()}
    return found if every is figures else {name: view(every).begun(found[name]) for name, view in VIEWS.items()}


def _alone(arrived: Arrivals, found: Mapping[str, View]) -> Views:
    """The views of one coupling by themselves; without shares where nothing stays in the place."""
    if not arrived.total[0] > 0:
        return Views((), (), (), 0.0)
    return Views(**{name: shares(view) for name, view in found.items()}, arrivals_t=float(arrived.total[0]))


def reached(network: Network) -> dict[str, float]:
    """The places that anything reaches, and how much (t); the most first."""
    places = network.column("place")
    names = sorted(set(places) - {"", UNKNOWN})
    number = {name: position for position, name in enumerate(names)}
    code = np.array([number.get(place, len(names)) for place in places], dtype=np.int64)
    crossing = code[network.source] != code[network.target]
    came = summed(code[network.target[crossing]], len(names) + 1) @ network.flow[crossing]
    came = (came + summed(code, len(names) + 1) @ network.own)[: len(names)]
    found = {name: float(mass) for name, mass in zip(names, came, strict=True) if mass > 0}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _nothing(network: Network, to: str) -> Fault:
    known = list(reached(network))
    shown = ", ".join(known[:NAMED]) + (" …" if len(known) > NAMED else "")
    return fault("trace_nothing", "--to", mineral=network.mineral, place=to, year=network.year, allowed=shown or "–")
