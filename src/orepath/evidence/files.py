"""Files and folders that a publisher's dataset comes as."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from orepath.errors import InputError, SourceError, fault
from orepath.evidence.reading import bounded_file

__all__ = ["bounded_file", "files_of", "first_bytes", "present"]


def files_of(folder: Path, names: Iterable[str]) -> list[Path]:
    """The files of a folder by their names, in order.

    Raises
    ------
    SourceError
        Where there is no such folder, one file is given in its place, or files are missing, each of which is named.
    """
    wanted = list(names)
    if not folder.exists():
        raise SourceError(fault("file_missing", str(folder)))
    if not folder.is_dir():
        raise SourceError(fault("folder_needed", str(folder), files=", ".join(wanted)))
    missing = [name for name in wanted if not (folder / name).exists()]
    if missing:
        raise SourceError(fault("folder_lacks", str(folder), missing=", ".join(missing)))
    return [folder / name for name in wanted]


def present(path: Path) -> Path:
    """The path that a person gives, if anything is there.

    Raises
    ------
    InputError
        Where there is nothing, or it cannot be seen.
    """
    try:
        there = path.exists()
    except OSError as error:
        raise InputError(fault("file_unreadable", str(path), reason=error.strerror or error)) from error
    if not there:
        raise InputError(fault("file_missing", str(path)))
    return path


def first_bytes(path: Path, count: int) -> bytes:
    """The first bytes of a file that a person gives, by which its kind is told.

    Raises
    ------
    InputError
        Where there is no such file, it is a folder, or cannot be read.
    """
    if not path.exists():
        raise InputError(fault("file_missing", str(path)))
    if path.is_dir():
        raise InputError(fault("file_is_folder", str(path)))
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError as error:
        raise InputError(fault("file_unreadable", str(path), reason=error.strerror or error)) from error
