"""The files of a path, each with its statements."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from orepath.control.reading.json_text import json_values
from orepath.control.reading.kinds import file_kind
from orepath.errors import Fault, InputError, SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.evidence.json_file import called
from orepath.evidence.reading import refuse

ENDINGS = (".json", ".jsonl", ".ndjson")
KEYS = {"statementId", "statementID", "recordType", "statementType"}
SHOWN = 20


@dataclass(frozen=True)
class File:
    """A file and its statements."""

    path: Path
    values: list[dict[str, object]]


def files_at(path: Path, dataset: str, most_bytes: int) -> tuple[list[File], list[str]]:
    """The file at a path, or the files of a folder in the order of their names, and the names of what lies beside.

    Raises
    ------
    SourceError, InputError
        With the faults of every file; where a folder holds no file of statements, or files of more than ``most_bytes``.
    """
    if not path.is_dir():
        return [File(path, _values(bounded_file(path, most_bytes), dataset))], []
    every = [each for each in _listed(path) if not each.name.startswith(".")]
    texts = [each for each in every if each.is_file() and each.name.casefold().endswith(ENDINGS)]
    size = sum(each.stat().st_size for each in texts)
    if size > most_bytes:
        raise SourceError(fault("file_too_large", str(path), found=size, maximum=most_bytes))
    found: list[File] = []
    faults: list[Fault] = []
    for file in texts:
        try:
            found.append(File(file, _values(bounded_file(file, most_bytes), dataset)))
        except (SourceError, InputError) as error:
            faults += [each for each in error.faults if each.code != "wrong_dataset"]
    refuse(faults)
    if not found:
        raise SourceError(fault("no_files", str(path), dataset=dataset, expected=", ".join(ENDINGS)))
    read = {file.path for file in found}
    return found, [each.name + ("/" if each.is_dir() else "") for each in every if each not in read]


def name_of(files: list[File], folder: Path) -> str:
    """What faults of all statements together name: of several files, where the statements of each begin."""
    if len(files) == 1:
        return files[0].path.name
    begins = 1
    said = []
    for file in files[:SHOWN]:
        said.append(f"{file.path.name} {begins}–{begins + len(file.values) - 1}")
        begins += len(file.values)
    return f"{folder.name} ({', '.join(said)}{', …' if len(files) > SHOWN else ''})"


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(folder), reason=error.strerror or error)) from error


def _values(path: Path, dataset: str) -> list[dict[str, object]]:
    """The statements of a file; that each is one is for `read_bods` to check, but for the first."""
    kind = file_kind(path)
    if kind != "json":
        raise SourceError(fault("wrong_format", path.name, found=kind, allowed="JSON"))
    values = json_values(path)
    first = values[0] if values else None
    if not isinstance(first, dict) or not KEYS & set(first):
        shown = ", ".join(list(first)[:6]) if isinstance(first, dict) else called(first)
        raise SourceError(fault("wrong_dataset", path.name, dataset=dataset, detail=shown))
    others = [f"/{number}" for number, value in enumerate(values) if not isinstance(value, dict)]
    if others:
        raise InputError(fault("control_field", path.name, field=others[0], found="–", allowed="object"))
    return [value for value in values if isinstance(value, dict)]
