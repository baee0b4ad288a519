"""The row of a sheet that heads its table, and what each column is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orepath.custody.declarations.labels import Labels
from orepath.custody.declarations.sheets import Sheet, address
from orepath.custody.declarations.wording import data, label
from orepath.errors import Fault, fault

FEWEST = 3
"""Known headings that a row must have to be taken for the one that heads a table."""
WORKINGS = "workings"
"""The concept of columns that the template calculates for itself; there may be several."""


@dataclass(frozen=True)
class Head:
    """The row that heads a table.

    Parameters
    ----------
    columns
        The column of each concept of ``headings.toml``, from 0.
    unknown
        Headings that stand for no concept, by column.
    """

    row: int
    columns: dict[str, int]
    unknown: dict[int, str]


def head(sheet: Sheet, kind: str, needed: Sequence[str], labels: Labels, faults: list[Fault]) -> Head | None:
    """The row that heads a table; None, with faults, where none does or needed columns are missing.

    It is looked for by what it says, never by where it stands.
    """
    limits = data("templates")["limits"]
    first = [row for row in sorted(sheet.rows) if row <= limits["heading_rows"]]
    best, meant = 0, dict[int, str]()
    for row in first:
        found = {column: labels.concept(kind, sheet, row, column) for column in range(len(sheet.rows[row]))}
        if _distinct(found) > _distinct(meant):
            best, meant = row, found
    missing = [concept for concept in needed if concept not in meant.values()]
    if _distinct(meant) < FEWEST:
        shown = ", ".join(cell.strip()[:30] for cell in sheet.rows.get(best, []) if cell.strip())[:200]
        needs = "; ".join(label(kind, concept) for concept in needed)
        where = f"{sheet.file}, {sheet.name}"
        code = "custody_declaration_no_headings"
        faults.append(fault(code, where, rows=limits["heading_rows"], found=shown or "-", missing=needs))
        return None
    unknown = {column: sheet.text(best, column) for column, key in meant.items() if not key}
    unknown = {column: said for column, said in unknown.items() if said}
    columns: dict[str, int] = {}
    for column, key in meant.items():
        if key in columns and key != WORKINGS:
            faults.append(fault("custody_declaration_heading_twice", sheet.at(best, column), column=label(kind, key)))
        elif key:
            columns[key] = column
    if missing:
        failed = {column: said for (row, column), said in sheet.failed.items() if row == best and not meant.get(column)}
        shown_as = sorted((unknown | failed).items())[:20]
        said = "; ".join(f"'{text[:40]}' ({address(best, column)})" for column, text in shown_as) or "-"
        lacking = "; ".join(label(kind, concept) for concept in missing)
        faults.append(fault("custody_declaration_headings", sheet.at(best), missing=lacking, unknown=said))
        return None
    return Head(best, columns, unknown)


def _distinct(meant: dict[int, str]) -> int:
    return len(set(meant.values()) - {"", WORKINGS})
