"""Tables as text, and writing of several text files, each whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from orepath.errors import InputError, fault


def csv_text(head: Sequence[object], rows: Iterable[Sequence[object]], ends: str = "\n") -> str:
    """A table as CSV text; what is not known (None) is an empty cell.

    Parameters
    ----------
    ends
        What a line ends with.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=ends)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


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
