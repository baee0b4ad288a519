"""Rows of a CSV text, each with its number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import count

from orepath.errors import Fault, fault
from orepath.evidence.headings import heading_fault, quoted_sign

MOST_CHARACTERS = 2_000_000
"""Characters of a row: one of millions of cells takes twenty times its bytes."""
AT_ONCE = 60_000
"""Characters that are parsed at once, where every row in them is a line."""
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end; a text is gone through line by line, because a file in memory takes four bytes a character."""


def csv_rows(content: str, file: str, faults: list[Fault], delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text, numbered as a spreadsheet numbers them, the header being row 1; blank ones are left out.

    Parameters
    ----------
    content
        The text. A byte-order mark is allowed; a cell may hold line breaks.
    file
        Its name, for messages.
    faults
        Where a text that breaks off or is no CSV is reported; the rows before the break were yielded by then.

    Examples
    --------
    >>> list(csv_rows('a,b\\n"1\\n2",3\\n4,5\\n', "made-up.csv", []))
    [(1, ['a', 'b']), (2, ['1\\n2', '3']), (3, ['4', '5'])]
    """
    begins, first = 1 if content.startswith("\ufeff") else 0, 1
    while begins < len(content):
        ends = content.find("\n", begins + AT_ONCE) + 1 or len(content)
        rows = _rows_of_lines(content[begins:ends], delimiter) if ends - begins <= MOST_CHARACTERS else None
        if rows is None:
            yield from _one_by_one(content, begins, first, file, faults, delimiter)
            return
        for number, cells in enumerate(rows, start=first):
            if cells and (cells[0].strip() or any(map(str.strip, cells))):
                yield number, cells
        begins, first = ends, first + len(rows)


def _rows_of_lines(lines: str, delimiter: str) -> list[list[str]] | None:
    """The rows of some lines; None where they are no CSV, or a row goes over several lines."""
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        return None
    return rows if len(rows) == reader.line_num else None


def _one_by_one(
    content: str, begins: int, first: int, file: str, faults: list[Fault], delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """The rows from a character on, the first of which has a number, read one by one."""
    lines = _Lines(content, begins)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for number in count(first):
        lines.read = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = f"{file}, row {number}"
            if number == 1 and (sign := quoted_sign(content[: content.find("\n") + 1])):
                faults.append(fault("other_separator", where, found=sign))
            elif "unexpected end" in str(error):
                faults.append(fault("file_truncated", where, detail="open quote"))
            else:
                faults.append(fault("malformed", where, format="CSV", detail=str(error).partition(" - ")[0]))
            return
        if any(map(str.strip, cells)):
            yield number, cells


class _Lines:
    """The lines of a text, one by one, as long as those of one row are not longer than a row may be."""

    def __init__(self, content: str, begins: int) -> None:
        self.found = LINE.finditer(content, begins)
        self.read = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self.found)[0]
        self.read += len(line)
        if self.read > MOST_CHARACTERS:
            raise csv.Error(f"a row of more than {MOST_CHARACTERS:,} characters")
        return line


def table_rows(
    content: str, file: str, columns: list[str], dataset: str, faults: list[Fault]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV text as dictionaries, with the number of each.

    A header that lacks a column, has another one or has one twice is a fault and ends the reading; a row with another
    number of cells is a fault and is left out.
    """
    header, rows = _table(content, file, columns, dataset, faults)
    for number, cells in rows:
        yield number, dict(zip(header, cells, strict=True))


def table_columns(
    content: str, file: str, columns: list[str], dataset: str, faults: list[Fault]
) -> tuple[list[int], dict[str, list[str]]]:
    """The numbers of the rows of a CSV text, and its columns; faults are those of `table_rows`."""
    header, rows = _table(content, file, columns, dataset, faults)
    numbers: list[int] = []
    every: list[str] = []
    for number, cells in rows:
        numbers.append(number)
        every += cells
    return numbers, {name: every[at :: len(header)] for at, name in enumerate(header)}


def _table(
    content: str, file: str, columns: list[str], dataset: str, faults: list[Fault]
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    before = len(faults)
    rows = csv_rows(content, file, faults)
    first, names = next(rows, (1, []))
    header = [name.strip() for name in names]
    if not names and len(faults) > before:  # what broke the first row is told
        return header, iter(())
    told = heading_fault(header, columns, (), dataset, f"{file}, row {first}")
    if told:
        faults.append(told)
        return header, iter(())
    return header, _even(rows, len(header), file, faults)


def _even(
    rows: Iterator[tuple[int, list[str]]], width: int, file: str, faults: list[Fault]
) -> Iterator[tuple[int, list[str]]]:
    for number, cells in rows:
        if len(cells) == width:
            yield number, cells
        else:
            faults.append(fault("ragged_row", f"{file}, row {number}", found=len(cells), expected=width))
