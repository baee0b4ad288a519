"""The figures of one measure of a sheet, such as its grades: which rows have one, and what each says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from math import nan
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from orepath.evidence.workbook.opening import Cell
from orepath.sources.jasansky_mines.materials import measured, mineral_of
from orepath.sources.jasansky_mines.sheets import FIRST_YEAR, LAST_YEAR, MOST, SHEETS, SOURCE, Sheet
from orepath.vocabulary.periods import year as calendar_year

Measure = Mapping[str, Any]
MEASURES: dict[str, list[Measure]] = {
    sheet: [entry for entry in SOURCE.raw["measures"] if entry["sheet"] == sheet] for sheet in SHEETS
}
VOLUME = {"site_waste": "site_waste_volume"}
UNCONVERTED = "unit not converted"
UNITS = {"site_grade": ("share",)}
NO_UNIT = ("", nan)
"""What stands for a unit that is none of the measure."""
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Figures:
    """The figures of a measure.

    Parameters
    ----------
    rows
        The row of each, counted from 0.
    is_due
        Of each whether it stands for an empty cell.
    columns
        What their statements say that differs from that of other measures.
    unconverted
        Of each its unit where it is not converted, else nothing.
    repeated
        The rows whose key an earlier row has.
    shares, periods
        How many are the owner's share, and how many have a period of reporting.
    """

    rows: npt.NDArray[np.intp]
    is_due: Flags
    columns: dict[str, Sequence[Any]]
    unconverted: list[str]
    repeated: set[int]
    shares: int
    periods: int


class Meant(NamedTuple):
    """What a unit and the names of a material mean; ``said`` is the unit as written, ``unit`` what `unit_of` gives."""

    said: str
    text: str | None
    mineral: str | None
    unit: tuple[str, float] | None
    property: str


def unit_of(entry: Measure, unit: str, mineral: str | None) -> tuple[str, float] | None:
    """The unit of the vocabulary and the factor into it; None where it may be several, `NO_UNIT` where it is none."""
    try:
        known = measured(unit, mineral)
    except KeyError:
        return NO_UNIT
    return known if known is None or known[0] in UNITS.get(entry["property"], ("t", "m3")) else NO_UNIT


def figures_of(sheet: Sheet, keys: Sequence[str], doubtful: set[int]) -> Iterator[Figures]:
    """The figures of each measure; none of one with a cell that is wrong, whose row is added to the doubtful.

    Parameters
    ----------
    keys
        What tells each row of the sheet from another, but for the year.
    """
    measures = MEASURES[sheet.name]
    given = [_filled(sheet.columns[entry["value"]]) for entry in measures]
    none = ~np.logical_or.reduce(given)
    for entry, here in zip(measures, given, strict=True):
        due = ~here & (none | _filled(sheet.columns[entry["unit"]])) if entry.get("always") else np.zeros_like(here)
        rows = np.flatnonzero(here | due)
        of_measure = _Cells(entry, sheet, rows, due[rows])
        if wrong := of_measure.wrong():
            doubtful.update(wrong)
        else:
            yield of_measure.figures(keys)


class _Cells:
    """The cells of a measure, in the rows that have a figure."""

    def __init__(self, entry: Measure, sheet: Sheet, rows: npt.NDArray[np.intp], is_due: Flags) -> None:
        self.entry, self.sheet, self.rows, self.is_due = entry, sheet, rows, is_due
        self.places = rows.tolist()
        self.meant = list(map(cache(partial(_meant, entry)), *map(self.texts, (entry["unit"], *entry["about"]))))
        self.amounts, _ = self.numbers(entry["value"])
        self.years, self.has_year = self.numbers(entry["year"])
        self.shares, self.has_share = self.numbers(entry.get("share", ""))

    def texts(self, column: str) -> list[str]:
        texts = self.sheet.texts(column)
        return [texts[at] for at in self.places]

    def numbers(self, column: str) -> tuple[Numbers, Flags]:
        """The numbers of cells, NaN where one holds none, and which cells hold anything."""
        every: Sequence[Cell] = self.sheet.columns.get(column, ("",) * len(self.sheet))
        cells = [every[at] for at in self.places]
        return np.array([cell if type(cell) is float else nan for cell in cells], np.float64), _filled(cells)

    def wrong(self) -> list[int]:
        """The rows in which a cell is wrong."""
        is_year = (self.years >= FIRST_YEAR) & (self.years <= LAST_YEAR) & (self.years == np.floor(self.years))
        is_undated = ~self.has_year & bool(self.entry.get("undated"))
        is_share = _is_amount(self.shares) | ~self.has_share
        is_unit = np.array([one.unit is not NO_UNIT for one in self.meant], np.bool_)
        is_amount = _is_amount(self.amounts) | self.is_due
        sound = (is_year | is_undated) & is_amount & is_share & is_unit
        return [at for at, is_sound in zip(self.places, sound.tolist(), strict=True) if not is_sound]

    def figures(self, keys: Sequence[str]) -> Figures:
        """The figures, where no cell is wrong."""
        is_share = self.has_share & (self.shares != 1) & ~self.is_due
        shares = map(_share, np.where(is_share, self.shares, 1.0).tolist())
        due, periods, units = self.is_due.tolist(), self.texts("reporting_period"), [one.unit for one in self.meant]
        odd = [
            "" if unit or empty else one.said or "-" for unit, empty, one in zip(units, due, self.meant, strict=True)
        ]
        said = (*map(self.texts, self.entry["kind"]), periods, shares, [unit and UNCONVERTED for unit in odd])
        years = np.where(self.has_year, self.years, 0).astype(np.intp).tolist()
        row_keys = [f"{keys[at]}|{year or ''}" for at, year in zip(self.places, years, strict=True)]
        counts = _counts(row_keys)
        amounts = zip(self.amounts.tolist(), units, due, strict=True)
        originals = zip(self.texts(self.entry["value"]), self.texts(self.entry["unit"]), strict=True)
        columns: dict[str, Sequence[Any]] = {
            "row_key": [key if count == 1 else f"{key}#{count}" for key, count in zip(row_keys, counts, strict=True)],
            "property": [one.property for one in self.meant],
            "mineral": [one.mineral for one in self.meant],
            "stage": [self.entry.get("stage")] * len(due),
            "from_": list(map(cache(lambda year: calendar_year(year).from_ if year else None), years)),
            "until": list(map(cache(lambda year: calendar_year(year).until if year else None), years)),
            "value": [amount * unit[1] if unit and not empty else None for amount, unit, empty in amounts],
            "unit": [unit and unit[0] for unit in units],
            "status": ["not_available" if empty else "reported" for empty in due],
            "text": [one.text for one in self.meant],
            "original": [f"{value} {unit}" if value and unit else value or unit for value, unit in originals],
            "note": list(map(cache(_note), *said)),
        }
        repeated = {at for at, count in zip(self.places, counts, strict=True) if count > 1}
        period_count = len(due) - periods.count("")
        return Figures(self.rows, self.is_due, columns, odd, repeated, int(is_share.sum()), period_count)


def _meant(entry: Measure, said: str, *abouts: str) -> Meant:
    mineral = next(filter(None, map(mineral_of, abouts)), None)
    unit, property_ = unit_of(entry, said, mineral), str(entry["property"])
    if unit and unit[0] == "m3":
        property_ = VOLUME.get(property_, property_)
    return Meant(said, next(filter(None, abouts), None), mineral, unit, property_)


def _filled(cells: Sequence[Cell]) -> Flags:
    return np.array([cell != "" for cell in cells], np.bool_)


def _is_amount(numbers: Numbers) -> Flags:
    return np.logical_and(numbers >= 0, numbers <= MOST)


def _note(*said: str) -> str | None:
    return "; ".join(filter(None, said)) or None


def _share(share: float) -> str:
    return f"the owner's share, {share:g} of the site's" if share != 1 else ""


def _counts(keys: Sequence[str]) -> list[int]:
    """Of each key how many such there are up to it."""
    found: dict[str, int] = {}
    counts = []
    for key in keys:
        found[key] = count = found.get(key, 0) + 1
        counts.append(count)
    return counts
