"""The study's workbook: the sheet of its first figure, cell by cell."""

from __future__ import annotations

import zipfile
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orepath.errors import SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.sources.cheng_2024.tally import SOURCE

FIGURE_1 = SOURCE.raw["figure_1"]
ZIP = b"PK"


def is_workbook(path: Path) -> bool:
    """Whether a file begins as a workbook does."""
    with path.open("rb") as file:
        return file.read(2) == ZIP


def first_figure(path: Path) -> tuple[list[list[object]], int]:
    """The cells of the sheet from its first row and column on, and how many other sheets there are.

    Raises
    ------
    SourceError
        Where the file is no workbook, breaks off, unpacks to far more than the study's does, or lacks the sheet.
    """
    bounded_file(path, SOURCE.raw["most_bytes"])
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size > FIGURE_1["most_unpacked"]:
            raise SourceError(fault("file_too_large", path.name, found=size, maximum=FIGURE_1["most_unpacked"]))
        workbook = CalamineWorkbook.from_path(str(path))
        if FIGURE_1["sheet"] not in workbook.sheet_names:
            detail = f"no sheet '{FIGURE_1['sheet']}'"
            raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
        rows = workbook.get_sheet_by_name(FIGURE_1["sheet"]).to_python(skip_empty_area=False)
        return [list(row) for row in rows], len(workbook.sheet_names) - 1
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(fault("malformed", path.name, format="XLSX", detail=error)) from error
