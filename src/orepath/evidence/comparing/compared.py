"""What two editions of a dataset have in common and what not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Columns:
    """Columns that a part of the publisher's file has and had not, and those it lacks."""

    part: str
    added: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How many statements of a property there were and are.

    ``same`` are about the same subject and period in both; ``moved`` of these have another value, text or record.
    """

    property_: str
    before: int
    after: int
    same: int
    moved: int

    @property
    def appeared(self) -> int:
        """Statements about a subject and period that nothing was said of before."""
        return self.after - self.same

    @property
    def gone(self) -> int:
        """Statements about a subject and period of which nothing is said any more."""
        return self.before - self.same


@dataclass(frozen=True)
class Total:
    """The sum of all values of a property, mineral, stage and year: a check, not a figure to quote."""

    property_: str
    mineral: str | None
    stage: str | None
    year: int | None
    unit: str | None
    before: float
    after: float

    @property
    def change(self) -> float | None:
        """The change as a share of what it was; None where it was nothing."""
        return change(self.before, self.after)


@dataclass(frozen=True)
class Restated:
    """A value said anew of the same subject and period; None where none is said."""

    property_: str
    mineral: str | None
    stage: str | None
    item: str | None
    place: str | None
    partner: str | None
    good: str | None
    from_: date | None
    until: date | None
    unit: str | None
    before: float | None
    after: float | None
    before_status: str
    after_status: str

    @property
    def change(self) -> float | None:
        """The change as a share of what it was; None where it was nothing or unknown, or is unknown now."""
        return None if self.before is None or self.after is None else change(self.before, self.after)


@dataclass(frozen=True)
class Compared:
    """An edition beside the one before it.

    Parameters
    ----------
    over
        The share by which a value or total must have changed to be listed.
    totals, restated
        Those that changed by more, the greatest change first; of ``restated`` at most those that were asked for.
    restated_count
        How many values changed by more, listed or not; a value that became known or unknown counts.
    """

    over: float
    columns: tuple[Columns, ...]
    columns_known: bool
    counts: tuple[Count, ...]
    totals: tuple[Total, ...]
    restated: tuple[Restated, ...]
    restated_count: int

    @property
    def alike(self) -> bool:
        """Whether nothing was added, left out or said otherwise."""
        still = all(count.before == count.after == count.same and not count.moved for count in self.counts)
        return still and not self.columns


def change(before: float, after: float) -> float | None:
    """A change as a share of what there was; None where that was nothing and something came of it.

    >>> change(100.0, 95.0), change(0.0, 1.0), change(0.0, 0.0)
    (-0.05, None, 0.0)
    """
    if before == after:
        return 0.0
    return (after - before) / abs(before) if before else None
