"""Writing of several text files, each whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from orepath.errors import InputError, fault


def write_texts(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write texts into a folder by file name; a file that is there already is not overwritten.

    Raises
    ------
    InputError
        Where a file is there already or the folder cannot be written.
    """
    taken = [folder / name for name in texts if (folder / name).exists()]
    if taken:
        raise InputError([fault("file_exists", str(path)) for path in taken])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            part = folder / f".{name}.part"
            part.write_text(text, "utf-8")
            part.replace(folder / name)
    except OSError as error:
        raise InputError(fault("write_failed", str(folder), reason=error.strerror or str(error))) from error
    return [folder / name for name in texts]
