"""What is said of one entity under one rule on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from orepath.control.register import Metric
from orepath.vocabulary.language import Text

UNKNOWN_OWNER = "unknown"
"""In place of an owner's id: somebody holds the stake, and nobody knows who."""


@dataclass(frozen=True)
class Held:
    """What covered owners hold of an entity, in one metric, as the rule counts; `low` is `high` where all is known."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class Link:
    """One stake on a path: its exact share (or bounds), what the rule counts it as, and where it stands."""

    owner: str
    owned: str
    metric: Metric
    low: Fraction
    high: Fraction
    counted: Fraction
    where: str


@dataclass(frozen=True)
class Path:
    """A chain of stakes from a covered owner (or an unknown one) to the entity, and what it adds under the rule.

    Paths that pass the same entity can add up to more than that entity holds; what is held counts it once.
    """

    links: tuple[Link, ...]
    adds: Held


@dataclass(frozen=True)
class Trigger:
    """One limb of a rule and what it comes to.

    Parameters
    ----------
    met
        None where what is missing leaves it open.
    how_sure, reference
        How sure the limb's figures are (F, K-hi, K, K-lo, judgement), and where they stand.
    """

    trigger: str
    metric: Metric | None
    found: Held | None
    threshold: Fraction | None
    met: bool | None
    said: Text
    how_sure: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Deemed:
    """An entity that is covered only because covered owners hold it: what they hold of one metric, and by which stakes.

    `certain` is False where that depends on what is missing.
    """

    entity: str
    metric: Metric
    held: Held
    by: tuple[Link, ...]
    certain: bool


@dataclass(frozen=True)
class Pooled:
    """A step by which control spreads: an entity, and the votes in it of the owners that act together."""

    entity: str
    votes: Fraction
    owners: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The answer of a rule for one entity.

    Parameters
    ----------
    controlled
        What the rule's own comparison says; None where what is missing could decide either way.
    by
        The covered owners whose holdings meet a trigger, by id.
    metrics
        By metric, what covered owners hold under the rule.
    integrated
        By metric and owner, the share of the entity that reaches the owner through all chains and cycles; the least
        where it is not known exactly.
    majority
        Who ultimately controls the entity by recursive majority of votes, by id; several where they control each
        other, empty where nobody does.
    paths
        The proof: every path that adds, largest first; `left_out` counts those not shown, as far as they were counted.
    applies
        Whether the rule has words for that day; where it has none, nothing is met and nothing is counted.
    integrated_high
        By metric and owner, the most the integrated share can be, where that is more than the least.
    majority_steps
        How control spreads from the ultimate controller to the entity.
    deemed
        The entities above that are covered only because others hold them.
    notes
        What the answer rests on and what leaves it open.
    not_examined
        The limbs of the rule that no ownership statement can answer.
    """

    entity: str
    rule: str
    as_of: date
    open_world: bool
    controlled: bool | None
    by: tuple[str, ...]
    metrics: dict[Metric, Held]
    integrated: dict[Metric, dict[str, Fraction]]
    majority: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    paths: tuple[Path, ...]
    left_out: int = 0
    applies: bool = True
    integrated_high: dict[Metric, dict[str, Fraction]] = field(default_factory=dict)
    majority_steps: tuple[Pooled, ...] = ()
    deemed: tuple[Deemed, ...] = ()
    notes: tuple[Text, ...] = ()
    not_examined: tuple[Text, ...] = ()
