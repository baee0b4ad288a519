"""The study's workbook: the sheet of its first figure, cell by cell."""

from __future__ import annotations

from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.workbook.opening import Cell, open_workbook
from orepath.sources.cheng_2024.tally import SOURCE

FIGURE_1 = SOURCE.raw["figure_1"]


def first_figure(path: Path) -> tuple[list[list[Cell]], int]:
    """The cells of the sheet from its first row and column on, and how many other sheets there are.

    Raises
    ------
    SourceError
        Where the file is no workbook, breaks off, must not be opened, or lacks the sheet.
    """
    workbook = open_workbook(path, SOURCE.raw["most_bytes"])
    if FIGURE_1["sheet"] not in workbook.sheets:
        detail = f"no sheet '{FIGURE_1['sheet']}'"
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    return workbook.cells(FIGURE_1["sheet"]), len(workbook.sheets) - 1
