"""Removing each node and each flow of a network, all in closed form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orepath.attribution.memory.ordering import components, grouped, incoming
from orepath.network.network import Floats, Network
from orepath.stress.base import base_of
from orepath.stress.contingency.inverse import Parts, passed
from orepath.stress.rationing.state import Flowing

UNFED = 1e-15
"""The least part of what a node takes in that counts as its own: so that a cycle which nothing feeds has an answer."""


@dataclass(frozen=True)
class Removals:
    """Use that is lost in a year (t of contained metal) without a node or a flow: nobody adapts and no stock helps.

    Parameters
    ----------
    places
        Whose use it is.
    nodes_t
        Without each node, what is used at the node itself among it, (nodes, places).
    outages_t
        Where nothing leaves the node any more, to other nodes or to itself; what arrives there is still used, (nodes,
        places).
    flows_t
        Without each flow, (flows, places).
    """

    places: tuple[str, ...]
    nodes_t: Floats
    outages_t: Floats
    flows_t: Floats


def removals(network: Network, places: Sequence[str]) -> Removals:
    """What each of some places loses in a year without each node and each flow of a network at its figures.

    Raises
    ------
    InputError
        Where a node of the network does not balance.

    Examples
    --------
    Aland's mine sends 60 t of 100 t to Boria; a fifth of what stands in Boria comes from its own mine:

    >>> from orepath.network.network import network
    >>> nodes = [
    ...     {"node": "mine:A", "stage": "mine", "place": "A", "own": 100.0, "label": "A", "use": 40.0},
    ...     {"node": "mine:B", "stage": "mine", "place": "B", "own": 15.0, "label": "B", "use": 75.0},
    ... ]
    >>> made_up = network("Made-up Tin", 2024, "own", nodes, [{"source": "mine:A", "target": "mine:B", "flow": 60.0}])
    >>> removals(made_up, ["B"]).outages_t.round(9).tolist(), removals(made_up, ["B"]).flows_t.round(9).tolist()
    ([[60.0], [0.0]], [[60.0]])
    """
    base = base_of(network, lambda place: 0.0, lambda stage: None)
    source, target = base.source.astype(np.int32), base.target.astype(np.int32)
    flowing = Flowing(source, target, base.flow_t, base.delivered, base.wanted_t, base.use_t)
    return removed(flowing, {place: base.use_t * base.at(place) for place in places})


def removed(flowing: Flowing, use_t: dict[str, Floats]) -> Removals:
    """The same of a network as arrays, and of any use.

    A node holds back the part h = W h of what is wanted of it, with ``W = delivered * flow / wanted`` of each flow from
    j to i at (i, j). With ``N = (I - W)^-1`` and ``z = use N``,

    - without node k, h is 1 there and ``N_jk / N_kk`` at node j: the loss is ``z_k / N_kk``;
    - where nothing leaves node k, it still has ``1 / N_kk`` of what is wanted: the loss is less by its part of the use;
    - without a flow w from j to i, a change of rank one, the loss is ``w z_i / (1 + w N_ji)``.

    Of N only entries inside cyclic parts are needed; ``z`` is solved part by part, by elimination without subtraction.
    Outside cycles N_kk is 1. A node's flows to itself are taken out of W beforehand, which changes no other h.

    Parameters
    ----------
    use_t
        By name, what is used at each node (t a year), (nodes,).

    References
    ----------
    Hypothetical extraction: Miller and Blair (2009), Input-Output Analysis, section 12.6. Visits of a state: Kemeny and
    Snell (1960), Finite Markov Chains, theorem 3.5.7. Rank one: Sherman and Morrison (1950), Annals of Mathematical
    Statistics 21(1).
    """
    source, target = flowing.source, flowing.target
    intake = _intake_t(flowing)
    itself = np.bincount(target, np.where(source == target, flowing.flow_t, 0.0), flowing.nodes)
    rest = np.maximum(intake - itself, UNFED * intake)
    use = np.array(list(use_t.values())).reshape(len(use_t), flowing.nodes).T
    z = use.copy()
    diagonal, around = passed(_parts(flowing, rest), z, source, target)
    stays = np.divide(rest, intake, out=np.ones(len(rest)), where=intake > 0)
    nodes = z / diagonal[:, None]
    w = np.divide(flowing.flow_t, rest[target], out=np.zeros(len(source)), where=rest[target] > 0)
    flows = (w / (1.0 + w * around))[:, None] * z[target]
    return Removals(tuple(use_t), nodes, nodes - use * (stays / diagonal)[:, None], flows)


def _intake_t(flowing: Flowing) -> Floats:
    """What each node takes in: what is wanted of it before it loses any, and no less than what flows in."""
    inflow = np.bincount(flowing.target, flowing.flow_t, flowing.nodes).astype(np.float64)
    before = np.divide(flowing.wanted_t, flowing.delivered, out=inflow.copy(), where=flowing.delivered > 0)
    return np.maximum(before, inflow)


def _parts(flowing: Flowing, rest_t: Floats) -> Parts:
    """The network by its parts, in shares of what each node takes in from others and of its own, ``rest_t``."""
    start, origin, mass_t = incoming(flowing.source, flowing.target, flowing.flow_t, flowing.nodes)
    part, count = components(start, origin)
    node, bounds = grouped(part, count)
    place = np.empty(flowing.nodes, dtype=np.int32)
    place[node] = np.arange(flowing.nodes) - bounds[part[node]]
    target = np.repeat(np.arange(flowing.nodes), np.diff(start))
    own = np.maximum(rest_t - np.bincount(target, mass_t, flowing.nodes), UNFED * rest_t)
    whole = np.where(rest_t > 0, rest_t, 1.0)
    return Parts(node, bounds, part, place, start, origin, mass_t / whole[target], own / whole)
