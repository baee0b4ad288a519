"""When an interest held, as far as the statements of its record say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orepath.control.reading.bods.interests import NOTHING, Interest
from orepath.control.reading.bods.statements import Statement
from orepath.control.register import ALWAYS, FOREVER

Version = tuple[Statement, Sequence[Interest]]


@dataclass
class Spell:
    """Days on which an interest surely held, within days on which it may have held; half-open."""

    may_from: int
    sure_from: int
    sure_until: int
    may_until: int

    def clip(self, sure: int, may: int) -> None:
        """It surely held no longer than until one day, and cannot have held from another on."""
        self.sure_until, self.may_until = min(self.sure_until, sure), min(self.may_until, may)

    def pieces(self, low: Fraction, high: Fraction) -> Iterator[tuple[Fraction, Fraction, int, int]]:
        """Periods with the least and the most the share may be in each: nothing where it may not have held."""
        begins, ends = max(self.may_from, self.sure_from), min(self.sure_until, self.may_until)
        if ends <= begins or low == NOTHING:
            periods = [(NOTHING, self.may_from, self.may_until)]
        else:
            periods = [(NOTHING, self.may_from, begins), (low, begins, ends), (NOTHING, ends, self.may_until)]
        yield from ((least, high, from_, until) for least, from_, until in periods if from_ < until)


def spells(versions: Sequence[Version]) -> Iterator[tuple[Statement, Interest, Spell]]:
    """The interests of a record through all statements about it, oldest first, each with its spell.

    A statement holds until the next one speaks for the same interest. Where that one says since when, the earlier
    interest ends on that day, and one that began no earlier was corrected. Where it does not say, or closes the record
    without a day, the earlier interest surely held on the day it was stated and may have held until the later
    statement. An interest without a first day surely held on the day it was stated; before, it may have.
    """
    for number, (statement, interests) in enumerate(versions):
        before = versions[number - 1] if number else None
        after = versions[number + 1] if number + 1 < len(versions) else None
        for interest in interests:
            if statement.closed and interest.end is None and before is not None:
                continue
            spell = _own(statement, interest, before)
            if after is not None:
                _clip(spell, statement, interest, after)
            yield statement, interest, spell


def _own(statement: Statement, interest: Interest, before: Version | None) -> Spell:
    """What the statement itself says."""
    end = FOREVER if interest.end is None else interest.end
    if statement.closed and interest.end is None:
        return Spell(ALWAYS if interest.start is None else interest.start, FOREVER, statement.day, statement.day)
    if interest.start is not None:
        return Spell(interest.start, interest.start, end, end)
    may = ALWAYS if before is None else before[0].day
    if before is not None and _same(interest, before[1]):
        may = statement.day
    return Spell(may, statement.day, end, end)


def _clip(spell: Spell, statement: Statement, interest: Interest, after: Version) -> None:
    """What the next statement takes from it."""
    later, interests = after
    again = [each for each in interests if each.key == interest.key]
    if not again or (later.closed and all(each.end is None for each in again)):
        spell.clip(statement.day, later.day)
        return
    starts = [each.start for each in again if each.start is not None]
    if len(starts) == len(again):
        spell.clip(min(starts), min(starts))
    elif _same(interest, again):
        spell.clip(later.day, later.day)
    else:
        spell.clip(statement.day, later.day)


def _same(interest: Interest, others: Sequence[Interest]) -> bool:
    """Whether an interest is told again with the same share."""
    share = interest.low, interest.high
    return any(each.key == interest.key and (each.low, each.high) == share for each in others)
