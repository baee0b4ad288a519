"""Whether a claim is covered by what went in with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from orepath.custody.books.accounts import Account, Credit
from orepath.custody.books.columns import DIMENSIONS, MADE, TAKEN
from orepath.custody.books.exact import whole
from orepath.custody.books.models import longest_months, models
from orepath.custody.books.periods import day_of, moment, shown, too_long
from orepath.custody.books.pieces import Pieces
from orepath.custody.books.sifting import Sifted, event_id
from orepath.custody.books.stocks import Stocks, amount
from orepath.custody.books.transformations import MASS, Transformations
from orepath.custody.books.violation import Violation, ViolationKind, listed, say
from orepath.custody.event import MODELS, Claim, Model
from orepath.custody.units import unit


class Asked(NamedTuple):
    """A claim as it is put: the events of its step, its own event, its lot, model and period."""

    events: list[int]
    event: int
    lot: int
    claim: Claim
    model: Model
    period: tuple[date, date]


@dataclass(frozen=True)
class Verdict:
    """What became of a claim.

    Parameters
    ----------
    amount
        What is granted, in 10^-15 base units; None where nothing new is.
    declared
        Whether it is granted because it was declared of a lot from outside the record.
    waits
        Whether it may be covered yet by what happens at the same moment.
    """

    amount: int | None = None
    declared: bool = False
    violation: Violation | None = None
    waits: bool = False


WAITS = Verdict(waits=True)
NOTHING = Verdict()
"""Nothing new: a claim that was granted before, said again."""


class Cover:
    """What lots carry and what sites may claim."""

    def __init__(self, sifted: Sifted, held: Stocks, transformed: Transformations, pieces: Pieces) -> None:
        self.sifted, self.columns = sifted, sifted.columns
        self.held, self.transformed, self.pieces = held, transformed, pieces
        self.accounts: defaultdict[tuple[int, str], Account] = defaultdict(Account)
        self._credits: dict[tuple[int, str], Credit] = {}
        self._carried: dict[tuple[int, str], dict[Model, int]] = {}
        self._contents: defaultdict[int, set[str]] = defaultdict(set)
        self._sources: dict[int, frozenset[str]] = {}
        self._claimed: defaultdict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)

    def credit(self, events: list[int]) -> None:
        """Book what the inputs of a step carry, times what can come of them, to the account of its site."""
        number = int(self.transformed.number[events[0]])
        if number < 0:
            return
        rows = self.pieces.rows(events, TAKEN)
        lots = self.pieces.lots(events, TAKEN)
        joined = frozenset[str]().union(*map(self._sources_of, lots))
        self._sources |= dict.fromkeys(self.pieces.lots(events, MADE), joined)
        possible = self.transformed.possible(number)
        if possible is None:
            return
        eligible: defaultdict[str, Fraction] = defaultdict(Fraction)
        for row, lot in zip(rows, lots, strict=True):
            for content in self._contents.get(lot, ()):
                eligible[content] += self._share(lot, content, MODELS) * int(self.transformed.mass[row])
        event = events[-1]
        for content, mass in sorted(eligible.items()):
            account = self.accounts[self._place(event), content]
            self._credits[number, content] = account.credit(int(self.columns.at[event]), mass * possible, event)

    def verdict(self, asked: Asked, final: bool) -> Verdict:
        """What becomes of a claim.

        Parameters
        ----------
        final
            Whether nothing more happens at its moment.
        """
        wanted = self._wanted(asked)
        if wanted is None:
            return self._refused("overclaiming", "overclaiming_unknown", asked)
        derived = self.transformed.number[asked.event] >= 0 and asked.lot in self.pieces.lots(asked.events, MADE)
        begins = asked.lot in self.pieces.lots([asked.event], MADE) or not self.held.within[asked.lot]
        if not derived and not begins:
            return self._said_again(asked, wanted)
        refused = self._beyond(asked, wanted)
        if refused is None and derived:
            refused = self._astray(asked) or self._uncovered(asked, wanted, final)
        if refused is not None:
            return refused
        if not derived:
            place = self.columns.sites[self._place(asked.event)]
            self._sources[asked.lot] = frozenset([place or asked.claim.lot])
        key = (asked.lot, asked.claim.content)
        carried = self._carried.setdefault(key, {})
        carried[asked.model] = carried.get(asked.model, 0) + wanted
        self._contents[asked.lot].add(asked.claim.content)
        self._claimed[key].append((asked.event, wanted))
        return Verdict(wanted, declared=not derived)

    def _place(self, event: int) -> int:
        return int(self.columns.place[event])

    def _sources_of(self, lot: int) -> frozenset[str]:
        return self._sources.get(lot) or frozenset([self.columns.lots[lot]])

    def _share(self, lot: int, content: str, under: tuple[Model, ...]) -> Fraction:
        """What part of a lot carries a claim under any of some models."""
        carried, made = self._carried.get((lot, content), {}), int(self.held.made[lot])
        return Fraction(sum(carried.get(each, 0) for each in under), made) if made else Fraction(0)

    def _wanted(self, asked: Asked) -> int | None:
        """How much is claimed; None where neither the claim nor the record says, or in a unit that does not convert."""
        dimension = int(self.held.dimension[asked.lot])
        if asked.claim.amount is None:
            return int(self.held.made[asked.lot]) if dimension >= 0 and self.held.measured[asked.lot] else None
        if dimension < 0 or unit(asked.claim.unit).dimension != DIMENSIONS[dimension]:
            return None
        return whole(asked.claim.amount, asked.claim.unit)

    def _said_again(self, asked: Asked, wanted: int) -> Verdict:
        """A claim on a lot that was made before: no more than it carries."""
        carried = sum(self._carried.get((asked.lot, asked.claim.content), {}).values())
        if wanted <= carried:
            return NOTHING
        return self._refused("overclaiming", "overclaiming", asked, wanted, allowed=self._amount(asked, carried))

    def _beyond(self, asked: Asked, wanted: int) -> Verdict | None:
        """A claim by which more of a lot would carry it than there is."""
        before = self._claimed[asked.lot, asked.claim.content]
        total, made = wanted + sum(each for _, each in before), int(self.held.made[asked.lot])
        if total <= made or not self.held.measured[asked.lot]:
            return None
        if not before:
            return self._refused("overclaiming", "overclaiming_lot", asked, wanted, made=self._amount(asked, made))
        return self._refused(
            "double_claiming",
            "double_claiming",
            asked,
            total,
            [event for event, _ in before],
            made=self._amount(asked, made),
            count=len(before) + 1,
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
        account = self.accounts[self._place(asked.event), asked.claim.content]
        from_, until = (moment(day) for day in asked.period)
        if account.claim(Fraction(wanted), from_, until):
            return None
        if not final:
            return WAITS
        allowed = account.available(from_, until)
        others = [each.event for each in account.credits]
        if account.available(0, int(self.columns.at[asked.event]) + 1) >= wanted:
            period = shown(*asked.period)
            return self._refused("outside_period", "outside_period", asked, wanted, others, period=period)
        shown_allowed = self._amount(asked, int(allowed))
        return self._refused("overclaiming", "overclaiming", asked, wanted, others, allowed=shown_allowed)

    def _unlike(self, asked: Asked, wanted: int, final: bool) -> Verdict | None:
        """A claim of a stricter model for which not all that went in fits."""
        under = MODELS[: MODELS.index(asked.model) + 1]
        content, took = asked.claim.content, self.pieces.lots(asked.events, TAKEN)
        other = [lot for lot in took if self._share(lot, content, under) < 1]
        if other:
            lots = listed([self.columns.lots[lot] for lot in dict.fromkeys(other)])
            return self._refused("overclaiming", "overclaiming_mixed", asked, wanted, lots=lots) if final else WAITS
        sources = frozenset[str]().union(*map(self._sources_of, took))
        if asked.model == "identity-preserved" and len(sources) != 1:
            shown_sources = listed(sorted(sources))
            return self._refused("overclaiming", "overclaiming_sources", asked, wanted, sources=shown_sources)
        credit = self._credits.get((int(self.transformed.number[asked.event]), content))
        if credit is None or self.held.dimension[asked.lot] != MASS:
            return None
        if credit.left < wanted:
            allowed = self._amount(asked, int(credit.left))
            return self._refused("overclaiming", "overclaiming", asked, wanted, allowed=allowed)
        self.accounts[self._place(asked.event), content].use(credit, Fraction(wanted))
        return None

    def _amount(self, asked: Asked, value: int) -> object:
        return amount(value, int(self.held.dimension[asked.lot]))

    def _refused(
        self,
        kind: ViolationKind,
        key: str,
        asked: Asked,
        wanted: int | None = None,
        others: list[int] | None = None,
        **words: object,
    ) -> Verdict:
        """A claim refused, with the events that prove it: its own, its step's, those that made its inputs."""
        numbers = sorted({*asked.events, asked.event, *(others or ())})
        claimed = say("amount_unsaid") if wanted is None else self._amount(asked, wanted)
        said = say(
            key,
            lot=self.columns.lots[asked.lot],
            content=asked.claim.content,
            model=models()[asked.model].name,
            claimed=claimed,
            **words,
        )
        return Verdict(
            violation=Violation(
                kind,
                tuple(event_id(self.columns, number) for number in numbers),
                said,
                tuple(self.columns.where[number] for number in numbers),
                (self.columns.lots[asked.lot],),
            )
        )
