"""Months as the files write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from orepath.errors import Fault, fault
from orepath.evidence.faults import Faults
from orepath.vocabulary.periods import Period

MONTH = re.compile(r"((?:19|20)[0-9]{2})(?:M(1[0-2]|0?[1-9])|-(0[1-9]|1[0-2])(?:-01)?)")
ALLOWED = "a month such as 2016M1, 2016-01 or 2016-01-01"

MOST_MONTHS = 2_000
"""Months kept in mind, of which every series has the same."""


@lru_cache(maxsize=MOST_MONTHS)
def month(said: str) -> Period | None:
    """The days of a month; None where the text is none.

    >>> month("1980M12"), month("1980-13")
    (Period(from_=datetime.date(1980, 12, 1), until=datetime.date(1981, 1, 1)), None)
    """
    found = MONTH.fullmatch(said.strip())
    if not found:
        return None
    year, number = int(found[1]), int(found[2] or found[3])
    return Period(date(year, number, 1), date(year + number // 12, number % 12 + 1, 1))


def gaps(said: Iterable[tuple[str, str]], column: str) -> list[Fault]:
    """The faults of months, each with where it stands, that are none or do not follow each other one by one."""
    faults = Faults()
    due: date | None = None
    for where, text in said:
        found = month(text)
        if found is None or (due and found.from_ != due):
            allowed = ALLOWED if found is None else f"{due:%Y-%m}, the month that follows"
            faults.append(fault("bad_cell", where, column=column, found=text, allowed=allowed))
        due = found.until if found else None
    return faults
