"""What a series is about: its mineral and stage, and its name."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from orepath.sources.bgs_world_mineral_statistics.tables import SOURCE

MOST_SUBJECTS = 10_000
"""Subjects that are kept; those of the publisher differ by series, year and notes."""


class Series(NamedTuple):
    """A series as the publisher names it."""

    statistic: str
    commodity: str
    sub_commodity: str | None
    units: str

    @property
    def name(self) -> str:
        """The commodity, and the sub-commodity where there is one."""
        return f"{self.commodity}: {self.sub_commodity}" if self.sub_commodity else self.commodity


@dataclass(frozen=True)
class Subject:
    """The mineral and stage of a figure, None where it is of none, its series, and what it counts instead."""

    mineral: str | None
    stage: str | None
    item: str
    apart: str = ""
    listed: bool = True


@cache
def series() -> dict[tuple[str, str], dict[str, str]]:
    """The rows of ``series.csv`` by commodity and sub-commodity."""
    text = files(__package__ or "").joinpath("series.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {(row["commodity"], row["sub_commodity"]): row for row in rows}


@lru_cache(MOST_SUBJECTS)
def subject(of: Series, year: int, notes: tuple[str, ...]) -> Subject:
    """What a figure of a series and year is about, by the notes it has.

    >>> subject(Series("Production", "graphite", None, "tonnes (metric)"), 2020, ("Crude.",)).item
    'graphite (crude), tonnes (metric)'
    """
    apart = next(
        (each["called"] for each in SOURCE.raw["apart"] if each["commodity"] == of.commodity and each["note"] in notes),
        "",
    )
    item = f"{of.name} ({apart}), {of.units}" if apart else f"{of.name}, {of.units}"
    known = series().get((of.commodity, of.sub_commodity or ""))
    if known is None or of.statistic != "Production":
        return Subject(None, None, item, apart, listed=False)
    whole = not apart and year >= int(known["since"] or 0)
    return Subject(known["mineral"] or None, known["stage"] or None if whole else None, item, apart)
