"""From a table or workbooks of correspondences to statements."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import Reading, Sink
from orepath.evidence.source import source
from orepath.evidence.workbook.opening import begins_as_workbook
from orepath.sources.hs_concordance.correlations import read_correlations
from orepath.sources.hs_concordance.vintages import read_vintages

__all__ = ["SOURCE", "read"]

SOURCE = source("orepath.sources.hs_concordance")
DIGITS = 8
WORKBOOKS = (".xlsx", ".xls")


def read(path: Path, sink: Sink) -> Reading:
    """Read the table of Global Trade Alert (CSV), or a workbook of the UN Statistics Division or a folder of them.

    None says of what day it is, so that the edition is named after the content: a table of which rows were removed
    never keeps those of the one before.

    Raises
    ------
    SourceError
        With every fault found.
    """
    if path.is_dir():
        workbooks = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
        if not 0 < len(workbooks) <= SOURCE.raw["most_files"]:
            found = len(workbooks)
            raise SourceError(fault("concord_workbooks", str(path), found=found, maximum=SOURCE.raw["most_files"]))
        return read_correlations(SOURCE, workbooks, sink, f"UNSD-{_digest(workbooks)}")
    digest = _digest([path])
    if begins_as_workbook(path) or path.suffix.casefold() in WORKBOOKS:
        return read_correlations(SOURCE, [path], sink, f"UNSD-{digest}")
    return read_vintages(SOURCE, path, sink, f"gtalibrary-{digest}")


def _digest(paths: Sequence[Path]) -> str:
    content = hashlib.sha256()
    for path in paths:
        content.update(bounded_file(path, SOURCE.raw["most_bytes"]).read_bytes())
    return content.hexdigest()[:DIGITS]
