"""Whose the mass is that each node puts in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from orepath.attribution.system import UNATTRIBUTED
from orepath.errors import InputError, UnknownName, fault
from orepath.network.coupling import TRANSIT
from orepath.network.incidence import Flags
from orepath.network.network import UNKNOWN, Integers, Network

Labels = Literal["source", "last-stage", "touched"]
NOT_PROCESSED = "not_processed"


@dataclass(frozen=True)
class Labelling:
    """Labels and the nodes that carry them.

    Parameters
    ----------
    names
        Every label, sorted.
    code
        The number of each node's label; -1 where it puts nothing in.
    cut
        Nodes behind which nothing is looked for, or None.
    """

    names: tuple[str, ...]
    code: Integers
    cut: Flags | None


def labelling(network: Network, labels: Labels, stage: str | None = None) -> Labelling:
    """The labels of what the nodes put in.

    ``source``: own mass carries its own label, or `unknown` where it has none. ``last-stage``: what passes a node of
    the stage carries that node's place; own mass elsewhere is `not_processed`, and where its label is `unknown` it
    stays `unknown`, for nobody recorded what it had been through. What passes a place unmixed (a transit part, see
    `net`) is not processed there.

    Raises
    ------
    UnknownName
        If the network has no such stage.
    """
    own = network.own > 0
    if network.draws is not None:
        own |= (network.draws.own > 0).any(axis=1)
    label = np.array([label or UNKNOWN for label in network.column("label")], dtype=object)
    if labels == "source":
        return _coded(label, own, set(), None)
    if labels != "last-stage":
        raise InputError(fault("bad_option", "labels", found=labels, allowed="source, last-stage"))
    stages = network.column("stage")
    if stage is None or stage not in stages:
        raise UnknownName("stage", stage or "", sorted(set(stages) - {""}))
    through = [node.endswith(TRANSIT) for node in network.index]
    cut = np.array([found == stage for found in stages], dtype=bool) & ~np.array(through, dtype=bool)
    place = np.array([place or UNKNOWN for place in network.column("place")], dtype=object)
    label = np.where(cut, place, np.where(label == UNKNOWN, UNKNOWN, NOT_PROCESSED))
    return _coded(label, own | cut, {NOT_PROCESSED}, cut)


def _coded(label: np.ndarray, puts_in: Flags, always: set[str], cut: Flags | None) -> Labelling:
    names = sorted({*label[puts_in], *always} - {UNATTRIBUTED})
    number = {name: position for position, name in enumerate(names)}
    code = [number.get(name, -1) if puts else -1 for name, puts in zip(label, puts_in, strict=True)]
    return Labelling(tuple(names), np.array(code, dtype=np.int64), cut)
