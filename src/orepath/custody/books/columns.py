"""Events as columns: a million of them take little memory, and what every lot gained and lost is one sort away."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from orepath.custody.books.exact import MOST, whole
from orepath.custody.books.places import Places
from orepath.custody.event import KINDS, Claim, Correction, Event, Piece
from orepath.custody.units import unit
from orepath.errors import Fault, fault

Integers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
_N = TypeVar("_N", bound=np.generic)

MADE, TAKEN, SEEN, PUT, TAKEN_OUT = 1, -1, 0, 2, -2
"""What an event does to a lot: adds to it, takes from it, names it, puts it into a parent, takes it out of one."""
DIMENSIONS = ("mass", "count", "volume", "length", "area", "energy")
SHOWN = 60
"""Characters of an amount that a fault shows."""
UNSAID = -1
"""The dimension of an amount that is not said."""


@dataclass(frozen=True)
class Columns:
    """Events and their pieces.

    Parameters
    ----------
    at, kind
        When each event happened (µs since 1970, UTC) and its place in `orepath.custody.event.KINDS`, (events,).
    digest
        (events, 32) bytes.
    place
        The site of each event in `sites`, (events,).
    step
        The business step of each event in `steps`, (events,).
    given, where
        What each event says it is called, and its file and position.
    event, lot, role, dimension
        A row a piece: its event, its lot in `lots`, what was done (`MADE` …), its dimension in `DIMENSIONS`, (pieces,).
    amount
        Of each piece, in 10^-15 base units; 0 where `dimension` is `UNSAID`; whole numbers of any size, (pieces,).
    parent
        The parent of each piece in `lots`; -1 for none, (pieces,).
    claims, yields, transformations, owners, corrections
        What few events have, by the event's number.
    """

    at: Integers
    kind: NDArray[np.int8]
    digest: NDArray[np.uint8]
    place: NDArray[np.int32]
    step: NDArray[np.int32]
    given: list[str]
    where: Places
    event: NDArray[np.int32]
    lot: NDArray[np.int32]
    role: NDArray[np.int8]
    dimension: NDArray[np.int8]
    amount: NDArray[np.object_]
    parent: NDArray[np.int32]
    lots: list[str]
    sites: list[str]
    steps: list[str]
    claims: dict[int, tuple[Claim, ...]]
    yields: dict[int, Fraction]
    transformations: dict[int, str]
    owners: dict[int, tuple[str, str]]
    corrections: dict[int, Correction]

    @property
    def events(self) -> int:
        """How many events there are."""
        return len(self.at)


class Recorder:
    """Takes in events one by one."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._at, self._kind, self._digest = array("q"), array("b"), bytearray()
        self._place, self._step = array("i"), array("i")
        self._given: list[str] = []
        self._where = Places()
        self._event, self._lot, self._role = array("i"), array("i"), array("b")
        self._dimension, self._parent = array("b"), array("i")
        self._amount: list[int] = []
        self._lots, self._sites, self._steps = _Names(), _Names(), _Names()
        self._claims: dict[int, tuple[Claim, ...]] = {}
        self._yields: dict[int, Fraction] = {}
        self._transformations: dict[int, str] = {}
        self._owners: dict[int, tuple[str, str]] = {}
        self._corrections: dict[int, Correction] = {}

    def add(self, event: Event) -> None:
        """Take in an event."""
        number = len(self._given)
        self._at.append(event.at)
        self._kind.append(KINDS.index(event.kind))
        self._digest += event.digest
        self._place.append(self._sites[event.site])
        self._step.append(self._steps[event.step])
        self._given.append(event.given)
        self._where.append(event.where)
        parent = self._lots[event.parent] if event.parent else -1
        if event.kind == "transformation":
            self._pieces(number, event.taken, TAKEN, -1, event.where)
            self._pieces(number, event.made, MADE, -1, event.where)
        else:
            self._pieces(number, event.named, _role(event), parent, event.where)
        self._beside(number, event)

    def _beside(self, number: int, event: Event) -> None:
        """What few events have."""
        if event.claims:
            self._claims[number] = event.claims
            lots = {event.parent, *(piece.lot for piece in (*event.taken, *event.made, *event.named))}
            for each in event.claims:
                if each.lot not in lots:
                    self.faults.append(fault("custody_claim_lot", event.where, lot=each.lot, claim=each.content))
            for each in event.claims:
                self._whole(each.lot, each.amount, each.unit, event.where)
        if event.yield_ is not None:
            self._yields[number] = event.yield_
        if event.transformation:
            self._transformations[number] = event.transformation
        if event.from_ and event.to and event.from_ != event.to:
            self._owners[number] = (event.from_, event.to)
        if event.in_error is not None:
            self._corrections[number] = event.in_error

    def _pieces(self, number: int, pieces: Iterable[Piece], role: int, parent: int, where: str) -> None:
        for lot, amount, said in pieces:
            found = self._whole(lot, amount, said, where)
            self._event.append(number)
            self._lot.append(self._lots[lot])
            self._role.append(role)
            self._dimension.append(DIMENSIONS.index(unit(said).dimension) if amount is not None else UNSAID)
            self._parent.append(parent)
            self._amount.append(found)

    def _whole(self, lot: str, amount: Decimal | None, said: str, where: str) -> int:
        if amount is None:
            return 0
        found = whole(amount, said) if abs(amount) <= MOST else None
        if found is None or found < 0:
            code = "custody_too_fine" if found is None and abs(amount) <= MOST else "custody_amount"
            self.faults.append(fault(code, where, lot=lot, found=str(amount)[:SHOWN], unit=said))
        return found or 0

    def columns(self) -> Columns:
        """All that was taken in; the recorder is of no more use."""
        amount = np.empty(len(self._amount), dtype=object)
        amount[:] = self._amount
        return Columns(
            np.frombuffer(self._at, np.int64) if self._at else np.empty(0, np.int64),
            _array(self._kind, np.int8),
            np.frombuffer(bytes(self._digest), np.uint8).reshape(-1, 32),
            _array(self._place, np.int32),
            _array(self._step, np.int32),
            self._given,
            self._where,
            _array(self._event, np.int32),
            _array(self._lot, np.int32),
            _array(self._role, np.int8),
            _array(self._dimension, np.int8),
            amount,
            _array(self._parent, np.int32),
            list(self._lots),
            list(self._sites),
            list(self._steps),
            self._claims,
            self._yields,
            self._transformations,
            self._owners,
            self._corrections,
        )


class _Names(dict[str, int]):
    """Names by the number each was given when it first occurred."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


def _array(values: array[int], kind: type[_N]) -> NDArray[_N]:
    return np.frombuffer(values, kind) if values else np.empty(0, kind)


def _role(event: Event) -> int:
    """What an event that is no transformation does to what it names."""
    if event.kind == "object":
        return {"add": MADE, "delete": TAKEN}.get(event.action, SEEN)
    if event.kind in ("aggregation", "association") and event.parent:
        return {"add": PUT, "delete": TAKEN_OUT}.get(event.action, SEEN)
    return SEEN
