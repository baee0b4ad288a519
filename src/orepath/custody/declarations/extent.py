"""What the sheets of a workbook would take in memory, measured before any of them is opened.

A reader of workbooks makes room for every cell between the first and the last of a sheet, and writes a shared text out
in every cell that refers to it. Both can be far more than the file itself; here every part is gone through as XML, in
pieces, and only counted.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterator
from typing import NoReturn
from xml.parsers import expat

from orepath.custody.declarations.wording import data
from orepath.errors import InputError, fault
from orepath.evidence.workbook.safe import CHUNK, MOST_CELLS, column_number

REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
"""How a cell is named; calculated columns end at XFD, rows at 1048576 (ECMA-376, part 1, 18.3.1.4 and 18.3.1.73)."""
ROW = re.compile(r"[0-9]{1,7}")
ROOTS = ("worksheet", "sst", "workbook")
"""Parts that are read: sheets, shared texts, the list of sheets."""
Attributes = dict[str, str]


def refuse_wide(packed: zipfile.ZipFile, file: str) -> None:
    """Refuse a workbook of which a sheet would take more than is allowed.

    Raises
    ------
    InputError
        Where a sheet spans too many cells, holds too many characters, names a cell that no sheet has, or is not XML.
    """
    parts = [part for part in packed.namelist() if not part.endswith("/")]
    shared = [part for part in parts if b"<sst" in _beginning(packed, part) or b":sst" in _beginning(packed, part)]
    lengths = array("L")
    for part in [*shared, *(part for part in parts if part not in shared)]:
        _Measure(f"{file}, {part}", lengths).take(packed, part)


def _beginning(packed: zipfile.ZipFile, part: str) -> bytes:
    with packed.open(part) as content:
        return content.read(4096)


def _pieces(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with packed.open(part) as content:
        while piece := content.read(CHUNK):
            yield piece


class _Measure:
    """One part, as it goes by."""

    def __init__(self, where: str, lengths: array[int]) -> None:
        self.where, self.lengths = where, lengths
        self.root, self.row, self.column, self.rows, self.columns = "", 0, 0, 0, 0
        self.formulas = 0
        self.characters, self.text, self.refers, self.inside = 0, "", False, False

    def take(self, packed: zipfile.ZipFile, part: str) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self.say, self.refuse
        try:
            for number, piece in enumerate(_pieces(packed, part)):
                if number == 0 and not piece.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                    return  # no XML: a picture, printer settings
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            if self.root in ROOTS or part.endswith((".xml", ".rels")):
                raise InputError(fault("custody_declaration_broken", self.where, detail=error)) from error

    def refuse(self, *_: object) -> NoReturn:
        raise InputError(fault("xml_unsafe", self.where, found="DOCTYPE"))

    def start(self, tag: str, attributes: Attributes) -> None:
        name = tag.rpartition(":")[2]
        self.root = self.root or name
        if name == "row":
            self.row, self.column = self._row(attributes.get("r", "")), 0
        elif name == "c":
            self._cell(attributes.get("r", ""))
            self.refers = attributes.get("t") == "s"
            self._count(attributes.get("t") == "e")
        elif name == "f":
            self._count(True)
        elif name == "si":
            self.lengths.append(0)
        self.inside, self.text = name in ("v", "t"), ""

    def say(self, text: str) -> None:
        if self.root == "sst" and self.lengths:
            self.lengths[-1] += len(text)
        elif self.inside and self.refers:
            self.text += text[:20]
        elif self.inside:
            self._add(len(text))

    def end(self, tag: str) -> None:
        if self.inside and self.refers and self.text.strip().isdecimal():
            number = int(self.text.strip()[:12])
            self._add(self.lengths[number] if number < len(self.lengths) else 0)
        self.inside = False

    def _row(self, said: str) -> int:
        if said and not ROW.fullmatch(said):
            raise InputError(fault("custody_declaration_reference", self.where, found=said[:40]))
        return int(said) if said else self.row + 1

    def _cell(self, said: str) -> None:
        found = REFERENCE.fullmatch(said)
        if said and found is None:
            raise InputError(fault("custody_declaration_reference", self.where, found=said[:40]))
        row, column = (int(found[2]), column_number(found[1].upper())) if found else (self.row, self.column + 1)
        self.column = column
        self.rows, self.columns = max(self.rows, row, self.row), max(self.columns, column)
        if self.rows * self.columns > MOST_CELLS:
            values = {"rows": self.rows, "columns": self.columns, "maximum": MOST_CELLS}
            raise InputError(fault("sheet_wide", self.where, **values))

    def _count(self, formula: bool) -> None:
        """A formula, or the error of one, which is kept cell by cell."""
        self.formulas += formula
        most = data("templates")["limits"]["most_formulas"]
        if self.formulas > most:
            raise InputError(fault("custody_declaration_formulas", self.where, maximum=most))

    def _add(self, length: int) -> None:
        self.characters += length
        limits = data("templates")["limits"]
        if self.characters > limits["most_characters"]:
            values = {"rows": limits["most_filled_rows"], "characters": limits["most_characters"]}
            raise InputError(fault("custody_declaration_large", self.where, **values))
