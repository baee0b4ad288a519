"""A plan: which options to take, what that costs, and why nothing cheaper passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from orepath.qualification.planning.option import Option

Outcome: TypeAlias = Literal["none_needed", "found", "none_passes", "no_threshold"]
"""Nothing needs to change; a set of options passes; no set does; the rule compares with nothing on the day."""


@dataclass(frozen=True)
class Change:
    """One change of a plan, with the share after it and all changes before it."""

    option: Option
    share: Fraction


@dataclass(frozen=True)
class Reach:
    """How far a set of options that does not pass reaches.

    Parameters
    ----------
    share
        The share for sure: what is not known does not count.
    short
        By how much it lies below the threshold.
    short_usd
        By how much the value that counts lies below what the threshold asks of the total.
    """

    options: tuple[Option, ...]
    cost_usd: Fraction
    share: Fraction
    short: Fraction
    short_usd: Fraction


@dataclass(frozen=True)
class Plan:
    """The least-cost change that passes.

    Every share is the one that is sure: what is not known does not count.

    Parameters
    ----------
    threshold
        The share to reach; None where the rule sets none on the day.
    before, after
        The share as the chains are, and with the changes.
    changes
        In the order of the chains they replace.
    cost_usd
        What the changes cost together.
    at_least_usd
        What no set that passes costs less than: the same as `cost_usd` where the plan is proved the cheapest.
    first
        Whether, of all sets of this cost, this is known to have the fewest changes and then the first ids.
    sets
        How many sets of options there are, the empty one included.
    nearest
        Of the cheaper sets the one that comes nearest to passing; where no set passes, the one with the highest share.
    unknown
        Whether something about the chains or the options is not known.
    applies, passes
        What the rule says of the chains with the changes.
    without
        By agreement, the plan without the status that rests on it.
    """

    outcome: Outcome
    on: date
    threshold: Fraction | None
    before: Fraction
    after: Fraction
    changes: tuple[Change, ...]
    cost_usd: Fraction
    at_least_usd: Fraction
    first: bool
    sets: int
    nearest: Reach | None
    unknown: bool
    applies: bool
    passes: bool | None
    dropped: tuple[str, ...] = ()
    without: Mapping[str, Plan] = field(default_factory=dict)

    @property
    def proved(self) -> bool:
        """Whether nothing cheaper passes, for sure."""
        return self.cost_usd == self.at_least_usd
