"""What must not be opened: found in the parts of a workbook, without reading a value."""

from __future__ import annotations

import zipfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack
from functools import partial

from orepath.errors import InputError, fault
from orepath.evidence.workbook.archive import CHUNK, entries, pieces
from orepath.evidence.workbook.extent import Extent, extent
from orepath.evidence.workbook.extent import column_number as column_number
from orepath.evidence.workbook.named_sheets import named_sheets
from orepath.evidence.workbook.shared_texts import NONE, shared_texts
from orepath.evidence.workbook.well_formed import refuse_declared, well_formed

MOST_UNPACKED = 600_000_000
"""Bytes; the largest sheet of six columns that a spreadsheet holds stays below."""
MOST_CELLS = 20_000_000
"""Cells between the first and the last of a sheet, all sheets together: sixteen columns of the most rows a spreadsheet
holds, and some more.

A reader of workbooks makes room for all of them: two cells far apart would take all memory.
"""
MOST_CHARACTERS = 250_000_000
"""Characters of all cells, shared texts written out in each: twelve for each of the most cells, and some more."""
MOST_FORMULAS = 2_000_000
"""Formulas and errors of formulas; one that failed takes some 250 bytes until it is put into its cell."""
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TEXTS, LOOKS = "xl/sharedstrings.xml", "xl/styles.xml"
"""Parts that are opened by their names."""
ALONE = tuple(name.rpartition("/")[2] for name in (WORKBOOK, RELATIONS, TEXTS))
"""Names that a workbook has once: readers that begin at the root's relationships would find a second one elsewhere."""
SHEETS = ("xl/worksheets/", "xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/")
"""Folders whose parts are opened as sheets."""
OTHER_FORMATS = ("content.xml", "xl/workbook.bin")
"""Parts by which OpenDocument and binary workbooks are told; no limit here holds for them."""


def refuse_unsafe(packed: zipfile.ZipFile, file: str) -> Mapping[str, Extent]:
    """What the sheets of a workbook hold, by part; a workbook that must not be opened is refused.

    Raises
    ------
    InputError
        Where it unpacks to more than `MOST_UNPACKED` or than it says; its entries are not the same to every reader; a
        part declares a document type; a part that is opened is not XML in UTF-8; a cell has a name that none has; or
        the sheets hold more than `MOST_CELLS`, `MOST_CHARACTERS` or `MOST_FORMULAS`: with what was found and allowed.
    """
    size = sum(member.file_size for member in packed.infolist())
    if size > MOST_UNPACKED:
        raise InputError(fault("workbook_large", file, found=size, maximum=MOST_UNPACKED))
    with ExitStack() as opened:
        return _held(packed, file, opened)


def _held(packed: zipfile.ZipFile, file: str, opened: ExitStack) -> Mapping[str, Extent]:
    every = entries(packed, file)
    if other := [name for name in OTHER_FORMATS if name in every]:
        raise InputError(fault("wrong_format", file, found=other[0], allowed="CSV, XLSX"))
    if second := [name for name in every if name.split("/")[-1] in ALONE and name not in (WORKBOOK, RELATIONS, TEXTS)]:
        raise InputError(fault("workbook_odd", file, found=f"another workbook ({every[second[0]].filename})"))

    def raw(name: str) -> Iterator[bytes]:
        return pieces(packed, every[name], file, opened)

    def part(name: str) -> Iterator[bytes]:
        """A part that is opened; none of it where the workbook has no such part."""
        if name in every:
            yield from well_formed(raw(name), f"{file}, {every[name].filename}")

    texts = shared_texts(raw(TEXTS), f"{file}, {every[TEXTS].filename}", MOST_CELLS) if TEXTS in every else NONE
    for _ in part(LOOKS):
        pass
    named = named_sheets(part(WORKBOOK), part(RELATIONS), file) if WORKBOOK in every and RELATIONS in every else set()
    sheets = [name for name in every if name in named or (name.startswith(SHEETS) and _is_sheet(name))]
    for name, entry in every.items():
        if name not in (WORKBOOK, RELATIONS, TEXTS, LOOKS, *sheets) and name.endswith((".xml", ".rels")):
            refuse_declared(partial(raw, name), f"{file}, {entry.filename}")
    held: dict[str, Extent] = {}
    for name in sheets:
        where = f"{file}, {every[name].filename}"
        held[every[name].filename] = extent(raw(name), where, texts)
        _refuse_too_much(held, where)
    return held


def _refuse_too_much(held: Mapping[str, Extent], where: str) -> None:
    """Refuse sheets that hold more than is opened, the last of them last measured."""
    last = list(held.values())[-1]
    if last.rows * last.columns > MOST_CELLS:
        values = {"rows": last.rows, "columns": last.columns, "maximum": MOST_CELLS}
        raise InputError(fault("sheet_wide", where, **values))
    for code, most, found in (
        ("workbook_cells", MOST_CELLS, sum(each.cells for each in held.values())),
        ("workbook_characters", MOST_CHARACTERS, sum(each.characters for each in held.values())),
        ("workbook_formulas", MOST_FORMULAS, sum(each.formulas for each in held.values())),
    ):
        if found > most:
            raise InputError(fault(code, where, found=found, maximum=most))


def _is_sheet(name: str) -> bool:
    return "/_rels/" not in name and not name.endswith("/")


def chunks(packed: zipfile.ZipFile, part: str) -> Generator[bytes, None, None]:
    """The content of a part, piece by piece."""
    with packed.open(part) as content:
        while chunk := content.read(CHUNK):
            yield chunk
