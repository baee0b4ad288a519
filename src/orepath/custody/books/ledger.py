"""The ledger of a chain of custody: documents in, and everything the books say of them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from orepath.custody.books.balances import balances
from orepath.custody.books.claims import Booked, Granted, book
from orepath.custody.books.columns import Columns, Recorder
from orepath.custody.books.exact import whole
from orepath.custody.books.loops import circles, loops
from orepath.custody.books.sifting import Sifted, event_id, sift
from orepath.custody.books.stated import together
from orepath.custody.books.stocks import Stocks, stocks
from orepath.custody.books.transfers import transfers
from orepath.custody.books.transformations import MASS, Transformations, transformations
from orepath.custody.books.violation import VIOLATIONS, Violation
from orepath.custody.document import Document, LotFacts, Site, Unread
from orepath.custody.event import Model
from orepath.errors import Fault, InputError

Progress = Callable[[int], None]
"""Called with how many events are taken in."""
OFTEN = 10_000


@dataclass(frozen=True)
class Balance:
    """What went in with a claim at a site within a period, and what was claimed of it (kg).

    Parameters
    ----------
    went_in
        With the claim, times the yield.
    left
        What may still be claimed within the period.
    """

    site: str
    content: str
    from_: date
    until: date
    went_in: Decimal
    claimed: Decimal
    left: Decimal


@dataclass(frozen=True)
class Ledger:
    """The books of a chain of custody.

    Parameters
    ----------
    model
        The model of claims that do not say theirs.
    facts
        What documents say of lots, by lot; also of lots that no event names.
    circle
        The circle each lot is part of; -1 for none, (lots,).
    documents
        The files, without their events.
    """

    model: Model
    sifted: Sifted
    held: Stocks
    transformed: Transformations
    booked: Booked
    facts: dict[str, LotFacts]
    sites: dict[str, Site]
    circle: NDArray[np.int64]
    violations: tuple[Violation, ...]
    documents: tuple[Document, ...]

    @property
    def columns(self) -> Columns:
        """The events that count."""
        return self.sifted.columns

    @property
    def unread(self) -> tuple[Unread, ...]:
        """What was not taken in of all documents."""
        return tuple(each for document in self.documents for each in document.unread)

    def event_ids(self) -> list[str]:
        """The hash identifiers of the events that count, in the order of time."""
        return [event_id(self.columns, number) for number in range(self.columns.events)]

    def event_id(self, number: int) -> str:
        """The hash identifier of an event by its number."""
        return event_id(self.columns, number)

    def unchecked(self) -> dict[str, int]:
        """How many transformations were not checked, as masses are not known, and how many lots, as amounts are not."""
        open_ = (self.transformed.in_ < 0) | (self.transformed.out < 0)
        named = np.bincount(self.columns.lot, minlength=len(self.columns.lots)) > 0
        return {
            "transformations": int(np.sum(open_)),
            "lots": int(np.sum(named & (~self.held.measured | (self.held.dimension < 0)))),
        }

    def granted(self) -> tuple[Granted, ...]:
        """The claims that stand."""
        return self.booked.granted

    def balances(self) -> list[Balance]:
        """The balance of each site, claim and period, in that order."""
        claims: dict[tuple[int, str], dict[tuple[date, date], int]] = {}
        for each in self.booked.granted:
            if not each.declared and self.held.dimension[each.lot] == MASS:
                its = claims.setdefault((self.transformed.pool(self.columns, each.event), each.content), {})
                its[each.from_, each.until] = its.get((each.from_, each.until), 0) + each.amount
        found = [
            Balance(self.columns.sites[place] if place >= 0 else "", content, *each)
            for (place, content), account in (self.booked.accounts or {}).items()
            for each in balances(account, claims.get((place, content), {}))
        ]
        return sorted(found, key=lambda each: (each.site, each.content, each.from_, each.until))


def keep(
    documents: Iterable[Document],
    model: Model = "mass-balance",
    progress: Progress | None = None,
    faults: Sequence[Fault] = (),
) -> Ledger:
    """Keep the books of what documents say.

    Parameters
    ----------
    model
        For claims that do not say theirs.
    faults
        Those found before, to be told with the others.

    Raises
    ------
    InputError
        With every fault of the events of all documents.
    """
    given = tuple(documents)
    columns = _recorded(given, progress, list(faults))
    sifted = sift(columns)
    facts, differing = together(each for document in given for each in document.lots)
    stated = (
        {
            number: mass
            for number, name in enumerate(sifted.columns.lots)
            if (known := facts.get(name)) is not None and known.mass_kg is not None
            if (mass := whole(known.mass_kg, "KGM")) is not None
        }
        if facts
        else {}
    )
    held = stocks(sifted, stated)
    transformed = transformations(sifted, held)
    circle = circles(sifted, transformed)
    booked = book(sifted, held, transformed, model)
    violations = [
        *sifted.violations,
        *held.violations,
        *transformed.violations,
        *loops(sifted, transformed, circle),
        *booked.violations,
        *transfers(sifted, held),
        *differing,
    ]
    sites = {each.id: each for document in reversed(given) for each in document.sites}
    bare = tuple(
        Document(
            each.file,
            each.format,
            lots=each.lots,
            sites=each.sites,
            passports=each.passports,
            declarations=each.declarations,
            unread=each.unread,
        )
        for each in given
    )
    return Ledger(model, sifted, held, transformed, booked, facts, sites, circle, _sorted(violations), bare)


def _recorded(documents: tuple[Document, ...], progress: Progress | None, faults: list[Fault]) -> Columns:
    recorder = Recorder()
    count = 0
    for document in documents:
        try:
            for event in document.events():
                recorder.add(event)
                count += 1
                if progress and count % OFTEN == 0:
                    progress(count)
        except InputError as error:
            faults.extend(error.faults)
    faults += recorder.faults
    if faults:
        raise InputError(faults)
    return recorder.columns()


def _sorted(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """By kind in the order of `VIOLATIONS`, then by what is said."""
    return tuple(sorted(violations, key=lambda each: (VIOLATIONS.index(each.kind), each.explanation.en, each.events)))
