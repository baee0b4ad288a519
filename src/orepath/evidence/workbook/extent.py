"""What a sheet would take once it is read: the cells between its first and last, its texts, its formulas.

A reader of workbooks makes room for every cell up to the last, and writes a shared text out in every cell that refers
to it; both can be far more than the file itself. Here a sheet is gone through by its bytes and only counted: upper
bounds, close where the sheet is written as spreadsheet programs write it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np

from orepath.errors import InputError, fault
from orepath.evidence.workbook.blocks import blocks
from orepath.evidence.workbook.plain_rows import ROWS, plain_rows
from orepath.evidence.workbook.runs import runs
from orepath.evidence.workbook.shared_texts import SharedTexts
from orepath.evidence.workbook.well_formed import WellFormed

CELL, ROW = re.compile(rb"<c((?:[\s/][^>]*)?)>"), re.compile(rb"<row((?:[\s/][^>]*)?)>")
REFERENCE = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{1,3}([0-9]{1,7})["']""")
"""How a cell is named; columns end at XFD, rows at 1048576 (ECMA-376, part 1, 18.3.1.4 and 18.3.1.73)."""
NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
NAMED = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
ATTRIBUTE = re.compile(rb"""\s+([^\s=<>"'/&]+)\s*=\s*(?:"([^"'<>=]*)"|'([^"'<>=]*)')""")
SHARED = re.compile(rb"""t=["']s["'][^<>]*><v>([0-9]{1,9})</v></c>""")
SAYS_SHARED = (b't="s"', b"t='s'")
FORMULA = re.compile(rb"<f[\s/>]")
VALUED = rb"(?:\s[^<>]*)?(?:/>|>[^<]*</f>)<v>[!-%'-;=-~]"
"""What stands behind the beginning of a formula that has a value."""
FAILING = re.compile(rb"<f(?=[\s/>])(?!%b)" % VALUED), re.compile(rb'"e"'), re.compile(rb"'e'")
"""What stands in every row in which a cell has an error, or a formula no value."""
MARKS, ENDS = (
    (b"<row ", b"<row>", b"<c ", b"<c>", b"<c/", b"<c\n", b"<c\r", b"<c\t"),
    (b"</c", b"</row", b"</sheetData"),
)
DIGITS = b"0123456789"
ANY_TAG = re.compile(rb"<[^>]*>")
"""A tag, or less of it where a value has a ``>``."""
MOST_SHAPES = 100_000
"""Shapes that are remembered; a sheet has some for each of its columns."""


def column_number(letters: str) -> int:
    """The number of a column, the first being 1; 0 for none.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True)
class Extent:
    """Upper bounds of what a sheet holds.

    Parameters
    ----------
    rows, columns
        The last of each in which a cell stands.
    written
        Cells that are written, whether or not two are in one place.
    formulas
        Formulas, and errors of formulas.
    characters
        Of its texts and numbers as they stand in its cells.
    failing
        Whether a cell may have an error, or a formula no value.
    """

    rows: int
    columns: int
    written: int
    formulas: int
    characters: int
    failing: bool = False

    @property
    def cells(self) -> int:
        """Cells for which a reader makes room."""
        return max(self.rows * self.columns, self.written)


@dataclass(frozen=True)
class _Shape:
    """Attributes of a tag, the digits left out: as few kinds as a sheet has columns and looks."""

    named: bool
    letters: bytes
    sort: bytes
    closed: bool


def extent(pieces: Iterable[bytes], where: str, texts: SharedTexts) -> Extent:
    """What the sheet in a part holds.

    Raises
    ------
    InputError
        Where the part is not well-formed, or a row or a cell has a name that no sheet has, or attributes that are not
        plain.
    """
    sheet, sound = _Sheet(where, texts), WellFormed(where)
    for plain, group in groupby(runs(pieces, ROWS), itemgetter(0)):
        contents = (content for _, content in group)
        if plain:
            for run in contents:
                sheet.take_plain(run)
        else:
            for block in blocks(sound.pieces(contents), where, MARKS, ENDS):
                sheet.take(block)
    sound.end()
    return sheet.extent()


class _Sheet:
    """One sheet, as it goes by."""

    def __init__(self, where: str, texts: SharedTexts) -> None:
        self.where, self.texts = where, texts
        self.shapes: dict[bytes, _Shape] = {}
        self.last_row, self.last_named_row, self.last_column, self.unnamed_rows = 0, 0, 0, 0
        self.written, self.formulas, self.characters = 0, 0, 0
        self.unplaced, self.most_unplaced, self.failing, self.deceiving = 0, 0, False, False

    def extent(self) -> Extent:
        """What has gone by."""
        rows, columns = self.last_row, self.last_column
        if self.most_unplaced:  # they stand where the ones before them end
            rows = max(rows, self.last_named_row) + self.unnamed_rows + 1
            columns += self.most_unplaced
        return Extent(rows, columns, self.written, self.formulas, self.characters, self.failing)

    def take(self, block: bytes) -> None:
        rows = ROW.findall(block)
        tags = b"\0".join(rows)
        named = sum(count for shape, count in self._shaped(tags, rows) if self._row(shape))
        numbers = self._names(NUMBER, tags, named)
        self.last_named_row = max(self.last_named_row, *map(int, set(numbers)), 0)
        self.unnamed_rows += len(rows) - named
        self.formulas += len(FORMULA.findall(block))
        self.failing = self.failing or any(mark.search(block) for mark in FAILING)
        self._cells(block, tags)

    def take_plain(self, run: bytes) -> None:
        """Take a run of rows written as spreadsheet programs write them."""
        if self.unplaced:
            self.take(run)
            return
        found = plain_rows(run)
        self.last_named_row = max(self.last_named_row, found.named)
        self.last_row, self.last_column = max(self.last_row, found.rows), max(self.last_column, found.columns)
        self.written += found.written
        self.formulas += found.formulas
        self.characters += found.characters + self.texts.written_out(found.shared, 0)

    def _cells(self, block: bytes, rows: bytes) -> None:
        cells = CELL.findall(block)
        tags = rows, b"\0".join(cells)
        named, referring, said = 0, 0, [b""]
        for shape, count in self._shaped(tags[1], cells):
            named += count * shape.named
            referring += count * (shape.sort == b"s" and not shape.closed)
            self.formulas += count * (shape.sort == b"e")
            said.append(shape.letters)
        numbers = self._names(REFERENCE, tags[1], named)
        self.last_row = max(self.last_row, *map(int, set(numbers)), 0)
        self.last_column = max(self.last_column, *(column_number(each.decode().upper()) for each in set(said)))
        self.written += len(cells)
        if named < len(cells) or self.unplaced:
            self._unplaced(block)
        self._text(block, tags, referring)

    def _shaped(self, tags: bytes, every: list[bytes]) -> list[tuple[_Shape, int]]:
        """The shapes of tags, each with how many have it."""
        if not every:
            return []
        shaped = tags.translate(None, DIGITS).split(b"\0")
        counted = Counter(shaped)
        if len(self.shapes) > MOST_SHAPES:
            self.shapes.clear()
        if new := counted.keys() - self.shapes.keys():
            whole = dict(zip(shaped, every, strict=True))
            self.shapes.update((attributes, self._shape(attributes, whole[attributes])) for attributes in new)
        return [(self.shapes[attributes], count) for attributes, count in counted.items()]

    def _shape(self, attributes: bytes, whole: bytes) -> _Shape:
        found = ATTRIBUTE.findall(attributes)
        of = {name: one or other for name, one, other in found}
        rest = ATTRIBUTE.sub(b"", attributes).strip()
        letters, sort = of.get(b"r", b""), of.get(b"t", b"")
        if rest not in (b"", b"/") or len(of) != len(found) or (sort and not sort.isalpha()):
            self._refuse(whole.strip())
        if letters and not letters.isalpha():
            self._refuse(next(iter(NAMED.findall(whole)), whole))
        return _Shape(b"r" in of, letters, sort, rest == b"/")

    def _row(self, shape: _Shape) -> bool:
        if shape.letters:
            self._refuse(shape.letters)
        return shape.named

    def _names(self, pattern: re.Pattern[bytes], tags: bytes, named: int) -> list[bytes]:
        """The numbers in the names of rows or cells, of which each must have one."""
        found = pattern.findall(tags)
        if len(found) != named:
            self._refuse(next((said for said in NAMED.findall(tags) if not pattern.match(b' r="%b"' % said)), tags))
        return found

    def _refuse(self, found: bytes) -> None:
        raise InputError(fault("workbook_reference", self.where, found=found.decode("utf-8", "replace")[:40]))

    def _unplaced(self, block: bytes) -> None:
        """Count the cells without a name, row by row; one stands behind the last with a name."""
        for number, row in enumerate(block.split(b"</row")):
            self.unplaced = self.unplaced * (number == 0) + sum(not NAMED.search(said) for said in CELL.findall(row))
            self.most_unplaced = max(self.most_unplaced, self.unplaced)

    def _text(self, block: bytes, tags: tuple[bytes, bytes], referring: int) -> None:
        self.deceiving = self.deceiving or b"<!" in block
        if self.deceiving:  # in a section of characters, what looks like a tag is text
            self.characters += len(block) - len(tags[0]) - len(tags[1]) - block.count(b"<")
        else:
            self.characters += len(ANY_TAG.sub(b"", block).decode("utf-8", "replace"))
        if referring:
            sure = all(block.count(said) == tags[1].count(said) for said in SAYS_SHARED)
            named = SHARED.findall(block) if sure else []
            numbers = np.fromiter(map(int, named), np.int32, len(named))
            self.characters += self.texts.written_out(numbers, max(0, referring - len(named)))
