"""From a row to a statement."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from orepath.sources.bgs_world_mineral_statistics.checks import KINDS, WORDS
from orepath.sources.bgs_world_mineral_statistics.naming import STATES
from orepath.sources.bgs_world_mineral_statistics.subject import Series, Subject, subject
from orepath.sources.bgs_world_mineral_statistics.tables import SOURCE
from orepath.vocabulary.terms import fold, units

MOST_NOTES = 1_000
"""Different notes that are kept taken apart; the publisher has some hundreds."""


class Row(NamedTuple):
    """A row of a file, its cells as checked."""

    file: str
    row: int
    statistic: str
    commodity: str
    sub_commodity: str | None
    units: str
    year: int
    country: str
    place: str
    quantity: str | None
    printed: str
    kind: str
    precision: str | None
    figure_notes: str | None
    table_notes: str | None

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes of its figure."""
        return _notes(self.figure_notes)

    @property
    def subject(self) -> Subject:
        """What its figure is about."""
        return subject(Series(self.statistic, self.commodity, self.sub_commodity, self.units), self.year, self.notes)


@lru_cache(MOST_NOTES)
def _notes(said: str | None) -> tuple[str, ...]:
    return tuple(said.split("|")) if said else ()


def statement_of(row: Row, about: Subject) -> dict[str, Any]:
    """The statement of a row; its period is the year the publisher files the figure under."""
    factor = units()[fold(row.units)].factor
    status = _status(row)
    small = status == "less_than"
    known = row.quantity is not None and not small
    key = (row.statistic, row.commodity, row.sub_commodity or "", row.units, row.country, str(row.year))
    return {
        "row_key": " | ".join(key),
        "property": SOURCE.raw["properties"][row.statistic],
        "mineral": about.mineral,
        "stage": about.stage,
        "item": about.item,
        "place": row.place,
        "from_": date(row.year, 1, 1),
        "until": date(row.year + 1, 1, 1),
        "value": _scaled(float(row.quantity or 0), factor) if known else None,
        "low": 0.0 if small else None,
        "high": _scaled(WORDS["under"], factor) if small else None,
        "unit": "t",
        "status": status,
        "text": row.country if row.place == "other" else None,
        "original": row.printed,
        "locator": f"{row.file}, row {row.row}",
        "note": _note(row),
    }


def _status(row: Row) -> str:
    status = KINDS[row.kind]
    return "estimated" if status == "reported" and WORDS["estimates"] in row.notes else status


def _scaled(number: float, factor: float) -> float:
    return float(f"{number * factor:.12g}") + 0.0  # of a negative zero zero


def _note(row: Row) -> str | None:
    state = STATES[row.country]["note"] if row.country in STATES else None
    table = f"Of the table: {' '.join(row.table_notes.split('|'))}" if row.table_notes else None
    parts = (state, row.precision, " ".join(row.notes), table)
    return " -- ".join(part for part in parts if part) or None
