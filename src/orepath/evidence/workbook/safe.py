"""What must not be opened: found in the parts of a workbook, without reading a value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from orepath.errors import InputError, fault

MOST_UNPACKED = 600_000_000
"""Bytes; the largest sheet of six columns that a spreadsheet holds stays below."""
MOST_CELLS = 20_000_000
"""Cells between the first and the last of a sheet: sixteen columns of the most rows a spreadsheet holds, and some more.

A reader of workbooks makes room for all of them: two cells far apart would take all memory.
"""
DECLARES, PROLOGUE = b"<!DOCTYPE", 4096
"""What a document type begins with, and the bytes of a part in which it is looked for."""
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
CHUNK = 1 << 20
LONGEST = 40
"""Bytes a reference may take, so that none is lost between two chunks."""


def refuse_unsafe(packed: zipfile.ZipFile, file: str) -> None:
    """Refuse a workbook that must not be opened.

    Raises
    ------
    InputError
        Where it unpacks to more than `MOST_UNPACKED`, a part declares a document type, or a sheet spans more than
        `MOST_CELLS`: with what was found and the most that is opened.
    """
    size = sum(member.file_size for member in packed.infolist())
    if size > MOST_UNPACKED:
        raise InputError(fault("workbook_large", file, found=size, maximum=MOST_UNPACKED))
    for part in packed.namelist():
        if part.endswith((".xml", ".rels")) and DECLARES in _beginning(packed, part):
            raise InputError(fault("xml_unsafe", f"{file}, {part}", found="DOCTYPE"))
        rows, columns = _extent(packed, part)
        if rows * columns > MOST_CELLS:
            raise InputError(fault("sheet_wide", file, rows=rows, columns=columns, maximum=MOST_CELLS))


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


def _beginning(packed: zipfile.ZipFile, part: str) -> bytes:
    with packed.open(part) as content:
        return content.read(PROLOGUE)


def _extent(packed: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """The last row and the last column that the references of a part name."""
    last, named, tail = 0, set[bytes](), b""
    for chunk in chunks(packed, part):
        for letters, digits in REFERENCE.findall(tail + chunk):
            named.add(letters)
            last = max(last, int(digits))
        tail = chunk[-LONGEST:]
    return last, max((column_number(each.decode()) for each in named), default=0)
