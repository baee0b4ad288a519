"""From register files to statements."""

from __future__ import annotations

from pathlib import Path

from orepath.evidence.reading import Reading, Sink
from orepath.evidence.register_folder import read_register_files
from orepath.evidence.source import source

SOURCE = source("orepath.sources.orepath_measures")


def read(path: Path, sink: Sink) -> Reading:
    """Read one register file, or those of this dataset in a folder; other registers in the folder are left alone.

    Raises
    ------
    SourceError
        With every fault of every file.
    """
    return read_register_files(path, sink, SOURCE.raw["registers"], shared=True, most_bytes=SOURCE.raw["most_bytes"])
