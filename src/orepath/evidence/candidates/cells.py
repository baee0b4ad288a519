"""Cells of an index, checked: addresses, years, days and descriptions."""

from __future__ import annotations

import re
from datetime import date

from orepath.errors import Fault, fault
from orepath.evidence.plain_text import one_line, plain_text

ADDRESS = re.compile(r"https?://[^\s\x00-\x1f<>\"]{1,2000}")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
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
    found = _like(DAY, said.strip(), where, column, "YYYY-MM-DD", faults)
    try:
        return date.fromisoformat(found).isoformat() if found else ""
    except ValueError:
        faults.append(fault("bad_cell", where, column=column, found=said, allowed="YYYY-MM-DD"))
        return ""


def short(said: str, where: str, column: str, faults: list[Fault], *, required: bool = True) -> str:
    """A short text on one line; one that is empty, or longer than `MOST_TITLE`, is a fault."""
    found = one_line(said)
    if required and not found:
        faults.append(fault("required_cell", where, column=column))
    elif len(found) > MOST_TITLE:
        allowed = f"≤ {MOST_TITLE}"
        faults.append(fault("bad_cell", where, column=column, found=f"{found[:60]}… ({len(found)})", allowed=allowed))
    return found


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


def _like(pattern: re.Pattern[str], said: str, where: str, column: str, allowed: str, faults: list[Fault]) -> str:
    if said and not pattern.fullmatch(said):
        faults.append(fault("bad_cell", where, column=column, found=said[:200], allowed=allowed))
        return ""
    return said
