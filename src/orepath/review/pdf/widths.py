"""How wide a column of a printed table is, from what stands in it."""

from __future__ import annotations

import unicodedata
from typing import Any

WIDEST = 34  # a column of text takes no more than this before it wraps, in half-width characters
PAGE = (92, 112, 132)  # half-width characters a line holds at each type size, largest first
SIZES = (8.5, 7.5, 6.5)  # points


def width(text: str) -> int:
    """The width of a text in half-width characters.

    >>> width("t"), width("トン")
    (1, 4)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def with_widths(said: dict[str, Any]) -> dict[str, Any]:
    """The tree with a share of the line for each column of each table, and the type size at which they fit."""
    for blocks in [said["summary"], *(chapter["blocks"] for chapter in said["chapters"])]:
        for block in blocks:
            if block["kind"] == "table":
                block["widths"], block["size"] = _fitted(block)
    return said


def _fitted(block: dict[str, Any]) -> tuple[list[int], float]:
    """Headings in one line if they fit at the largest size, else broken between words."""
    positions = range(len(block["columns"]))
    one_line = [max(_column(block, position), width(_head(block, position)) + 2) for position in positions]
    if sum(one_line) <= PAGE[0]:
        return one_line, SIZES[0]
    widths = [_column(block, position) for position in positions]
    fitting = [size for size, room in zip(SIZES, PAGE, strict=True) if sum(widths) <= room]
    return widths, fitting[0] if fitting else SIZES[-1]


def _column(block: dict[str, Any], position: int) -> int:
    cells = [_said(row["cells"][position]) for row in block["rows"]]
    head = _longest_word(_head(block, position))
    longest = max([width(cell) for cell in cells], default=0)
    if block["columns"][position]["align"] == "right":
        return max(longest, head, 5) + 2
    words = max([_longest_word(cell) for cell in cells], default=0)
    return max(min(longest, WIDEST), min(words, WIDEST), head, 4) + 2


def _head(block: dict[str, Any], position: int) -> str:
    column = block["columns"][position]
    return f"{column['label']} ({column['unit']})" if column["unit"] else str(column["label"])


def _said(cell: dict[str, Any]) -> str:
    icon = "   " if cell["verdict"] else ""
    return icon + "".join(part["text"] + part.get("mark", "") for part in cell["segments"])


def _longest_word(text: str) -> int:
    """The widest part that does not break; between Japanese characters a line may break."""
    return max((width(part) for part in text.split() if part.isascii()), default=6)
