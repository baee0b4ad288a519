"""Chain-of-custody models: what each asks of a claim, and the words that it permits."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.custody.event import MODELS, Model
from orepath.vocabulary.language import Text, text


@dataclass(frozen=True)
class ModelWords:
    """A chain-of-custody model.

    Parameters
    ----------
    asks
        What it asks of a claim.
    wording
        The words that it permits; placeholders ``source``, ``content``, ``amount``.
    """

    id: Model
    name: Text
    asks: Text
    wording: Text
    reference: str
    how_sure: str


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("orepath.custody.books").joinpath("models.toml").read_text("utf-8"))


@cache
def models() -> dict[Model, ModelWords]:
    """Every model, the strictest first."""
    return {
        each: ModelWords(
            each, text(entry), text(entry["asks"]), text(entry["wording"]), entry["reference"], entry["how_sure"]
        )
        for each in MODELS
        for entry in [_raw()[each]]
    }


@cache
def declared() -> Text:
    """The words for a claim that rests on a declaration; placeholder ``content``."""
    return text(_raw()["declared"])


def quarter(day: date) -> tuple[date, date]:
    """The period of a day where none is stated: half-open.

    >>> quarter(date(2025, 5, 9))
    (datetime.date(2025, 4, 1), datetime.date(2025, 7, 1))
    """
    months = int(_raw()["period"]["months"])
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return first, later(first, months)


def longest_months() -> int:
    """The most months over which a balance may run."""
    return int(_raw()["period"]["longest_months"])


def later(day: date, months: int) -> date:
    """The first day of the month some months after that of a day; the last day there is where it lies beyond.

    >>> later(date(2025, 11, 5), 3)
    datetime.date(2026, 2, 1)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, 1) if MINYEAR <= year <= MAXYEAR else date.max if months > 0 else date.min


def away(day: date, months: int) -> date:
    """The same day of the month, some months on or back; the first of the next month where there is no such day.

    >>> away(date(2025, 7, 15), -12), away(date(2024, 2, 29), 12)
    (datetime.date(2024, 7, 15), datetime.date(2025, 3, 1))
    """
    first = later(day, months)
    if first in (date.min, date.max):
        return first
    same = date.fromordinal(min(first.toordinal() + day.day - 1, date.max.toordinal()))
    return same if same.month == first.month else later(first, 1)
