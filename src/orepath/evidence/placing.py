"""Files that appear in a folder all together, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from tempfile import TemporaryDirectory

from orepath.errors import InputError, fault
from orepath.evidence.interrupted import heed_interrupts


@contextmanager
def placing(out: Path) -> Iterator[Path]:
    """A folder beside the place of some files; what is written into it moves to ``out`` once all of it is stored.

    A fault, or an interruption, before the first file moves leaves ``out`` as it was; no file is ever half written.

    Raises
    ------
    InputError
        Where the folder cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".orepath-", dir=out) as beside:
            yield Path(beside)
            made = sorted(Path(beside).iterdir())
            for path in made:
                if (out / path.name).is_dir():
                    raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
                _store(path)
            heed_interrupts()
            for path in made:
                path.replace(out / path.name)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise InputError(fault("write_failed", str(out), reason=reason)) from error


def _store(path: Path) -> None:
    """Have the disk hold a file before anything points to it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
