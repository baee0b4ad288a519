"""A shock: flows that somebody or something cuts, for how long and by how much."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from orepath.vocabulary.language import Text

Instrument = Literal["ban", "quota", "licence", "duty", "outage", "transport"]
INSTRUMENTS: tuple[Instrument, ...] = get_args(Instrument)
"""What cuts flows. `ban`, `quota`, `licence` and `duty` act on what the imposer sends to its targets, `transport` on
what the origins send to the targets, `outage` on all that the stage's facilities at a place put out, at home too."""

ALL = "all"
"""Targets or origins that are every other place."""


@dataclass(frozen=True)
class Assumption:
    """A number that no statement gives: its value, its range, and what it rests on.

    Parameters
    ----------
    id
        What it is of, with the measure, instrument or stage it belongs to: ``licence.refused_share``.
    value, low, high
        In `unit`; the range is what draws are taken from.
    law
        How draws are taken: `triangular` with its mode at the value.
    source
        Where it is from, or that it is a judgement, and whose.
    how_sure
        ``F``, ``K-hi``, ``K``, ``K-lo``, ``T``, ``judgement`` or ``computed``.
    statements
        The statements it was computed from.
    """

    id: str
    name: Text
    value: float
    low: float
    high: float
    unit: str
    source: Text
    how_sure: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shock:
    """What one act, accident or closure does to flows of one mineral.

    Parameters
    ----------
    imposer
        The place whose goods are held back (for `outage` the place where facilities stop; for `transport` one of
        `origins`, or empty).
    mineral
        One mineral; a shock on several is several shocks.
    stages
        The stages whose goods it holds back; empty for every stage.
    targets
        Places it is aimed at, or ``("all",)``.
    from_, until
        The first day it applies, and the first on which it no longer does; None where no end is known.
    cut
        The share (0 to 1) of the flows that it takes away once it applies in full: an assumption where nobody states
        it.
    full_stop_months
        Months at the start in which nothing passes at all (a licence takes time to be granted).
    ramp_months
        Months over which the cut grows from nothing to its full size.
    coverage
        The share (0 to 1) of the stage's goods that it concerns.
    retaliation
        Whether it is an answer to another shock.
    origins
        For `transport`: the places that goods come from, or ``("all",)``.
    lasts_months
        How long it lasts where nobody states an end; `until` then counts no more.
    """

    id: str
    name: Text
    imposer: str
    mineral: str
    instrument: Instrument
    targets: tuple[str, ...]
    from_: date
    cut: Assumption
    stages: tuple[str, ...] = ()
    until: date | None = None
    full_stop_months: Assumption | None = None
    ramp_months: float = 0.0
    coverage: Assumption | None = None
    quota_t: float | None = None
    """For `quota` in tonnes of contained metal a year: what may still leave; `cut` is then computed from the base
    network and its value here is not used."""
    lasts_months: Assumption | None = None
    retaliation: bool = False
    origins: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    notes: tuple[Text, ...] = field(default=())
    """What must be said of it: the measure's status, what the base year already holds, what is not covered."""
