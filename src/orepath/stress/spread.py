"""What many scenarios say of an answer beyond its range."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.vocabulary.language import Text


@dataclass(frozen=True)
class Between:
    """A figure while what comes from nobody knows where goes on, and while it is held back with the rest.

    No chance is put on either; what is true lies between them.
    """

    goes_on: float
    held_back: float

    @property
    def low(self) -> float:
        """The lower of the two."""
        return min(self.goes_on, self.held_back)

    @property
    def high(self) -> float:
        """The higher of the two."""
        return max(self.goes_on, self.held_back)


@dataclass(frozen=True)
class Times:
    """How long something takes, over the scenarios (days).

    Parameters
    ----------
    p5, p50, p95
        The least number of days within which a twentieth, a half and nineteen twentieths of the scenarios that count
        see it; None where it is not seen within the horizon.
    never_share
        The share (0 to 1) of the scenarios that count in which it is not seen within the horizon.
    scenarios
        How many count.
    """

    p5: float | None
    p50: float | None
    p95: float | None
    never_share: float
    scenarios: int


@dataclass(frozen=True)
class Bar:
    """What one assumption alone does to the coordinated loss, all others at their value.

    Parameters
    ----------
    id
        The assumption; ``flows`` for all recorded flows together, ``unknown`` for what comes from nobody knows where.
    low, high
        The ends of its range, in its unit; None where it has none.
    at_low_t, at_high_t
        The coordinated loss there (t over the horizon). Of `flows`, the least and the most over the draws.
    """

    id: str
    name: Text
    low: float | None
    high: float | None
    unit: str
    at_low_t: float
    at_high_t: float

    @property
    def swing_t(self) -> float:
        """By how much it moves the loss (t)."""
        return abs(self.at_high_t - self.at_low_t)


@dataclass(frozen=True)
class Narrowing:
    """By how much the range of the coordinated loss would shrink if one thing were known.

    Parameters
    ----------
    id
        An assumption, ``flows.production``, ``flows.trade``, ``flows.unknown``, or ``unknown``.
    share
        The part (0 to 1) of the variance that goes on average once it is known: its main effect.
    deviation_t, left_t
        The standard deviation of the coordinated loss now, and what would be left of it (t).
    told_by
        The statements or datasets that would tell.
    """

    id: str
    name: Text
    share: float
    deviation_t: float
    left_t: float
    told_by: Text
