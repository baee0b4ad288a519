"""What the headings of a workbook mean, also in languages that only its own list of labels knows."""

from __future__ import annotations

from orepath.custody.declarations.sheets import Book, Sheet, address
from orepath.custody.declarations.wording import bare, concept, metal
from orepath.vocabulary.terms import fold

SHEETS, CELLS, ENGLISH = "sheets", "cells", "english"
"""Headings of the list of labels: the sheet and the cell that a label is for, and its English."""


class Labels:
    """The labels of a workbook.

    The templates carry a sheet that gives the label of each cell in every language they offer; the cell itself looks
    its label up there. Where a heading is not known, or its formula has no value, that sheet says what it is.
    """

    def __init__(self, book: Book) -> None:
        self._english: dict[tuple[str, str], set[str]] = {}
        self._at: dict[tuple[str, str], str] = {}
        sheet = book.sheet("labels")
        if sheet is None or not sheet.rows:
            return
        first = min(sheet.rows)
        heads = {fold(cell): column for column, cell in reversed(list(enumerate(sheet.rows[first])))}
        if not {SHEETS, CELLS, ENGLISH} <= set(heads):
            return
        for number, row in sheet.rows.items():
            if number == first:
                continue
            name, cell, english = row[heads[SHEETS]], row[heads[CELLS]], row[heads[ENGLISH]]
            self._at[name, cell] = english
            for said in row[heads[ENGLISH] + 1 :]:
                if bare(said):
                    self._english.setdefault((name, bare(said)), set()).add(english)

    def concept(self, kind: str, sheet: Sheet, row: int, column: int) -> str:
        """The concept of ``headings.toml`` that the heading in a cell stands for; empty where it is not known."""
        said = sheet.text(row, column)
        if said and bare(said) != "0":
            found = concept(kind, said)
            if found:
                return found
            meant = {concept(kind, english) for english in self._english.get((sheet.name, bare(said)), ())} - {""}
            return meant.pop() if len(meant) == 1 else ""
        if not said and (row, column) not in sheet.failed:
            return ""
        return concept(kind, self._at.get((sheet.name, address(row, column)), ""))

    def metal(self, sheet: Sheet, said: str) -> str:
        """The mineral that a metal's name stands for, also in the languages of the workbook."""
        found = metal(said)
        meant = {metal(english) for english in self._english.get((sheet.name, bare(said)), ()) if bare(english)}
        return meant.pop() if len(meant) == 1 else found
