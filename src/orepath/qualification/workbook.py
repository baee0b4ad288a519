"""The rows of a workbook (XLSX): the sheet that has a rule's columns, and nothing of it lost.

A reader of values gives an error (``#N/A``) and a formula without a stored value as empty cells. Here an error stays an
error: not knowing is not the same as a formula that failed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from orepath.control.reading.extent import refuse_large
from orepath.errors import Fault, InputError, fault
from orepath.qualification.cells import NO_VALUE_KEPT
from orepath.qualification.headings import spelled
from orepath.qualification.plain import plain
from orepath.qualification.rule import Column
from orepath.vocabulary.terms import fold

DIGITS = 15
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def workbook_rows(path: Path, columns: Sequence[Column], faults: list[Fault]) -> list[tuple[int, list[str]]]:
    """The rows of a workbook's sheet as text, each with its number; blank rows are left out.

    The sheet is the one whose first row has a heading of the columns; the only sheet, or the first, where none has.

    Raises
    ------
    InputError
        Where the file is no workbook, breaks off, declares entities, or has the columns on more than one sheet.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            refuse_large(packed, path.name)
            book = CalamineWorkbook.from_path(str(path))
            sheet = _sheet(book, path.name, columns)
            cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            lost = dict(_lost(packed, sheet, path.name))
    except (zipfile.BadZipFile, CalamineError, ElementTree.ParseError, OSError, KeyError, ValueError) as error:
        raise InputError(fault("network_file_broken", path.name, format="XLSX", detail=str(error)[:200])) from error
    rows = [[plain(cell, DIGITS) for cell in row] for row in cells]
    for (row, column), said in sorted(lost.items()):
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = said
        else:
            faults.append(fault("qualify_error_cell", f"{path.name}, row {row + 1}", column=column + 1, found=said))
    return list(_filled(rows))


def _filled(rows: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, without the blank columns to the right of the header."""
    width = 0
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        width = width or max(position for position, cell in enumerate(row, start=1) if cell.strip())
        beyond = any(cell.strip() for cell in row[width:])
        yield number, row if beyond else row[:width]


def _sheet(book: CalamineWorkbook, file: str, columns: Sequence[Column]) -> str:
    known = {said for column in columns for said in spelled(column)}
    fit = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=20)
        header = next((row for row in rows if any(str(cell).strip() for cell in row)), [])
        if any(fold(str(cell).replace("_", " ")) in known for cell in header):
            fit.append(name)
    if len(fit) > 1:
        raise InputError(fault("qualify_sheets", file, found=", ".join(fit)))
    if not book.sheet_names:
        raise InputError(fault("qualify_no_rows", file))
    return str(fit[0] if fit else book.sheet_names[0])


def _lost(packed: zipfile.ZipFile, sheet: str, file: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Errors of a sheet, and formulas without a value, by row and column counted from 0."""
    with packed.open(_part(packed, sheet, file)) as content:
        for _, cell in ElementTree.iterparse(content):
            if cell.tag != f"{MAIN}c":
                continue
            value = cell.findtext(f"{MAIN}v")
            if cell.get("t") == "e":
                yield _position(cell.get("r", "")), value or "#"
            elif cell.find(f"{MAIN}f") is not None and value is None:
                yield _position(cell.get("r", "")), NO_VALUE_KEPT
            cell.clear()


def _part(packed: zipfile.ZipFile, sheet: str, file: str) -> str:
    """The file inside the workbook that holds a sheet."""
    for member in packed.namelist():
        if member.endswith((".xml", ".rels")):
            with packed.open(member) as content:
                if b"<!DOCTYPE" in content.read(4096):
                    raise InputError(fault("xml_unsafe", f"{file}, {member}", found="DOCTYPE"))
    sheets = ElementTree.fromstring(packed.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    ids = {each.get("name"): each.get(RELATION) for each in sheets}
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    target = {each.get("Id"): str(each.get("Target")) for each in relations}[ids[sheet]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _position(reference: str) -> tuple[int, int]:
    """Row and column of a cell, counted from 0.

    >>> _position("AB3")
    (2, 27)
    """
    found = CELL.fullmatch(reference)
    if found is None:
        raise ValueError(f"cell {reference!r}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
