"""Whether a claim is covered by what went in with it."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

import numpy as np

from orepath.custody.books.accounts import Account, Credit
from orepath.custody.books.columns import DIMENSIONS, MADE, SEEN, TAKEN, UNSAID, Columns
from orepath.custody.books.drawn import short
from orepath.custody.books.exact import Total, whole
from orepath.custody.books.models import longest_months
from orepath.custody.books.periods import day_of, moment, shown, too_long
from orepath.custody.books.pieces import Pieces
from orepath.custody.books.sifting import Sifted
from orepath.custody.books.sources import Sources, named
from orepath.custody.books.stocks import Stocks, amount
from orepath.custody.books.transformations import MASS, Transformations
from orepath.custody.books.verdict import MOST_EVENTS, NOTHING, WAITS, Asked, Others, Verdict, refused
from orepath.custody.books.violation import ViolationKind, listed
from orepath.custody.event import MODELS, Model
from orepath.custody.units import unit
from orepath.vocabulary.language import Text

EVER = -(2**62)
"""A moment before all others."""


class Cover:
    """What lots carry and what sites may claim."""

    def __init__(self, sifted: Sifted, held: Stocks, transformed: Transformations, pieces: Pieces) -> None:
        self.sifted, self.columns = sifted, sifted.columns
        self.held, self.transformed, self.pieces = held, transformed, pieces
        self.accounts: defaultdict[tuple[int, str], Account] = defaultdict(Account)
        self._short = short(sifted, held)
        self._ids: dict[int, str] = {}
        self._sources = Sources(sifted, transformed)
        self._joined: dict[int, tuple[str, ...]] = {}
        self._credits: dict[tuple[int, str], Credit] = {}
        self._carried: dict[tuple[int, str], dict[Model, int]] = {}
        self._contents: defaultdict[int, dict[str, None]] = defaultdict(dict)
        self._claimed: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        self._made: dict[int, frozenset[int]] = {}
        self._said: dict[int, dict[int, int]] = {}
        self._lacking: dict[tuple[int, str, Model], Text | None] = {}
        self._begun = _begun(sifted, transformed)
        self._declared: defaultdict[tuple[int, str], int] = defaultdict(int)

    def anew(self) -> None:
        """Begin another pass over the steps of a moment: what was found lacking may have come."""
        self._lacking.clear()
        self._made.clear()

    def credit(self, events: list[int]) -> None:
        """Book what the inputs of a step carry, times what can come of them, to the account of its site."""
        number = int(self.transformed.number[events[0]])
        if number < 0:
            return
        joined = self._joined[number] = self._sources.together(self.pieces.lots(events, TAKEN))
        for lot in self._makes(events):
            self._sources.join(lot, joined)
        possible = self.transformed.possible(number)
        if possible is None:
            return
        eligible: defaultdict[str, Total] = defaultdict(Total)
        for row, lot in self._taken(events):
            mass = min(int(self.transformed.mass[row]), self._short.get(row, int(self.transformed.mass[row])))
            for content in self._contents.get(lot, ()):
                eligible[content].add(self._share(lot, content, MODELS) * mass)
        event = self.pieces.last(events)
        for content, mass_of in sorted(eligible.items()):
            account = self.accounts[self._pool(event), content]
            self._credits[number, content] = account.credit(int(self.columns.at[event]), mass_of.sum * possible, event)

    def derives(self, events: list[int], event: int, lot: int) -> bool:
        """Whether a lot is made from others by a step."""
        return bool(self.transformed.number[event] >= 0) and lot in self._makes(events)

    def verdict(self, asked: Asked, final: bool) -> Verdict:
        """What becomes of a claim.

        Parameters
        ----------
        final
            Whether nothing more happens at its moment.
        """
        lot, held = asked.lot, self.held
        derived = self.derives(asked.events, asked.event, lot)
        begins = not held.within[lot] or (not derived and lot in self._makes(asked.events))
        wanted = self._wanted(asked, derived)
        if wanted is None:
            untold = held.open_[lot] and held.known[lot] and held.dimension[lot] == UNSAID
            return NOTHING if untold else self._refused("overclaiming", "overclaiming_unsaid", asked)
        key = (lot, asked.claim.content)
        if not derived and (not begins or self._repeats(asked, wanted)):
            return self._said_again(asked, wanted)
        if held.open_[lot]:
            wanted = min(wanted, int(held.made[lot]) - sum(self._carried.get(key, {}).values()))
            if wanted <= 0:
                return NOTHING
        refused_ = self._beyond(asked, wanted)
        if refused_ is None:
            if derived:
                refused_ = self._astray(asked) or self._uncovered(asked, wanted, final)
            else:
                refused_ = self._not_begun(asked, wanted)
        if refused_ is not None:
            return refused_
        if not held.within[lot]:
            sender, _ = self.columns.owners.get(asked.event, (asked.claim.lot, ""))
            self._sources.join(lot, (sender,))
        carried = self._carried.setdefault(key, {})
        carried[asked.model] = carried.get(asked.model, 0) + wanted
        if not derived:
            self._declared[key] += wanted
        self._contents[lot][asked.claim.content] = None
        self._claimed[key].append(asked.event)
        return Verdict(wanted, declared=not derived)

    def _pool(self, event: int) -> int:
        return self.transformed.pool(self.columns, event)

    def _makes(self, events: list[int]) -> frozenset[int]:
        if events[0] not in self._made:
            self._made[events[0]] = frozenset(self.pieces.lots(events, MADE))
        return self._made[events[0]]

    def _taken(self, events: list[int]) -> list[tuple[int, int]]:
        """The rows and lots that a step takes, but for what disputed events do."""
        counted = [event for event in events if not self.sifted.disputed[event]]
        return list(zip(self.pieces.rows(counted, TAKEN), self.pieces.lots(counted, TAKEN), strict=True))

    def _carries(self, asked: Asked, under: tuple[Model, ...]) -> int:
        carried = self._carried.get((asked.lot, asked.claim.content), {})
        return sum(carried.get(each, 0) for each in under)

    def _share(self, lot: int, content: str, under: tuple[Model, ...]) -> Fraction:
        """What part of a lot carries a claim under any of some models; none where it is not known how much there is."""
        carried, made = self._carried.get((lot, content), {}), int(self.held.made[lot])
        if not made or not self.held.known[lot]:
            return Fraction(0)
        return min(Fraction(sum(carried.get(each, 0) for each in under), made), Fraction(1))

    def _wanted(self, asked: Asked, derived: bool) -> int | None:
        """How much is claimed; None where neither the claim nor the record says, or in a unit that does not convert.

        A claim without an amount is of what its event, or its transformation, names of the lot; where no amount is
        said there either, of all of it that began without recorded inputs, or that there is.
        """
        dimension = int(self.held.dimension[asked.lot])
        if asked.claim.amount is None:
            if (named := self._named(asked, derived)) is not None:
                return named
            if dimension < 0 or not self.held.known[asked.lot]:
                return None
            made = int(self.held.made[asked.lot])
            begins = not derived and asked.lot in self._makes(asked.events)
            return self._begun.get(asked.lot, made) if begins else made
        if dimension < 0 or unit(asked.claim.unit).dimension != DIMENSIONS[dimension]:
            return None
        found = whole(asked.claim.amount, asked.claim.unit)
        return None if found is None or found < 0 else found

    def _named(self, asked: Asked, derived: bool) -> int | None:
        """How much of its lot the event of a claim names, or its transformation makes; None where it does not say."""
        key = asked.events[0] if derived else -1 - asked.event
        if key not in self._said:
            events = asked.events if derived else [asked.event]
            every = [*self.pieces.rows(events, MADE), *([] if derived else self.pieces.rows(events, SEEN))]
            self._said[key] = _amounts(self.columns, self.held, every)
        return self._said[key].get(asked.lot)

    def _repeats(self, asked: Asked, wanted: int) -> bool:
        """Whether what is declared of a lot from outside says again what was declared of it: more than all there is."""
        if self.held.within[asked.lot] or wanted + self._carries(asked, MODELS) <= int(self.held.made[asked.lot]):
            return False
        return 0 < wanted <= self._carries(asked, _under(asked.model))

    def _said_again(self, asked: Asked, wanted: int) -> Verdict:
        """A claim on a lot that was made before: no more than it carries under the same model or a stricter one."""
        carried = self._carries(asked, _under(asked.model))
        if wanted <= carried:
            return NOTHING
        return self._refused("overclaiming", "overclaiming_again", asked, wanted, allowed=self._amount(asked, carried))

    def _beyond(self, asked: Asked, wanted: int) -> Verdict | None:
        """A claim by which more of a lot would carry it than there is."""
        before = self._claimed[asked.lot, asked.claim.content]
        total, made = wanted + self._carries(asked, MODELS), int(self.held.made[asked.lot])
        if total <= made:
            return None
        holds = self._amount(asked, made)
        if not self.held.known[asked.lot]:
            return self._refused("overclaiming", "overclaiming_lot_unknown", asked, wanted, made=holds)
        if not before:
            return self._refused("overclaiming", "overclaiming_lot", asked, wanted, made=holds)
        count, others = len(before) + 1, Others(before[-MOST_EVENTS:], max(len(before) - MOST_EVENTS, 0))
        return self._refused("double_claiming", "double_claiming", asked, total, others, made=holds, count=count)

    def _not_begun(self, asked: Asked, wanted: int) -> Verdict | None:
        """A declaration on a lot of which less began without recorded inputs: the rest carries what went into it."""
        begun = self._begun.get(asked.lot)
        total = wanted + self._declared[asked.lot, asked.claim.content]
        if begun is None or total <= begun:
            return None
        before = self._claimed[asked.lot, asked.claim.content]
        others = Others(before[-MOST_EVENTS:], max(len(before) - MOST_EVENTS, 0))
        return self._refused(
            "overclaiming", "overclaiming_begun", asked, total, others, made=self._amount(asked, begun)
        )

    def _astray(self, asked: Asked) -> Verdict | None:
        """A claim for a period in which its lot was not made, or that is too long."""
        from_, until = asked.period
        made = day_of(int(self.columns.at[asked.event]))
        words: dict[str, Any] = {"period": shown(from_, until), "day": made, "months": longest_months()}
        if not from_ <= made < until:
            return self._refused("outside_period", "outside_period_event", asked, **words)
        if too_long(from_, until):
            return self._refused("outside_period", "outside_period_long", asked, **words)
        return None

    def _uncovered(self, asked: Asked, wanted: int, final: bool) -> Verdict | None:
        """A claim that what went in does not cover under its model."""
        if asked.model != "mass-balance":
            return self._unlike(asked, wanted, final)
        if self.held.dimension[asked.lot] != MASS:
            return self._refused("overclaiming", "overclaiming_unknown", asked, wanted)
        account = self.accounts[self._pool(asked.event), asked.claim.content]
        from_, until = (moment(day) for day in asked.period)
        if account.claim(Fraction(wanted), from_, until):
            return None
        if not final:
            return WAITS
        if account.available(EVER, -EVER) >= wanted:
            every = self._events_of(account, range(len(account.credits)))
            period = shown(*asked.period)
            return self._refused("outside_period", "outside_period", asked, wanted, every, period=period)
        others = self._events_of(account, account.within(from_, until))
        if self.transformed.possible(int(self.transformed.number[asked.event])) is None:
            return self._refused("overclaiming", "overclaiming_unknown", asked, wanted, others)
        allowed = self._amount(asked, int(account.available(from_, until)))
        return self._refused("overclaiming", "overclaiming", asked, wanted, others, allowed=allowed)

    def _events_of(self, account: Account, credits: range) -> Others:
        """The events of some credits, the last of many, and how many more there are."""
        few = [account.credits[number].event for number in credits[-MOST_EVENTS:]]
        return Others(few, len(credits) - len(few))

    def _unlike(self, asked: Asked, wanted: int, final: bool) -> Verdict | None:
        """A claim of a stricter model for which not all that went in fits."""
        number = int(self.transformed.number[asked.event])
        if self.transformed.nothing_in(number):
            return self._refused("overclaiming", "overclaiming", asked, wanted, allowed=self._amount(asked, 0))
        lacking = self._lacks(asked)
        if lacking is not None:
            return self._refused("overclaiming", "overclaiming_mixed", asked, wanted, lots=lacking) if final else WAITS
        sources = self._joined[number]
        if asked.model == "identity-preserved" and len(sources) > 1:
            return self._refused("overclaiming", "overclaiming_sources", asked, wanted, sources=named(sources))
        credit = self._credits.get((number, asked.claim.content))
        if credit is None or self.held.dimension[asked.lot] != MASS:
            return None
        if credit.account.use(credit, wanted):
            return None
        allowed = self._amount(asked, int(credit.left))
        return self._refused("overclaiming", "overclaiming", asked, wanted, allowed=allowed)

    def _lacks(self, asked: Asked) -> Text | None:
        """The lots taken by a step that do not carry a claim in full as its model asks; None where all do."""
        key = (asked.events[0], asked.claim.content, asked.model)
        if key not in self._lacking:
            columns, under, took = self.columns, _under(asked.model), self.pieces.rows(asked.events, TAKEN)
            other = [
                int(columns.lot[row])
                for row in took
                if self._share(int(columns.lot[row]), asked.claim.content, under) < 1
                or row in self._short
                or self.sifted.disputed[columns.event[row]]
            ]
            shown_lots = listed([columns.lots[lot] for lot in dict.fromkeys(other)]) if other else None
            self._lacking[key] = shown_lots
        return self._lacking[key]

    def _amount(self, asked: Asked, value: int) -> Text:
        return amount(value, int(self.held.dimension[asked.lot]))

    def _refused(
        self,
        kind: ViolationKind,
        key: str,
        asked: Asked,
        wanted: int | None = None,
        others: Others | None = None,
        **words: object,
    ) -> Verdict:
        claimed = None if wanted is None else self._amount(asked, wanted)
        return refused(self.columns, self._ids, kind, key, asked, claimed, others or Others(), words)


def _amounts(columns: Columns, held: Stocks, rows: list[int]) -> dict[int, int]:
    """How much of each lot some pieces are; without those of which one does not say it."""
    found: dict[int, int] = {}
    silent = set[int]()
    for row in rows:
        lot = int(columns.lot[row])
        found[lot] = found.get(lot, 0) + int(columns.amount[row])
        if columns.dimension[row] != held.dimension[lot]:
            silent.add(lot)
    return {lot: amount_ for lot, amount_ in found.items() if lot not in silent}


def _under(model: Model) -> tuple[Model, ...]:
    """A model and all that are stricter."""
    return MODELS[: MODELS.index(model) + 1]


def _begun(sifted: Sifted, transformed: Transformations) -> dict[int, int]:
    """How much began without recorded inputs of each lot that transformations make, too."""
    columns = sifted.columns
    if not len(columns.event):
        return {}
    making = (columns.role == MADE) & ~sifted.disputed[columns.event]
    derived = making & (transformed.number[columns.event] >= 0)
    both = np.intersect1d(columns.lot[making & ~derived], columns.lot[derived])
    found = dict.fromkeys(both.tolist(), 0)
    for row in np.flatnonzero(making & ~derived & np.isin(columns.lot, both)).tolist():
        found[int(columns.lot[row])] += int(columns.amount[row])
    return found
