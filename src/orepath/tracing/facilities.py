"""The share of what arrives that passed facilities with a flag: at least, by what is known, and at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from orepath.attribution.asking import system
from orepath.attribution.memory.solve import solve
from orepath.network.columnar import Columnar
from orepath.network.coupling import net
from orepath.network.network import UNKNOWN, Floats, Integers, Network
from orepath.network.parting import Parted, parted
from orepath.tracing.arrivals import Arrivals, arrivals, states, summed
from orepath.tracing.words import stage_order


@dataclass(frozen=True)
class Facility:
    """A mine or plant: the node it is a part of, its output (t), and what is known of each flag.

    Parameters
    ----------
    output_t
        None where it is not known; then the facility is among what nothing is known of.
    flags
        By flag, whether it carries it; None where that is open.
    """

    id: str
    node: str
    output_t: float | None
    flags: Mapping[str, bool | None]


@dataclass(frozen=True)
class Touched:
    """Shares of what arrives, over both couplings and all draws.

    Parameters
    ----------
    low, high
        The least share that passed a facility known to carry the flag; the most that passed one that carries it or of
        which that is open, among them everything no facility is recorded for.
    """

    flag: str
    low: float
    high: float


def touched(
    network: Network,
    to: str,
    asked: Sequence[Sequence[str]],
    facilities: Sequence[Facility],
    flags: Sequence[str],
) -> list[dict[str, Touched]]:
    """What share of the arrivals at a place passed, at some stages, a facility with each flag.

    A node is parted by the output of its facilities in what leaves it; each part takes in the mix of its node. What
    arrived is not followed into the place's own plants.

    Parameters
    ----------
    asked
        One or several questions, each the stages it is about, such as ``mine``; facilities of others do not count.

    Returns
    -------
    list
        For each question, the shares by flag.
    """
    every = [_in_states(each, to, asked, facilities, flags) for each in (network, net(network))]
    least, most = (np.column_stack([found[side] for found in every]).clip(0.0, 1.0) for side in (0, 1))
    low, high = np.nanmin(least, axis=1).tolist(), np.nanmax(most, axis=1).tolist()
    rows = iter(zip(low, high, strict=True))
    return [{flag: Touched(flag, *next(rows)) for flag in flags} for _ in asked]


def _in_states(
    network: Network,
    to: str,
    asked: Sequence[Sequence[str]],
    facilities: Sequence[Facility],
    flags: Sequence[str],
) -> tuple[Floats, Floats]:
    """The least and the most share of each flag, question by question, (questions x flags, states)."""
    counted = [each for each in facilities if each.node in network.index and each.output_t]
    divided = parted(network, _shares(network, counted))
    known: list[Integers] = []
    possible: list[Integers] = []
    for stages in asked:
        nodes, unknown = _nodes(network, stages), _unknown(divided, stages)
        for flag in flags:
            carries, open_ = _carriers(divided, counted, nodes, flag)
            known.append(carries)
            possible.append(np.concatenate([carries, open_, unknown]))
    arrived = arrivals(divided.network, to)
    return _share(arrived, known), _share(arrived, possible)


def _nodes(network: Network, stages: Sequence[str]) -> set[str]:
    """The nodes of some stages."""
    return {node for node, stage in zip(network.index, network.column("stage"), strict=True) if stage in stages}


def _shares(network: Network, facilities: Sequence[Facility]) -> dict[str, Floats]:
    """By node, the share of each facility's output in what leaves the node, or in all their outputs if that is more."""
    flow, own = states(network)
    count = len(network.index)
    out = summed(network.source, count) @ flow
    found: dict[str, list[float]] = {}
    for each in facilities:
        found.setdefault(each.node, []).append(each.output_t or 0.0)
    shares = {}
    for node, outputs in found.items():
        made = np.array(outputs)[:, None]
        whole = np.maximum(out[network.index[node]], made.sum())
        shares[node] = np.asarray(made / whole[None, :] + np.zeros((1, own.shape[1])), dtype=np.float64)
    return shares


def _carriers(divided: Parted, facilities: Sequence[Facility], nodes: set[str], flag: str) -> tuple[Integers, Integers]:
    """The parts of some nodes known to carry a flag, and those of which that is open."""
    left = {node: iter(numbers.tolist()) for node, numbers in divided.parts.items()}
    carries, open_ = [], []
    for each in facilities:
        number, carried = next(left[each.node]), each.flags.get(flag)
        if each.node not in nodes:
            continue
        if carried is None:
            open_.append(number)
        elif carried:
            carries.append(number)
    return np.array(carries, dtype=np.int64), np.array(open_, dtype=np.int64)


def _unknown(divided: Parted, stages: Sequence[str]) -> Integers:
    """What no facility is recorded for: what the parts leave of the nodes asked about, and mass that came in past a
    stage from nobody knows where."""
    network = divided.network
    label, stage = network.column("label"), network.column("stage")
    parts = {number for numbers in divided.parts.values() for number in numbers.tolist()}
    first = min(stage_order(each) for each in stages)
    entered = {
        source
        for source, target in zip(network.source.tolist(), network.target.tolist(), strict=True)
        if label[source] == UNKNOWN and not stage[source] and stage_order(stage[target]) > first
    }
    rests = {number for number, each in enumerate(stage) if each in stages and number not in parts}
    return np.array(sorted(rests | entered), dtype=np.int64)


def _share(arrived: Arrivals, groups: Sequence[Integers]) -> Floats:
    """The share of what arrives that passed each group, (groups, states); NaN in states in which nothing arrives.

    Each group is a flag of its nodes in attribution by the labels ``touched``, state by state.
    """
    flow, own = states(arrived.network)
    columns, flags = Columnar.of(arrived.network), {f"{number:04}": group for number, group in enumerate(groups)}
    coming, total = arrived.from_elsewhere, arrived.total
    here = np.array([np.isin(arrived.nodes, group) for group in groups], dtype=np.float64)
    found = np.full((len(groups), len(total)), np.nan)
    for state in np.flatnonzero(total > 0).tolist():
        solved = solve(system(replace(columns, flow=flow[:, state], own=own[:, state]), "touched", flags=flags))
        from_ = np.flatnonzero(coming[:, state])
        came = coming[from_, state] @ solved.of(from_)
        found[:, state] = (came + here @ arrived.own[:, state]) / total[state]
    return found
