"""Values of spreadsheets and of tables in memory as the text a person would have written."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from decimal import Decimal


def plain(cell: object, digits: int = 17) -> str:
    """A cell as text, without an exponent.

    Parameters
    ----------
    digits
        How many significant digits of a binary number count: the shortest text that gives the same number where 17;
        15 are what a spreadsheet shows and compares, so that 0.1 + 0.2 reads as 0.3 there.

    >>> plain(3000.0), plain(0.1 + 0.2, 15), plain(None), plain(date(2025, 1, 2)), plain(True)
    ('3000', '0.3', '', '2025-01-02', 'yes')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return _of_float(cell, digits)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _of_float(cell: float, digits: int) -> str:
    if not math.isfinite(cell):
        return "" if math.isnan(cell) else str(cell)
    exact = f"{Decimal(repr(cell) if digits >= 17 else f'{cell:.{digits}g}'):f}"
    return exact.rstrip("0").rstrip(".") if "." in exact else exact
