"""Shocks against the networks they are asked of, and against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from orepath.errors import Fault, InputError, fault
from orepath.network.network import UNKNOWN, Network
from orepath.stress.base import goods_stage
from orepath.stress.shock import ALL, Shock
from orepath.vocabulary.terms import stages

SHOWN = 8
"""How many places a message names."""
PHYSICAL = ("outage", "transport")
"""What may befall the same goods beside any act."""


def check(shocks: Sequence[Shock], networks: Mapping[str, Network]) -> None:
    """Whether shocks can be asked of some networks, by mineral, and do not contradict each other.

    Raises
    ------
    InputError
        With every fault: a mineral without a network, a stage that the network lacks, a place that has no figures in
        it, two shocks that cannot both hold, a retaliation that nothing precedes.
    """
    faults = faults_of(shocks, networks)
    if faults:
        raise InputError(faults)


def faults_of(shocks: Sequence[Shock], networks: Mapping[str, Network], whole: bool = True) -> list[Fault]:
    """The faults that `check` raises.

    Parameters
    ----------
    whole
        Whether these are all shocks that are asked of; of a part it is not said that nothing precedes a retaliation.
    """
    faults = [each for shock in shocks for each in _of_network(shock, networks)]
    faults += [each for first, second in combinations(shocks, 2) for each in _contradictions(first, second)]
    return [*faults, *(_first_shocks(shocks) if whole else ())]


def _of_network(shock: Shock, networks: Mapping[str, Network]) -> Iterator[Fault]:
    """What of a shock the network of its mineral knows nothing of."""
    if shock.mineral not in networks:
        yield fault("stress_no_network", shock.id, mineral=shock.mineral, allowed=", ".join(sorted(networks)) or "–")
        return
    network = networks[shock.mineral]
    at = network.at_figures()
    goods = [goods_stage(stage) for stage in at.column("stage")]
    known = [stage for stage in stages() if stage in goods]
    for stage in shock.stages:
        if stage not in known:
            yield fault(
                "stress_no_stage",
                shock.id,
                mineral=shock.mineral,
                stage=stage,
                year=network.year,
                allowed=", ".join(known),
            )
    wanted = [stage for stage in shock.stages if stage in known] or known
    senders, receivers = _ends(at, goods, wanted)
    if shock.instrument == "outage":
        exact = zip(at.column("place"), at.column("stage"), strict=True)
        senders = sorted({place for place, stage in exact if stage in wanted and place != UNKNOWN})
    from_ = () if shock.origins == (ALL,) else (shock.origins or ((shock.imposer,) if shock.imposer else ()))
    yield from _places(shock, from_, senders, wanted, network)
    if shock.targets != (ALL,) and shock.instrument != "outage":
        yield from _places(shock, shock.targets, receivers, wanted, network)


def _ends(network: Network, goods: Sequence[str], wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """The places that have goods of some stages to send, and those to which any cross a border."""
    places = np.array(network.column("place"), dtype=object)
    of_stage = np.isin(np.array(goods, dtype=object), list(wanted))
    leaving = of_stage[network.source]
    crossing = leaving & (places[network.source] != places[network.target])
    senders, receivers = places[network.source[leaving]], places[network.target[crossing]]
    return sorted(set(senders) - {UNKNOWN, ""}), sorted(set(receivers) - {UNKNOWN, ""})


def _places(
    shock: Shock, named: Sequence[str], known: Sequence[str], wanted: Sequence[str], network: Network
) -> Iterator[Fault]:
    for place in named:
        if place not in known:
            yield fault(
                "stress_no_figures",
                shock.id,
                place=place,
                mineral=shock.mineral,
                stages=", ".join(wanted),
                year=network.year,
                allowed=", ".join(known[:SHOWN]) + (" …" if len(known) > SHOWN else "") or "–",
            )


def _contradictions(first: Shock, second: Shock) -> Iterator[Fault]:
    """A fault where two shocks on the same goods, destinations and days say different things, or the same twice."""
    if not _meet(first, second) or not _at_odds(first, second):
        return
    values = {"first": first.id, "of_first": _said(first), "of_second": _said(second), "mineral": first.mineral}
    yield fault("stress_contradiction", second.id, **values)


def _meet(first: Shock, second: Shock) -> bool:
    """Whether two shocks are on the same goods and destinations at the same time."""
    if (first.imposer, first.mineral, first.origins) != (second.imposer, second.mineral, second.origins):
        return False
    if first.instrument != second.instrument and {first.instrument, second.instrument} & set(PHYSICAL):
        return False
    stages_meet = not first.stages or not second.stages or bool(set(first.stages) & set(second.stages))
    every = (ALL,) in (first.targets, second.targets)
    targets_meet = every or bool(set(first.targets) & set(second.targets))
    begins = max(first.from_, second.from_)
    days_meet = all(shock.until is None or shock.until > begins for shock in (first, second))
    return stages_meet and targets_meet and days_meet


def _at_odds(first: Shock, second: Shock) -> bool:
    """Whether two shocks that meet cannot both hold: the same instrument, or a ban and something that lets goods pass.

    A duty and a quota, say, may stand side by side: each takes of what the other leaves.
    """
    return first.instrument == second.instrument or "ban" in (first.instrument, second.instrument)


def _said(shock: Shock) -> str:
    amount = f"{shock.quota_t:g} t" if shock.quota_t is not None else f"{shock.cut.value:g}"
    return f"{shock.instrument} {amount}"


def _first_shocks(shocks: Sequence[Shock]) -> Iterator[Fault]:
    """A fault for each retaliation that no other shock precedes."""
    first = [shock for shock in shocks if not shock.retaliation]
    for shock in shocks:
        if shock.retaliation and not any(_precedes(other, shock) for other in first):
            yield fault("stress_retaliation", shock.id, day=shock.from_)


def _precedes(other: Shock, shock: Shock) -> bool:
    """Whether another place's shock began no later."""
    return other.from_ <= shock.from_ and other.imposer != shock.imposer
