"""How flows divide where a part of what a node takes in passes through unmixed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.network.columnar import Columnar, Numbers
from orepath.network.incidence import Flags
from orepath.network.network import UNKNOWN, Floats, Integers
from orepath.network.scaling import scaled


@dataclass(frozen=True)
class Divided:
    """Flows divided between market and transit parts.

    Parameters
    ----------
    split
        Which nodes have a transit part, (nodes,).
    row
        Which flow each part is of, ascending, (parts,).
    source, target
        The numbers of the nodes each part leaves and enters; transit parts are numbered behind the nodes, (parts,).
    part
        Its share of that flow, (parts, draws).
    """

    split: Flags
    row: Integers
    source: Numbers
    target: Numbers
    part: Floats


def divided(columns: Columnar, flow: Floats) -> Divided:
    """Flows divided between what passes through a node and what is mixed at its market.

    At a node, ``m = min(imports from the same stage at other places, exports to other places)`` passes through unmixed:
    of each such import ``m / imports`` goes to the transit part, of each export ``m / exports`` comes from it. A place
    `unknown` or empty is no other place, and an empty stage is never the same stage; where nothing passes through, a
    node stays as it is.

    Parameters
    ----------
    flow
        Tonnes, (flows, draws); a node has a transit part where any draw has one.
    """
    abroad, same = _trade(columns)
    (flow,) = scaled(flow)
    imports = _sums(columns.target, flow, same, columns.nodes)
    exports = _sums(columns.source, flow, abroad, columns.nodes)
    through = np.minimum(imports, exports)
    split: Flags = np.asarray((through > 0).any(axis=1))
    moved = np.flatnonzero((abroad & split[columns.source]) | (same & split[columns.target]))
    source, target = columns.source[moved], columns.target[moved]
    leaving = np.where(abroad[moved, None], _share(through, exports)[source], 0.0)
    entering = np.where(same[moved, None], _share(through, imports)[target], 0.0)
    return _behind(columns, _parts(flow[moved], moved, leaving, entering), split, flow.shape[1])


def _trade(columns: Columnar) -> tuple[Flags, Flags]:
    """Which flows go from a known place to another, and which of them stay at a stage."""
    place, somewhere = _codes(columns.place, ("", UNKNOWN))
    stage, staged = _codes(columns.stage, ("",))
    source, target = columns.source, columns.target
    abroad = somewhere[source] & somewhere[target] & (place[source] != place[target])
    return abroad, abroad & (stage[source] == stage[target]) & staged[source]


def _codes(words: pa.DictionaryArray, none: tuple[str, ...]) -> tuple[Numbers, Flags]:
    """The number of each node's word, and whether it says something."""
    code = np.asarray(words.indices.to_numpy(zero_copy_only=False))
    says = pc.invert(pc.is_in(words.dictionary, value_set=pa.array(none))).to_numpy(zero_copy_only=False)
    return code, says[code] if len(says) else np.zeros(len(code), dtype=bool)


def _sums(ends: Numbers, flow: Floats, counted: Flags, nodes: int) -> Floats:
    """Tonnes by node and draw of the flows that count, (nodes, draws)."""
    which = np.flatnonzero(counted)
    end = ends[which]
    return np.column_stack([np.bincount(end, column[which], nodes).astype(np.float64) for column in flow.T])


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)


Part = tuple[bool, bool, Integers, Floats]
"""Whether it leaves a transit part, whether it enters one, flows, and shares of them."""


def _parts(flow: Floats, moved: Integers, leaving: Floats, entering: Floats) -> list[Part]:
    """The parts of the flows that are divided; a flow of nothing stays between the markets."""
    found = []
    for out in (False, True):
        for into in (False, True):
            part = (leaving if out else 1.0 - leaving) * (entering if into else 1.0 - entering)
            kept = (flow * part > 0).any(axis=1)
            if not (out or into):
                kept |= ~(flow > 0).any(axis=1)
            found.append((out, into, moved[kept], part[kept]))
    return found


def _behind(columns: Columnar, parts: list[Part], split: Flags, draws: int) -> Divided:
    """The flows that stay whole and the parts of the others, in the order of the flows."""
    transit = (np.cumsum(split) - 1 + len(split)).astype(columns.source.dtype)
    whole = np.ones(len(columns.flow), dtype=bool)
    for *_, row, _ in parts:
        whole[row] = False
    rows = [np.flatnonzero(whole), *(row for *_, row, _ in parts)]
    order = np.argsort(np.concatenate(rows), kind="stable")
    sources = [transit[columns.source[row]] if out else columns.source[row] for out, _, row, _ in parts]
    targets = [transit[columns.target[row]] if into else columns.target[row] for _, into, row, _ in parts]
    return Divided(
        split,
        np.concatenate(rows)[order],
        np.concatenate([columns.source[whole], *sources])[order],
        np.concatenate([columns.target[whole], *targets])[order],
        np.concatenate([np.ones((len(rows[0]), draws)), *(part for *_, part in parts)])[order],
    )
