"""Workbooks of the critical-raw-materials pilot: a credential on each sheet, a row for each of its elements."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orepath.custody.document import Document
from orepath.custody.reading.field import Notes, Part, shown
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.small_json import parse
from orepath.custody.reading.untp.elements import Misplaced, put
from orepath.custody.reading.untp.names import table
from orepath.custody.reading.untp.reading import FORMAT, gather
from orepath.errors import InputError, fault
from orepath.evidence.workbook.failed_cells import failed_cells
from orepath.evidence.workbook.safe import refuse_unsafe
from orepath.tabular.plain import plain

MOST_ROWS = 10_000
"""Rows of a sheet; the longest sheet of the pilot has 200."""
KINDS: dict[str, tuple[str, tuple[type, ...]]] = {
    "Number": ("a number", (int, Decimal)),
    "Boolean": ("true or false", (bool,)),
    "JSONArray": ("a list", (list,)),
    "JSONObject": ("an object", (dict,)),
}
"""The pilot's names of what a cell holds, other than text."""
DIGITS = 15


def is_sheet(header: Sequence[object]) -> bool:
    """Whether the first row of a sheet has the headings of the pilot.

    >>> is_sheet(["untp_element_order", "untp_element_type", "untp_element", "required", "default_data"])
    True
    """
    of, said = table("sheet"), [str(cell).strip() for cell in header]
    return of["element"] in said and of["value"] in said


def read(path: Path) -> Document:
    """What the credentials of a workbook give, sheet by sheet.

    Raises
    ------
    InputError
        Where the file is no workbook, must not be opened, has no sheet with the headings, or where a credential lacks
        a field without which it says nothing.
    """
    into = Gathered(path.name, FORMAT)
    for name, rows in _sheets(path):
        file = f"{path.name}, {name}"
        tree = _tree(rows, file, into.notes)
        for (row, column), said in sorted(failed_cells(path, name).items()):
            into.notes.add("table_error_cell", f"{file}, row {row + 1}", column=column + 1, found=said)
        gather(Part(tree, "", file, into.notes), into)
    return into.document()


def _sheets(path: Path) -> list[tuple[str, list[list[str]]]]:
    if not path.is_file():
        raise InputError(fault("file_missing", str(path)))
    try:
        with zipfile.ZipFile(path) as packed:
            refuse_unsafe(packed, path.name)
        with CalamineWorkbook.from_path(str(path)) as book:
            every = [
                (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1))
                for name in book.sheet_names
            ]
    except (zipfile.BadZipFile, zlib.error, CalamineError, OSError, KeyError, ValueError, RuntimeError) as error:
        raise InputError(fault("network_file_broken", path.name, format="XLSX", detail=str(error)[:200])) from error
    fit = [(name, rows) for name, rows in every if rows and is_sheet(rows[0])]
    if not fit:
        raise InputError(fault("custody_untp_sheet", path.name, columns=_headings()))
    if long := [name for name, rows in fit if len(rows) > MOST_ROWS]:
        raise InputError(fault("custody_untp_sheet_long", f"{path.name}, {each}", maximum=MOST_ROWS) for each in long)
    return [(name, [[plain(cell, DIGITS).strip() for cell in row] for row in rows]) for name, rows in fit]


def _headings() -> str:
    of = table("sheet")
    return ", ".join((of["element"], of["sort"], of["value"]))


def _tree(rows: list[list[str]], file: str, notes: Notes) -> dict[str, object]:
    """The credential that the rows of a sheet spell."""
    of, tree = table("sheet"), dict[str, object]()
    at = {heading: position for position, heading in enumerate(rows[0]) if heading}
    for number, row in enumerate(rows[1:], start=2):
        element, said = row[at[of["element"]]], row[at[of["value"]]]
        part = Part(said, element.removeprefix("$."), file, notes)
        for heading in of["further"]:
            if heading in at and row[at[heading]]:
                part.note("custody_untp_sheet_further", column=heading, found=shown(row[at[heading]]))
        if not element or not said:
            continue
        if said.startswith(tuple(of["placeholders"])):
            part.note("custody_untp_placeholder", found=shown(said))
            continue
        try:
            put(tree, element, _value(part, row[at[of["sort"]]] if of["sort"] in at else ""))
        except Misplaced:
            notes.add("custody_untp_element", f"{file}, row {number}", found=shown(element))
    return tree


def _value(part: Part, sort: str) -> object:
    """The value of a cell, in the kind that its row names; None, and put down, where it is not."""
    said = str(part.value)
    if sort not in KINDS:
        return said
    named, types = KINDS[sort]
    try:
        found = parse(said.lower().encode() if sort == "Boolean" else said.encode(), part.file)
    except InputError:
        found = None
    if not isinstance(found, types) or (isinstance(found, bool) and bool not in types):
        part.note("custody_field_kind", found=shown(said), kind=named)
        return None
    return found
