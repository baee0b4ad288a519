"""Which files a path holds: exports, transcriptions, and others that are left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.candidates.statements import Candidates
from orepath.evidence.delimited import header_of
from orepath.evidence.files import bounded_file
from orepath.evidence.json_file import is_json
from orepath.sources.global_trade_alert.tally import SOURCE, Tally
from orepath.sources.global_trade_alert.transcription import read_transcription

SUFFIXES = (".csv", ".json")
MARKS = tuple(SOURCE.raw["export"]["marks"])


@dataclass
class Files:
    """The exports, what stands in the transcriptions, and the names of the files that are neither."""

    exports: list[Path] = field(default_factory=list)
    transcribed: list[Candidates] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def files_at(path: Path, tally: Tally) -> Files:
    """The files at a path, which is one of them or a folder.

    Raises
    ------
    SourceError
        Where there is none, or one of them cannot be read. In a folder a file of another dataset is left alone; one
        with some of the columns of an export is an export.
    """
    found = Files()
    if not path.is_dir():
        _add(path, found, tally)
        return found
    for file in _listed(path):
        try:
            if file.suffix.casefold() not in SUFFIXES or not _add(file, found, tally, MARKS):
                found.others.append(file.name)
        except SourceError as error:
            if any(each.code != "wrong_dataset" for each in error.faults):
                raise
            found.others.append(file.name)
    if not found.exports and not tally.columns:
        raise SourceError(fault("folder_lacks", str(path), missing="*.csv / *.json"))
    return found


def _add(path: Path, found: Files, tally: Tally, marks: tuple[str, ...] = ()) -> bool:
    """Add a file; False for a table that has none of some columns."""
    bounded_file(path, SOURCE.raw["most_bytes"])
    if is_json(path):
        found.transcribed.append(read_transcription(path, tally))
    elif marks and not any(mark in ",".join(header_of(path)) for mark in marks):
        return False
    else:
        found.exports.append(path)
    return True


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(folder), reason=error.strerror or error)) from error
