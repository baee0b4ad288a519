"""Cells of a workbook whose formula failed, or has no value; a reader of workbooks gives both as empty."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from orepath.errors import InputError, fault
from orepath.evidence.workbook.safe import chunks, column_number

MARK = re.compile(rb"""\bt\s*=\s*["']e["']|<(?:\w+:)?f[\s/>]""")
FAILED, TEXT = "e", "str"
"""Types of cells."""
UNVALUED = "=…"
"""What stands for a formula whose value the workbook does not hold."""
Attributes = dict[str, str]


class _Declared(Exception):
    """The text declares a document type."""


def failed_cells(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """What stands in the failed cells of a sheet, by row and column counted from 0.

    Raises
    ------
    InputError
        Where the workbook's parts cannot be read, or declare what is not read for safety.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            part = _part_of(packed, sheet)
            return _failed(packed, part) if part and _marked(packed, part) else {}
    except _Declared as error:
        raise InputError(fault("xml_unsafe", path.name, found="DOCTYPE / ENTITY")) from error
    except (expat.ExpatError, zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError) as error:
        raise InputError(fault("malformed", path.name, format="XLSX", detail=error)) from error


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part a sheet stands in; empty where the workbook has no such sheet."""
    relation: list[str] = []
    target: dict[str, str] = {}

    def sheets(tag: str, attributes: Attributes) -> None:
        if _local(tag) == "sheet" and attributes.get("name") == sheet:
            relation.extend(value for key, value in attributes.items() if _local(key) == "id")

    def targets(tag: str, attributes: Attributes) -> None:
        if _local(tag) == "Relationship":
            target[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(packed, "xl/workbook.xml", sheets)
    _parse(packed, "xl/_rels/workbook.xml.rels", targets)
    named = target.get(relation[0], "") if relation else ""
    return posixpath.normpath(posixpath.join("/xl", named)).lstrip("/") if named else ""


def _marked(packed: zipfile.ZipFile, part: str) -> bool:
    """Whether a part says anywhere that a cell failed; most say so nowhere, and are not gone through."""
    tail = b""
    for chunk in chunks(packed, part):
        if MARK.search(tail + chunk):
            return True
        tail = chunk[-16:]
    return False


def _failed(packed: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    row, column, kind, inside = -1, -1, "", False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row, column, kind, inside
        name = _local(tag)
        inside = name == "v"
        if name == "row":
            row, column = int(attributes.get("r", row + 2)) - 1, -1
        elif name == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            column = column_number(letters) - 1 if letters else column + 1
            kind = attributes.get("t", "")
            if kind == FAILED:
                found[row, column] = ""
        elif name == "f":
            found.setdefault((row, column), UNVALUED)
        elif inside and kind == TEXT:  # a formula may give an empty text
            found.pop((row, column), None)

    def data(text: str) -> None:
        if inside and kind == FAILED:
            found[row, column] = found[row, column].removeprefix(UNVALUED) + text.strip()
        elif inside and text.strip():
            found.pop((row, column), None)

    _parse(packed, part, start, data)
    return {place: said or "#N/A" for place, said in found.items()}


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _parse(
    packed: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    data: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = data

    def refuse(*_: object) -> NoReturn:
        raise _Declared

    parser.StartDoctypeDeclHandler = refuse
    for chunk in chunks(packed, part):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
