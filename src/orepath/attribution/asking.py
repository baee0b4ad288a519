"""What is asked of a network, as a linear system."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from orepath.attribution.labels import NOT_PROCESSED, Labels
from orepath.attribution.system import UNATTRIBUTED, Held, System
from orepath.errors import InputError, UnknownName, fault
from orepath.network.columnar import Columnar, Numbers
from orepath.network.incidence import Flags
from orepath.network.network import UNKNOWN
from orepath.network.own.columnar import FlagSets
from orepath.network.scaling import scaled


def system(
    columns: Columnar,
    labels: Labels = "source",
    stage: str | None = None,
    flags: FlagSets | None = None,
    transit: Flags | None = None,
) -> System:
    """The linear system that answers a question about a network.

    Parameters
    ----------
    labels
        ``source``: own mass carries its own label, or `unknown` where it has none. ``last-stage``: what passes a node
        of the stage carries that node's place; own mass elsewhere is `not_processed`, and where its label is `unknown`
        it stays `unknown`, for nobody recorded what it had been through. ``touched``: by flag, what passed a node that
        carries it.
    transit
        Nodes that what passes a place unmixed goes through (see `orepath.network.coupling`): not of any stage.

    Raises
    ------
    UnknownName
        If the network has no such stage.
    InputError
        If flags are asked about and none is given.
    """
    if labels == "touched":
        return _touched(columns, flags)
    if labels == "last-stage":
        return _last_stage(columns, stage, transit)
    if labels != "source":
        raise InputError(fault("bad_option", "labels", found=labels, allowed="source, last-stage, touched"))
    texts, index = columns.label.dictionary.to_pylist(), np.asarray(columns.label.indices)
    code, names = _coded(texts, index, columns.own > 0)
    return System(columns.source, columns.target, columns.flow, columns.own, code, names)


def _last_stage(columns: Columnar, stage: str | None, transit: Flags | None) -> System:
    stages = columns.stage.dictionary.to_pylist()
    if not stage or stage not in stages:
        raise UnknownName("stage", stage or "", sorted({*stages} - {""}))
    cut = np.asarray(columns.stage.indices) == stages.index(stage)
    if transit is not None:
        cut &= ~transit
    enters = cut[columns.target]
    moves = enters & (columns.source != columns.target)  # what only goes round at a node is no throughput
    flow, own = scaled(columns.flow, columns.own)
    own = own + np.bincount(columns.target[moves], flow[moves], columns.nodes)
    places, labels = columns.place.dictionary.to_pylist(), columns.label.dictionary.to_pylist()
    unknown = np.isin(np.asarray(columns.label.indices), [n for n, text in enumerate(labels) if text in ("", UNKNOWN)])
    index = np.where(unknown, len(places), len(places) + 1)
    index[cut] = np.asarray(columns.place.indices)[cut]
    code, names = _coded([*places, UNKNOWN, NOT_PROCESSED], index, cut | (columns.own > 0), NOT_PROCESSED)
    stays = ~enters
    return System(columns.source[stays], columns.target[stays], flow[stays], own, code, names)


def _coded(
    texts: list[str], index: NDArray[np.integer], counted: Flags, *always: str
) -> tuple[Numbers, tuple[str, ...]]:
    """The number of each node's label among all that count, sorted; -1 where the node puts nothing in.

    Own mass that is itself given as `unattributed` has the number behind the last.
    """
    used = np.unique(index[counted]).tolist()
    names = tuple(sorted({*(texts[number] or UNKNOWN for number in used), *always} - {UNATTRIBUTED}))
    place = {name: number for number, name in enumerate(names)}
    number = np.full(len(texts), -1, dtype=np.int32)
    for each in used:
        number[each] = place.get(texts[each] or UNKNOWN, len(names))
    code = np.full(len(index), -1, dtype=np.int32)
    code[counted] = number[index[counted]]
    return code, names


def _touched(columns: Columnar, flags: FlagSets | None) -> System:
    if not flags:
        raise InputError(fault("bad_option", "flags", found="", allowed="flag, node ids"))
    names = tuple(sorted(flags))
    pairs = [np.unique(np.asarray(flags[name])) for name in names]
    node = np.concatenate(pairs).astype(np.int32)
    flag = np.repeat(np.arange(len(names), dtype=np.int32), [len(each) for each in pairs])
    none = np.full(columns.nodes, -1, dtype=np.int32)
    return System(columns.source, columns.target, columns.flow, columns.own, none, names, Held(node, flag))
