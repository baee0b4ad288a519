"""What every lot held: how much was made, taken and left, and where more was taken than was there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from orepath.custody.books.columns import DIMENSIONS, MADE, SEEN, TAKEN, UNSAID, Columns, Flags, Integers
from orepath.custody.books.exact import SCALE, decimal
from orepath.custody.books.grouped import Grouped
from orepath.custody.books.sifting import Sifted, event_id
from orepath.custody.books.violation import Violation, say
from orepath.vocabulary.language import Text

RECEIVING = ("receiving", "accepting")
"""Business steps (CBV 2.0) at which a lot that was made outside the record comes into it."""
SERIAL = ("/21/", "/00/", "urn:epc:id:")
"""What only the identifier of a single item has in it, in its canonical form."""


@dataclass(frozen=True)
class Stocks:
    """What every lot held, in the order of `Columns.lots`.

    Parameters
    ----------
    dimension
        What its amounts measure, in `orepath.custody.books.columns.DIMENSIONS`; -1 where none is said, or several are.
    made, taken
        In 10^-15 base units, whole numbers of any size, (lots,).
    within
        Whether the record tells of its making, if only in a disputed event; the others come from outside it.
    open_
        Whether nothing says how much there is of it: it comes from outside, and `made` is only what was taken of it.
    known
        Whether all amounts are said by which it came in, so that `made` is all there is of it.
    measured
        Whether all amounts are said, so that its stock can be checked.
    first
        The first event that names it, and when (µs since 1970).
    """

    dimension: NDArray[np.int8]
    made: NDArray[np.object_]
    taken: NDArray[np.object_]
    within: Flags
    open_: Flags
    known: Flags
    measured: Flags
    first: Integers
    violations: tuple[Violation, ...]

    def left(self) -> NDArray[np.object_]:
        """What is left of each."""
        found: NDArray[np.object_] = self.made - self.taken
        return found


def stocks(sifted: Sifted, stated: dict[int, int]) -> Stocks:
    """The stock of every lot.

    What was made outside the record comes in with what is said to be received of it; where nothing is, with what is
    taken of it. A lot whose amount no event says holds the mass that a document states.

    Parameters
    ----------
    stated
        The mass of lots as documents state it, by the lot's number, in 10^-15 kg.
    """
    columns = sifted.columns
    lots = len(columns.lots)
    disputed = sifted.disputed[columns.event] if len(columns.event) else np.zeros(0, dtype=bool)
    making = (columns.role == MADE) & ~disputed
    taking = columns.role == TAKEN
    within = (np.bincount(columns.lot[columns.role == MADE], minlength=lots) > 0) | sifted.retracted
    coming = _coming(columns, ~within[columns.lot] & (columns.role == SEEN) & ~disputed)
    moves = making | coming | taking
    said = moves & (columns.dimension != UNSAID)
    dimension, mixed = _dimensions(columns, said, lots)
    silent = np.zeros(lots, dtype=bool)
    silent[columns.lot[moves & ~said]] = True
    unsaid = np.zeros(lots, dtype=bool)
    unsaid[columns.lot[(making | coming) & ~said]] = True
    made = _summed(columns, (making | coming) & said, lots)
    taken = _summed(columns, taking & said, lots)
    measured = ~mixed & ~silent
    by_lot = Grouped(columns.lot, lots)
    for lot in np.flatnonzero(silent & ~mixed):
        rows = by_lot.rows(int(lot))
        if _complete(int(lot), columns, rows, (making | coming)[rows], made, taken, measured, dimension, stated):
            unsaid[lot] = False
    outside = ~within & (np.bincount(columns.lot[coming], minlength=lots) == 0)
    made[outside] = taken[outside]
    known = ~mixed & ~unsaid & ~(outside & silent)
    first = np.full(lots, np.iinfo(np.int64).max)
    np.minimum.at(first, columns.lot, columns.at[columns.event])
    found = Stocks(dimension, made, taken, within, outside, known, measured, first, ())
    violations = [
        *_units(columns, mixed, said, by_lot),
        *_shortages(columns, found, making | coming, taking, measured & ~outside),
        *_twice(columns, making, by_lot),
    ]
    return Stocks(dimension, made, taken, within, outside, known, measured, first, tuple(violations))


def amount(value: int, dimension: int) -> Text:
    """An amount as it is read, with its unit."""
    return say(DIMENSIONS[dimension] if dimension >= 0 else "count", amount=f"{decimal(value):,f}")


def day(at: int) -> str:
    """A moment as it is read: the day where it is midnight, else to the second (UTC)."""
    moment = datetime.fromtimestamp(at // 1_000_000, UTC)
    return f"{moment:%Y-%m-%d}" if at % 86_400_000_000 == 0 else f"{moment:%Y-%m-%d %H:%M:%S}Z"


def _coming(columns: Columns, counted: Flags) -> Flags:
    """The pieces, of those counted, by which lots come into the record: as received at the first site, not again later.

    Who receives and then accepts a lot has it once, and so has who receives it from another site of the record.
    """
    found = np.zeros(len(counted), dtype=bool)
    steps = np.isin(columns.step, [number for number, step in enumerate(columns.steps) if step in RECEIVING])
    rows = np.flatnonzero(counted & (steps[columns.event] if len(columns.event) else counted))
    if not len(rows):
        return found
    lot, event = columns.lot[rows], columns.event[rows]
    first = np.full(len(columns.lots), -1, dtype=np.int64)
    first[lot[::-1]] = event[::-1]
    of = first[lot]
    same = (columns.place[event] == columns.place[of]) & (columns.step[event] == columns.step[of])
    found[rows[same]] = True
    return found


def _dimensions(columns: Columns, said: Flags, lots: int) -> tuple[NDArray[np.int8], Flags]:
    """The dimension of each lot's amounts, and whether they have several."""
    low = np.full(lots, len(DIMENSIONS), dtype=np.int8)
    high = np.full(lots, UNSAID, dtype=np.int8)
    np.minimum.at(low, columns.lot[said], columns.dimension[said])
    np.maximum.at(high, columns.lot[said], columns.dimension[said])
    mixed = (high != UNSAID) & (low != high)
    return np.where(mixed, np.int8(UNSAID), high).astype(np.int8), mixed


def _summed(columns: Columns, chosen: Flags, lots: int) -> NDArray[np.object_]:
    """The amounts of some pieces by lot, exactly."""
    found = np.zeros(lots, dtype=object)
    np.add.at(found, columns.lot[chosen], columns.amount[chosen])
    return found


def _complete(
    lot: int,
    columns: Columns,
    rows: Integers,
    coming: Flags,
    made: NDArray[np.object_],
    taken: NDArray[np.object_],
    measured: Flags,
    dimension: NDArray[np.int8],
    stated: dict[int, int],
) -> bool:
    """A lot of which some amounts are not said: all of it is meant; how much that is, a document may state.

    Gives whether it is known how much came in.
    """
    silent, taking = columns.dimension[rows] == UNSAID, columns.role[rows] == TAKEN
    mass = DIMENSIONS.index("mass")
    if (silent & coming).any() and lot in stated and dimension[lot] in (UNSAID, mass):
        made[lot], dimension[lot] = stated[lot], mass
    elif (silent & coming).any() or not coming.any():
        return False
    if (silent & taking).any():
        if taking.sum() > 1:
            return True
        taken[lot] = made[lot]
    measured[lot] = True
    return True


def _shortages(columns: Columns, found: Stocks, coming: Flags, taking: Flags, checked: Flags) -> Iterator[Violation]:
    """Lots of which more was taken than was there, ever or at the time.

    At one moment, what is made comes before what is taken.
    """
    rows = np.flatnonzero((coming | taking) & checked[columns.lot] & (columns.dimension != UNSAID))
    if not len(rows):
        return
    out = taking[rows]
    rows = rows[np.lexsort((out, columns.at[columns.event[rows]], columns.lot[rows]))]
    sign = np.where(taking[rows], -1, 1).astype(object)
    running = np.add.accumulate(columns.amount[rows] * sign)
    lot = columns.lot[rows]
    start = np.flatnonzero(np.r_[True, lot[1:] != lot[:-1]])
    before = np.r_[0, running[start[1:] - 1]] if len(start) > 1 else np.array([0], dtype=object)
    level = running - np.repeat(before, np.diff(np.r_[start, len(rows)]))
    below = np.asarray(level < 0, dtype=bool)
    ends = np.r_[start[1:], len(rows)]
    for group in np.unique(np.searchsorted(start, np.flatnonzero(below), side="right") - 1):
        its = slice(start[group], ends[group])
        yield _shortage(columns, found, int(lot[start[group]]), rows[its], int(np.flatnonzero(below[its])[0]))


def _shortage(columns: Columns, found: Stocks, lot: int, rows: Integers, first: int) -> Violation:
    """The violation of a lot: what was taken up to where its stock first fell below nothing, and what was made."""
    dimension = int(found.dimension[lot])
    upto = rows[: first + 1]
    short = found.taken[lot] > found.made[lot]
    proof = rows if short else np.r_[upto, rows[first + 1 :][columns.role[rows[first + 1 :]] != TAKEN]]
    events = list(dict.fromkeys(int(event) for event in columns.event[proof]))
    name = columns.lots[lot]
    if short:
        said = say(
            "negative_stock",
            lot=name,
            taken=amount(found.taken[lot], dimension),
            made=amount(found.made[lot], dimension),
        )
    else:
        taken = sum(columns.amount[upto][columns.role[upto] == TAKEN])
        made = sum(columns.amount[upto][columns.role[upto] != TAKEN])
        when = day(int(columns.at[columns.event[rows[first]]]))
        said = say("out_of_order", lot=name, taken=amount(taken, dimension), made=amount(made, dimension), day=when)
    kind = "negative_stock" if short else "out_of_order"
    return Violation(
        kind,  # type: ignore[arg-type]  # one of the two
        tuple(event_id(columns, event) for event in events),
        said,
        tuple(columns.where[event] for event in events),
        (name,),
    )


def _units(columns: Columns, mixed: Flags, said: Flags, by_lot: Grouped) -> Iterator[Violation]:
    for lot in np.flatnonzero(mixed):
        rows = by_lot.rows(int(lot))
        rows = rows[said[rows]]
        events = list(dict.fromkeys(columns.event[rows].tolist()))
        named = sorted({DIMENSIONS[each] for each in columns.dimension[rows]})
        words = Text(
            ", ".join(say(f"dim_{each}").en for each in named), "、".join(say(f"dim_{each}").ja for each in named)
        )
        yield Violation(
            "unit_mismatch",
            tuple(event_id(columns, event) for event in events),
            say("unit_mismatch", lot=columns.lots[lot], dimensions=words),
            tuple(columns.where[event] for event in events),
            (columns.lots[lot],),
        )


def _twice(columns: Columns, making: Flags, by_lot: Grouped) -> Iterator[Violation]:
    """Single items that several events bring into being."""
    one = making & (columns.dimension == DIMENSIONS.index("count"))
    count = np.bincount(columns.lot[one], minlength=len(columns.lots))
    for lot in np.flatnonzero(count > 1):
        name = columns.lots[lot]
        rows = by_lot.rows(int(lot))
        rows = rows[one[rows]]
        if not single(name) or any(columns.amount[rows] != SCALE):
            continue
        events = columns.event[rows].tolist()
        yield Violation(
            "identifier_conflict",
            tuple(event_id(columns, event) for event in events),
            say("made_twice", lot=name, count=len(events)),
            tuple(columns.where[event] for event in events),
            (name,),
        )


def single(lot: str) -> bool:
    """Whether an identifier is that of a single item.

    >>> single("https://id.gs1.org/01/04012345111118/21/9876"), single("https://id.gs1.org/01/04012345111118/10/A")
    (True, False)
    """
    return any(part in lot for part in SERIAL)
