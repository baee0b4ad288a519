"""Rows of a CSV text, each with the line it begins on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from orepath.errors import Fault, fault

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end; a text is gone through line by line, because a file in memory takes four bytes a character."""


def csv_rows(content: str, file: str, faults: list[Fault], delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text with the line each begins on, the header being line 1; blank rows are left out.

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
    [(1, ['a', 'b']), (2, ['1\\n2', '3']), (4, ['4', '5'])]
    """
    lines = (line[0] for line in LINE.finditer(content, 1 if content.startswith("\ufeff") else 0))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = f"{file}, row {line}"
            if "unexpected end" in str(error):
                faults.append(fault("file_truncated", where, detail="open quote"))
            else:
                faults.append(fault("malformed", where, format="CSV", detail=str(error).partition(" - ")[0]))
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def table_rows(
    content: str, file: str, columns: list[str], dataset: str, faults: list[Fault]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV text as dictionaries, with the line each begins on.

    A header that lacks a column, has another one or has one twice is a fault and ends the reading; a row with another
    number of cells is a fault and is left out.
    """
    rows = csv_rows(content, file, faults)
    first, names = next(rows, (1, []))
    header = [name.strip() for name in names]
    missing = [name for name in columns if name not in header]
    extra = [name for name in header if name not in columns]
    extra += sorted({name for name in columns if header.count(name) > 1})
    if missing or extra:
        shown = {"missing": ", ".join(missing) or "-", "extra": ", ".join(extra) or "-"}
        faults.append(fault("wrong_columns", f"{file}, row {first}", dataset=dataset, **shown))
        return
    for line, cells in rows:
        if len(cells) != len(header):
            faults.append(fault("ragged_row", f"{file}, row {line}", found=len(cells), expected=len(header)))
            continue
        yield line, dict(zip(header, cells, strict=True))
