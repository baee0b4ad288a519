"""Rows written as spreadsheet programs write them: how they are told, and measured without looking at each cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from orepath.evidence.workbook.runs import TEXT, Kind
from orepath.evidence.workbook.tags import Content, Places, characters, tags

VALUE = "[!-%'-;=?-~]"
"""What a value begins with that is surely not blank."""
ROW_ATTRIBUTES = (
    *("spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed"),
    *("thickTop", "thickBot", "ph", "x14ac:dyDescent"),
)
"""Attributes of a row behind its number, in the order of the programs (that of ECMA-376, part 1, 18.3.1.73)."""
_ROW = "".join(rf'(?: {name}="[0-9A-Za-z.: -]*")?' for name in ROW_ATTRIBUTES)
_FORMULA = (
    r'<f(?: aca="[a-z]+")?(?: t="[a-z]+")?(?: ref="[A-Z0-9:]+")?(?: si="[0-9]+")?'
    rf"(?:/>|>{TEXT}</f>)<v>{VALUE}{TEXT}</v>"
)
_CONTENT = rf'(?:<v>{TEXT}</v>|<v/>|<is><t(?: xml:space="preserve")?>{TEXT}</t></is>|{_FORMULA})?'
_CELL = (
    r'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+")?'
    r'(?:/>| t="s"><v>[0-9]{1,9}</v></c>'
    rf'|(?: t="(?:b|n|str|inlineStr)")?(?:/>|>{_CONTENT}</c>))'
)
ROWS = Kind(
    re.compile(rb"(?:<sheetData>|</row>)(?=<row )"),
    b"</row>",
    rf'<row r="[0-9]{{1,7}}"{_ROW}(?:/>|>(?:{_CELL})*</row>)',
)
"""Rows of named cells, none of which holds an error, and each formula a value."""
LETTERS, DIGITS = (ord("A"), 26, 1), (ord("0"), 10, 0)
"""The first of each, how many there are, and what the first counts."""
NAME, NUMBER = len('<c r="'), len('<row r="')
"""Bytes before the name of a cell, and before the number of a row."""
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class PlainRows:
    """What a run of rows holds.

    Parameters
    ----------
    named
        The last number of a row.
    rows, columns
        The last of each in which a cell stands; 0 where there is none.
    written, formulas
        How many cells there are, and how many formulas.
    shared
        The numbers of the shared texts that cells refer to.
    characters
        Of all that stands between tags.
    """

    named: int
    rows: int
    columns: int
    written: int
    formulas: int
    shared: Numbers
    characters: int


def plain_rows(run: bytes) -> PlainRows:
    """What a run of `ROWS` holds."""
    content, less, more = tags(run)
    kinds = content[less + 1]
    cells, rows, values = (less[kinds == ord(letter)] for letter in "crv")
    columns, digits = _numbers(content, cells + NAME, *LETTERS)
    numbers, _ = _numbers(content, digits, *DIGITS)
    named, _ = _numbers(content, rows + NUMBER, *DIGITS)
    shared = values[(content[values - 2] == ord('"')) & (content[values - 3] == ord("s"))]  # behind t="s", and only it
    return PlainRows(
        int(named.max(initial=0)),
        int(numbers.max(initial=0)),
        int(columns.max(initial=0)),
        len(cells),
        int(np.count_nonzero(kinds == ord("f"))),
        _numbers(content, shared + len("<v>"), *DIGITS)[0],
        int(characters(content, less, more).sum()),
    )


def _numbers(content: Content, at: Places, first: int, base: int, one: int) -> tuple[Numbers, Places]:
    """The numbers written at some places in letters or digits, and where each ends."""
    numbers = np.zeros(len(at), np.int32)
    while True:
        figures = content[at] - np.uint8(first)
        here = figures < base
        if not here.any():
            return numbers, at
        numbers = np.where(here, numbers * base + figures + one, numbers).astype(np.int32, copy=False)
        at = at + here
