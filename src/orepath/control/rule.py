"""The shape of a rule on ownership and control: dated versions, whom they cover, how they count, what triggers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from orepath.control.counting import Counting
from orepath.control.register import METRICS, Kind, Metric
from orepath.vocabulary.language import Text

Comparison = Literal[">=", ">"]
Together = Literal["all", "one"]
"""Whether covered owners are taken together, or each by itself."""
Through = Literal["chains", "direct"]
Sort = Literal["held", "seated", "covered"]


@dataclass(frozen=True)
class Reference:
    """Where a value of a rule stands and how sure it is (F, K-hi, K, K-lo or judgement)."""

    source: str
    how_sure: str


@dataclass(frozen=True)
class Criterion:
    """Whom a rule covers by itself: every condition that is given must hold.

    Parameters
    ----------
    kinds
        The kinds of entities; all where empty.
    seated
        Whether it must be seated in a covered nation.
    marked
        A mark it must bear, such as `official`.
    lists
        Lists one of which it must be on.
    unknown_lists
        What a list is that no rule knows: one of them (`count`), or perhaps (`open`).
    """

    id: str
    said: Text
    kinds: tuple[Kind, ...]
    seated: bool
    marked: str
    lists: tuple[str, ...]
    unknown_lists: Literal["count", "open"]
    reference: Reference


@dataclass(frozen=True)
class Threshold:
    """A share and how it is compared.

    >>> Threshold(Fraction(1, 4), ">=").met(Fraction(1, 4)), Threshold(Fraction(1, 2), ">").met(Fraction(1, 2))
    (True, False)
    """

    share: Fraction
    comparison: Comparison

    def met(self, found: Fraction) -> bool:
        """Whether a share meets it."""
        return found > self.share if self.comparison == ">" else found >= self.share


@dataclass(frozen=True)
class Spreads:
    """How being covered spreads: to a company of which covered owners have so much in any one metric."""

    metrics: tuple[Metric, ...]
    threshold: Threshold
    together: Together
    said: Text
    reference: Reference


@dataclass(frozen=True)
class Limb:
    """One trigger of a rule.

    Parameters
    ----------
    sort
        ``held``: covered owners have so much of a metric. ``seated``: a company is seated in a covered nation.
        ``covered``: the entity is itself covered.
    """

    id: str
    sort: Sort
    said: Text
    metrics: tuple[Metric, ...]
    threshold: Threshold | None
    together: Together
    through: Through
    reference: Reference


@dataclass(frozen=True)
class Version:
    """What a rule says from a day until another (not included)."""

    from_: date
    until: date | None
    nations: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    spreads: Spreads | None
    counting: Counting
    limbs: tuple[Limb, ...]
    reference: Reference
    nations_reference: Reference
    counting_reference: Reference

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics the rule looks at."""
        named = {metric for limb in self.limbs for metric in limb.metrics}
        named |= set(self.spreads.metrics) if self.spreads else set()
        return tuple(metric for metric in METRICS if metric in named)


@dataclass(frozen=True)
class Rule:
    """A rule with its versions, earliest first, and the limbs that no ownership statement can answer."""

    id: str
    title: Text
    about: Text
    versions: tuple[Version, ...]
    not_examined: tuple[Text, ...]

    def on(self, day: date) -> Version | None:
        """What the rule says on a day; None where it says nothing then."""
        holds = (each for each in self.versions if each.from_ <= day and (each.until is None or day < each.until))
        return next(holds, None)
