"""The stakes in force on a day, each metric by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from orepath.control.register import KINDS, METRICS, NOBODY_KNOWN, Integers, Metric, Numbers, Register
from orepath.errors import UnknownName

EPOCH = date(1970, 1, 1)
OWNED: int = KINDS.index("company")
"""The only kind of entity that is owned: governments and persons are owned by nobody."""


@dataclass(frozen=True)
class InForce:
    """Stakes of one metric in force on a day, (m,) each.

    Parameters
    ----------
    owner
        Numbers of entities; all `NOBODY_KNOWN` where the owners are not known.
    numerator, most, denominator
        The share, exactly: ``numerator / denominator`` to ``most / denominator``.
    row
        Where each stands in its file.
    entities
        How many entities the register has.
    """

    owner: Numbers
    owned: Numbers
    numerator: Integers
    most: Integers
    denominator: Integers
    row: Numbers
    entities: int

    @cached_property
    def by_owned(self) -> tuple[Numbers, Integers]:
        """Numbers of the stakes by the entity that is owned, and where each entity's start, (entities + 1,)."""
        order = np.argsort(self.owned, kind="stable").astype(np.int32)
        bounds = np.searchsorted(self.owned[order], np.arange(self.entities + 1))
        return order, bounds.astype(np.int64)

    def of(self, owned: int) -> Numbers:
        """Numbers of the stakes in an entity."""
        order, bounds = self.by_owned
        return order[bounds[owned] : bounds[owned + 1]]


@dataclass(frozen=True)
class OnDay:
    """A register as it stands on a day.

    Parameters
    ----------
    named
        By metric, the stakes whose owners are known.
    unnamed
        By metric, the stakes whose owners nobody knows.
    """

    register: Register
    as_of: date
    named: dict[Metric, InForce]
    unnamed: dict[Metric, InForce]

    @property
    def entities(self) -> int:
        """How many entities there are."""
        return len(self.register.entities.ids)

    def id(self, number: int) -> str:
        """The id of an entity."""
        return self.register.entities.ids[number]

    def where(self, rows: tuple[int, ...]) -> str:
        """Where some stakes stand, for people: file and rows."""
        told = ", ".join(str(row) for row in rows)
        return f"{self.register.file}, {self.register.rows_are} {told}"


def on_day(register: Register, as_of: date) -> OnDay:
    """The stakes of a register in force on a day: from their first day until, not including, their last.

    A stake of nothing (0 at most), and one in a government or a person, is left out.
    """
    stakes, day = register.stakes, (as_of - EPOCH).days
    holds = (stakes.from_ <= day) & (day < stakes.until) & (stakes.most > 0)
    holds &= register.entities.kind[stakes.owned] == OWNED
    nobody = stakes.owner == NOBODY_KNOWN
    return OnDay(register, as_of, _by_metric(register, holds & ~nobody), _by_metric(register, holds & nobody))


def _by_metric(register: Register, which: NDArray[np.bool_]) -> dict[Metric, InForce]:
    stakes, entities = register.stakes, len(register.entities.ids)
    found: dict[Metric, InForce] = {}
    for code, metric in enumerate(METRICS):
        at = np.flatnonzero(which & (stakes.metric == code))
        columns = (stakes.numerator[at], stakes.most[at], stakes.denominator[at], stakes.row[at])
        found[metric] = InForce(stakes.owner[at], stakes.owned[at], *columns, entities)
    return found


def within(stakes: InForce, nodes: Integers) -> InForce:
    """The stakes among some entities, which are numbered anew."""
    at = np.flatnonzero(np.isin(stakes.owned, nodes) & np.isin(stakes.owner, nodes))
    owner, owned = (np.searchsorted(nodes, end[at]).astype(np.int32) for end in (stakes.owner, stakes.owned))
    shares = (stakes.numerator[at], stakes.most[at], stakes.denominator[at], stakes.row[at])
    return InForce(owner, owned, *shares, len(nodes))


def numbers(register: Register, ids: Sequence[str]) -> list[int]:
    """The numbers of some entities.

    Raises
    ------
    UnknownName
        If one is not in the register.
    """
    every = register.entities.ids
    place = {id: number for number, id in enumerate(every)} if len(ids) > 8 else {}
    for id in ids:
        if id not in (place or every):
            raise UnknownName("entity", id, every)
    return [place[id] if place else every.index(id) for id in ids]
