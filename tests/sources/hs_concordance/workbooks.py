"""Workbooks laid out as those of the United Nations Statistics Division are said to be. Correspondences are made up."""

from pathlib import Path

import xlsxwriter

HEADER = ("HS2022", "HS2017", "Relationship")
ROWS = (
    ("010121", "010121", "1:1"),
    ("260210", "260200", "n:1"),
    ("260220", "260200", "n:1"),
    ("260300", "260301", "1:n"),
    ("260300", "260302", "1:n"),
)


def workbook(
    path: Path, rows=ROWS, header=HEADER, titles=(("Between",),), sheet="HS2022-HS2017 Correlations", more=("Notes",)
) -> Path:
    """A workbook with a sheet of correlations behind others."""
    with xlsxwriter.Workbook(path) as book:
        for name in more:
            book.add_worksheet(name).write_row(0, 0, ["From HS2022", "To HS2017"])
        page = book.add_worksheet(sheet)
        for number, row in enumerate([*titles, header, *rows]):
            page.write_row(number, 0, row)
    return path
