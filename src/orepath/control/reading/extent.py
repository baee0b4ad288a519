"""How far the sheets of a workbook reach, found without opening them.

A reader of workbooks makes room for every cell between the first and the last: two far apart would take all memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from orepath.control.reading.words import limit
from orepath.errors import InputError, fault

REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
CHUNK = 1 << 20
LONGEST = 40
"""Bytes a reference may take, so that none is lost between two chunks."""


def refuse_large(packed: zipfile.ZipFile, file: str) -> None:
    """Refuse a workbook that unpacks to more than is opened, or one of whose sheets spans more cells.

    Raises
    ------
    InputError
        With what was found and the most that is opened.
    """
    size, most = sum(member.file_size for member in packed.infolist()), limit("workbook_unpacked")
    if size > most:
        raise InputError(fault("control_workbook_large", file, found=size, maximum=most))
    for part in packed.namelist():
        rows, columns = _extent(packed, part)
        if rows * columns > limit("sheet_cells"):
            shown = {"rows": rows, "columns": columns, "maximum": limit("sheet_cells")}
            raise InputError(fault("control_sheet_wide", file, **shown))


def column_number(letters: str) -> int:
    """The number of a column, the first being 1; 0 for none.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def chunks(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The content of a part, piece by piece."""
    with packed.open(part) as content:
        while chunk := content.read(CHUNK):
            yield chunk


def _extent(packed: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """The last row and the last column that the references of a part name."""
    last, named, tail = 0, set[bytes](), b""
    for chunk in chunks(packed, part):
        for letters, digits in REFERENCE.findall(tail + chunk):
            named.add(letters)
            last = max(last, int(digits))
        tail = chunk[-LONGEST:]
    return last, max((column_number(each.decode()) for each in named), default=0)
