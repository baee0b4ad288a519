"""Cells of the study: percentages and scores with their kind."""

from __future__ import annotations

import re
from typing import Any

PERCENT = re.compile(r"([<>]?)([0-9]+(?:\.[0-9]+)?)%")
SCORE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
KINDS = {"": "reported", "<": "less_than", ">": "greater_than"}


def share(cell: str) -> dict[str, Any] | None:
    """Status and value of a percentage as a share of one, or None where the cell is no percentage.

    >>> share("4%"), share("<0.1%"), share("6")
    ({'status': 'reported', 'value': 0.04}, {'status': 'less_than', 'low': 0.0, 'high': 0.001}, None)
    """
    found = PERCENT.fullmatch(cell)
    if not found or float(found[2]) > 100:
        return None
    value = round(float(found[2]) / 100, 12)
    bounds = {"": {"value": value}, "<": {"low": 0.0, "high": value}, ">": {"low": value}}
    return {"status": KINDS[found[1]], **bounds[found[1]]}


def score(cell: str) -> dict[str, Any] | None:
    """Status and value of a score; a dash is "not available"; None where the cell is neither.

    >>> score("1.1"), score("-")
    ({'status': 'reported', 'value': 1.1}, {'status': 'not_available'})
    """
    if cell == "-":
        return {"status": "not_available"}
    return {"status": "reported", "value": float(cell)} if SCORE.fullmatch(cell) else None
