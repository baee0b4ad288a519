"""Which column of a file is which column of a form."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from orepath.errors import Fault, UnknownName, fault
from orepath.tabular.column import Column
from orepath.vocabulary.terms import fold


def spelled(column: Column) -> set[str]:
    """Every way to head a column, folded: its name, its headings, and what else it is called."""
    said = (column.name, column.heading.en, column.heading.ja, *column.aliases)
    return {_folded(each) for each in said}


def match(header: Sequence[str], columns: Sequence[Column], where: str, faults: list[Fault]) -> dict[int, Column]:
    """The column that each column of a file is, by its position; what fits none is a fault.

    A column that is missing, occurs twice or is not known is told, with what it may have been meant to be.
    """
    by_spelling = {said: column for column in columns for said in spelled(column)}
    found: dict[int, Column] = {}
    unknown: list[str] = []
    for position, heading in enumerate(header):
        column = by_spelling.get(_folded(heading))
        if column is None:
            unknown.append(heading)
        elif column in found.values():
            faults.append(fault("table_column_twice", where, column=column.name, found=heading))
        else:
            found[position] = column
    names = [column.name for column in columns]
    for heading in unknown:
        if heading.strip():
            faults.extend(UnknownName("column", heading.strip(), _likely(heading, columns), where).faults)
        else:
            faults.append(fault("table_column_unnamed", where, number=header.index(heading) + 1))
    lacking = [column for column in columns if column.required and column not in found.values()]
    if lacking:
        missing = ", ".join(f"{column.name} ({column.heading.ja})" for column in lacking)
        faults.append(fault("table_columns", where, missing=missing, needed=", ".join(names)))
    return found


def _likely(heading: str, columns: Sequence[Column]) -> list[str]:
    """Names of columns, or the Japanese headings where the heading is more like one of them."""
    japanese = [column.heading.ja for column in columns]
    near = difflib.get_close_matches(_folded(heading), [_folded(each) for each in japanese], n=1, cutoff=0.5)
    return japanese if near else [column.name for column in columns]


def _folded(heading: str) -> str:
    return fold(heading.replace("_", " ").replace("\n", " "))
