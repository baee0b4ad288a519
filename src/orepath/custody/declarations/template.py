"""Which template a workbook is, and of what version."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from pathlib import Path

from orepath.custody.declarations.sheets import Book, Sheet
from orepath.custody.declarations.table import note
from orepath.custody.declarations.wording import data
from orepath.custody.document import Unread
from orepath.errors import Fault, fault
from orepath.vocabulary.terms import fold

NEEDED = ("declaration", "smelters", "look_up")
"""Sheets without which a workbook is not read."""
TITLE_ROWS = 6
"""Rows of a sheet in which its title is looked for."""
VERSION = re.compile(r"revision\s+([0-9]+(?:\.[0-9]+)*[a-z]?)\b")
REVISION = re.compile(r"[0-9]+\.[0-9]+[a-z]?")
SHEET = re.compile(rb"""<(?:\w+:)?sheet\s[^>]*?\bname\s*=\s*(?:"([^"]*)"|'([^']*)')""")
MOST = 1 << 20
"""Bytes of the list of sheets that are looked at."""


def is_declaration(path: Path) -> bool:
    """Whether a file is a workbook with sheets of a reporting template; one with some of them missing is one too.

    It reads the names of the sheets alone, and never raises.
    """
    try:
        with zipfile.ZipFile(path) as packed, packed.open("xl/workbook.xml") as part:
            text = part.read(MOST)
    except (zipfile.BadZipFile, zlib.error, OSError, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False
    names = {html.unescape((one or other).decode("utf-8", "replace")) for one, other in SHEET.findall(text)}
    return sum(data("templates")["sheets"][key] in names for key in NEEDED) >= 2


def template(book: Book, faults: list[Fault], unread: list[Unread]) -> tuple[str, str]:
    """The template's short name and its version, by what its sheets say; empty, with a fault, where they do not."""
    sheets = data("templates")["sheets"]
    for key in NEEDED:
        if sheets[key] not in book.names:
            found = ", ".join(book.names)[:300]
            faults.append(fault("custody_declaration_sheet", book.file, sheet=sheets[key], found=found))
    declaration, revision = book.sheet("declaration"), book.sheet("revision")
    titles = [*_top(declaration), *_top(revision)]
    known = {key: fold(entry["title"]) for key, entry in data("templates")["templates"].items()}
    named = [
        key for key, title in known.items() if any(title in said or f"({key.casefold()})" in said for said in titles)
    ]
    if len(named) != 1:
        shown = next(iter(titles), "")[:80]
        allowed = ", ".join(f"{key} ({entry['title']})" for key, entry in data("templates")["templates"].items())
        faults.append(fault("custody_declaration_template", book.file, found=shown, allowed=allowed))
        return "", ""
    return named[0], _version(book, declaration, revision, unread)


def _version(book: Book, declaration: Sheet | None, revision: Sheet | None, unread: list[Unread]) -> str:
    said = next((found[1] for text in _top(declaration) if (found := VERSION.search(text))), "")
    listed = ""
    for row in sorted(revision.rows) if revision else ():
        first = next((cell.strip() for cell in revision.rows[row] if cell.strip()), "") if revision else ""
        listed = first if REVISION.fullmatch(first) else listed
    if said and listed and said != listed:
        unread.append(note(fault("custody_declaration_version", book.file, found=said, allowed=listed)))
    if not said and not listed:
        unread.append(note(fault("custody_declaration_no_version", book.file)))
    return said or listed


def _top(sheet: Sheet | None) -> list[str]:
    """What stands in the first rows of a sheet, folded."""
    rows = [row for row in sorted(sheet.rows) if row <= TITLE_ROWS] if sheet else []
    return [fold(cell) for row in rows for cell in sheet.rows[row] if cell.strip()] if sheet else []
