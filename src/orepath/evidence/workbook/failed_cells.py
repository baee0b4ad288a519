"""Cells of a workbook whose formula failed, or has no value; a reader of workbooks gives both as empty.

The rows in which one may stand are told by their bytes, and the others are not parsed.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from operator import lt
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from orepath.errors import InputError, fault
from orepath.evidence.workbook.blocks import blocks
from orepath.evidence.workbook.extent import ENDS, FAILING, MARKS, Extent
from orepath.evidence.workbook.safe import chunks, column_number

ROW, ANY_ROW = re.compile(rb'<row r="([0-9]{1,7})"'), re.compile(rb"<row[\s/>]")
FAILED, TEXT = "e", "str"
"""Types of cells."""
CELLS = "sheetData"
"""The element in which all cells stand; a formula behind it is none of a cell."""
UNVALUED = "=…"
"""What stands for a formula whose value the workbook does not hold."""
Attributes = dict[str, str]
Cells = dict[tuple[int, int], str]


class _Declared(Exception):
    """The text declares a document type."""


class _Unordered(Exception):
    """The rows of a part are not named one after another."""


def failed_cells(path: Path, sheet: str, held: Mapping[str, Extent] | None = None) -> Cells:
    """What stands in the failed cells of a sheet, by row and column counted from 0.

    Parameters
    ----------
    held
        What the parts of the workbook hold, where that is known: those in which no cell failed are not read again.

    Raises
    ------
    InputError
        Where the workbook's parts cannot be read, or declare what is not read for safety.
    """
    if held and not any(each.failing for each in held.values()):
        return {}
    try:
        with zipfile.ZipFile(path) as packed:
            part = _part_of(packed, sheet)
            if not part or (held and part in held and not held[part].failing):
                return {}
            return _failed(packed, part, f"{path.name}, {part}")
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

    _parse(chunks(packed, "xl/workbook.xml"), sheets)
    _parse(chunks(packed, "xl/_rels/workbook.xml.rels"), targets)
    named = target.get(relation[0], "") if relation else ""
    return posixpath.normpath(posixpath.join("/xl", named)).lstrip("/") if named else ""


def _failed(packed: zipfile.ZipFile, part: str, where: str) -> Cells:
    with closing(chunks(packed, part)) as pieces:
        if not any(mark.search(block) for block in blocks(pieces, where, MARKS, ENDS) for mark in FAILING):
            return {}
    with closing(chunks(packed, part)) as pieces, suppress(_Unordered, expat.ExpatError):
        return parsed_cells(_failing_rows(blocks(pieces, where, MARKS, ENDS)))
    with closing(chunks(packed, part)) as pieces:
        return parsed_cells(pieces)


def _failing_rows(content: Iterable[bytes]) -> Iterator[bytes]:
    """The blocks of a part without the rows in which no cell can have failed.

    The first row of a block may begin, and the last end, in another; they stay. What is left is well-formed where the
    rows are.

    Raises
    ------
    _Unordered
        Where a row that is left out could matter to another.
    """
    last = -1
    for block in content:
        numbers = [last, *map(int, ROW.findall(block))]
        ordered = all(map(lt, numbers, numbers[1:])) and len(ANY_ROW.findall(block)) == len(numbers) - 1
        if not ordered or b"<!" in block:
            raise _Unordered
        last = numbers[-1]
        begins = [0, *(row.start() for row in ROW.finditer(block)), len(block)]
        failing = {bisect_right(begins, found.start()) - 1 for mark in FAILING for found in mark.finditer(block)}
        for at in sorted(failing | {0, len(numbers) - 1}):
            yield block[begins[at] : begins[at + 1]]


def parsed_cells(pieces: Iterable[bytes]) -> Cells:
    """What stands in the failed cells of a part that is parsed as a whole."""
    found: Cells = {}
    row, column, kind, inside = -1, -1, "", False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row, column, kind, inside
        name = _local(tag)
        inside = name == "v"
        if name == "row":
            row, column, kind = int(attributes.get("r", row + 2)) - 1, -1, ""
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

    _parse(pieces, start, data, CELLS)
    return {place: said or "#N/A" for place, said in found.items()}


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _parse(
    pieces: Iterable[bytes],
    start: Callable[[str, Attributes], None],
    data: Callable[[str], None] | None = None,
    last: str = "",
) -> None:
    """Hand over the beginnings of elements and their texts, up to the end of the last element wanted."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = data

    def refuse(*_: object) -> NoReturn:
        raise _Declared

    def end(tag: str) -> None:
        if _local(tag) == last:
            parser.StartElementHandler = parser.CharacterDataHandler = parser.EndElementHandler = None

    parser.StartDoctypeDeclHandler = refuse
    if last:
        parser.EndElementHandler = end
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)
