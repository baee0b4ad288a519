"""What every chapter is made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from orepath.agreements.agreement import Agreement
from orepath.commitments.finding import Finding
from orepath.evidence.measures import Measure, measures
from orepath.evidence.store import Evidence
from orepath.review.chapters.border import Border
from orepath.review.chapters.texts import say
from orepath.review.numbers import day_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import minerals


@dataclass(frozen=True)
class Scene:
    """The evidence, the agreement, its findings and the day.

    Parameters
    ----------
    made
        What one chapter worked out and another needs again, by what it is of.
    """

    evidence: Evidence
    agreement: Agreement
    findings: tuple[Finding, ...]
    as_of: date
    made: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def border(self) -> Border:
        """What crossed the Parties' borders."""
        return Border(self.evidence, self.agreement.parties, self.agreement.minerals)

    @property
    def parties(self) -> tuple[str, ...]:
        """The Parties' codes."""
        return self.agreement.parties

    @cached_property
    def acts(self) -> list[Measure]:
        """The measures of third countries, with the events on them known on the day."""
        return measures(self.evidence, self.as_of)

    def party_names(self) -> Text:
        """The Parties' names, one after another."""
        names = [place_text(party) for party in self.parties]
        return Text(" and ".join(name.en for name in names), "及び".join(name.ja for name in names))

    def place(self, code: str, datasets: Iterable[str] = ()) -> Text:
        """The name of a place as shown beside figures of some datasets."""
        used = tuple(datasets)
        return Text(self.evidence.place_name(code, "en", used), self.evidence.place_name(code, "ja", used))


def mineral_name(mineral: str) -> Text:
    """The name of a mineral."""
    return minerals()[mineral].name


def day_in_words(day: date) -> Text:
    """A day, written out in both languages."""
    return Text(day_text(day, "en"), day_text(day, "ja"))


def capital(text: Text) -> Text:
    """The text with an English capital at its start."""
    return Text(text.en[:1].upper() + text.en[1:], text.ja)


def period_name(period: tuple[int, int]) -> Text:
    """A first and last year in words: 2024, or 2021 to 2024."""
    first, last = period
    return say("year_word", year=last) if first == last else say("years_word", first=first, last=last)
