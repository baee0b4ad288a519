"""Cells written as spreadsheet programs write them: those of a block measured at once, without looking at each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

OTHERS = re.compile(rb'(?: s="")?(?: t="([a-z]+)")?(?: s="")?(/?)>')
"""What stands in a cell behind its name, without what varies."""
ANY_TAG = re.compile(rb"<[^>]*>")
VARYING = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHARED = re.compile(rb't="s"[^<>]*><v>([0-9]{1,9})</v></c>')
DECLARED = b"<?xml "
NAME = b'<c r="'
"""What stands before the name of a cell."""
ENDS = np.isin(np.arange(256), list(b" />\n\r\t"))
"""Whether a byte ends the name of an element."""
LETTERS, DIGITS = (ord("A"), 26, 1, 3), (ord("0"), 10, 0, 7)
"""The first of each, how many there are, what the first counts, and how many a name has at most."""
BEYOND = bytes(len(NAME) + LETTERS[-1] + DIGITS[-1] + 1)
"""Bytes that may be looked at behind the beginning of a cell."""
Content = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class PlainCells:
    """What the cells of a block are.

    Parameters
    ----------
    rows, columns
        The last of each in which one stands; 0 where there is none.
    written, failed, referring
        How many there are, how many hold an error, and how many refer to a shared text.
    shared
        The numbers of the shared texts referred to, where nothing but the number stands in the cell.
    characters
        Of all that stands between tags.
    """

    rows: int
    columns: int
    written: int
    failed: int
    referring: int
    shared: list[bytes]
    characters: int


def plain_cells(block: bytes) -> PlainCells | None:
    """The cells of a block of a well-formed sheet; None where anything in it may be written otherwise."""
    content = np.frombuffer(block + BEYOND, np.uint8)
    less, more = np.flatnonzero(content == ord("<")), np.flatnonzero(content == ord(">"))
    kinds = content[less + 1]
    instructions = int(np.count_nonzero(kinds == ord("?"))) - block.startswith(DECLARED)
    if (kinds == ord("!")).any() or instructions or len(less) != len(more):
        return None  # what looks like the beginning or end of a tag may be none
    begins = less[kinds == ord("c")]
    begins = begins[ENDS[content[begins + 2]]]
    last = _last_named(content, begins)
    _, *cells = block.translate(None, VARYING).split(NAME + b'"')
    if last is None or len(cells) != len(begins):
        return None
    sorts = Counter[bytes]()
    for cell, count in Counter(cells).items():
        found = OTHERS.match(cell)
        if not found:
            return None
        sorts[(found[1] or b"") + found[2]] += count
    shared = SHARED.findall(block) if sorts[b"s"] else []
    failed = sorts[b"e"] + sorts[b"e/"]
    between = len(block) - int((more - less + 1).sum())
    if not block.isascii():
        between = len(ANY_TAG.sub(b"", block).decode("utf-8", "replace"))
    return PlainCells(*last, len(begins), failed, sorts[b"s"], shared, between)


def _last_named(content: Content, begins: Places) -> tuple[int, int] | None:
    """The last row and column in which cells stand by their names; None where one has no name, or another's shape."""
    if any((content[begins + at] != NAME[at]).any() for at in range(2, len(NAME))):
        return None
    columns, digits = _numbers(content, begins + len(NAME), *LETTERS)
    rows, ends = _numbers(content, digits, *DIGITS)
    if (columns == 0).any() or (ends == digits).any() or (content[ends] != ord('"')).any():
        return None
    return int(rows.max(initial=0)), int(columns.max(initial=0))


def _numbers(content: Content, at: Places, first: int, base: int, one: int, most: int) -> tuple[Numbers, Places]:
    """The numbers written at some places in letters or digits, and where each ends."""
    numbers = np.zeros(len(at), np.int32)
    for _ in range(most):
        figures = content[at] - np.uint8(first)
        here = figures < base
        numbers = np.where(here, numbers * base + figures + one, numbers).astype(np.int32)
        at = at + here
    return numbers, at
