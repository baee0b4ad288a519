"""What becomes of a claim: it is granted, refused with the events that prove why, or waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from orepath.custody.books.columns import Columns
from orepath.custody.books.models import models
from orepath.custody.books.sifting import event_id
from orepath.custody.books.violation import Violation, ViolationKind, say
from orepath.custody.event import Claim, Model
from orepath.vocabulary.language import Text

MOST_EVENTS = 20
"""How many events of its step, and how many others, prove that a claim is refused; the explanation counts the rest."""


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
        Whether it is granted because it was declared of a lot from outside the record, or one that begins in it.
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


class Others(NamedTuple):
    """Events beside those of a claim's step, and how many more there are."""

    events: Sequence[int] = ()
    more: int = 0


def refused(
    columns: Columns,
    ids: dict[int, str],
    kind: ViolationKind,
    key: str,
    asked: Asked,
    claimed: Text | None,
    others: Others,
    words: Mapping[str, object],
) -> Verdict:
    """A claim refused, with the events that prove it: its own, its step's, and others.

    Parameters
    ----------
    ids
        Identifiers of events that were named before, so that each is held once.
    key
        What is said, in ``words.toml``.
    """
    few = {asked.event, *asked.events[:MOST_EVENTS], *others.events}
    more = max(len(asked.events) - MOST_EVENTS, 0) + others.more
    said = say(
        key,
        lot=columns.lots[asked.lot],
        content=asked.claim.content,
        model=models()[asked.model].name,
        claimed=claimed,
        **words,
    )
    numbers = sorted(few)
    return Verdict(
        violation=Violation(
            kind,
            tuple(ids.setdefault(number, event_id(columns, number)) for number in numbers),
            say("and_events", said=said, more=more) if more else said,
            tuple(columns.where[number] for number in numbers),
            (columns.lots[asked.lot],),
        )
    )
