"""How large a plain table may be: its rows are held in memory, all faults of a file being told at once."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from orepath.errors import InputError, fault
from orepath.evidence.files import first_bytes
from orepath.evidence.workbook.safe import chunks, refuse_unsafe

MOST_ROWS = 120_000
"""Rows; with every column filled each takes 6 kB while it is checked. Who has more writes EPCIS, which is not held."""
MOST_BYTES = 64_000_000
"""Bytes of a CSV: 500 for each of the most rows."""
ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
SHEETS = "xl/worksheets/"
LONGEST = 24
"""Bytes the beginning of a row may take, so that none is lost between two chunks."""
ZIP = b"PK\x03\x04"


def refuse_large(path: Path) -> None:
    """Refuse a table that would take too much memory.

    Raises
    ------
    InputError
        Where it is no file, or has more than `MOST_BYTES` or `MOST_ROWS`; a workbook also as
        `orepath.evidence.workbook.safe.refuse_unsafe` says.
    """
    if first_bytes(path, len(ZIP)) == ZIP:
        rows = _rows_of_workbook(path)
    else:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError(fault("custody_table_bytes", path.name, found=size, maximum=MOST_BYTES))
        rows = path.read_bytes().count(b"\n")
    if rows > MOST_ROWS + 1:
        raise InputError(fault("custody_table_rows", path.name, found=rows, maximum=MOST_ROWS))


def _rows_of_workbook(path: Path) -> int:
    """The rows of its longest sheet; none where it is broken, which is told by who reads it."""
    try:
        with zipfile.ZipFile(path) as packed:
            refuse_unsafe(packed, path.name)
            parts = [part for part in packed.namelist() if part.startswith(SHEETS) and part.endswith(".xml")]
            return max((_rows_of(packed, part) for part in parts), default=0)
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, KeyError):
        return 0


def _rows_of(packed: zipfile.ZipFile, part: str) -> int:
    count, tail = 0, b""
    for chunk in chunks(packed, part):
        together = tail + chunk
        ends = [found.end() for found in ROW.finditer(together)]
        count += len(ends)
        tail = together[max(len(together) - LONGEST, ends[-1] if ends else 0) :]
    return count
