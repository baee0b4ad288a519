"""The rows below the headings of a sheet, and what of them could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from orepath.custody.declarations.heads import WORKINGS, Head
from orepath.custody.declarations.sheets import Sheet, address
from orepath.custody.declarations.wording import data, label, prompt
from orepath.custody.document import Unread
from orepath.errors import Fault, fault
from orepath.evidence.workbook.failed_cells import UNVALUED


def note(found: Fault) -> Unread:
    """Something that was not read, from the fault that says so."""
    return Unread(found.code, found.where, dict(found.values))


def declared_rows(sheet: Sheet, head: Head, faults: list[Fault]) -> list[tuple[int, dict[str, str]]]:
    """The rows in which anything is declared: their number, and their cells by concept; empty cells are left out."""
    most = data("templates")["limits"]["most_rows"]
    found: list[tuple[int, dict[str, str]]] = []
    for row in sorted(sheet.rows):
        if row <= head.row:
            continue
        said = {key: sheet.text(row, column) for key, column in head.columns.items() if key != WORKINGS}
        filled = {key: text for key, text in said.items() if text and not prompt(text)}
        if filled:
            found.append((row, filled))
    if len(found) > most:
        where = f"{sheet.file}, {sheet.name}"
        faults.append(fault("custody_declaration_rows", where, found=len(found), maximum=most))
        return []
    return found


def lost(sheet: Sheet, kind: str, head: Head, rows: list[int]) -> Iterator[Unread]:
    """What stands in a table and was not read: cells whose formula failed, columns whose heading is not known."""
    for key, column in head.columns.items():
        if key == WORKINGS:
            continue
        failed = sorted((row, said) for (row, at), said in sheet.failed.items() if at == column and row > head.row)
        for said, span in _spans(failed):
            cells = address(span[0], column) + (f":{address(span[-1], column)}" if len(span) > 1 else "")
            yield failed_cell(f"{sheet.file}, {sheet.name}, {cells}", label(kind, key), said)
    for column, heading in head.unknown.items():
        if any(sheet.text(row, column) for row in rows):
            yield note(fault("custody_declaration_heading", sheet.at(head.row, column), found=heading[:60]))


def failed_cell(where: str, column: str, said: str) -> Unread:
    """A cell whose formula failed, or has no stored value."""
    if said == UNVALUED:
        return note(fault("custody_declaration_unvalued", where, column=column))
    return note(fault("custody_declaration_failed", where, column=column, found=said))


def _spans(failed: list[tuple[int, str]]) -> Iterator[tuple[str, list[int]]]:
    """Rows one below the other in which the same stands."""
    for (_, said), group in groupby(enumerate(failed), key=lambda each: (each[1][0] - each[0], each[1][1])):
        yield said, [row for _, (row, _) in group]
