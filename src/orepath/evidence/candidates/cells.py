"""Cells of an index, checked: addresses, years, days and descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from orepath.errors import Fault, fault
from orepath.evidence.plain_text import one_line, plain_text

ADDRESS = re.compile(r"https?://[^\s\x00-\x1f<>\"]{1,2000}")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
WORD = re.compile(r"[^\W\d_]{2}")
"""Two letters, which no figure has."""
MOST_TITLE = 1_000
"""Characters of a title or another short text; the longest at hand has a third of them."""


def address(said: str, where: str, column: str, faults: list[Fault]) -> str:
    """An address, or nothing where the cell is empty."""
    return _like(ADDRESS, said.strip(), where, column, "https://…", faults)


def year(said: str, where: str, column: str, faults: list[Fault]) -> str:
    """A year, or nothing where the cell is empty."""
    return _like(YEAR, said.strip(), where, column, "YYYY", faults)


def day(said: str, where: str, column: str, faults: list[Fault]) -> str:
    """A day, or nothing where the cell is empty."""
    found = said.strip()
    if not found or _is_day(found):
        return found
    faults.append(fault("bad_cell", where, column=column, found=found[:200], allowed="YYYY-MM-DD"))
    return ""


def short(said: str, where: str, column: str, faults: list[Fault], *, required: bool = True) -> str:
    """A short text on one line; one that is empty, longer than `MOST_TITLE` or without a word is a fault."""
    found = one_line(said)
    if required and not found:
        faults.append(fault("required_cell", where, column=column))
    elif len(found) > MOST_TITLE:
        allowed = f"≤ {MOST_TITLE}"
        faults.append(fault("bad_cell", where, column=column, found=f"{found[:60]}… ({len(found)})", allowed=allowed))
    elif found and not WORD.search(found):
        faults.append(fault("bad_cell", where, column=column, found=found[:60], allowed="a text in words"))
    return found


def one_of(allowed: Iterable[str], said: str, where: str, column: str, faults: list[Fault]) -> str:
    """One of the words a publisher uses in a column, as written; any other is a fault."""
    if said not in allowed:
        faults.append(fault("bad_cell", where, column=column, found=said[:60], allowed=", ".join(allowed)))
    return said


def prose(said: str, where: str, column: str, faults: list[Fault]) -> str:
    """A description as plain text."""
    try:
        return plain_text(said)
    except ValueError as error:
        faults.append(fault("bad_cell", where, column=column, found=f"{said[:60]}…", allowed=f"HTML ({error})"))
        return ""


def in_order(begins: str, ends: str, where: str, faults: list[Fault]) -> None:
    """A fault where an end comes before its beginning, as far as both are known."""
    shared = min(len(begins), len(ends))
    if shared and ends[:shared] < begins[:shared]:
        faults.append(fault("period_reversed", where, begins=begins, ends=ends))


@lru_cache(maxsize=10_000)  # an index has thousands of rows of the same days
def _is_day(said: str) -> bool:
    try:
        return bool(DAY.fullmatch(said) and date.fromisoformat(said))
    except ValueError:
        return False


def _like(pattern: re.Pattern[str], said: str, where: str, column: str, allowed: str, faults: list[Fault]) -> str:
    if said and not pattern.fullmatch(said):
        faults.append(fault("bad_cell", where, column=column, found=said[:200], allowed=allowed))
        return ""
    return said
