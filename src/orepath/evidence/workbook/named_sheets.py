"""The sheets that a workbook names: which parts they stand in."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from orepath.errors import InputError, fault
from orepath.evidence.workbook.archive import folded

MOST_SHEETS = 10_000
"""Sheets; each is opened once to see what it holds. Spreadsheet programs become unusable far below."""
ENTITY, MARKUP = b"&#", set("&<>'\"")
"""What a character reference begins with; characters that are written as references."""
Attributes = dict[str, str]
Pieces = Iterable[bytes]


def named_sheets(workbook: Pieces, relations: Pieces, file: str) -> set[str]:
    """The folded names of the parts that the sheets of a workbook stand in.

    A target is taken from ``xl/`` and from the root, as it stands and without its ``..``, as readers differ.

    Raises
    ------
    InputError
        Where two sheets stand in one part, which would be read for each, or there are more than `MOST_SHEETS`.
    """
    wanted: list[str] = []
    targets: dict[str, str] = {}

    def sheet(tag: str, attributes: Attributes) -> None:
        if _local(tag) == "sheet":
            wanted.extend(value for key, value in attributes.items() if _local(key) == "id")
            if len(wanted) > MOST_SHEETS:
                raise InputError(fault("workbook_sheets", file, maximum=MOST_SHEETS))

    def relation(tag: str, attributes: Attributes) -> None:
        if _local(tag) == "Relationship":
            named = attributes.get("Id", "")
            if named in targets:
                raise InputError(fault("workbook_odd", file, found=f"2 relationships '{named[:40]}'"))
            targets[named] = attributes.get("Target", "")

    def plain(pieces: Pieces) -> Iterator[bytes]:
        last = b""
        for piece in pieces:
            if ENTITY in last + piece:  # which some readers resolve in names of parts, others not
                raise InputError(fault("workbook_odd", file, found="a character reference in a relationship"))
            last = piece[-1:]
            yield piece

    _go_through(workbook, sheet)
    _go_through(plain(relations), relation)
    found = set[str]()
    for each in wanted:
        target = targets.get(each, "")
        if set(target) & MARKUP:
            raise InputError(fault("workbook_odd", file, found=f"the part {target[:80]}"))
        parts = _parts(target)
        if parts & found:
            raise InputError(fault("workbook_odd", file, found=f"2 sheets in one part ({target[:80]})"))
        found |= parts
    return found


def _parts(target: str) -> set[str]:
    """
    >>> sorted(_parts("/xl/worksheets/Sheet1.xml"))
    ['xl/worksheets/sheet1.xml', 'xl/xl/worksheets/sheet1.xml']
    """
    if not target:
        return set()
    name = folded(target)
    both = {name, f"xl/{name}"}
    return both | {posixpath.normpath(each) for each in both}


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _go_through(pieces: Pieces, start: Callable[[str, Attributes], None]) -> None:
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)
