"""Rows of the department's workbooks."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.evidence.workbook.opening import Workbook
from orepath.sources.us_dol_labour.kinds import SOURCE
from orepath.sources.us_dol_labour.tally import Tally


def sheet_rows(
    workbook: Workbook, sheet: str, columns: list[str], tally: Tally
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a sheet below its header, with their numbers; cells as text, blanks single."""
    tally.columns[f"{workbook.path.name}, {sheet}"] = columns
    for number, row in workbook.rows(sheet, columns, SOURCE.id, tally.faults):
        yield number, {name: " ".join(cell.split()) for name, cell in row.items()}
