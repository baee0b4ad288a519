"""The result of a rule for some chains, with its proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from orepath.vocabulary.language import Text

Verdict: TypeAlias = Literal["met", "not_met", "open", "no_threshold", "not_applicable"]


@dataclass(frozen=True)
class Reference:
    """Where a figure of a rule comes from and how sure that is (F, K-hi, K, K-lo or judgement)."""

    source: str
    how_sure: str
    citation_pending: bool = False


@dataclass(frozen=True)
class Figure:
    """A figure a step of a proof uses: exact, with unit, and where it stands (file and row, or the rule).

    Parameters
    ----------
    value
        None where it is not known; `low` and `high` then bound it, as far as they do.
    """

    name: Text
    value: Fraction | int | str | date | None
    unit: str
    where: str
    how_sure: str = ""
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class Proved:
    """One step of a proof: what is done in words, the figures it uses, and what it gives."""

    step: str
    chain_id: str
    said: Text
    uses: tuple[Figure, ...]
    gives: Figure


@dataclass(frozen=True)
class Missing:
    """Evidence that is not there, where it would stand, and what it would decide."""

    where: str
    said: Text


@dataclass(frozen=True)
class OfChain:
    """The result for one chain: what counts of it, as an exact fraction of its value or mass.

    Parameters
    ----------
    value_usd
        None where it is not known, or the rule does not look at values.
    """

    chain_id: str
    mineral: str
    value_usd: Fraction | None
    share: Fraction | None
    counts: Fraction | None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """The result of a rule.

    Parameters
    ----------
    share
        The whole's share, exactly; None where missing evidence leaves it open, then `low` and `high` bound it.
    threshold
        What the share is compared with on that day; None where the rule sets none then.
    applies
        Whether the rule applies on that day to what was asked.
    passes
        None where it does not apply, or where missing evidence could decide either way.
    without
        By agreement id, the same without the status that rests on it.
    dropped
        The agreements whose status was left out already, by id.
    reported
        The day the vehicle or product was reported to the authority; None where that was not said or is not asked.
    why
        Why the rule does not apply.
    not_examined
        What the answer does not cover.
    outcome, details
        What a rule answers besides, in its own words.
    """

    rule: str
    test: str
    on: date
    acquired: date | None
    share: Fraction | None
    low: Fraction | None
    high: Fraction | None
    threshold: Fraction | None
    applies: bool
    passes: bool | None
    chains: tuple[OfChain, ...]
    steps: tuple[Proved, ...]
    missing: tuple[Missing, ...]
    references: tuple[Reference, ...]
    without: dict[str, Result] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    reported: date | None = None
    why: tuple[Text, ...] = ()
    not_examined: tuple[Text, ...] = ()
    outcome: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """What it comes to; ``no_threshold`` where there is nothing to compare with and nothing is missing."""
        if not self.applies:
            return "not_applicable"
        if self.passes is None:
            return "no_threshold" if self.threshold is None and not self.missing else "open"
        return "met" if self.passes else "not_met"
