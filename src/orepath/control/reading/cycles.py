"""Entities that own each other wholly, with nobody outside."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from orepath.control.reading.days import said_day
from orepath.control.reading.masks import Flags
from orepath.control.reading.numbering import Numbered
from orepath.control.reading.rows import StakeRows
from orepath.control.reading.totals import Scaled, changes, exactly, held_on, scaled
from orepath.control.register import METRICS, Integers, Stakes
from orepath.errors import fault
from orepath.network.own.columns import Faults

CLOSING = tuple(METRICS.index(metric) for metric in ("equity", "votes"))
NAMED = 20
"""How many members of a cycle a message names."""


def refuse_closed(found: Numbered, rows: StakeRows, ids: tuple[str, ...], faults: Faults) -> None:
    """A fault for each set of entities whose shares, on some day, are all held by entities of the set.

    Of such a set nobody outside owns anything, so what anybody holds of it through chains has no answer.
    """
    stakes = found.stakes
    units = scaled(stakes)
    for metric in CLOSING:
        lines = np.flatnonzero((stakes.metric == metric) & (stakes.owner >= 0) & (stakes.numerator > 0))
        for members, day in _closed(stakes, lines, units, len(ids)):
            shown = ", ".join(ids[member] for member in members[:NAMED]) + (" …" if len(members) > NAMED else "")
            values = {"members": shown, "metric": METRICS[metric], "day": said_day(day)}
            faults.add(fault("control_cycle_closed", rows.file, **values))


def _closed(stakes: Stakes, lines: Integers, units: Scaled, entities: int) -> Iterator[tuple[list[int], int]]:
    """Each closed set and the first day on which it is one."""
    lines = _suspected(stakes, lines, units, entities)
    told: set[int] = set()
    for day in np.unique(stakes.from_[lines]).tolist():
        held = held_on(stakes, lines, day)
        while len(held):
            cyclic, component = _within(stakes, held, entities)
            full = _full(stakes, cyclic)
            if len(cyclic) == len(held) and full[stakes.owned[held]].all():
                break
            held = cyclic[full[stakes.owned[cyclic]] & full[stakes.owner[cyclic]]]
        for members in _sets(stakes.owned[held], component) if len(held) else ():
            if not told & set(members):
                told |= set(members)
                yield members, day


def _suspected(stakes: Stakes, lines: Integers, units: Scaled, entities: int) -> Integers:
    """The stakes that may close a cycle on some day.

    Whoever is in a closed set is wholly owned, at some time, from within its own strongly connected part; what is not
    is left out, which splits the parts further, until nothing changes. Days are told apart only in what an entity's
    shares come to, so that more may be left than is closed on any one day, but never less.
    """
    while len(lines):
        cyclic, _ = _within(stakes, lines, entities)
        owned = stakes.owned[cyclic].astype(np.int64)
        after = changes(owned, stakes.from_[cyclic], stakes.until[cyclic], units.share[cyclic])
        slack = np.bincount(owned[units.loose[cyclic]], minlength=entities)
        full = np.zeros(entities, dtype=bool)
        full[after.group[after.total >= units.whole - slack[after.group]]] = True
        kept = cyclic[full[owned] & full[stakes.owner[cyclic]]]
        if len(kept) == len(lines):
            break
        lines = kept
    return lines


def _within(stakes: Stakes, lines: Integers, entities: int) -> tuple[Integers, NDArray[np.int32]]:
    """The stakes whose two ends are in one strongly connected part, and the part of each entity."""
    owner, owned = stakes.owner[lines], stakes.owned[lines]
    graph = coo_array((np.ones(len(lines), dtype=np.int8), (owner, owned)), shape=(entities, entities))
    _, component = connected_components(graph.tocsr(), connection="strong")
    return lines[component[owner] == component[owned]], component


def _full(stakes: Stakes, lines: Integers) -> Flags:
    """Which entities are wholly owned by some stakes, exactly."""
    full = np.zeros(int(stakes.owned.max(initial=0)) + 1 + int(stakes.owner.max(initial=0)), dtype=bool)
    order = np.argsort(stakes.owned[lines], kind="stable")
    owned, begins = np.unique(stakes.owned[lines][order], return_index=True)
    for each, some in zip(owned.tolist(), np.split(lines[order], begins)[1:], strict=True):
        full[each] = exactly(stakes, some) >= 1
    return full


def _sets(members: NDArray[np.int32], component: NDArray[np.int32]) -> list[list[int]]:
    """Entities by the part they are in, in order."""
    parts: dict[int, list[int]] = {}
    for member in np.unique(members).tolist():
        parts.setdefault(int(component[member]), []).append(member)
    return sorted(parts.values())
