"""The sheets that a workbook names: which parts they stand in."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from xml.parsers import expat

from orepath.errors import InputError, fault
from orepath.evidence.workbook.archive import folded

MOST_SHEETS = 10_000
"""Sheets; each is opened once to see what it holds. Spreadsheet programs become unusable far below."""
Attributes = dict[str, str]
Pieces = Iterable[bytes]


def named_sheets(workbook: Pieces, relations: Pieces, file: str) -> set[str]:
    """The folded names of the parts that the sheets of a workbook stand in.

    A target is resolved against ``xl/`` as it stands and once more without its ``..``, as readers differ.

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

    _go_through(workbook, sheet)
    _go_through(relations, relation)
    found = set[str]()
    for each in wanted:
        parts = _parts(targets.get(each, ""))
        if parts & found:
            raise InputError(fault("workbook_odd", file, found=f"2 sheets in one part ({targets[each][:80]})"))
        found |= parts
    return found


def _parts(target: str) -> set[str]:
    """
    >>> sorted(_parts("/xl/worksheets/Sheet1.xml"))
    ['xl/worksheets/sheet1.xml']
    """
    if not target:
        return set()
    name = folded(target)
    whole = name if name.startswith("xl/") else f"xl/{name}"
    return {whole, posixpath.normpath(whole)}


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _go_through(pieces: Pieces, start: Callable[[str, Attributes], None]) -> None:
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)
