"""Which files a path holds: downloads of this publisher, and what merely lies beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.reading import refuse
from orepath.sources.un_comtrade.forms import DATASET, columns_of, likeness

ENDINGS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
ALIKE = 0.5
"""A file with this share of the columns of a form is a download that lost some, and not another file."""


def listed(path: Path, raw: dict[str, Any]) -> tuple[list[Path], list[str]]:
    """The files to read at a path, which is a file or a folder, and the names of what lies beside, each in their order.

    Raises
    ------
    SourceError
        Where the folder cannot be looked into, holds none or too many, or one of them cannot be what it seems to be.
    """
    if not path.is_dir():
        return [path], []
    try:
        every = sorted(each for each in path.iterdir() if not each.name.startswith("."))
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(path), reason=error.strerror or error)) from error
    texts = [each for each in every if each.is_file() and each.name.casefold().endswith(ENDINGS)]
    most = raw["options"]["most_files"]
    if len(texts) > most:
        raise SourceError(fault("count_above", str(path), what="files", found=len(texts), maximum=most))
    found: list[Path] = []
    faults: list[Fault] = []
    for file in texts:
        try:
            if likeness(file, raw["forms"]) >= ALIKE:
                columns_of(file, raw["forms"])
                found.append(file)
        except SourceError as error:
            faults += error.faults
    refuse(faults)
    if not found:
        raise SourceError(fault("no_files", str(path), dataset=DATASET, expected=", ".join(ENDINGS)))
    beside = [each.name + ("/" if each.is_dir() else "") for each in every if each not in found]
    return found, beside
