"""From the authors' files to statements."""

from __future__ import annotations

from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.reading import Reading, Sink, check_counts, existing_file, refuse
from orepath.evidence.workbook.opening import begins_as_workbook
from orepath.sources.busch_battery_intensities.intensities import from_workbook
from orepath.sources.busch_battery_intensities.tables import TABLES, from_table
from orepath.sources.busch_battery_intensities.tally import SOURCE, Tally

__all__ = ["SOURCE", "read"]

SUFFIXES = (".csv", ".xlsx")


def read(path: Path, sink: Sink) -> Reading:
    """Read one of the authors' files, or a folder with any of them.

    Raises
    ------
    SourceError
        With every fault found.
    """
    tally = Tally()
    if path.is_dir():
        _folder(path, sink, tally)
    else:
        _add(path, tally)
    refuse([*tally.faults, *check_counts(SOURCE, tally.counts, path.name)])
    for part, columns in tally.columns.items():
        sink.found_columns(part, columns)
    sink.statements(tally.statements)
    sink.progress(1, 1)
    edition = ", ".join(sorted(tally.editions))
    return Reading(edition, SOURCE.published, tally.read, len(tally.statements), (), tuple(tally.notes))


def _add(file: Path, tally: Tally) -> None:
    is_workbook = begins_as_workbook(existing_file(file)) or file.suffix.casefold() == ".xlsx"
    (from_workbook if is_workbook else from_table)(file, tally)


def _folder(path: Path, sink: Sink, tally: Tally) -> None:
    """Add every file of the dataset; those of others are left alone, and said."""
    try:
        files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(path), reason=error.strerror or error)) from error
    for number, file in enumerate(files):
        sink.progress(number, len(files))
        try:
            if file.suffix.casefold() in SUFFIXES:
                _add(file, tally)
                continue
        except SourceError as error:
            faults = [found for found in error.faults if found.code != "wrong_dataset"]
            tally.faults += faults
            if faults:
                continue
        tally.notes.append(SOURCE.says("left_alone", file=file.name))
    if not tally.editions and not tally.faults:
        sheets = [one["sheet"] for one in SOURCE.raw["workbooks"]]
        wanted = [f"XLSX {' / '.join(sheets)}", *(f"CSV {', '.join(entry['columns'])}" for entry in TABLES.values())]
        raise SourceError(fault("folder_lacks", str(path), missing="; ".join(wanted)))
