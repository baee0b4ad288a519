"""How wide a column of a printed table is, from what stands in it."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

SIZES = ((8.5, 100), (7.5, 114), (6.5, 132))
"""Type sizes in points, and the half-width characters a line holds at each."""
READABLE = 12
"""Half-width characters that a column of longer texts needs, else the next smaller type is taken."""
GAP = 2
NARROWEST = 0.6
"""The part of the line that a table of few, short columns takes."""


def width(text: str) -> int:
    """The width of a text in half-width characters.

    >>> width("t"), width("トン")
    (1, 4)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def with_widths(said: dict[str, Any]) -> dict[str, Any]:
    """The tree with, for each table, the widths of its columns, its type size and the part of the line it takes."""
    for blocks in [said["summary"], *(chapter["blocks"] for chapter in said["chapters"])]:
        for block in blocks:
            if block["kind"] == "table":
                block["widths"], block["size"] = _fitted(block)
                room = dict(SIZES)[block["size"]]
                block["line"] = round(min(1.0, max(NARROWEST, 1.15 * math.fsum(block["widths"]) / room)), 3)
    return said


def _fitted(block: dict[str, Any]) -> tuple[list[int], float]:
    """Widths and type size: short columns take what they need, longer texts share the rest."""
    positions = range(len(block["columns"]))
    least = [_least(block, position) for position in positions]
    whole = [max(_whole(block, position), found) for position, found in zip(positions, least, strict=True)]
    for size, room in SIZES:
        widths = _shared(least, whole, room)
        cramped = any(found < min(READABLE, wanted) for found, wanted in zip(widths, whole, strict=True))
        if math.fsum(widths) <= room and not cramped:
            return widths, size
    return _shared(least, whole, SIZES[-1][1]), SIZES[-1][0]


def _shared(least: list[int], whole: list[int], room: int) -> list[int]:
    """Columns as wide as their content; where that is too much, longer texts wrap first, by the root of their length,
    and no column goes below its least."""
    for tenths in range(10 * max(whole), 0, -1):
        bounds = [int(tenths / 10 * high**0.5) for high in whole]
        widths = [max(low, min(high, bound)) for low, high, bound in zip(least, whole, bounds, strict=True)]
        if math.fsum(widths) <= room:
            return widths
    return least


def _least(block: dict[str, Any], position: int) -> int:
    """What a column cannot go below: its longest word; numbers and dates do not break at all."""
    cells = [_said(row["cells"][position]) for row in block["rows"]]
    column = block["columns"][position]
    unbroken = column["align"] == "right" or column["kind"] == "date"
    wide = max([(width if unbroken else _longest_word)(cell) for cell in cells], default=0)
    return max(wide, _longest_word(_head(block, position)), 4) + GAP


def _whole(block: dict[str, Any], position: int) -> int:
    """What a column would take with every cell and its heading in one line."""
    cells = [width(_said(row["cells"][position])) for row in block["rows"]]
    return max([*cells, width(_head(block, position))]) + GAP


def _head(block: dict[str, Any], position: int) -> str:
    column = block["columns"][position]
    return f"{column['label']} ({column['unit']})" if column["unit"] else str(column["label"])


def _said(cell: dict[str, Any]) -> str:
    icon = "   " if cell["verdict"] else ""
    return icon + "".join(
        _longer(part["text"] + part.get("mark", ""), part.get("span", "")) for part in cell["segments"]
    )


def _longer(text: str, span: str) -> str:
    """The longer of a number and its range, which stands below it."""
    return max(text, span, key=width)


def _longest_word(text: str) -> int:
    """The widest part that does not break; between Japanese characters a line may break."""
    return max((width(part) for part in text.split() if part.isascii()), default=6)
