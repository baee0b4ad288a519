"""Whether a file is a plain table of lots, by its header."""

from __future__ import annotations

import codecs
import csv
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orepath.custody.reading.template_form import form
from orepath.errors import InputError
from orepath.evidence.files import first_bytes
from orepath.evidence.workbook.safe import refuse_unsafe
from orepath.tabular.headings import spelled
from orepath.vocabulary.terms import fold

TELLING = ("lot", "activity")
"""The columns by whose headings the table is told from any other."""
BEGINNING = 65_536
"""Bytes of a file in which its header is looked for."""
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
GUESSED = ("utf-8", "cp932")
"""Encodings in which a header is looked for, so that a table in the wrong one is told what is wrong with it."""
DELIMITERS = ",;\t"
UNREADABLE = (
    *(InputError, CalamineError, zipfile.BadZipFile, zlib.error, csv.Error),
    *(OSError, KeyError, ValueError, RuntimeError, NotImplementedError),
)
"""What a file that is something else, or broken, may raise on the way."""
ZIP = b"PK\x03\x04"


def is_template(path: Path) -> bool:
    """Whether a file is such a table: its header has the columns of the lot and of the activity, in either language.

    It is also where its encoding or its delimiter is one that is not read, so that it is told so.
    """
    return _delimiter(path) != ""


def delimiter(path: Path) -> str:
    """What parts the cells of the header, where it is not the comma and so is not read; else empty."""
    return _delimiter(path).strip(",")


def _delimiter(path: Path) -> str:
    """What parts the cells of a table's header, a comma for a workbook; empty where it is no such table."""
    wanted = [spelled(column) for column in form().columns if column.name in TELLING]
    try:
        for parted, header in _headers(path):
            if all(spellings & header for spellings in wanted):
                return parted
    except UNREADABLE:
        pass
    return ""


def _headers(path: Path) -> Iterator[tuple[str, set[str]]]:
    beginning = first_bytes(path, BEGINNING)
    yield from _of_workbook(path) if beginning.startswith(ZIP) else _of_text(beginning)


def _of_workbook(path: Path) -> Iterator[tuple[str, set[str]]]:
    with zipfile.ZipFile(path) as packed:
        refuse_unsafe(packed, path.name)
    with CalamineWorkbook.from_path(str(path)) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=20)
            yield ",", _folded(next((said for row in rows if any(said := [str(cell).strip() for cell in row])), []))


def _of_text(beginning: bytes) -> Iterator[tuple[str, set[str]]]:
    """The first line that is not blank, parted in each way, in each encoding that it may have."""
    marked = next((encoding for mark, encoding in MARKS if beginning.startswith(mark)), "")
    for encoding in [marked] if marked else GUESSED:
        text = beginning.decode(encoding, errors="replace")
        line = next((line for line in text.splitlines() if line.strip(" " + DELIMITERS)), "")
        for parted in DELIMITERS:
            yield parted, _folded(next(csv.reader([line[: csv.field_size_limit()]], delimiter=parted), []))


def _folded(header: list[str]) -> set[str]:
    return {fold(cell.replace("_", " ").replace("\n", " ")) for cell in header}
