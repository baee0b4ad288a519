"""Codes as a table writes them: with a decimal part, with a leading zero lost."""

from __future__ import annotations

import re

WRITTEN = re.compile(r"(\d+)(?:\.0+)?", re.ASCII)
SIX, HEADING = 6, 4
CHAPTERS = {f"{number:02}" for number in range(1, 98)} - {"77"}
"""The chapters of the Harmonized System; 77 is kept free."""
ALLOWED = "six digits of chapters 01 to 97, such as 260500 or 260500.0"


def digits(cell: str) -> str:
    """The digits of a cell without a decimal part of zeros; empty where it holds no code.

    >>> digits("10121.0"), digits("260500"), digits("2605.5")
    ('10121', '260500', '')
    """
    written = WRITTEN.fullmatch(cell.strip())
    return written[1] if written else ""


def code_of(cell: str, zeros_lost: bool) -> str | None:
    """The code of a cell, of six digits, or of four where it is a heading; None where it is neither.

    A number loses a zero at its beginning alone, and no chapter begins with two: five digits are a code of chapters 01
    to 09, three a heading of them. This holds only of a table that has lost them all.

    >>> code_of("10121.0", True), code_of("101.0", True), code_of("10121.0", False), code_of("770000", True)
    ('010121', '0101', None, None)
    """
    found = digits(cell)
    if zeros_lost and len(found) in (SIX - 1, HEADING - 1):
        found = f"0{found}"
    return found if len(found) in (SIX, HEADING) and found[:2] in CHAPTERS else None
