"""Days as people write them, as days since 1970-01-01."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pyarrow.compute as pc

from orepath.control.reading.table import Table
from orepath.control.register import ALWAYS, FOREVER, Numbers
from orepath.network.own.columns import Faults

EPOCH = date(1970, 1, 1).toordinal()
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WRONG = -(2**31) + 1


def day_number(day: date) -> int:
    """A day as a number: days since 1970-01-01.

    >>> day_number(date(1970, 1, 2))
    1
    """
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """The day of a number."""
    return date.fromordinal(int(number) + EPOCH)


def said_day(number: int) -> str:
    """A day as a message names it.

    >>> said_day(10), said_day(ALWAYS)
    ('1970-01-11', '–')
    """
    return "–" if number in (ALWAYS, FOREVER) else day_of(number).isoformat()


def iso_day(text: str) -> int | None:
    """The number of a day written YYYY-MM-DD, or None where it is not.

    >>> iso_day("1970-01-11"), iso_day("11/01/1970"), iso_day("2023-02-29")
    (10, None, None)
    """
    if not ISO.fullmatch(text):
        return None
    try:
        return day_number(date.fromisoformat(text))
    except ValueError:
        return None


def days(table: Table, column: str, where_empty: int, faults: Faults) -> Numbers:
    """The days of a column; an empty cell gives `where_empty`, one that is no day is a fault."""
    text = table.columns[column]
    encoded = text.dictionary_encode()
    each = [_read(cell, where_empty) for cell in encoded.dictionary.to_pylist()]
    known = np.asarray([*each, where_empty], dtype=np.int64)
    number = known[encoded.indices.fill_null(len(each)).to_numpy()]
    wrong = number == WRONG
    if wrong.any():
        said = pc.fill_null(text, "")
        values = {"column": column, "allowed": "YYYY-MM-DD"}
        table.tell(faults, "bad_cell", wrong, lambda line: {"found": said[line].as_py(), **values})
    return np.where(wrong, where_empty, number).astype(np.int32)


def _read(cell: str, where_empty: int) -> int:
    number = iso_day(cell) if cell else where_empty
    return WRONG if number is None else number
