"""A sheet of the workbook: series across, months or years down, before anything is judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from orepath.errors import Fault, fault
from orepath.evidence.headings import differing
from orepath.evidence.workbook.opening import Cell, Workbook, column_letters, text_of_cell
from orepath.vocabulary.periods import Period, year

Frequency = Literal["month", "year"]

UPDATED = re.compile(r"Updated on\s+([A-Z][a-z]+ \d{1,2}, \d{4})")
MONTH = re.compile(r"([0-9]{4})M(0[1-9]|1[0-2])")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
CODE = re.compile(r"K?i[A-Z0-9_]+")
"""A short name that annual sheets of indices write below the full one."""
MARK = "**"
LONGEST_NAME = 100
"""Characters of a name and its unit."""
HEADER = f"one name and at most one (unit), together at most {LONGEST_NAME} characters"
MOST_FAULTS = 200
"""Rows at fault after which no further one is looked at."""
MOST_MONTHS = 2_000
"""Months kept in mind, of which every sheet has the same."""
DATASET = "world-bank-commodity-prices"


@dataclass(frozen=True)
class Column:
    """A series: its column counted from 0, its name without the mark, its unit (empty where the sheet has none)."""

    at: int
    name: str
    unit: str
    marked: bool


@dataclass(frozen=True)
class Line:
    """A row of figures: its number, its period as written and as days, its cells."""

    row: int
    said: str
    period: Period
    cells: list[Cell]


@dataclass(frozen=True)
class Sheet:
    """A sheet of series. ``titles`` are the texts above its header; ``updated`` is the day they name."""

    where: str
    titles: str
    updated: date
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def sheet(book: Workbook, name: str, frequency: Frequency, faults: list[Fault]) -> Sheet | None:
    """A sheet of the workbook; None where it is none of this dataset, which is a fault."""
    cells, where = book.cells(name), f"{book.path.name}, sheet {name}"
    period = month if frequency == "month" else calendar_year
    first = next((at for at, row in enumerate(cells) if row and period(text_of_cell(row[0]))), len(cells))
    dates = [(at, found) for at, row in enumerate(cells[:first]) if row and (found := updated(text_of_cell(row[0])))]
    if first == len(cells) or not dates:
        detail = f"no row of a {frequency}" if first == len(cells) else "no line 'Updated on Month DD, YYYY'"
        faults.append(fault("wrong_dataset", where, dataset=DATASET, detail=detail))
        return None
    (head, day), *_ = dates
    titles = " ".join(text_of_cell(row[0]) for row in cells[:head])
    columns = _columns(cells[head + 1 : first], cells[first:], where, faults)
    return Sheet(where, titles, day, tuple(columns), tuple(_lines(cells, first, period, where, faults)))


def updated(text: str) -> date | None:
    """The day a workbook says it was updated on."""
    said = UPDATED.search(text)
    try:
        return datetime.strptime(said.group(1), "%B %d, %Y").date() if said else None
    except ValueError:
        return None


@lru_cache(maxsize=MOST_MONTHS)
def month(said: str) -> Period | None:
    """The days of a month as the workbook writes it.

    >>> month("1960M12")
    Period(from_=datetime.date(1960, 12, 1), until=datetime.date(1961, 1, 1))
    """
    found = MONTH.fullmatch(said.strip())
    if not found or not 1900 <= int(found[1]) <= 2100:
        return None
    at = int(found[1]), int(found[2])
    return Period(date(*at, 1), date(at[0] + at[1] // 12, at[1] % 12 + 1, 1))


def calendar_year(said: str) -> Period | None:
    """The days of a year as the workbook writes it."""
    return year(int(said)) if YEAR.fullmatch(said.strip()) else None


def _columns(header: list[list[Cell]], body: list[list[Cell]], where: str, faults: list[Fault]) -> list[Column]:
    """The series a header names. Each has one name in one of its rows, and a price its unit in the row below."""
    found: list[Column] = []
    for at in range(1, len(body[0])):
        texts = [" ".join(text_of_cell(row[at]).split()) for row in header]
        units = [text for text in texts if text.startswith("(") and text.endswith(")")]
        names = [text for text in texts if text and text not in units and not CODE.fullmatch(text)]
        place = f"{where}, column {column_letters(at)}"
        if len(names) == 1 and len(units) <= 1 and len("".join(texts)) <= LONGEST_NAME:
            name = names[0].removesuffix(MARK).strip()
            found.append(Column(at, name, "".join(units).strip("()"), names[0].endswith(MARK)))
        elif names or units or any(text_of_cell(row[at]).strip() for row in body):
            said = " ".join(text for text in texts if text)
            faults.append(fault("bad_cell", place, column="header", found=said[:60], allowed=HEADER))
    if shown := differing([column.name for column in found], (), None):
        faults.append(fault("wrong_columns", where, dataset=DATASET, **shown))
    return found


def _lines(
    cells: list[list[Cell]], first: int, period: Callable[[str], Period | None], where: str, faults: list[Fault]
) -> list[Line]:
    """The rows of figures, which follow each other without a gap; a text alone in the first column is a note."""
    lines: list[Line] = []
    most = len(faults) + MOST_FAULTS
    for row, line in enumerate(cells[first:], start=first + 1):
        if not any(isinstance(cell, float) or text_of_cell(cell).strip() for cell in line[1:]):
            continue
        if len(faults) >= most:
            break
        said = text_of_cell(line[0]).strip()
        found = period(said)
        due = lines[-1].period.until if lines else None
        if found is None or (due and found.from_ != due):
            allowed = f"the period that begins on {due}" if due else "a period"
            faults.append(fault("bad_cell", f"{where}, cell A{row}", column="A", found=said, allowed=allowed))
        if found:
            lines.append(Line(row, said, found, line))
    return lines
