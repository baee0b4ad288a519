"""What is told one by one: violations with the events that prove them, claims with what each rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from orepath.custody.books.claims import Granted
from orepath.custody.books.columns import MADE, TAKEN
from orepath.custody.books.models import declared as declared_words
from orepath.custody.books.models import models
from orepath.custody.books.periods import day_of
from orepath.custody.books.sifting import event_id
from orepath.custody.books.violation import Violation, listed
from orepath.errors import Fault
from orepath.review.custody_page.scene import MOST_EVENTS, Scene, named
from orepath.review.custody_page.shown import amount, period
from orepath.review.custody_page.texts import say, violation_name
from orepath.review.numbers import day_text
from orepath.vocabulary.language import LANGS, Lang, Text

MOST_CASES = 100
"""Cases of one kind that the page tells; of more it says how many."""


@dataclass(frozen=True)
class Proof:
    """An event, or a document, that proves a violation."""

    where: str
    day: str
    id: str


@dataclass(frozen=True)
class Case:
    """A violation."""

    said: str
    proofs: tuple[Proof, ...]
    more: int


@dataclass(frozen=True)
class Kind:
    """The violations of one kind; `more` are not told."""

    id: str
    name: str
    cases: tuple[Case, ...]
    more: int


@dataclass(frozen=True)
class ClaimShown:
    """A claim that stands: the wording that its model permits, and what it rests on.

    Parameters
    ----------
    declared
        Whether it was declared, and not derived from what went in.
    """

    wording: str
    lot: str
    identifier: str
    model: str
    amount: str
    period: str
    declared: bool
    rests_on: str


def violations(scene: Scene, lang: Lang) -> list[Kind]:
    """The violations by kind."""
    found = []
    for kind, group in groupby(scene.ledger.violations, key=lambda each: each.kind):
        its = list(group)
        cases = tuple(_case(scene, each, lang) for each in its[:MOST_CASES])
        found.append(Kind(kind, violation_name(kind).in_(lang), cases, len(its) - len(cases)))
    return found


def _case(scene: Scene, violation: Violation, lang: Lang) -> Case:
    ids = violation.events or ("",) * min(len(violation.where), MOST_EVENTS)
    proofs = [
        Proof(where, _day(scene, scene.number_of[event], lang) if event in scene.number_of else "", event)
        for where, event in zip(violation.where[:MOST_EVENTS], ids[:MOST_EVENTS], strict=False)
    ]
    return Case(violation.explanation.in_(lang), tuple(proofs), max(0, len(violation.where) - MOST_EVENTS))


def _day(scene: Scene, event: int, lang: Lang) -> str:
    return day_text(day_of(int(scene.columns.at[event])), lang)


def disputed(scene: Scene, lang: Lang) -> list[Proof]:
    """Events that share their identifier with one of other content."""
    numbers = scene.ledger.sifted.disputed.nonzero()[0][:MOST_CASES].tolist()
    return [
        Proof(scene.columns.where[number], _day(scene, number, lang), event_id(scene.columns, number))
        for number in numbers
    ]


def unread(scene: Scene, lang: Lang) -> list[str]:
    """What was not taken in, as it is told."""
    return [Fault(each.code, each.where, each.values).text(lang) for each in scene.ledger.unread[:MOST_CASES]]


def claims(scene: Scene, lang: Lang) -> list[ClaimShown]:
    """The claims that stand, by model and then in the order of time."""
    order = list(models())
    every = sorted(scene.ledger.granted(), key=lambda each: order.index(each.model))
    carried = {(each.lot, each.content) for each in every}
    declared = {(each.lot, each.content): each for each in every if each.declared}
    return [_claim(scene, each, carried, declared).in_(lang) for each in every[:MOST_CASES]]


@dataclass(frozen=True)
class _Claim:
    wording: Text
    facts: tuple[Text, str, str]
    model: Text
    amount: Text
    period: Text
    declared: bool
    rests_on: Text

    def in_(self, lang: Lang) -> ClaimShown:
        name, number, identifier = self.facts
        lot = f"{name.in_(lang)} {number}".strip()
        model, how_much, period_ = (each.in_(lang) for each in (self.model, self.amount, self.period))
        said, rests = self.wording.in_(lang), self.rests_on.in_(lang)
        return ClaimShown(said, lot, identifier, model, how_much, period_, self.declared, rests)


def _claim(
    scene: Scene, each: Granted, carried: set[tuple[int, str]], declared: dict[tuple[int, str], Granted]
) -> _Claim:
    facts = scene.facts(each.lot)
    how_much = amount(each.amount, int(scene.ledger.held.dimension[each.lot]))
    words = models()[each.model]
    permitted = declared_words() if each.declared else words.wording
    wording = permitted.format(source=_source(scene, each, declared), content=each.content, amount=how_much)
    if each.declared:
        rests = say("rests_declared")
    else:
        inputs = [lot for lot in _inputs(scene, each.lot, each.event) if (lot, each.content) in carried]
        rests = say("rests_derived", lots=listed([" ".join(filter(None, _both(scene, lot))) for lot in inputs]))
    if each.reference:
        rests = say("with_reference", rests=rests, reference=each.reference)
    when = Text("", "") if each.declared else period(each.from_, each.until)
    return _Claim(wording, (*named(facts), facts.id), words.name, how_much, when, each.declared, rests)


def _both(scene: Scene, lot: int) -> tuple[str, str]:
    name, number = named(scene.facts(lot))
    return name.en, number


def _inputs(scene: Scene, lot: int, event: int = -1) -> list[int]:
    """The lots that the transformation which made a lot took."""
    rows = scene.rows_of_lot.rows(lot)
    making = rows[(scene.columns.role[rows] == MADE) & (scene.steps[rows] >= 0)]
    steps: Iterable[int] = {int(scene.steps[row]) for row in making}
    if event >= 0 and scene.ledger.transformed.number[event] >= 0:
        steps = [int(scene.ledger.transformed.number[event])]
    taken = [
        int(scene.columns.lot[row])
        for step in sorted(steps)
        for row in scene.rows_of_step(step)
        if scene.columns.role[row] == TAKEN
    ]
    return list(dict.fromkeys(taken))


def _source(scene: Scene, granted: Granted, declared: dict[tuple[int, str], Granted]) -> Text:
    """Where what a claim is on comes from: the site at which it was declared; only of one kept apart is there one."""
    lot, seen = granted.lot, set[int]()
    while (lot, granted.content) not in declared and lot not in seen:
        seen.add(lot)
        lot = next(iter(_inputs(scene, lot)), lot)
    first = declared.get((lot, granted.content))
    site = scene.columns.sites[int(scene.columns.place[first.event])] if first else ""
    if site:
        return scene.site(site)
    name, number = named(scene.facts(lot))
    return Text(*(f"{name.in_(lang)} {number}".strip() for lang in LANGS))
