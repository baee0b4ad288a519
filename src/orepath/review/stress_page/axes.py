"""Scales, their marks and legends, as the pictures of an answer share them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton

from orepath.review.charts.draw import INK, MUTED, RULE
from orepath.review.charts.measuring import length
from orepath.review.numbers import number_text
from orepath.review.stress_page.drawing import LINE, line, rect, words
from orepath.vocabulary.language import Lang

TICK = 80.0
"""Pixels between marks of days, at least."""


@dataclass(frozen=True)
class Scale:
    """Numbers from 0 to `most` on pixels from `start` to `end`."""

    start: float
    end: float
    most: float

    def at(self, value: float) -> float:
        """The pixel of a number."""
        return self.start + (self.end - self.start) * value / self.most if self.most > 0 else self.start


@dataclass(frozen=True)
class Days:
    """Days on pixels from 0 to `width`."""

    first: date
    last: date
    width: float

    def at(self, day: date) -> float:
        """The pixel of a day."""
        return self.width * (day - self.first).days / max((self.last - self.first).days, 1)

    def ticks(self) -> list[date]:
        """First days of quarters, of halves of a year or of years, as many as there is room for."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        every = next(each for each in (1, 3, 6, 12, 24, 60, 120) if months / each * TICK <= self.width or each == 120)
        year, month, found = self.first.year, 1, []
        while (day := date(year, month, 1)) <= self.last:
            if day >= self.first:
                found.append(day)
            year, month = year + (month - 1 + every) // 12, (month - 1 + every) % 12 + 1
        return found


def nice(most: float) -> float:
    """A round number at or above the largest one shown.

    >>> nice(0.83), nice(13.0), nice(0.0)
    (1.0, 15.0, 1.0)
    """
    if not most > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most))
    return next(power * each for each in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if power * each >= most * (1 - 1e-9))


def up(scale: Scale, width: float, lang: Lang) -> list[str]:
    """Rules across at nought, half and all of a scale that goes up, with their numbers."""
    found = []
    for part in (0.0, 0.5, 1.0):
        value = part * scale.most
        y = scale.at(value)
        found.append(line(0, y, width, y, MUTED if part == 0 else RULE))
        found.append(words(-6, y, plain(value, lang), "end", 11, MUTED))
    return found


def plain(value: float, lang: Lang) -> str:
    """A number of an axis."""
    decimals = 0 if value == 0 or value >= 10 else 1 if value >= 1 else 3
    shown = number_text(value, lang, decimals)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def along(days: Days, y: float, lang: Lang) -> list[str]:
    """Marks of days below a picture: the year, with its month where years are not all there is."""
    found = []
    for day in days.ticks():
        x = days.at(day)
        month = str(format_skeleton("yMMM", day, locale=lang))
        found += [line(x, y, x, y + 4, MUTED)]
        anchor = "start" if x < 20 else "end" if x > days.width - 20 else "middle"
        found.append(words(x, y + 13, month, anchor, 11, MUTED))  # type: ignore[arg-type]
    return found


def legend(entries: Sequence[tuple[str, str]], width: float) -> tuple[list[str], float]:
    """Fills and what they stand for, in as many lines as it takes; and the height."""
    x, y, found = 0.0, 8.0, []
    for fill, text in entries:
        if x > 0 and x + 18 + length(text, 12) > width:
            x, y = 0.0, y + LINE + 2
        found += [rect(x, y - 6, 12, 12, fill), words(x + 17, y, text, fill=INK)]
        x += 34 + length(text, 12)
    return found, y + 10
