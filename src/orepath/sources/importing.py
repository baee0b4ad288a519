"""From a publisher's file to a release of this installation."""

from __future__ import annotations

import importlib
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

import duckdb

from orepath.errors import SourceError, UnknownName, fault
from orepath.evidence.files import present
from orepath.evidence.home import home, releases_folder
from orepath.evidence.reading import Progress, Reader, Reading, Sink, silent
from orepath.evidence.release import Release, describe, publish, staging
from orepath.evidence.source import Source, source

ROOMS = ("orepath.sources", "orepath.control.datasets")
"""Where readers live: those of control's formats beside the code that reads them, found and loaded by name alone."""


@cache
def packages() -> dict[str, str]:
    """The packages of all readers, by dataset id."""
    found = {}
    for room in ROOMS:
        for folder in files(room).iterdir():
            if folder.is_dir() and folder.joinpath("source.toml").is_file():
                package = f"{room}.{folder.name}"
                found[source(package).id] = package
    return dict(sorted(found.items()))


def described() -> dict[str, Source]:
    """The sources of all readers, by dataset id."""
    return {dataset: source(package) for dataset, package in packages().items()}


def reader(dataset: str) -> Reader:
    """The reader of a dataset.

    Raises
    ------
    UnknownName
        Where there is none.
    """
    if dataset not in packages():
        raise UnknownName("dataset", dataset, list(packages()))
    return cast(Reader, importlib.import_module(f"{packages()[dataset]}.read"))


def import_dataset(dataset: str, path: Path, today: date, progress: Progress = silent) -> tuple[Release, Reading]:
    """Read a file and make it a release; on any fault the releases stay as they were.

    Raises
    ------
    InputError
        Where there is nothing at the path.
    SourceError
        With every fault found, or where the release cannot be written.
    """
    chosen = reader(dataset)
    present(path)
    parent = releases_folder()
    try:
        with staging(home() / "staging") as folder:  # beside the releases, so that not even a killed import shows there
            sink = Sink(folder, progress)
            reading = chosen.read(path, sink)
            manifest = describe([(chosen.SOURCE, reading, sink)], folder, today)
            parent.mkdir(parents=True, exist_ok=True)
            return publish(folder, parent, manifest, dataset), reading
    except OSError as error:
        raise SourceError(fault("write_failed", str(parent), reason=error.strerror or str(error))) from error
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:  # it writes tables of trade, and spills
        reason = str(error).partition("\n")[0]
        raise SourceError(fault("write_failed", str(parent), reason=reason)) from error
