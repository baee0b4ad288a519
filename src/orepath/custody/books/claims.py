"""Claims, booked in the order of time: each covered by what went in with it, or refused whole.

A lot that came from outside, or began without recorded inputs, carries what is declared of it. What is made from lots
carries what is claimed of it, where its model's conditions hold:

- *identity preserved*: all that went in carries the claim as identity preserved, and comes from one source;
- *segregated*: all that went in carries the claim as segregated or identity preserved;
- *mass balance*: within the site and the period no more is claimed than went in with the claim, times the yield: what
  came out of a unit that went in, and no more than the yield stated.

A claim of a stricter model uses up what the same input would have covered at the site. What is refused is not carried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from orepath.custody.books.accounts import Account
from orepath.custody.books.columns import MADE, TAKEN, Columns
from orepath.custody.books.covering import Cover
from orepath.custody.books.periods import period
from orepath.custody.books.pieces import Pieces
from orepath.custody.books.sifting import Sifted
from orepath.custody.books.stocks import Stocks
from orepath.custody.books.transformations import Transformations
from orepath.custody.books.turns import in_turn
from orepath.custody.books.verdict import Asked, Verdict
from orepath.custody.books.violation import Violation
from orepath.custody.event import MODELS, Claim, Model

PASSES = 16
"""How often the steps of one moment are gone through. Each pass settles what those before it cover; events that need
more passes give one time to what took place one after the other."""


@dataclass(frozen=True)
class Granted:
    """A claim that stands.

    Parameters
    ----------
    lot, event
        Numbers.
    amount
        In 10^-15 base units of the lot's dimension.
    declared
        Whether it was declared of a lot from outside the record, or one that began without recorded inputs.
    from_, until
        Its period, half-open.
    """

    lot: int
    content: str
    model: Model
    amount: int
    event: int
    declared: bool
    reference: str
    from_: date
    until: date


@dataclass(frozen=True)
class Booked:
    """The books of claims.

    Parameters
    ----------
    accounts
        By site and content.
    """

    granted: tuple[Granted, ...] = ()
    accounts: dict[tuple[int, str], Account] | None = None
    violations: tuple[Violation, ...] = ()


def book(sifted: Sifted, held: Stocks, transformed: Transformations, model: Model) -> Booked:
    """Book every claim.

    Parameters
    ----------
    model
        For claims that do not say theirs.
    """
    if not sifted.columns.claims:
        return Booked()
    books = _Books(sifted, held, transformed, model)
    for steps in _moments(sifted.columns, transformed, books.pieces):
        books.moment(steps)
    return Booked(tuple(books.granted), dict(books.cover.accounts), tuple(books.violations))


def _moments(columns: Columns, transformed: Transformations, pieces: Pieces) -> Iterator[list[list[int]]]:
    """Steps by the moment each is over: the events of a transformation, or one other event.

    A disputed event does not say when a transformation is over, unless all of them are disputed.
    """
    steps: dict[tuple[int, int], list[int]] = {}
    for event in range(columns.events):
        number = int(transformed.number[event])
        if number >= 0 or event in columns.claims:
            steps.setdefault((0, number) if number >= 0 else (1, event), []).append(event)
    at = columns.at.tolist()
    over = sorted(((pieces.last(events), events) for events in steps.values()), key=lambda each: each[0])
    for _, together in groupby(over, key=lambda each: at[each[0]]):
        yield [events for _, events in together]


class _Books:
    def __init__(self, sifted: Sifted, held: Stocks, transformed: Transformations, model: Model) -> None:
        self.sifted, self.columns, self.held, self.transformed = sifted, sifted.columns, held, transformed
        self.model, self.pieces = model, Pieces(sifted)
        self.cover = Cover(sifted, held, transformed, self.pieces)
        self.lot_of = {name: number for number, name in enumerate(self.columns.lots)}
        self.settled = set[tuple[int, Claim]]()
        self.granted: list[Granted] = []
        self.violations: list[Violation] = []

    def moment(self, steps: list[list[int]]) -> None:
        """Book the steps that are over at one moment, each after those that made what it takes.

        A claim that is not covered yet waits for the other steps of the moment, and so does what takes its lot; when
        nothing moves any more, or after `PASSES`, what is not covered is refused.
        """
        left = [steps[number] for number in self._turn(steps)]
        credited = set[int]()
        final, passes = False, 0
        while left:
            waiting, blocked, moved = list[list[int]](), set[int](), False
            self.cover.anew()
            for events in left:
                if not final and blocked and not blocked.isdisjoint(self._needs(events)):
                    waiting.append(events)
                    blocked.update(self.pieces.lots(events, MADE))
                    continue
                if events[0] not in credited:
                    self._claims(events, final, derived=False)
                    self.cover.credit(events)
                    credited.add(events[0])
                    moved = True
                before = len(self.settled)
                if not self._claims(events, final, derived=True):
                    waiting.append(events)
                    blocked.update(self.pieces.lots(events, MADE))
                moved |= len(self.settled) > before
            passes += 1
            final, left = not moved or passes >= PASSES, waiting

    def _turn(self, steps: list[list[int]]) -> list[int]:
        if len(steps) == 1:
            return [0]
        gives = [[*self.pieces.lots(events, MADE), *self._claimed(events, within=False)] for events in steps]
        return in_turn(gives, [self._needs(events) for events in steps])

    def _needs(self, events: list[int]) -> list[int]:
        """The lots on which a step rests: those that it takes, and those of which it says again what they carry."""
        return [*self.pieces.lots(events, TAKEN), *self._claimed(events, within=True)]

    def _claimed(self, events: list[int], within: bool) -> list[int]:
        """Lots of which a step claims something without making them: those that the record tells of, or the others."""
        claims = [claim for event in events for claim in self.columns.claims.get(event, ())]
        if not claims:
            return []
        lots = {self.lot_of.get(claim.lot) for claim in claims} - set(self.pieces.lots(events, MADE))
        return [lot for lot in lots if lot is not None and bool(self.held.within[lot]) is within]

    def _claims(self, events: list[int], final: bool, derived: bool) -> bool:
        """Settle the claims of a step, of lots that it makes from others or of the rest; whether all are settled."""
        done = True
        for event in events:
            for claim in self.columns.claims.get(event, ()):
                lot = self.lot_of.get(claim.lot)
                if lot is None or self.cover.derives(events, event, lot) != derived:
                    continue
                if (event, claim) not in self.settled and not self._claim(events, event, lot, claim, final):
                    done = False
        return done

    def _unsaid(self, events: list[int], event: int, lot: int) -> Model:
        """The model of a claim that says none: where its lot begins the record, the lot itself is what is meant."""
        begins = self.held.within[lot] and not self.cover.derives(events, event, lot)
        return MODELS[0] if begins and lot in self.pieces.lots([event], MADE) else self.model

    def _claim(self, events: list[int], event: int, lot: int, claim: Claim, final: bool) -> bool:
        if self.sifted.disputed[event]:
            self.settled.add((event, claim))
            return True
        model: Model = claim.model or self._unsaid(events, event, lot)  # type: ignore[assignment]  # no other is read
        asked = Asked(events, event, lot, claim, model, period(claim, int(self.columns.at[event])))
        verdict: Verdict = self.cover.verdict(asked, final)
        if verdict.waits:
            return False
        self.settled.add((event, claim))
        if verdict.violation is not None:
            self.violations.append(verdict.violation)
        elif verdict.amount is not None:
            self.granted.append(
                Granted(
                    lot, claim.content, model, verdict.amount, event, verdict.declared, claim.reference, *asked.period
                )
            )
        return True
