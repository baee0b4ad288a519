"""A rule as dated data: its columns, values, sets and limits, each with its reference and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from orepath.errors import InputError, UnknownName, fault
from orepath.qualification.result import Reference
from orepath.tabular.column import Column
from orepath.vocabulary.language import Text

DAYS = ("on", "acquired", "reported")
"""The days a limit can ask for: the day the question is about, of acquisition, and of the report to the authority."""

SETS = ("place", "mineral", "word")
"""What the members of a set can be."""


@dataclass(frozen=True)
class Dated:
    """What holds from a day until another (not included), with where it stands and how sure that is."""

    from_: date | None
    until: date | None
    reference: Reference
    tests: tuple[str, ...]

    def holds(self, on: date, test: str = "") -> bool:
        """Whether it holds on a day, for a test of its rule."""
        if self.tests and test and test not in self.tests:
            return False
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Value(Dated):
    """A dated value: exact, and as its text says it.

    Parameters
    ----------
    key
        What it is of, where a value differs between components, minerals or the like.
    """

    name: str
    key: str
    value: Fraction
    said: str
    unit: str


@dataclass(frozen=True)
class Member(Dated):
    """A member of a set.

    Parameters
    ----------
    agreement
        The id of the agreement on which alone its membership rests; empty where it rests on none.
    """

    item: str
    agreement: str


@dataclass(frozen=True)
class Limit(Dated):
    """When the rule, or one of its tests, can be asked at all.

    Parameters
    ----------
    day
        Which of `DAYS` must lie in the period.
    said
        Why it does not apply outside.
    open_said
        For a day that was not given: what is missing where the day of the question lies outside the period.
    """

    id: str
    day: str
    said: Text
    open_said: Text | None


@dataclass(frozen=True)
class Rule:
    """A rule. `beside` are further tables that it reads, by name, each with its columns."""

    id: str
    kind: str
    title: Text
    about: Text
    tests: Mapping[str, Text]
    columns: tuple[Column, ...]
    values: tuple[Value, ...]
    sets: Mapping[str, tuple[Member, ...]]
    set_titles: Mapping[str, Text]
    limits: tuple[Limit, ...]
    not_examined: tuple[Text, ...]
    words: Mapping[str, Text]
    beside: Mapping[str, tuple[Column, ...]]
    settings: Mapping[str, Any]

    def value(self, name: str, on: date, key: str = "", test: str = "") -> Value | None:
        """The value of a name (and key) on a day; None where the rule sets none then."""
        fit = (each for each in self.values if each.name == name and each.key == key)
        return next((each for each in fit if each.holds(on, test)), None)

    def members(self, name: str, on: date, without: Iterable[str] = ()) -> dict[str, Member]:
        """The members of a set on a day, by item, without those whose membership rests on some agreements alone.

        Raises
        ------
        InputError
            Where the rule's file has no such set.
        """
        if name not in self.sets:
            raise InputError(fault("required_cell", f"{self.id}, [[set]]", column=name))
        left_out = frozenset(without)
        held = (each for each in self.sets[name] if each.holds(on) and each.agreement not in left_out)
        return {each.item: each for each in held}

    def agreements(self) -> tuple[str, ...]:
        """The ids of the agreements on which a membership rests, in order."""
        found = {member.agreement for members in self.sets.values() for member in members if member.agreement}
        return tuple(sorted(found))

    def limits_of(self, test: str) -> tuple[Limit, ...]:
        """The limits of the rule and of one of its tests."""
        return tuple(limit for limit in self.limits if not limit.tests or test in limit.tests)

    def asks(self, day: str) -> bool:
        """Whether any limit asks for one of `DAYS`."""
        return any(limit.day == day for limit in self.limits)

    def said(self, key: str, **values: object) -> Text:
        """A sentence of the rule, its placeholders filled.

        Raises
        ------
        InputError
            Where the rule's file has no such sentence.
        """
        if key not in self.words:
            raise InputError(fault("required_cell", f"{self.id}, [words]", column=key))
        return self.words[key].format(**values)

    def outcome_text(self, outcome: str) -> Text | None:
        """An outcome in the rule's own words; None where it has none."""
        return self.words.get(f"outcome_{outcome}") if outcome else None

    def test_of(self, test: str | None, where: str = "test") -> str:
        """A test of the rule by its id; its only one (or none, as empty text) where nothing was asked for.

        Raises
        ------
        UnknownName
            Where there is none of that id; `InputError` where one must be chosen.
        """
        if test:
            if test not in self.tests:
                raise UnknownName("test", test, list(self.tests) or ["-"], where)
            return test
        if len(self.tests) > 1:
            raise InputError(fault("qualify_test_needed", where, rule=self.id, allowed=", ".join(self.tests)))
        return next(iter(self.tests), "")

    def references(self, used: Iterable[Dated] | None = None) -> tuple[Reference, ...]:
        """The references of what was used (of everything in the rule where None), each once, in order."""
        return tuple(dict.fromkeys(each.reference for each in (self._everything() if used is None else used)))

    def _everything(self) -> Iterator[Dated]:
        yield from self.limits
        yield from self.values
        for members in self.sets.values():
            yield from members
