"""One figure, and the question it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from orepath.criticality.methods import methods
from orepath.criticality.shares import Bracket
from orepath.evidence.store import Evidence
from orepath.vocabulary.language import Text


@dataclass(frozen=True)
class Asked:
    """What is asked: a mineral, and whatever else narrows it. None leaves it open."""

    evidence: Evidence
    mineral: str
    stage: str | None = None
    year: int | None = None
    dataset: str | None = None
    place: str | None = None
    parameters: Mapping[str, float] = field(default_factory=dict)
    everywhere: bool = False


@dataclass(frozen=True)
class Metric:
    """A figure with its dataset, statements and bounds.

    Parameters
    ----------
    year
        The year the figure is of; None for one over several years, which has `from_` and `until` (half-open ISO dates).
    value, low, high
        In `unit`. A value of None is not known: `note` says what is unknown or which input is missing. Bounds of None
        cannot be given.
    dataset, datasets
        The dataset the figure stands on, and all that it uses.
    others, reason
        Datasets that have the same figure too, and why this one is preferred.
    """

    mineral: str
    stage: str | None
    year: int | None
    metric: str
    value: float | None
    dataset: str | None
    statements: tuple[str, ...] = ()
    place: str | None = None
    item: str | None = None
    low: float | None = None
    high: float | None = None
    note: Text | None = None
    from_: str | None = None
    until: str | None = None
    datasets: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    reason: Text | None = None

    @property
    def unit(self) -> str:
        """The unit of the metric."""
        return methods()[self.metric].unit

    def json(self) -> dict[str, Any]:
        """The figure as ``criticality --json`` prints it: the keys of the contract, then those that have a value."""
        found: dict[str, Any] = {
            "mineral": self.mineral,
            "stage": self.stage,
            "year": self.year,
            "metric": self.metric,
            "value": self.value,
            "unit": self.unit,
            "dataset": self.dataset,
            "statements": list(self.statements),
        }
        more = {
            "from_": self.from_,
            "until": self.until,
            "place": self.place,
            "item": self.item,
            "low": self.low,
            "high": self.high,
            "datasets": list(self.datasets),
            "others": list(self.others),
            "note": _both(self.note),
            "reason": _both(self.reason),
        }
        return found | {key: value for key, value in more.items() if value not in (None, [])}


def _both(said: Text | None) -> dict[str, str] | None:
    return {"en": said.en, "ja": said.ja} if said else None


def bracketed(bracket: Bracket | None, bounded: bool = True) -> dict[str, Any]:
    """A bracket as the fields of a `Metric`."""
    if bracket is None:
        return {"value": None}
    return {
        "value": bracket.value,
        "low": bracket.low if bounded else None,
        "high": bracket.high if bounded else None,
    }
