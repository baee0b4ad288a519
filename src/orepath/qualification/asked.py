"""A question to a rule, as its evaluator gets it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from orepath.qualification.bounds import Bounds
from orepath.qualification.result import Missing, OfChain, Proved, Reference, Result
from orepath.qualification.rule import Dated, Limit, Member, Rule, Value
from orepath.tabular.table import Table
from orepath.vocabulary.language import Text


@dataclass(frozen=True)
class Standing:
    """Whether a rule can be asked on the days given.

    Parameters
    ----------
    why
        Why it does not apply; empty where it does.
    open
        What is missing for that to be told: a day that was not given and could decide.
    limits
        The limits that were looked at.
    """

    why: tuple[Text, ...]
    open: tuple[Missing, ...]
    limits: tuple[Limit, ...]

    @property
    def applies(self) -> bool:
        """Whether nothing says that it does not apply."""
        return not self.why


@dataclass(frozen=True)
class Asked:
    """A rule, the test, the days, the tables.

    Parameters
    ----------
    acquired, reported
        None where the rule asks for no such day, or nobody gave it.
    without
        The agreements whose status is left out, by id.
    table, beside
        The rule's own table, and further ones by name; a table nobody gave is not in it.
    """

    rule: Rule
    test: str
    on: date
    acquired: date | None
    reported: date | None
    without: tuple[str, ...]
    table: Table
    beside: Mapping[str, Table] = field(default_factory=dict)

    def value(self, name: str, key: str = "") -> Value | None:
        """The rule's value of a name and key on the day, for the test."""
        return self.rule.value(name, self.on, key, self.test)

    def members(self, name: str) -> dict[str, Member]:
        """The members of a set on the day, without those that rest on an agreement left out."""
        return self.rule.members(name, self.on, self.without)

    def standing(self) -> Standing:
        """Whether the rule, or the test, can be asked on the days given."""
        limits = self.rule.limits_of(self.test)
        why: list[Text] = []
        missing: list[Missing] = []
        for limit in limits:
            day = {"on": self.on, "acquired": self.acquired, "reported": self.reported}[limit.day]
            if limit.holds(day or self.on):
                continue
            said = (limit.said if day else limit.open_said or limit.said).format(day=day or self.on)
            if day is None and limit.open_said is not None:
                missing.append(Missing(f"--{limit.day}", said))
            else:
                why.append(said)
        return Standing(tuple(why), tuple(missing), limits)

    def references(self, used: tuple[Dated, ...] = ()) -> tuple[Reference, ...]:
        """The references of the limits looked at and of what else was used, each once."""
        return self.rule.references((*self.standing().limits, *used))

    def result(
        self,
        *,
        applies: bool,
        passes: bool | None,
        chains: tuple[OfChain, ...],
        steps: tuple[Proved, ...],
        missing: tuple[Missing, ...],
        used: tuple[Dated, ...],
        share: Bounds | None = None,
        threshold: Fraction | None = None,
        why: tuple[Text, ...] = (),
        outcome: str = "",
        details: Mapping[str, Any] | None = None,
    ) -> Result:
        """What an evaluator found, with what was asked.

        Parameters
        ----------
        applies, passes
            Where the rule does not apply it neither passes nor fails.
        used
            The values and members of sets that the answer rests on.
        why
            Why it does not apply where no limit of the rule says so.
        """
        return Result(
            rule=self.rule.id,
            test=self.test,
            on=self.on,
            acquired=self.acquired,
            share=share.exact if share else None,
            low=share.low if share else None,
            high=share.high if share else None,
            threshold=threshold,
            applies=applies,
            passes=passes if applies else None,
            chains=chains,
            steps=steps,
            missing=missing,
            references=self.references(used),
            dropped=self.without,
            reported=self.reported,
            why=self.standing().why or why,
            not_examined=self.rule.not_examined,
            outcome=outcome,
            details=dict(details or {}),
        )


Evaluate: TypeAlias = Callable[[Asked], Result]
"""What evaluates rules of a kind: one module a kind, registered in `orepath.qualification.kinds`."""
