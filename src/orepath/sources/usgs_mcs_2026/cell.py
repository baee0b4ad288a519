"""What one cell of the column Value states: a figure, a bound, a range, a symbol or a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from orepath.evidence.schema import Status

FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?"
PLAIN = re.compile(rf"(?=[\d.]){FIGURE}")
BOUND = re.compile(rf"([<>])((?=[\d.]){FIGURE})")
RANGE = re.compile(rf"((?=[\d.]){FIGURE}) ?[–-] ?((?=[\d.]){FIGURE})")
LOST_MINUS = re.compile(rf"\?((?=[\d.]){FIGURE})")
HALF = re.compile(r"less than ½ ?unit", re.IGNORECASE)
LESS_THAN = re.compile(r"less than ([\d,]+) (?:tons|carats)", re.IGNORECASE)
ELSEWHERE = re.compile(r"Included (?:in|with) [^.]*\.?[”\"]?")
SCALES = {"thousand": 1e3, "thousands": 1e3, "million": 1e6}
EXPORTER = "net exporter"
ALLOWED = "a figure, a bound (<, >), a range, W, NA, XX, E, s, — or a word of size"


class Measure(NamedTuple):
    """What a cell states, in the unit of its row."""

    status: Status
    value: float | None = None
    low: float | None = None
    high: float | None = None
    text: str | None = None
    note: str | None = None

    def times(self, factor: float) -> Measure:
        """The same in another unit."""
        value, low, high = _scaled(self.value, factor), _scaled(self.low, factor), _scaled(self.high, factor)
        return Measure(self.status, value, low, high, self.text, self.note)


def _scaled(number: float | None, factor: float) -> float | None:
    return None if number is None else float(f"{number * factor:.12g}")


@dataclass(frozen=True)
class Words:
    """The words of size a cell may hold, and how a sentence in its place begins."""

    size: Sequence[str]
    begins: str


def number(cell: str) -> float:
    """A figure with or without thousands separators.

    >>> number("1,880"), number(".5")
    (1880.0, 0.5)
    """
    return float(cell.replace(",", ""))


def measure(cell: str, unit: str, notes: str, words: Words, *, reliance: bool) -> Measure | None:
    """What a cell states, or None where that is not known.

    Parameters
    ----------
    unit, notes
        Of the same row: a symbol can mean half of the unit, or what the notes say.
    reliance
        Whether the row is a net import reliance, where ``E`` stands for a net exporter.

    >>> measure("W", "metric tons", "", Words((), "-"), reliance=False)
    Measure(status='withheld', value=None, low=None, high=None, text=None, note=None)
    """
    if PLAIN.fullmatch(cell):
        return Measure("reported", number(cell))
    if found := BOUND.fullmatch(cell):
        edge = number(found[2])
        return Measure("less_than", low=0.0, high=edge) if found[1] == "<" else Measure("greater_than", low=edge)
    if found := RANGE.fullmatch(cell):
        return Measure("range", low=number(found[1]), high=number(found[2]))
    if found := LOST_MINUS.fullmatch(cell):
        return _negative(found[1]) if "If negative" in notes else None
    return _symbol(cell, unit, notes, reliance) or _worded(cell, words)


def _negative(figure: str) -> Measure:
    why = "The file shows ? where its encoding has no minus sign; read as minus, which the row's notes provide for."
    return Measure("reported", -number(figure), note=why)


def _symbol(cell: str, unit: str, notes: str, reliance: bool) -> Measure | None:
    if cell == "—":
        return Measure("reported", 0.0)
    if cell == "W":
        return Measure("withheld")
    if cell == "NA":
        return Measure("not_available")
    if cell == "XX":
        return Measure("not_available", note="The file says XX: not applicable.")
    if cell == "E" and reliance:
        return Measure("less_than", high=0.0, text=EXPORTER)
    return _small(unit, notes) if cell == "s" else None


def _small(unit: str, notes: str) -> Measure:
    """The symbol s: less than half the unit, or what the notes of the row say instead."""
    if HALF.search(notes):
        return Measure("less_than", low=0.0, high=0.5)
    if found := LESS_THAN.search(notes):
        return Measure("less_than", low=0.0, high=number(found[1]) / SCALES.get(unit.split(" ")[0], 1.0))
    if found := ELSEWHERE.search(notes):
        return Measure("not_available", text=found[0])
    return Measure("not_available", note="The file says s, and the notes of the row do not say what it stands for.")


def _worded(cell: str, words: Words) -> Measure | None:
    if cell in words.size or cell.startswith(words.begins):
        return Measure("not_available", text=cell)
    return None
