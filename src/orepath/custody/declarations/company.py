"""What a company says of itself and of its inquiry: the sheet Declaration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orepath.custody.declarations.declaration import Answer, CompanyDeclaration
from orepath.custody.declarations.labels import Labels
from orepath.custody.declarations.sheets import Sheet
from orepath.custody.declarations.table import failed_cell, note
from orepath.custody.declarations.wording import answer, bare, label
from orepath.custody.document import Unread
from orepath.errors import Fault, fault
from orepath.vocabulary.terms import fold, minerals

QUESTION = re.compile(r"(?:([0-9]{1,2})\s*\)|([a-z])\s*\.)")
"""How a question begins, folded: ``1)`` for one asked of each metal, ``A.`` for one asked of the company."""
END = "©"
"""The line below the form begins so; lists of choices may follow."""
FIELDS = ("company", "scope", "scope_description", "company_id", "company_id_authority", "date")


class Form:
    """The form of a workbook's declaration: where its answers and comments stand."""

    def __init__(self, sheet: Sheet, labels: Labels, unread: list[Unread]) -> None:
        self._sheet, self._labels, self._unread = sheet, labels, unread
        self._meant: dict[int, dict[str, int]] = {}
        self._end = max(sheet.rows, default=0) + 1
        for row in sorted(sheet.rows):
            if any(cell.startswith(END) for cell in sheet.rows[row]):
                self._end = row
                break
            found: dict[str, int] = {}
            for column in range(len(sheet.rows[row])):
                concept = labels.concept("declaration", sheet, row, column)
                if concept:
                    found.setdefault(concept, column)
            self._meant[row] = found
        heads = [(row, found) for row, found in self._meant.items() if "answer" in found]
        self._first = heads[0][0] if heads else 0
        self._answer = heads[0][1]["answer"] if heads else -1
        self._comment = heads[0][1].get("comment", -1) if heads else -1

    def read(self, template: str, version: str, faults: list[Fault]) -> CompanyDeclaration | None:
        """What it says; None, with a fault, where nothing is headed as an answer."""
        where = f"{self._sheet.file}, {self._sheet.name}"
        if self._answer < 0:
            missing = label("declaration", "answer")
            faults.append(fault("custody_declaration_headings", where, missing=missing, unknown="-"))
            return None
        said = {key: self._field(key) for key in FIELDS}
        return CompanyDeclaration(
            template=template, version=version, answers=tuple(self._answers()), where=where, **said
        )

    def _field(self, key: str) -> str:
        """What is filled in beside a label above the questions; in the column of the answers."""
        for row, found in self._meant.items():
            if row < self._first and found.get(key, self._answer) < self._answer:
                return self._cell(row, self._answer, label("declaration", key))
        return ""

    def _answers(self) -> Iterator[Answer]:
        question = ""
        for row in range(self._first, self._end):
            left = [self._sheet.text(row, column) for column in range(self._answer)]
            said = next((text for text in left if text), "")
            begun = QUESTION.match(fold(said))
            if begun:
                question = (begun[1] or begun[2]).upper()
            if "answer" in self._meant.get(row, {}) or not question:
                continue
            text = self._cell(row, self._answer, label("declaration", "answer"))
            if not text:
                continue
            metal = "" if begun else self._labels.metal(self._sheet, said)
            if not begun and metal not in minerals():
                shown = "" if bare(said) == "0" else said
                where = self._sheet.at(row, self._answer)
                self._unread.append(note(fault("custody_declaration_label", where, found=text[:60], label=shown[:60])))
                continue
            comment = self._cell(row, self._comment, label("declaration", "comment"))
            yield Answer(question, metal, answer(text), text, comment, self._sheet.at(row, self._answer))

    def _cell(self, row: int, column: int, name: str) -> str:
        failed = self._sheet.failed.get((row, column))
        if failed is not None:
            self._unread.append(failed_cell(self._sheet.at(row, column), name, failed))
        return self._sheet.text(row, column)
