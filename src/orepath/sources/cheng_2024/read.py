"""From the study's tables and workbook to statements."""

from __future__ import annotations

from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.reading import Reading, Sink, check_counts, existing_file, refuse
from orepath.evidence.workbook.opening import begins_as_workbook
from orepath.sources.cheng_2024.figure_1 import figures
from orepath.sources.cheng_2024.sankey import FLOWS, flows
from orepath.sources.cheng_2024.tally import SOURCE, Tally

__all__ = ["SOURCE", "read"]


def read(path: Path, sink: Sink) -> Reading:
    """Read the folder of the study's files, or one of them.

    Raises
    ------
    SourceError
        Where a file is missing, or with every fault of every file.
    """
    tables, workbooks, left_out = _sorted(path)
    tally = Tally()
    paths = [*tables, *workbooks]
    for number, file in enumerate(paths):
        sink.progress(number, len(paths))
        (flows if file in tables else figures)(file, tally)
    sink.progress(len(paths), len(paths))
    refuse(tally.faults)
    refuse(check_counts(SOURCE, tally.counts, path.name))
    for part, columns in tally.columns.items():
        sink.found_columns(part, columns)
    sink.statements(tally.statements)
    notes = [SOURCE.says("left_out", file=name) for name in left_out]
    if tally.negative_zeros:
        notes.append(SOURCE.says("negative_zero", count=tally.negative_zeros))
    kept = len(tally.statements)
    return Reading(SOURCE.edition, SOURCE.published, kept, kept, (), (*notes, *tally.notes))


def _sorted(path: Path) -> tuple[list[Path], list[Path], list[str]]:
    """The tables, the workbooks, and the names of tables that are left out; of a folder all must be there."""
    if not path.is_dir():
        return _one(path)
    try:
        listed = sorted(file for file in path.iterdir() if not file.name.startswith("."))
        workbooks = [file for file in listed if file.suffix.casefold() == ".xlsx"]
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(path), reason=error.strerror or error)) from error
    names = {file.name for file in listed}
    missing = [name for name in FLOWS["files"] if name not in names] + ([] if workbooks else ["*.xlsx"])
    if missing:
        raise SourceError(fault("folder_lacks", str(path), missing=", ".join(missing)))
    if len(workbooks) > 1:
        raise SourceError(fault("given_twice", str(path), what=workbooks[1].name, first=workbooks[0].name))
    return [path / name for name in FLOWS["files"]], workbooks, [name for name in FLOWS["left_out"] if name in names]


def _one(path: Path) -> tuple[list[Path], list[Path], list[str]]:
    """One file by itself: a table by its name, or the workbook."""
    existing_file(path)
    if path.name in FLOWS["files"]:
        return [path], [], []
    if begins_as_workbook(path):
        return [], [path], []
    if path.name in FLOWS["left_out"]:
        said = {"found": FLOWS["left_out"][path.name], "allowed": ", ".join(FLOWS["files"])}
        raise SourceError(fault("cheng_other_mineral", path.name, **said))
    detail = f"'{path.name}' is neither {', '.join(FLOWS['files'])} nor XLSX"
    raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
