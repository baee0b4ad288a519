"""What must not be opened of a workbook of before 2007 (XLS), found in its records without reading a value."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from orepath.errors import InputError, fault
from orepath.evidence.workbook.compound_file import stream_of
from orepath.evidence.workbook.old_texts import lengths_of

STREAMS = ("Workbook", "Book")
BOUND_SHEET, TEXTS, CONTINUED, END, EXTENT = 0x0085, 0x00FC, 0x003C, 0x000A, 0x0200
NUMBER, LABEL, ERROR, SHORT_NUMBER, SHORT_NUMBERS, TEXT, FORMULA = 0x203, 0x204, 0x205, 0x27E, 0xBD, 0xFD, 0x06
CELLS = (NUMBER, LABEL, ERROR, SHORT_NUMBER, SHORT_NUMBERS, TEXT, FORMULA)
MOST_ROWS, MOST_COLUMNS = 65_536, 256
"""What a sheet of such a workbook can hold."""
MOST_CELLS = 5_000_000
"""Cells between the first and the last of a sheet, all sheets together; a reader makes room for all of them."""
MOST_CHARACTERS = 250_000_000
"""Characters of all cells, shared texts written out in each."""
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
UNKNOWN = "#N/A"
Failed = dict[tuple[int, int], str]


def failed_in(data: bytes, file: str) -> list[Failed]:
    """The failed cells of each sheet, by row and column counted from 0; a workbook that must not be opened is refused.

    Raises
    ------
    InputError
        Where it breaks off, is not written as spreadsheet programs write it, or holds more than `MOST_CELLS` or
        `MOST_CHARACTERS`.
    """
    stream = stream_of(data, STREAMS, file)
    texts: list[int] = []
    places: list[int] = []
    for kind, parts in _records(stream, 0, file):
        if kind == TEXTS:
            texts = lengths_of(parts, file)
        elif kind == BOUND_SHEET and len(parts[0]) > 4:
            places.append(struct.unpack_from("<I", parts[0])[0])
    if len(set(places)) < len(places) or any(place >= len(stream) for place in places):
        raise InputError(fault("workbook_odd", file, found="sheets that stand nowhere, or twice"))
    held = _Held(file)
    return [held.failed(stream, place, texts) for place in places]


class _Held:
    """What the sheets up to one hold."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cells = self.characters = 0

    def failed(self, stream: bytes, at: int, texts: list[int]) -> Failed:
        """The failed cells of the sheet that begins at a place; its cells and their characters are counted."""
        found: Failed = {}
        rows = columns = written = 0
        for kind, (cell, *_) in _records(stream, at, self.file):
            if kind == EXTENT:
                self._refuse_extent(cell)
            if kind not in CELLS or len(cell) < 8:
                continue
            row, column = struct.unpack_from("<2H", cell)
            last = struct.unpack_from("<H", cell, len(cell) - 2)[0] if kind == SHORT_NUMBERS else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
            written += 1
            if kind == TEXT and len(cell) >= 10 and (number := struct.unpack_from("<I", cell, 6)[0]) < len(texts):
                self.characters += texts[number]
            elif kind == ERROR and cell[7]:
                found[row, column] = ERRORS.get(cell[6], UNKNOWN)
            elif kind == FORMULA and len(cell) >= 14 and cell[12:14] == b"\xff\xff" and cell[6] == 2:
                found[row, column] = ERRORS.get(cell[8], UNKNOWN)
        if columns > MOST_COLUMNS:
            raise self._odd(f"a cell in column {columns} of {MOST_COLUMNS}")
        self.cells += max(rows * columns, written)  # a sheet may be named from many places within it
        self._refuse_more(MOST_CELLS, self.cells, "workbook_cells")
        self._refuse_more(MOST_CHARACTERS, self.characters, "workbook_characters")
        return found

    def _refuse_extent(self, said: bytes) -> None:
        """Refuse an extent that no sheet has: a reader makes room for it before it sees a cell."""
        if len(said) < 10:
            return
        top, bottom, left, right = struct.unpack_from("<2I2H" if len(said) >= 14 else "<4H", said)
        if bottom > MOST_ROWS or right > MOST_COLUMNS or (bottom and right and (top > bottom or left > right)):
            raise self._odd(f"a sheet from row {top} to {bottom} and column {left} to {right}")
        self._refuse_more(MOST_CELLS, bottom * right, "workbook_cells")

    def _refuse_more(self, most: int, found: int, code: str) -> None:
        if found > most:
            raise InputError(fault(code, self.file, found=found, maximum=most))

    def _odd(self, found: str) -> InputError:
        return InputError(fault("workbook_odd", self.file, found=found))


def _records(stream: bytes, at: int, file: str) -> Iterator[tuple[int, list[bytes]]]:
    """The records of a stream from a place to the next end, each with what continues it."""
    found: tuple[int, list[bytes]] | None = None
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        at += 4 + length
        if at > len(stream):
            break
        if kind == CONTINUED and found:
            found[1].append(stream[at - length : at])
            continue
        if found:
            yield found
        if kind == END:
            return
        found = kind, [stream[at - length : at]]
    raise InputError(fault("file_truncated", file, detail="the records have no end"))
