"""Folders that a publisher's dataset comes as."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from orepath.errors import SourceError, fault


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
