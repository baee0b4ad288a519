"""Which files at a path are of the dataset: sites in JSON, judgements in CSV."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.delimited import header_of
from orepath.sources.darpa_minmod.dataset import SOURCE
from orepath.sources.darpa_minmod.entities import FOLDER
from orepath.sources.darpa_minmod.same_as import COLUMNS


@dataclass
class Given:
    """The files at a path, by their kind, with the names they have in messages."""

    sites: list[tuple[Path, str]] = field(default_factory=list)
    judgements: list[tuple[Path, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    in_folder: bool = True


def given(path: Path) -> Given:
    """The files of a folder and the folders in it, or the one file.

    Raises
    ------
    SourceError
        Where there is nothing at the path, or none of the dataset's files.
    """
    if not path.is_dir():
        one = [(path, path.name)]
        judged = path.suffix.casefold() == ".csv"
        return Given([] if judged else one, one if judged else [], in_folder=False)
    found = Given()
    for file in _files(path):
        name = file.relative_to(path).as_posix()
        if file.suffix.casefold() == ".json":
            found.sites.append((file, name))
        elif file.name == "same_as.csv" or _holds_judgements(file):
            found.judgements.append((file, name))
        elif file.parent.name != FOLDER:
            found.others.append(name)
    if not found.sites and not found.judgements:
        raise SourceError(fault("folder_lacks", str(path), missing="*.json / same_as.csv"))
    return found


def _holds_judgements(file: Path) -> bool:
    if file.suffix.casefold() != ".csv":
        return False
    try:
        return set(COLUMNS) <= set(header_of(file))
    except SourceError:
        return False


def _files(folder: Path) -> list[Path]:
    most = SOURCE.raw["most_files"]
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if not name.startswith(".")]
        if len(found) > most:
            raise SourceError(fault("count_above", str(folder), what="files", found=len(found), maximum=most))
    return sorted(found)
