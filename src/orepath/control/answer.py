"""What is said of one entity under one rule on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from orepath.control.register import Metric
from orepath.vocabulary.language import Text


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
    """A chain of stakes from a covered owner (or an unknown one) to the entity, and what it adds under the rule."""

    links: tuple[Link, ...]
    adds: Held


@dataclass(frozen=True)
class Trigger:
    """One limb of a rule and what it comes to: ``met`` is None where missing stakes leave it open."""

    trigger: str
    metric: Metric | None
    found: Held | None
    threshold: Fraction | None
    met: bool | None
    said: Text


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
        By metric and owner, the share of the entity that reaches the owner through all chains and cycles.
    majority
        Who controls the entity by recursive majority of votes, by id; empty where nobody does.
    paths
        The proof: every path that adds, largest first; `left_out` counts those not shown.
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
